//! Spares: memory that is done with, on its way back to where the next batch or output is made.
//!
//! Memory that is new to the process costs more than what is written into it, and memory that one thread takes and another frees does
//! not come back soon.

use crate::read::Batch;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

/// So many of each kind are kept for each worker; more are freed.
const KEPT_A_WORKER: usize = 4;

/// An output that grew larger than this, in bytes, gives back what it has above.
pub(super) const LARGEST_OUTPUT: usize = 4 << 20;

/// Things of one kind that are done with; all clones are the same store. The last that came goes first: it is still in a cache.
#[derive(Debug)]
pub(super) struct Store<T> {
    kept: Arc<Mutex<Vec<T>>>,
    room: usize,
}

impl<T> Clone for Store<T> {
    fn clone(&self) -> Self {
        Self { kept: Arc::clone(&self.kept), room: self.room }
    }
}

impl<T: Default> Store<T> {
    fn new(room: usize) -> Self {
        Self { kept: Arc::default(), room }
    }

    /// Keeps a thing, if there is room; else it is freed.
    pub(super) fn put(&self, thing: T) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < self.room {
            kept.push(thing);
        }
    }

    /// The thing that was kept last, or a new one.
    pub(super) fn take(&self) -> T {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }
}

/// The memory that is done with.
#[derive(Clone, Debug)]
pub(super) struct Spares {
    /// From the workers to the reader.
    pub(super) batches: Store<Batch>,
    /// From the writer to the workers.
    pub(super) outputs: Store<Vec<u8>>,
}

impl Spares {
    /// Room for as much as so many workers need.
    pub(super) fn for_workers(workers: NonZeroUsize) -> Self {
        let room = workers.get().saturating_mul(KEPT_A_WORKER);
        Self { batches: Store::new(room), outputs: Store::new(room) }
    }
}

/// An output that is written, emptied.
pub(super) fn emptied(mut output: Vec<u8>) -> Vec<u8> {
    output.clear();
    output.shrink_to(LARGEST_OUTPUT);
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_let_go() {
        let spares = Spares::for_workers(NonZeroUsize::MIN);
        for size in 1..=KEPT_A_WORKER + 1 {
            spares.outputs.put(vec![0; size]);
        }
        let sizes = [(); KEPT_A_WORKER + 1].map(|()| spares.outputs.take().len());
        assert_eq!(sizes, [4, 3, 2, 1, 0]);
    }

    #[test]
    fn a_large_output_becomes_small() {
        let output = emptied(vec![0; 4 * LARGEST_OUTPUT]);
        assert!(output.is_empty() && output.capacity() < 2 * LARGEST_OUTPUT);
    }
}
