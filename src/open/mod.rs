//! A file's bytes, decompressed by what they are, not by what the file is called.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod compression;
mod limits;
mod steady;

pub use compression::{Compression, without_ending};
pub use limits::{Guard, Limits, Meter};
pub use steady::Steady;

use compression::LONGEST_MARK;
use limits::Counted;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
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
    let counted = Counted::new(Steady::new(input), Arc::clone(&meter));
    let mut input = BufReader::with_capacity(BUFFER, counted);
    let taken = short_beginning(&mut input)?;
    let compression = Compression::of_beginning(if taken.is_empty() { input.fill_buf()? } else { &taken });
    let input = Cursor::new(taken).chain(input);
    let Some(compression) = compression else { return Ok(Box::new(input)) };
    let guard = Guard::new(compression.decoder(input)?, meter, limits);
    Ok(Box::new(BufReader::with_capacity(BUFFER, Steady::new(guard))))
}

/// So much of an input as tells how it is compressed, taken off it; nothing where its first bytes do so as they stand: a pipe may give its bytes one by one.
/// A failure behind the first of them is met again by whoever reads on.
fn short_beginning(input: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    if !Compression::may_begin(input.fill_buf()?) {
        return Ok(Vec::new());
    }
    let mut taken = Vec::new();
    while Compression::may_begin(&taken) {
        let Ok(bytes @ [_, ..]) = input.fill_buf() else { break };
        let more = bytes.len().min(LONGEST_MARK - taken.len());
        taken.extend_from_slice(&bytes[..more]);
        input.consume(more);
    }
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes one by one.
    struct Slow<'b>(&'b [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(1);
            self.0.read(&mut buffer[..most])
        }
    }

    #[test]
    fn a_compression_is_told_however_slowly_it_comes() {
        let packed = zstd::encode_all(&b"China"[..], 0).expect("it is packed in memory");
        let mut unpacked = String::new();
        decompressed(Slow(&packed)).and_then(|mut input| input.read_to_string(&mut unpacked)).expect("it is whole");
        assert_eq!(unpacked, "China");
    }

    #[test]
    fn a_text_is_not_waited_for_to_tell_that_it_is_none() {
        for (text, taken) in [("China", ""), ("BZh is a text", "BZh ")] {
            let mut input = BufReader::with_capacity(1, text.as_bytes());
            let bytes = short_beginning(&mut input).expect("it is read from memory");
            assert_eq!(str::from_utf8(&bytes), Ok(taken));
        }
    }

    #[test]
    fn who_looks_at_the_beginning_sees_all_that_came() {
        let text = b"{\"text\": \"a line that is longer than any mark\"}";
        let mut input = decompressed(&text[..]).expect("it is read from memory");
        assert_eq!(input.fill_buf().expect("it is read from memory"), text);
    }
}
