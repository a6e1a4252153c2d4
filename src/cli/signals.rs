//! Ctrl-C and SIGTERM: a run whose results are files ends in a state that can be gone on with.

use crate::pipeline::Stop;
#[cfg(unix)]
use signal_hook::consts::{SIGINT, SIGTERM};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Which signal has come.
#[derive(Debug, Default)]
pub(super) struct Signals {
    came: Arc<AtomicBool>,
    which: Arc<AtomicUsize>,
}

impl Signals {
    /// From now on, the first signal sets a flag; the second ends the process as it would without this.
    #[cfg(unix)]
    pub(super) fn heed() -> io::Result<Self> {
        let signals = Self::default();
        for signal in [SIGINT, SIGTERM] {
            signal_hook::flag::register_conditional_default(signal, Arc::clone(&signals.came))?;
            signal_hook::flag::register_usize(
                signal,
                Arc::clone(&signals.which),
                usize::try_from(signal).unwrap_or(0),
            )?;
            signal_hook::flag::register(signal, Arc::clone(&signals.came))?;
        }
        Ok(signals)
    }

    /// Signals are as they are: checkpoints alone make a run one that can be gone on with.
    #[cfg(not(unix))]
    pub(super) fn heed() -> io::Result<Self> {
        Ok(Self::default())
    }

    /// What ends a run where a signal has come.
    pub(super) fn stop(&self) -> Stop {
        Stop::from_flag(Arc::clone(&self.came))
    }

    /// The number of the signal that has come, as exit statuses have it.
    pub(super) fn number(&self) -> u8 {
        u8::try_from(self.which.load(Ordering::Relaxed)).unwrap_or_default()
    }
}
