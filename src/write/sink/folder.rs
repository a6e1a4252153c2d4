//! A folder of files, a few for each document.

use super::file_names::FileNames;
use super::spool::{Spool, spool_path};
use super::{Assemble, Leftover};
use crate::write::output::{Kept, Opening, OutputError, Safe, Target, There, partial_path};
use crate::write::piece::{DocumentFiles, Piece};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What a folder holds beside the documents.
#[derive(Clone, Copy, Debug)]
pub struct Folder {
    /// A list of the documents.
    pub index: Index,
    /// Further files, made of the labels of all mentions: their names and what they hold.
    pub beside: fn(&BTreeSet<String>) -> Vec<(&'static str, String)>,
}

/// A list of the documents, in their order.
#[derive(Clone, Copy, Debug)]
pub struct Index {
    /// Its file.
    pub name: &'static str,
    /// Ahead of all.
    pub head: &'static str,
    /// A document.
    pub row: fn(&Entry<'_>) -> String,
    /// Behind all.
    pub tail: &'static str,
}

/// A document in the list.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'e> {
    /// The name of its files, without what tells them from each other.
    pub name: &'e str,
    /// Its id.
    pub id: &'e str,
    /// Its title.
    pub title: Option<&'e str>,
}

/// Writes a folder under another name and gives it its own once all is there.
#[derive(Debug)]
pub(super) struct FolderSink {
    path: PathBuf,
    folder: Place,
    spool: Option<Spool>,
    layout: Folder,
    names: FileNames,
    index: BufWriter<File>,
    labels: BTreeSet<String>,
    documents: u64,
}

/// Where the folder stands meanwhile.
#[derive(Debug)]
enum Place {
    /// Under a hidden name; it is gone when this is.
    Hidden(TempDir),
    /// Under a name that another run finds.
    Partial { path: PathBuf, stays: bool },
}

/// What the spool holds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    /// A document whose files were written.
    Document { id: String, title: Option<String> },
    /// A label that was given for the first time.
    Label(String),
}

