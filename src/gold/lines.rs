//! The lines of a file with their numbers.

use super::error::{Fault, ReadError};
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

/// More than the longest text makes, escapes and annotations included.
const LONGEST: u64 = 1 << 30;

/// Lines without their ends, each with its number from 1. After a fault in reading there are no more.
pub(super) struct Lines {
    path: PathBuf,
    input: Box<dyn BufRead + Send>,
    number: u64,
    broken: bool,
}

impl Lines {
    pub(super) fn new(path: &Path, input: Box<dyn BufRead + Send>) -> Self {
        Self { path: path.to_owned(), input, number: 0, broken: false }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn read(&mut self) -> Result<Option<String>, Fault> {
        let mut bytes = Vec::new();
        let read = self.input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes).map_err(Fault::Read)?;
        if read == 0 {
            return Ok(None);
        }
        if bytes.pop_if(|last| *last == b'\n').is_none() && read as u64 == LONGEST {
            return Err(Fault::TooLong { limit: LONGEST });
        }
        bytes.pop_if(|last| *last == b'\r');
        let line = String::from_utf8(bytes);
        line.map(Some).map_err(|error| Fault::NotUtf8 { at: error.utf8_error().valid_up_to() })
    }
}

impl Iterator for Lines {
    type Item = Result<(u64, String), ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        self.number += 1;
        match self.read() {
            Ok(line) => line.map(|line| Ok((self.number, line))),
            Err(fault) => {
                self.broken = true;
                Some(Err(ReadError::new(&self.path, Some(self.number), fault)))
            }
        }
    }
}
