//! The wish of whoever started a run that it ends now, in a state that can be gone on with.

use crossbeam_channel::RecvTimeoutError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often somebody who waits looks whether the run is to end.
const LOOK: Duration = Duration::from_millis(100);

/// Where the run is to end, so long may nothing come before what is still on its way is given up: another run does it again.
const PATIENCE: Duration = Duration::from_secs(3);

/// Ends a run from outside: reading stops, and what was read is written.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// One that is set where the flag is.
    pub fn from_flag(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }

    /// Whether the run is to end.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Waits for something, by what does so for a while; none where nothing comes any more, or nothing came for a while and the run is to end.
    pub(super) fn wait_for<T>(&self, wait: impl Fn(Duration) -> Result<T, RecvTimeoutError>) -> Option<T> {
        let mut waited = Duration::ZERO;
        loop {
            match wait(LOOK) {
                Ok(thing) => return Some(thing),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) if self.is_set() => waited += LOOK,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if waited >= PATIENCE {
                return None;
            }
        }
    }
}
