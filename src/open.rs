//! A file's bytes, decompressed by what they are, not by what the file is called.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

const GZIP: &[u8] = &[0x1F, 0x8B];
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];
const BZIP2: &[u8] = b"BZh";
const BUFFER: usize = 256 << 10;

/// Opens a file; `.gz`, `.bz2` and `.zst`, also several members one behind the other, are decompressed.
///
/// # Errors
///
/// Those of opening and of reading the first bytes.
pub fn open(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    decompressed(File::open(path)?)
}

/// The bytes of `input`, decompressed where its first bytes say that they are gzip, bzip2 or Zstandard.
///
/// # Errors
///
/// Those of reading the first bytes.
pub fn decompressed(input: impl Read + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let mut input = BufReader::with_capacity(BUFFER, input);
    let start = input.fill_buf()?;
    if start.starts_with(GZIP) {
        Ok(Box::new(BufReader::with_capacity(BUFFER, flate2::bufread::MultiGzDecoder::new(input))))
    } else if start.starts_with(ZSTD) {
        Ok(Box::new(BufReader::with_capacity(BUFFER, zstd::Decoder::with_buffer(input)?)))
    } else if is_bzip2(start) {
        Ok(Box::new(BufReader::with_capacity(BUFFER, bzip2::bufread::MultiBzDecoder::new(input))))
    } else {
        Ok(Box::new(input))
    }
}

/// Three letters may begin a text as well; a digit and the mark of the first block, or of an end without one, do not follow them there.
fn is_bzip2(start: &[u8]) -> bool {
    const BLOCK: &[u8] = &[0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
    const END: &[u8] = &[0x17, 0x72, 0x45, 0x38, 0x50, 0x90];
    let Some([level, mark @ ..]) = start.strip_prefix(BZIP2) else { return false };
    level.is_ascii_digit() && (mark.starts_with(BLOCK) || mark.starts_with(END))
}
