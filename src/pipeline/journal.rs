//! The file beside results that says how far they are: JSON Lines, of which the first tells what run this is, and each other is a checkpoint.
//!
//! Lines are only ever added, each once what it says is safe on the disk. One that an interruption has cut, and what stands behind it, does not count.

use super::checkpoint::{Checkpoint, Checkpoints};
use crate::read::InputState;
use crate::write::{OutputError, locked, with_ending};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What is put behind the name of results.
const PROGRESS: &str = ".progress";

/// The version of this file's layout.
const LAYOUT: u32 = 1;

/// Everything that results depend on: only the same run may be gone on with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunIdentity {
    /// The version of newstag.
    pub newstag: String,
    /// The content hash of the dictionary; none where there is none.
    pub dictionary: Option<String>,
    /// The options and their values, as the command line calls them.
    pub options: BTreeMap<String, String>,
    /// What was to be read.
    pub inputs: Vec<InputState>,
}

/// What an interrupted run has left.
#[derive(Debug)]
pub struct Left {
    /// What run it was.
    pub identity: RunIdentity,
    /// How far it came; none where it was interrupted ahead of its first checkpoint.
    pub checkpoint: Option<Checkpoint>,
    /// Whether its results are complete and have their names.
    pub complete: bool,
    /// So much of the file counts.
    length: u64,
}

/// The file, while a run writes it: no other process can. Without a checkpoint nothing of it stays.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    every: Duration,
    stays: bool,
}

/// What stands where the file is to be.
#[derive(Debug)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// That of a run that was interrupted ahead of its first checkpoint.
    Begun,
    /// That of a run that can be gone on with.
    Left(Box<Left>),
}

/// A file that says how far results are, and cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// It cannot be opened or read.
    #[error("cannot open {}: {reason}", path.display())]
    Open {
        /// Its path.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// It is something else.
    #[error("{} does not say how far results are, in the way of this version of newstag: {reason}", path.display())]
    Foreign {
        /// Its path.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Run {
        layout: u32,
        identity: RunIdentity,
    },
    Checkpoint(Box<Checkpoint>),
    /// All is done, and has its name.
    Complete(bool),
}

/// Where the file stands for results of that name.
pub fn journal_path(results: &Path) -> PathBuf {
    with_ending(results, PROGRESS)
}

impl Left {
    fn from_lines(path: &Path, mut file: impl BufRead) -> Result<Option<Self>, JournalError> {
        let failed = |reason| JournalError::Open { path: path.to_owned(), reason };
        let foreign = |reason| Err(JournalError::Foreign { path: path.to_owned(), reason });
        let (identity, mut length) = match next(&mut file).map_err(failed)? {
            Next::Line(Line::Run { layout: LAYOUT, identity }, length) => (identity, length),
            Next::Line(Line::Run { layout, .. }, _) => {
                return foreign(format!("its layout is {layout}, expected {LAYOUT}"));
            }
            Next::Line(..) | Next::Other => {
                return foreign("its first line does not say what run this is".to_owned());
            }
            Next::Cut => return Ok(None),
        };
        let (mut checkpoint, mut complete) = (None, false);
        while let Next::Line(line, more) = next(&mut file).map_err(failed)? {
            length += more;
            match line {
                Line::Checkpoint(next) => {
                    checkpoint = Some(match checkpoint {
                        Some(before) => next.behind(before),
                        None => *next,
                    });
                }
                Line::Complete(is) => complete = is,
                Line::Run { .. } => break,
            }
        }
        Ok(Some(Self { identity, checkpoint, complete, length }))
    }
}

enum Next {
    /// A line and its length.
    Line(Line, u64),
    /// One that says something else.
    Other,
    /// The end, or a line without one.
    Cut,
}

fn next(file: &mut impl BufRead) -> io::Result<Next> {
    let mut line = Vec::new();
    file.read_until(b'\n', &mut line)?;
    if line.last() != Some(&b'\n') {
        return Ok(Next::Cut);
    }
    Ok(serde_json::from_slice(&line).map_or(Next::Other, |parsed| Next::Line(parsed, line.len() as u64)))
}

impl Journal {
    /// Opens the file beside results of that name, for this process alone, and reads what a run has left.
    ///
    /// # Errors
    ///
    /// [`JournalError`] where another process writes these results, or something else stands there.
    pub fn open(results: &Path, every: Duration) -> Result<(Self, Found), JournalError> {
        let path = journal_path(results);
        let is_there = path.exists();
        let failed = |reason| JournalError::Open { path: path.clone(), reason };
        let file = locked(&path).map_err(failed)?;
        let reader = BufReader::new(file.try_clone().map_err(failed)?);
        // Until it is known what stands there, it is not touched.
        let mut journal = Self { path: path.clone(), file, every, stays: true };
        let found = match Left::from_lines(&path, reader)? {
            Some(left) if left.checkpoint.is_some() => Found::Left(Box::new(left)),
            _ if is_there => Found::Begun,
            _ => Found::Nothing,
        };
        journal.stays = matches!(found, Found::Left(_));
        Ok((journal, found))
    }

    /// Begins a run.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn begin(&mut self, identity: RunIdentity) -> Result<(), OutputError> {
        self.cut(0)?;
        self.stays = false;
        self.add(&Line::Run { layout: LAYOUT, identity })
    }

    /// Goes on with a run.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn take_up(&mut self, left: &Left) -> Result<(), OutputError> {
        self.cut(left.length)
    }

    fn cut(&mut self, length: u64) -> Result<(), OutputError> {
        let cut = self.file.set_len(length).and_then(|()| self.file.seek(SeekFrom::Start(length)));
        cut.map(|_| ()).map_err(|reason| failed(&self.path, reason))
    }

    /// Whether another run can go on with this one.
    pub fn stays(&self) -> bool {
        self.stays
    }

    /// The results are complete and have their names.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn complete(&mut self) -> Result<(), OutputError> {
        if self.stays { self.add(&Line::Complete(true)) } else { Ok(()) }
    }

    /// It is of no use any more.
    pub fn discard(mut self) {
        self.stays = false;
    }

    fn add(&mut self, line: &Line) -> Result<(), OutputError> {
        let added = serde_json::to_vec(line).map_err(io::Error::from).and_then(|mut bytes| {
            bytes.push(b'\n');
            self.file.write_all(&bytes)?;
            self.file.sync_data()
        });
        added.map_err(|reason| failed(&self.path, reason))
    }
}

impl Checkpoints for Journal {
    fn every(&self) -> Duration {
        self.every
    }

    fn note(&mut self, checkpoint: &Checkpoint) -> Result<(), OutputError> {
        self.add(&Line::Checkpoint(Box::new(checkpoint.clone())))?;
        self.stays = true;
        Ok(())
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if !self.stays {
            // Nobody can be told; the next run begins anew over it.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn failed(path: &Path, reason: io::Error) -> OutputError {
    OutputError::Write { target: path.display().to_string(), reason }
}
