//! Where results go: standard output, or a file that is there only once it is complete.

mod lock;
mod pack;
mod partial;
mod write_back;

pub use lock::locked;
pub(in crate::write) use partial::{PartialFile, There};
pub use partial::{SafeFile, partial_path, with_ending};

use pack::{Packer, Packing};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Small writes are gathered up to so many bytes.
const BUFFER: usize = 64 << 10;

/// Where results are to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file, a pipe or a device.
    Path(PathBuf),
}

impl Target {
    /// The target that an argument names: `-`, as its absence, is standard output.
    pub fn from_argument(path: Option<&Path>) -> Self {
        match path {
            Some(path) if path != Path::new("-") => Self::Path(path.to_owned()),
            _ => Self::Stdout,
        }
    }

    /// Whether what is written there is compressed: its name ends in `.gz` or `.zst`.
    pub fn is_compressed(&self) -> bool {
        let Self::Path(path) = self else { return false };
        Packing::of_name(path).is_ok_and(|packing| packing != Packing::Plain)
    }

    /// The regular file that will be written, whether it exists or not.
    ///
    /// # Errors
    ///
    /// [`OutputError`] where the target's folder does not exist.
    pub fn regular_file(&self) -> Result<Option<PathBuf>, OutputError> {
        match self {
            Self::Stdout => Ok(None),
            Self::Path(path) => match destination(path).map_err(|error| OutputError::open(path, error))? {
                Destination::File(file) => Ok(Some(file)),
                Destination::Special => Ok(None),
            },
        }
    }
}

/// Results that cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The target cannot be opened.
    #[error("cannot write to {}: {reason}", path.display())]
    Open {
        /// Its path.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// Writing failed, as on a full disk.
    #[error("cannot write on to {target}: {reason}")]
    Write {
        /// What was being written to.
        target: String,
        /// What the system says.
        reason: io::Error,
    },
}

impl OutputError {
    fn open(path: &Path, reason: io::Error) -> Self {
        Self::Open { path: path.to_owned(), reason }
    }

    /// Whether the reader at the other end of the pipe has gone.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Write { reason, .. } if reason.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// How a target is opened that is a regular file or a folder; others are what they are.
#[derive(Clone, Copy, Debug)]
pub enum Opening<'k> {
    /// Nothing of it stays where the run does not come to its end.
    Temporary,
    /// What is safe of it can stay, so that another run can go on.
    Partial,
    /// The same, over what a run has left that did not come far.
    Anew,
    /// What another run has left is taken up.
    TakeUp(&'k Kept),
}

/// What is safe of results, and how much of it is ahead of the place where the run goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What is safe.
    pub safe: Safe,
    /// What had been taken at the place where the run goes on, as [`Safe::taken`] counts; what is safe beyond comes once more, and is left out.
    pub taken: u64,
}

/// The part of results that is safe on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Safe {
    /// How much was taken for it: bytes before they were compressed, or documents.
    pub taken: u64,
    /// The file.
    pub file: SafeFile,
    /// Where the file is compressed: what was taken and waits to be compressed, in Base64 of Zstandard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<String>,
    /// For Parquet: the end of each row group as a file of its own, in Base64, those that were told before left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
}

impl Safe {
    /// This part, which was told behind another one.
    #[must_use]
    pub fn behind(self, mut before: Self) -> Self {
        before.groups.extend(self.groups);
        Self { groups: before.groups, ..self }
    }
}

/// An open target.
///
/// A regular file is written under another name in the same folder and gets its own name in [`finish`](Self::finish); without that,
/// nothing of it stays, unless [`keep`](Self::keep) was called. It is compressed where its name ends in `.gz` or `.zst`. Pipes and devices are written directly.
#[derive(Debug)]
pub struct Output {
    name: String,
    sink: Sink,
    packer: Packer,
    /// Bytes that were taken, compressed or not.
    taken: u64,
    /// Bytes that stand in the file already and come once more.
    again: u64,
}

#[derive(Debug)]
enum Sink {
    Stdout(BufWriter<io::Stdout>),
    Direct(BufWriter<File>),
    Atomic {
        file: BufWriter<NamedTempFile>,
        path: PathBuf,
    },
    Partial(PartialFile),
    #[cfg(test)]
    Faulty(BufWriter<tests::Faulty>),
}

impl Output {
    /// Opens a target.
    ///
    /// # Errors
    ///
    /// [`OutputError::Open`] where its folder does not exist, it is a folder, or may not be written.
    pub fn open(target: &Target) -> Result<Self, OutputError> {
        Self::open_as(target, Opening::Temporary)
    }

