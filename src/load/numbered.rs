//! A source line by line, each with its number.

use super::error::Problem;
use crate::span::MAX_TEXT_BYTES;
use std::io::{self, BufRead, Read};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A line without its end.
pub(super) struct NumberedLine<'b> {
    /// Counted from 1.
    pub(super) number: u64,
    pub(super) bytes: &'b [u8],
}

impl NumberedLine<'_> {
    /// What is wrong with a line that is too long. Behind it nothing tells where the next begins.
    pub(super) const TOO_LONG: Problem = Problem::TooLong { limit: MAX_TEXT_BYTES };

    /// Whether the line goes on behind what has been read of it.
    pub(super) fn is_too_long(&self) -> bool {
        self.bytes.len() > MAX_TEXT_BYTES
    }

    /// The line as text.
    pub(super) fn text(&self) -> Result<&str, Problem> {
        if self.is_too_long() {
            return Err(Self::TOO_LONG);
        }
        utf8(self.bytes)
    }
}

/// Bytes as text, or the first byte that is none.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bytes).map_err(|error| Problem::NotUtf8 { byte: error.valid_up_to() + 1 })
}

/// Reads lines into one buffer that is used again.
pub(super) struct NumberedLines<R> {
    input: R,
    buffer: Vec<u8>,
    number: u64,
}

impl<R: BufRead> NumberedLines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, buffer: Vec::new(), number: 0 }
    }

    /// The number of the line that was read last, or that could not be read.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The next line (without a byte order mark, if it is the first); none at the end of the source.
    ///
    /// No more than [`MAX_TEXT_BYTES`] and a little is read of a line, so that one without an end cannot fill memory.
    pub(super) fn read(&mut self) -> io::Result<Option<NumberedLine<'_>>> {
        const ENDS_AND_ONE_MORE: u64 = 3;
        self.buffer.clear();
        self.number += 1;
        let limit = MAX_TEXT_BYTES as u64 + ENDS_AND_ONE_MORE;
        if self.input.by_ref().take(limit).read_until(b'\n', &mut self.buffer)? == 0 {
            return Ok(None);
        }
        let line = self.buffer.as_slice();
        let line = if self.number == 1 { without_mark(line) } else { line };
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        Ok(Some(NumberedLine { number: self.number, bytes: line.strip_suffix(b"\r").unwrap_or(line) }))
    }
}

/// The first bytes of a source without a byte order mark.
pub(super) fn without_mark(start: &[u8]) -> &[u8] {
    start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(start)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_lines_and_the_byte_order_mark_are_taken_off() {
        let mut lines = NumberedLines::new("\u{FEFF}a\r\n\n\u{FEFF}b".as_bytes());
        let mut read = Vec::new();
        while let Some(line) = lines.read().unwrap() {
            read.push((line.number, line.text().unwrap().to_owned()));
        }
        assert_eq!(read, [(1, "a".to_owned()), (2, String::new()), (3, "\u{FEFF}b".to_owned())]);
    }

    #[test]
    fn the_first_byte_that_is_no_text_is_told() {
        let mut lines = NumberedLines::new(b"ab\xFFc".as_slice());
        let line = lines.read().unwrap().unwrap();
        assert!(matches!(line.text(), Err(Problem::NotUtf8 { byte: 3 })));
    }
}
