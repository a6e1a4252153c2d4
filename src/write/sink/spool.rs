//! What is known of the documents that were taken, as lines of JSON beside results that get their form only at the end, or are a folder. Another run reads
//! them again and goes on.

use crate::write::output::{Kept, OutputError, PartialFile, Safe, There, with_ending};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// What is put behind the name of the results.
const SPOOL: &str = ".spool";

/// Lines about documents.
#[derive(Debug)]
pub(super) struct Spool {
    /// The results that it stands beside.
    path: PathBuf,
    file: PartialFile,
}

/// What is of no use once the results are there.
#[derive(Debug, Default)]
pub struct Leftover(Option<Spool>);

/// Where the lines stand for results of that name.
pub fn spool_path(path: &Path) -> PathBuf {
    with_ending(path, SPOOL)
}

impl Spool {
    /// A new one.
    pub(super) fn create(path: &Path, there: There) -> Result<Self, OutputError> {
        let file = PartialFile::create(path, spool_path(path), there).map_err(|reason| open_error(path, reason))?;
        Ok(Self { path: path.to_owned(), file })
    }

    /// One that another run has begun; each of its lines goes to `replay`.
    pub(super) fn take_up<T: DeserializeOwned>(
        path: &Path,
        kept: &Kept,
        mut replay: impl FnMut(T),
    ) -> Result<Self, OutputError> {
        let spool = PartialFile::take_up_at(path, spool_path(path), &kept.safe.file).and_then(|mut file| {
            read(&mut file, kept.safe.file.length, &mut replay)?;
            Ok(file)
        });
        Ok(Self { path: path.to_owned(), file: spool.map_err(|reason| open_error(path, reason))? })
    }

    /// Adds a line.
    pub(super) fn add(&mut self, line: &impl Serialize) -> Result<(), OutputError> {
        let mut bytes = serde_json::to_vec(line).map_err(|reason| self.failed(reason.into()))?;
        bytes.push(b'\n');
        self.file.write(&bytes).map_err(|reason| self.failed(reason))
    }

    /// Brings the lines to the disk; they stand for so many documents.
    pub(super) fn sync(&mut self, documents: u64) -> Result<Safe, OutputError> {
        let file = self.file.sync().map_err(|reason| self.failed(reason))?;
        Ok(Safe { taken: documents, file, ..Safe::default() })
    }

    /// From now on it stays where the run ends early.
    pub(super) fn keep(&mut self) {
        self.file.keep();
    }

    /// It is of no use any more.
    pub(super) fn discard(self) {
        self.file.discard();
    }

    fn failed(&self, reason: io::Error) -> OutputError {
        OutputError::Write { target: self.path.display().to_string(), reason }
    }
}

impl Leftover {
    pub(super) fn of(spool: Option<Spool>) -> Self {
        Self(spool)
    }

    /// Clears it away.
    pub fn clear(self) {
        if let Some(spool) = self.0 {
            spool.discard();
        }
    }

    /// Clears away what a run has left that ended just behind its results.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn clear_behind(path: &Path) -> io::Result<()> {
        match fs::remove_file(spool_path(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

fn read<T: DeserializeOwned>(file: &mut PartialFile, length: u64, replay: &mut impl FnMut(T)) -> io::Result<()> {
    for line in BufReader::new(file.reader()?.take(length)).lines() {
        replay(serde_json::from_str(&line?)?);
    }
    Ok(())
}

fn open_error(path: &Path, reason: io::Error) -> OutputError {
    OutputError::Open { path: path.to_owned(), reason }
}
