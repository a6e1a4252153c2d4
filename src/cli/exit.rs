//! Exit statuses.

use std::process::ExitCode;

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All was done; also where the reader of the output did not want it all.
    Done,
    /// All was done, but some records were skipped.
    Skipped,
    /// The call could not be carried out.
    Failed,
    /// A signal of that number ended it.
    Interrupted(u8),
}

/// What shells add to the number of a signal.
const SIGNAL: u8 = 128;

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::from(0),
            Exit::Skipped => Self::from(1),
            Exit::Failed => Self::from(2),
            Exit::Interrupted(signal) => Self::from(SIGNAL.saturating_add(signal)),
        }
    }
}
