//! A file that is read at any place by several threads, none of which moves the place of another.

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::sync::Arc;

/// A file that is read at any place.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    file: Arc<File>,
    bytes: u64,
}

/// Its bytes from a place on.
#[derive(Debug)]
pub(super) struct From {
    file: Arc<File>,
    at: u64,
}

impl Placed {
    pub(super) fn new(file: File) -> io::Result<Self> {
        let bytes = file.metadata()?.len();
        Ok(Self { file: Arc::new(file), bytes })
    }

    fn from(&self, at: u64) -> From {
        From { file: Arc::clone(&self.file), at }
    }
}

impl Length for Placed {
    fn len(&self) -> u64 {
        self.bytes
    }
}

impl ChunkReader for Placed {
    type T = BufReader<From>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(BufReader::new(self.from(start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        // What is asked for is what the file claims: no more is made room for than there is.
        let wanted = length as u64;
        let mut bytes = Vec::with_capacity(usize::try_from(wanted.min(self.bytes)).unwrap_or_default());
        let read = self.from(start).take(wanted).read_to_end(&mut bytes)?;
        if read < length {
            return Err(ParquetError::EOF(format!("Expected to read {length} bytes, read only {read}")));
        }
        Ok(bytes.into())
    }
}

impl Read for From {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = read_at(&self.file, into, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(unix)]
fn read_at(file: &File, into: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, into, at)
}

#[cfg(windows)]
fn read_at(file: &File, into: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, into, at)
}
