//! What all readers ask of an input: its next bytes, or why there are none.

use super::bad::Fault;
use super::batch::Stopped;
use std::io::{self, BufRead};

/// Why cutting an input into records ends early.
pub(super) enum Halt {
    /// The input cannot be read on.
    Read(io::Error),
    /// The input as a whole is no input.
    Broken(Fault),
    /// Nobody takes records any more.
    Stopped,
}

impl From<Stopped> for Halt {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

/// Reads until `enough` is seen, or the end. A failure is met again behind what was seen, by whoever reads on: inputs are
/// [`Steady`](crate::open::Steady).
pub(super) fn peek(input: &mut dyn BufRead, enough: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut seen = Vec::new();
    while !enough(&seen) {
        let Ok(bytes @ [_, ..]) = input.fill_buf() else { break };
        seen.extend_from_slice(bytes);
        let used = bytes.len();
        input.consume(used);
    }
    seen
}

/// The next bytes of an input; none at its end.
pub(super) fn chunk(input: &mut dyn BufRead) -> Result<&[u8], Halt> {
    input.fill_buf().map_err(Halt::Read)
}
