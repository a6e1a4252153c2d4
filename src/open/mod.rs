//! A file's bytes, decompressed by what they are, not by what the file is called.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod compression;
mod limits;

pub use compression::{Compression, without_ending};
pub use limits::{Guard, Limits, Meter};

use limits::Counted;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

const BUFFER: usize = 256 << 10;

/// Opens a file; `.gz`, `.zst`, `.bz2` and `.xz`, also several members one behind the other, are decompressed.
///
/// # Errors
///
/// Those of opening and of reading the first bytes.
pub fn open(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    decompressed(File::open(path)?)
}

/// The bytes of `input`, decompressed where its first bytes say that they are gzip, Zstandard, bzip2 or xz.
///
/// # Errors
///
/// Those of reading the first bytes.
pub fn decompressed<'r>(input: impl Read + Send + 'r) -> io::Result<Box<dyn BufRead + Send + 'r>> {
    decompressed_within(input, Limits::NONE)
}

/// The same, as far as `limits` allow: what comes behind them is an error of reading.
///
/// # Errors
///
/// Those of reading the first bytes.
pub fn decompressed_within<'r>(
    input: impl Read + Send + 'r,
    limits: Limits,
) -> io::Result<Box<dyn BufRead + Send + 'r>> {
    let meter = Arc::new(Meter::default());
    let mut input = BufReader::with_capacity(BUFFER, Counted::new(input, Arc::clone(&meter)));
    let Some(compression) = Compression::of_beginning(input.fill_buf()?) else { return Ok(Box::new(input)) };
    let guard = Guard::new(compression.decoder(input)?, meter, limits);
    Ok(Box::new(BufReader::with_capacity(BUFFER, guard)))
}
