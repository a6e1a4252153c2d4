//! Where results go: standard output, or a file that is there only once it is complete.

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

/// An open target.
///
/// A regular file is written under a temporary name in the same folder and gets its own name in [`finish`](Self::finish); without that,
/// nothing of it stays. Pipes and devices are written directly.
#[derive(Debug)]
pub struct Output {
    name: String,
    sink: Sink,
}

#[derive(Debug)]
enum Sink {
    Stdout(BufWriter<io::Stdout>),
    Direct(BufWriter<File>),
    Atomic { file: BufWriter<NamedTempFile>, path: PathBuf },
}

impl Output {
    /// Opens a target.
    ///
    /// # Errors
    ///
    /// [`OutputError::Open`] where its folder does not exist, it is a folder, or may not be written.
    pub fn open(target: &Target) -> Result<Self, OutputError> {
        match target {
            Target::Stdout => {
                let sink = Sink::Stdout(BufWriter::with_capacity(BUFFER, io::stdout()));
                Ok(Self { name: "standard output".to_owned(), sink })
            }
            Target::Path(path) => {
                let sink = open(path).map_err(|reason| OutputError::open(path, reason))?;
                Ok(Self { name: path.display().to_string(), sink })
            }
        }
    }

    /// Writes bytes.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        let written = self.sink.writer().write_all(bytes);
        written.map_err(|reason| self.failed(reason))
    }

    /// Hands on what has been gathered.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn flush(&mut self) -> Result<(), OutputError> {
        let flushed = self.sink.writer().flush();
        flushed.map_err(|reason| self.failed(reason))
    }

    /// All is written: a file is brought to the disk and gets its name.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn finish(mut self) -> Result<(), OutputError> {
        self.flush()?;
        let Self { name, sink } = self;
        match sink {
            Sink::Stdout(_) | Sink::Direct(_) => Ok(()),
            Sink::Atomic { file, path } => {
                persist(file, &path).map_err(|reason| OutputError::Write { target: name, reason })
            }
        }
    }

    /// What cannot be written, and why, where another than the output finds out.
    #[cfg(feature = "parquet")]
    pub(super) fn failure(&self, reason: io::Error) -> OutputError {
        self.failed(reason)
    }

    fn failed(&self, reason: io::Error) -> OutputError {
        OutputError::Write { target: self.name.clone(), reason }
    }
}

impl Sink {
    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Stdout(out) => out,
            Self::Direct(file) => file,
            Self::Atomic { file, .. } => file,
        }
    }
}

fn open(path: &Path) -> io::Result<Sink> {
    match destination(path)? {
        Destination::Special => {
            let file = File::options().write(true).open(path)?;
            Ok(Sink::Direct(BufWriter::with_capacity(BUFFER, file)))
        }
        Destination::File(path) => {
            let file = BufWriter::with_capacity(BUFFER, temporary(&path)?);
            Ok(Sink::Atomic { file, path })
        }
    }
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
