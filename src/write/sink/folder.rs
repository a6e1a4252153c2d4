//! A folder of files, a few for each document.

use super::Assemble;
use super::file_names::FileNames;
use crate::write::output::{OutputError, Target};
use crate::write::piece::{DocumentFiles, Piece};
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

/// Writes a folder under a hidden name and gives it its own once all is there.
#[derive(Debug)]
pub(super) struct FolderSink {
    path: PathBuf,
    folder: TempDir,
    layout: Folder,
    names: FileNames,
    index: BufWriter<File>,
    labels: BTreeSet<String>,
}

/// Where the folder of a format will be.
pub(super) fn path_of(format: &str, target: &Target) -> Result<PathBuf, OutputError> {
    let Target::Path(path) = target else {
        let message = format!("the format {format} is a folder of files: name a folder with -o");
        return Err(refused(Path::new("standard output"), &message));
    };
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().map_err(|reason| open_error(path, reason))?;
    if is_taken(path) {
        let message = format!("the format {format} is a folder of files: expected the name of a new or empty folder");
        return Err(refused(path, &message));
    }
    let name = path.file_name().ok_or_else(|| refused(path, "the path does not end in a name"))?;
    Ok(folder.join(name))
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
    pub(super) fn open(format: &str, layout: Folder, target: &Target) -> Result<Self, OutputError> {
        let path = path_of(format, target)?;
        let opened = temporary(&path).and_then(|folder| {
            let mut index = BufWriter::new(File::create(folder.path().join(layout.index.name))?);
            index.write_all(layout.index.head.as_bytes())?;
            Ok((folder, index))
        });
        let (folder, index) = opened.map_err(|reason| open_error(&path, reason))?;
        let mut names = FileNames::default();
        // A document must not be called like the list.
        names.name(layout.index.name.split('.').next().unwrap_or_default());
        Ok(Self { path, folder, layout, names, index, labels: BTreeSet::new() })
    }

    fn write(&mut self, document: &DocumentFiles) -> io::Result<()> {
        let name = self.names.name(&document.id);
        for (ending, bytes) in &document.files {
            fs::write(self.folder.path().join(format!("{name}{ending}")), bytes)?;
        }
        let entry = Entry { name: &name, id: &document.id, title: document.title.as_deref() };
        self.index.write_all((self.layout.index.row)(&entry).as_bytes())
    }

    fn complete(mut self) -> io::Result<()> {
        self.index.write_all(self.layout.index.tail.as_bytes())?;
        self.index.flush()?;
        for (name, content) in (self.layout.beside)(&self.labels) {
            fs::write(self.folder.path().join(name), content)?;
        }
        // An empty folder of that name gives way; on systems where it does not by itself, it is taken away ahead.
        if self.path.is_dir() {
            fs::remove_dir(&self.path)?;
        }
        fs::rename(self.folder.path(), &self.path)?;
        // It has another name now: there is nothing to clear away.
        let _ = self.folder.keep();
        Ok(())
    }

    fn failed(path: &Path, reason: io::Error) -> OutputError {
        OutputError::Write { target: path.display().to_string(), reason }
    }
}

/// A hidden folder beside `path`, with the permissions that any new folder has.
fn temporary(path: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".newstag-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(path.parent().unwrap_or(Path::new(".")))
}

impl Assemble for FolderSink {
    fn piece(&mut self, piece: &mut Piece) -> Result<(), OutputError> {
        self.labels.append(&mut piece.labels);
        for document in std::mem::take(&mut piece.files) {
            self.write(&document).map_err(|reason| Self::failed(&self.path, reason))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), OutputError> {
        let path = self.path.clone();
        self.complete().map_err(|reason| Self::failed(&path, reason))
    }
}