    /// Opens a target in one of several ways.
    ///
    /// # Errors
    ///
    /// [`OutputError::Open`] also where another process writes the same file, and where what was left of it is not as it was.
    pub fn open_as(target: &Target, opening: Opening<'_>) -> Result<Self, OutputError> {
        match target {
            Target::Stdout => {
                let sink = Sink::Stdout(BufWriter::with_capacity(BUFFER, io::stdout()));
                Ok(Self::new("standard output".to_owned(), sink, Packer::new(Packing::Plain)))
            }
            Target::Path(path) => {
                let opened = open(path, opening).map_err(|reason| OutputError::open(path, reason))?;
                let mut output = Self::new(path.display().to_string(), opened.0, opened.1);
                if let Opening::TakeUp(kept) = opening {
                    output.taken = kept.taken;
                    output.again = kept.safe.taken - kept.taken;
                }
                Ok(output)
            }
        }
    }

    fn new(name: String, sink: Sink, packer: Packer) -> Self {
        Self { name, sink, packer, taken: 0, again: 0 }
    }

    /// Writes bytes.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        self.taken += bytes.len() as u64;
        let again = usize::try_from(self.again).unwrap_or(usize::MAX).min(bytes.len());
        self.again -= again as u64;
        let Self { packer, sink, .. } = self;
        let written = packer.write(&bytes[again..], &mut |packed| sink.write(packed));
        written.map_err(|reason| self.failed(reason))
    }

    /// How many bytes were written, before they were compressed.
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// Hands on what has been gathered; of a file that is compressed, whole parts.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn flush(&mut self) -> Result<(), OutputError> {
        let flushed = self.sink.flush();
        flushed.map_err(|reason| self.failed(reason))
    }

    /// Brings what can be brought there to the disk, and tells what is safe there; none where the target keeps nothing.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn sync(&mut self) -> Result<Option<Safe>, OutputError> {
        let Sink::Partial(file) = &mut self.sink else { return Ok(None) };
        let synced = file.sync().and_then(|file| Ok((file, self.packer.held()?)));
        let (file, held) = synced.map_err(|reason| self.failed(reason))?;
        Ok(Some(Safe { taken: self.taken + self.again, file, held, groups: Vec::new() }))
    }

    /// From now on what is safe stays where the run ends early.
    pub fn keep(&mut self) {
        if let Sink::Partial(file) = &mut self.sink {
            file.keep();
        }
    }

    /// All is written: a file is brought to the disk and gets its name.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn finish(mut self) -> Result<(), OutputError> {
        let Self { packer, sink, .. } = &mut self;
        let ended = packer.finish(&mut |packed| sink.write(packed)).and_then(|()| sink.flush());
        ended.map_err(|reason| self.failed(reason))?;
        let Self { name, sink, .. } = self;
        let finished = match sink {
            Sink::Stdout(_) | Sink::Direct(_) => Ok(()),
            Sink::Atomic { file, path } => persist(file, &path),
            Sink::Partial(file) => file.finish(),
            #[cfg(test)]
            Sink::Faulty(_) => Ok(()),
        };
        finished.map_err(|reason| OutputError::Write { target: name, reason })
    }

    /// Nothing of it is wanted, not even what is safe.
    pub fn discard(self) {
        if let Sink::Partial(file) = self.sink {
            file.discard();
        }
    }

    /// What cannot be written, and why, where another than the output finds out.
    pub(super) fn failure(&self, reason: io::Error) -> OutputError {
        self.failed(reason)
    }

    fn failed(&self, reason: io::Error) -> OutputError {
        OutputError::Write { target: self.name.clone(), reason }
    }
}

impl Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.write_all(bytes),
            Self::Direct(file) => file.write_all(bytes),
            Self::Atomic { file, .. } => file.write_all(bytes),
            Self::Partial(file) => file.write(bytes),
            #[cfg(test)]
            Self::Faulty(out) => out.write_all(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Direct(file) => file.flush(),
            Self::Atomic { file, .. } => file.flush(),
            Self::Partial(file) => file.flush(),
            #[cfg(test)]
            Self::Faulty(out) => out.flush(),
        }
    }
}

fn open(path: &Path, opening: Opening<'_>) -> io::Result<(Sink, Packer)> {
    let path = match destination(path)? {
        Destination::Special => {
            let file = File::options().write(true).open(path)?;
            return Ok((Sink::Direct(BufWriter::with_capacity(BUFFER, file)), Packer::new(Packing::Plain)));
        }
        Destination::File(path) => path,
    };
    let packing = Packing::of_name(&path)?;
    let mut packer = Packer::new(packing);
    let sink = match opening {
        Opening::Temporary => Sink::Atomic { file: BufWriter::with_capacity(BUFFER, temporary(&path)?), path },
        Opening::Partial => Sink::Partial(PartialFile::create(&path, partial_path(&path), There::Unknown)?),
        Opening::Anew => Sink::Partial(PartialFile::create(&path, partial_path(&path), There::Ours)?),
        Opening::TakeUp(kept) => {
            packer = Packer::take_up(packing, kept.safe.file.length > 0, kept.safe.held.as_deref())?;
            Sink::Partial(PartialFile::take_up(&path, &kept.safe.file)?)
        }
    };
    Ok((sink, packer))
}