impl Place {
    fn path(&self) -> &Path {
        match self {
            Self::Hidden(folder) => folder.path(),
            Self::Partial { path, .. } => path,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::Partial { path, stays: false } = self {
            // Nobody can be told; the next run names it as a leftover.
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// Where the folder of a format will be.
pub(super) fn path_of(format: &str, target: &Target) -> Result<PathBuf, OutputError> {
    let Target::Path(path) = target else {
        let message = format!("the format {format} is a folder of files: name a folder with -o");
        return Err(refused(Path::new("standard output"), &message));
    };
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().map_err(|reason| open_error(path, reason))?;
    let name = path.file_name().ok_or_else(|| refused(path, "the path does not end in a name"))?;
    Ok(folder.join(name))
}

/// Refuses a path where something stands that is no empty folder.
fn check_free(format: &str, path: &Path) -> Result<(), OutputError> {
    if is_taken(path) {
        let message = format!("the format {format} is a folder of files: expected the name of a new or empty folder");
        return Err(refused(path, &message));
    }
    Ok(())
}

/// Whether something is there that is no empty folder.
fn is_taken(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

fn refused(path: &Path, message: &str) -> OutputError {
    open_error(path, io::Error::new(io::ErrorKind::InvalidInput, message.to_owned()))
}

fn open_error(path: &Path, reason: io::Error) -> OutputError {
    OutputError::Open { path: path.to_owned(), reason }
}

impl FolderSink {
    pub(super) fn open(
        format: &str,
        layout: Folder,
        target: &Target,
        opening: Opening<'_>,
    ) -> Result<Self, OutputError> {
        let path = path_of(format, target)?;
        let (folder, spool, kept) = match opening {
            Opening::Temporary => (hidden(format, &path)?, None, None),
            Opening::Partial | Opening::Anew => {
                check_free(format, &path)?;
                let there = if matches!(opening, Opening::Anew) { There::Ours } else { There::Unknown };
                // The spool comes first: it is locked.
                let spool = Spool::create(&path, there)?;
                (partial(&path, there)?, Some(spool), None)
            }
            Opening::TakeUp(kept) => (left(&path)?, None, Some(kept)),
        };
        let index = File::create(folder.path().join(layout.index.name)).map_err(|reason| open_error(&path, reason))?;
        let index = BufWriter::new(index);
        let (names, labels) = Default::default();
        let mut sink = Self { path, folder, spool, layout, names, index, labels, documents: 0 };
        sink.begin().map_err(|reason| open_error(&sink.path, reason))?;
        match kept {
            Some(kept) => sink.take_up(kept),
            None => Ok(sink),
        }
    }

    fn begin(&mut self) -> io::Result<()> {
        // A document must not be called like the list.
        self.names.name(self.layout.index.name.split('.').next().unwrap_or_default());
        self.index.write_all(self.layout.index.head.as_bytes())
    }

    /// Writes the list again, and knows again which names are given.
    fn take_up(mut self, kept: &Kept) -> Result<Self, OutputError> {
        let mut listed = Ok(());
        let path = self.path.clone();
        let spool = Spool::take_up(&path, kept, |line| match line {
            Line::Label(label) => {
                self.labels.insert(label);
            }
            Line::Document { id, title } => {
                let name = self.names.name(&id);
                let more = self.list(&name, &id, title.as_deref());
                listed = std::mem::replace(&mut listed, Ok(())).and(more);
            }
        })?;
        listed.map_err(|reason| open_error(&path, reason))?;
        Ok(Self { spool: Some(spool), documents: kept.taken, ..self })
    }

    fn list(&mut self, name: &str, id: &str, title: Option<&str>) -> io::Result<()> {
        self.index.write_all((self.layout.index.row)(&Entry { name, id, title }).as_bytes())
    }

    fn write(&mut self, document: &DocumentFiles) -> io::Result<()> {
        let name = self.names.name(&document.id);
        for (ending, bytes) in &document.files {
            write_file(&self.folder.path().join(format!("{name}{ending}")), bytes)?;
        }
        self.list(&name, &document.id, document.title.as_deref())
    }

    fn note(&mut self, line: &Line) -> Result<(), OutputError> {
        self.spool.as_mut().map_or(Ok(()), |spool| spool.add(line))
    }

    fn complete(&mut self) -> io::Result<()> {
        self.index.write_all(self.layout.index.tail.as_bytes())?;
        self.index.flush()?;
        for (name, content) in (self.layout.beside)(&self.labels) {
            fs::write(self.folder.path().join(name), content)?;
        }
        if self.spool.is_some() {
            sync_all(self.folder.path())?;
        }
        // An empty folder of that name gives way; on systems where it does not by itself, it is taken away ahead.
        if self.path.is_dir() {
            fs::remove_dir(&self.path)?;
        }
        fs::rename(self.folder.path(), &self.path)?;
        match &mut self.folder {
            // It has another name now: there is nothing to clear away.
            Place::Hidden(folder) => folder.disable_cleanup(true),
            Place::Partial { stays, .. } => *stays = true,
        }
        Ok(())
    }

    fn failed(path: &Path, reason: io::Error) -> OutputError {
        OutputError::Write { target: path.display().to_string(), reason }
    }
}

/// A new hidden folder beside `path`, with the permissions that any new folder has.
fn hidden(format: &str, path: &Path) -> Result<Place, OutputError> {
    check_free(format, path)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".newstag-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    let folder = builder.tempdir_in(path.parent().unwrap_or(Path::new(".")));
    folder.map(Place::Hidden).map_err(|reason| open_error(path, reason))
}

/// A new folder that another run finds. One that is there already is a leftover without a spool, of which nothing is known.
fn partial(path: &Path, there: There) -> Result<Place, OutputError> {
    let partial = partial_path(path);
    if there == There::Ours && partial.is_dir() {
        fs::remove_dir_all(&partial).map_err(|reason| open_error(&partial, reason))?;
    }
    if is_taken(&partial) {
        return Err(refused(&partial, "it is there already, and nothing says what it is: delete it to begin anew"));
    }
    fs::create_dir_all(&partial).map_err(|reason| open_error(&partial, reason))?;
    Ok(Place::Partial { path: partial, stays: false })
}

/// The folder that another run has left; it may have got its name already.
fn left(path: &Path) -> Result<Place, OutputError> {
    let partial = partial_path(path);
    if !partial.exists() && path.exists() && spool_path(path).exists() {
        fs::rename(path, &partial).map_err(|reason| open_error(path, reason))?;
    }
    if !partial.is_dir() {
        return Err(refused(&partial, "the folder is not there any more"));
    }
    Ok(Place::Partial { path: partial, stays: true })
}

#[cfg(target_os = "linux")]
fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)
}

/// Elsewhere than on Linux there is no way to bring all files of a folder to the disk at once.
#[cfg(not(target_os = "linux"))]
fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_data()
}

/// Brings the files of a folder to the disk.
fn sync_all(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(File::open(folder)?)?;
    let _ = folder;
    Ok(())
}

impl Assemble for FolderSink {
    fn piece(&mut self, piece: &mut Piece) -> Result<(), OutputError> {
        for label in std::mem::take(&mut piece.labels) {
            if !self.labels.contains(&label) {
                self.note(&Line::Label(label.clone()))?;
                self.labels.insert(label);
            }
        }
        for document in std::mem::take(&mut piece.files) {
            self.write(&document).map_err(|reason| Self::failed(&self.path, reason))?;
            self.note(&Line::Document { id: document.id, title: document.title })?;
            self.documents += 1;
        }
        Ok(())
    }

    fn taken(&self) -> u64 {
        self.documents
    }

    fn is_made_once(&self) -> bool {
        true
    }

    fn sync(&mut self) -> Result<Option<Safe>, OutputError> {
        let Some(spool) = &mut self.spool else { return Ok(None) };
        sync_all(self.folder.path()).map_err(|reason| Self::failed(&self.path, reason))?;
        spool.sync(self.documents).map(Some)
    }

    fn keep(&mut self) {
        if let (Place::Partial { stays, .. }, Some(spool)) = (&mut self.folder, &mut self.spool) {
            *stays = true;
            spool.keep();
        }
    }

    fn finish(mut self: Box<Self>) -> Result<Leftover, OutputError> {
        self.complete().map_err(|reason| Self::failed(&self.path, reason))?;
        Ok(Leftover::of(self.spool.take()))
    }

    fn discard(mut self: Box<Self>) {
        if let Place::Partial { stays, .. } = &mut self.folder {
            *stays = false;
        }
        if let Some(spool) = self.spool.take() {
            spool.discard();
        }
    }
}
