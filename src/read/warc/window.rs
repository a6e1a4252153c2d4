//! The next bytes of a member, as many as somebody wants to see at once.

use std::io::{self, Read};

/// So much is read at once.
const PIECE: usize = 64 << 10;

/// A window that a long record made larger than this, in bytes, is made small again.
const KEPT: usize = 1 << 20;

/// Bytes that were read and not yet taken.
#[derive(Default)]
pub(super) struct Window {
    held: Vec<u8>,
    at: usize,
    /// Whether there are no more: the member is at its end, or cannot be read on.
    end: Option<End>,
}

/// Why no more bytes come.
#[derive(Debug)]
pub(super) enum End {
    /// The member is at its end.
    Complete,
    /// It cannot be read on.
    Broken(io::Error),
    /// The same, and a bad record has said so.
    Told,
}

impl Window {
    /// At least so many bytes from here on, if there are so many.
    pub(super) fn look(&mut self, from: &mut dyn Read, wanted: usize) -> &[u8] {
        while self.held.len() - self.at < wanted && self.end.is_none() {
            self.read_more(from, wanted);
        }
        self.bytes()
    }

    /// The bytes that are there.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.held[self.at..]
    }

    /// Takes bytes away.
    pub(super) fn consume(&mut self, used: usize) {
        self.at = (self.at + used).min(self.held.len());
    }

    /// Why no more bytes come, if none do.
    pub(super) fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// Why no more bytes come has been said.
    pub(super) fn tell_end(&mut self) {
        self.end = Some(End::Told);
    }

    fn read_more(&mut self, from: &mut dyn Read, wanted: usize) {
        self.held.drain(..self.at);
        self.at = 0;
        if wanted <= KEPT {
            self.held.shrink_to(KEPT);
        }
        let before = self.held.len();
        // A large record is read in pieces that grow, so that a length which lies takes no memory.
        let room = PIECE.max(before.min(wanted.saturating_sub(before)));
        self.held.resize(before + room, 0);
        let read = from.read(&mut self.held[before..]);
        self.held.truncate(before + *read.as_ref().unwrap_or(&0));
        self.end = match read {
            Ok(0) => Some(End::Complete),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => None,
            Err(error) => Some(End::Broken(error)),
            Ok(_) => None,
        };
    }
}
