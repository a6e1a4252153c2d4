//! The bytes of a compressed file, with a way back for some of them.

use crate::open::Steady;
use std::io::{self, BufRead, Read};

/// So many bytes that were read stay for going back: a decompressor notices that bytes are missing only behind the gap.
const KEPT: usize = 256 << 10;

/// So much is read at once.
const PIECE: usize = 128 << 10;

/// The bytes of an input, of which the last ones that were read are still there.
pub(in crate::read) struct Raw<'r> {
    input: Steady<Box<dyn Read + Send + 'r>>,
    held: Vec<u8>,
    /// The next byte in `held`.
    at: usize,
    /// Where in `held` the last mark stands.
    mark: usize,
    /// How many bytes were taken since the mark.
    taken: u64,
}

impl<'r> Raw<'r> {
    pub(super) fn new(input: Box<dyn Read + Send + 'r>) -> Self {
        Self { input: Steady::new(input), held: Vec::new(), at: 0, mark: 0, taken: 0 }
    }

    /// Marks this place to come back to.
    pub(super) fn mark(&mut self) {
        self.mark = self.at;
        self.taken = 0;
    }

    /// How many bytes were taken since the mark.
    pub(super) fn taken(&self) -> u64 {
        self.taken
    }

    /// Goes back to the byte behind the mark, or as far as there is a way back.
    pub(super) fn back_behind_mark(&mut self) {
        self.at = (self.mark + 1).min(self.at);
    }

    /// Whether no more can be read, and what was is used up.
    pub(super) fn is_lost(&self) -> bool {
        self.input.has_failed() && self.at == self.held.len()
    }

    /// At least so many bytes from here on, if there are so many. Bytes ahead of a failure come first.
    pub(super) fn look(&mut self, wanted: usize) -> io::Result<&[u8]> {
        while self.held.len() - self.at < wanted {
            match self.read_more() {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) if self.at == self.held.len() => return Err(error),
                Err(_) => break,
            }
        }
        Ok(&self.held[self.at..])
    }

    fn read_more(&mut self) -> io::Result<usize> {
        if self.at > 2 * KEPT {
            let gone = self.at - KEPT;
            self.held.drain(..gone);
            self.at -= gone;
            self.mark = self.mark.saturating_sub(gone);
        }
        let before = self.held.len();
        self.held.resize(before + PIECE, 0);
        let read = self.input.read(&mut self.held[before..]);
        self.held.truncate(before + *read.as_ref().unwrap_or(&0));
        read
    }
}

impl Read for Raw<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let read = bytes.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Raw<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.look(1)
    }

    fn consume(&mut self, used: usize) {
        let used = used.min(self.held.len() - self.at);
        self.at += used;
        self.taken += used as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_way_back() {
        let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| n.to_le_bytes()[1]).collect();
        let mut raw = Raw::new(Box::new(io::Cursor::new(bytes.clone())));
        let mut read = vec![0; 1_000_000];
        raw.read_exact(&mut read).unwrap();
        raw.mark();
        raw.read_exact(&mut read[..100]).unwrap();
        raw.back_behind_mark();
        assert_eq!(raw.look(50).unwrap()[..50], bytes[1_000_001..1_000_051]);
        raw.read_exact(&mut read).unwrap();
        raw.back_behind_mark();
        let mut rest = Vec::new();
        raw.read_to_end(&mut rest).unwrap();
        let back = 2_000_001 - (bytes.len() - rest.len());
        assert!((KEPT - PIECE..3 * KEPT).contains(&back), "the mark is gone, and the way back is {back} bytes");
        assert!(bytes.ends_with(&rest));
    }
}