/// What a path leads to once symbolic links are followed.
enum Destination {
    /// A regular file, or none yet.
    File(PathBuf),
    /// A pipe or a device.
    Special,
}

fn destination(path: &Path) -> io::Result<Destination> {
    match fs::metadata(path) {
        Ok(kind) if kind.is_dir() => Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
        Ok(kind) if kind.is_file() => Ok(Destination::File(path.canonicalize()?)),
        Ok(_) => Ok(Destination::Special),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Destination::File(new_file(path)?)),
        Err(error) => Err(error),
    }
}

/// The path of a file that does not exist yet, also where a link leads to it.
fn new_file(path: &Path) -> io::Result<PathBuf> {
    let folder = parent(path);
    let folder = folder.canonicalize().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            io::Error::new(error.kind(), format!("the folder {} does not exist", folder.display()))
        }
        _ => error,
    })?;
    match fs::read_link(path) {
        Ok(linked) => new_file(&folder.join(linked)),
        Err(_) => Ok(folder.join(path.file_name().ok_or(io::ErrorKind::InvalidFilename)?)),
    }
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// A hidden file beside `path`: a folder that is walked while it is written does not show it.
fn temporary(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".newstag-");
    if let Some(permissions) = permissions(path) {
        builder.permissions(permissions);
    }
    builder.tempfile_in(parent(path))
}

/// Those of the file that is replaced, else what the user's mask leaves of everything.
fn permissions(path: &Path) -> Option<Permissions> {
    match fs::metadata(path) {
        Ok(kind) => Some(kind.permissions()),
        Err(_) => open_to_all(),
    }
}

#[cfg(unix)]
fn open_to_all() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn open_to_all() -> Option<Permissions> {
    None
}

fn persist(file: BufWriter<NamedTempFile>, path: &Path) -> io::Result<()> {
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::ErrorKind;
    use std::sync::{Arc, Mutex};

    /// Takes few bytes at a time, is interrupted now and then, and is full in the end.
    #[derive(Debug)]
    pub(super) struct Faulty {
        taken: Arc<Mutex<Vec<u8>>>,
        room: usize,
        at_once: usize,
        calls: usize,
    }

    impl Write for Faulty {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.calls += 1;
            if self.calls.is_multiple_of(3) {
                return Err(ErrorKind::Interrupted.into());
            }
            let mut taken = self.taken.lock().unwrap();
            let now = bytes.len().min(self.at_once).min(self.room - taken.len());
            if now == 0 && !bytes.is_empty() {
                return Err(ErrorKind::StorageFull.into());
            }
            taken.extend_from_slice(&bytes[..now]);
            Ok(now)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn faulty(packing: Packing, room: usize, at_once: usize) -> (Output, Arc<Mutex<Vec<u8>>>) {
        let taken = Arc::default();
        let out = Faulty { taken: Arc::clone(&taken), room, at_once, calls: 0 };
        let sink = Sink::Faulty(BufWriter::with_capacity(7, out));
        (Output::new("out.jsonl".to_owned(), sink, Packer::new(packing)), taken)
    }

    fn write_all(mut output: Output, chunks: &[Vec<u8>]) -> Result<(), OutputError> {
        chunks.iter().try_for_each(|chunk| output.write(chunk))?;
        output.finish()
    }

    proptest! {
        #[test]
        fn writes_that_are_short_or_interrupted_change_nothing(
            chunks in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 0..20),
            at_once in 1_usize..9,
        ) {
            let (output, taken) = faulty(Packing::Plain, usize::MAX, at_once);
            write_all(output, &chunks).unwrap();
            prop_assert_eq!(&*taken.lock().unwrap(), &chunks.concat());
            let (output, packed) = faulty(Packing::Gzip, usize::MAX, at_once);
            write_all(output, &chunks).unwrap();
            let mut bytes = Vec::new();
            io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&packed.lock().unwrap()[..]), &mut bytes).unwrap();
            prop_assert_eq!(bytes, chunks.concat());
        }

        #[test]
        fn a_full_disk_is_told_with_the_name(length in 1_usize..300, room in 0_usize..300) {
            prop_assume!(room < length);
            let (output, taken) = faulty(Packing::Plain, room, 5);
            let told = write_all(output, &[vec![b'x'; length]]).unwrap_err().to_string();
            prop_assert!(told.starts_with("cannot write on to out.jsonl: "), "{told}");
            prop_assert_eq!(taken.lock().unwrap().len(), room);
        }
    }
}
