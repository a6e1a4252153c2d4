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

impl Exit {
    /// The number that the process gives back.
    pub fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Skipped => 1,
            Self::Failed => 2,
            Self::Interrupted(signal) => SIGNAL.saturating_add(signal),
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.status())
    }
}
