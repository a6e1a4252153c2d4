//! Work on other threads, while the caller's waits without the interpreter's lock and answers Ctrl-C.

use crate::desk::{Desk, Desks};
use crossbeam_channel::{Receiver, RecvTimeoutError, bounded, unbounded};
use pyo3::exceptions::{PyOSError, PyRuntimeError};
use pyo3::prelude::*;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// So often the waiting thread looks whether somebody has pressed Ctrl-C.
const LOOK: Duration = Duration::from_millis(50);

/// Waits for work that cannot be broken off. After Ctrl-C the thread that does it is left behind, and what it makes is dropped.
///
/// The work has a pool of threads of its own: the common one does not live on in a process that was forked.
pub(crate) fn for_one<R: Send + 'static>(py: Python<'_>, work: impl FnOnce() -> R + Send + 'static) -> PyResult<R> {
    let pool = rayon::ThreadPoolBuilder::new().build().map_err(|error| PyOSError::new_err(error.to_string()))?;
    let (done, end) = bounded(1);
    let run = move || {
        // Nobody listens any more after Ctrl-C.
        let _ = done.send(pool.install(work));
    };
    thread::Builder::new().spawn(run)?;
    let mut result = None;
    py.detach(|| receive(&end, |made| result = Some(made)))?;
    result.ok_or_else(|| PyRuntimeError::new_err("the work broke off: its thread panicked"))
}

/// Does the same with every item, on so many threads; the results are in the order of the items.
pub(crate) fn for_each<T: Sync, R: Send>(
    py: Python<'_>,
    desks: &Desks,
    items: &[T],
    threads: NonZeroUsize,
    work: impl Fn(&mut Desk, &T) -> R + Sync,
) -> PyResult<Vec<R>> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let mut results: Vec<Option<R>> = items.iter().map(|_| None).collect();
    py.detach(|| {
        thread::scope(|scope| {
            let (send, results_of) = unbounded();
            for _ in 0..threads.get().min(items.len()) {
                let send = send.clone();
                let (next, stop, work) = (&next, &stop, &work);
                let run = move || {
                    desks.with(|desk| {
                        while !stop.load(Ordering::Relaxed) {
                            let at = next.fetch_add(1, Ordering::Relaxed);
                            let Some(item) = items.get(at) else { return };
                            if send.send((at, work(desk, item))).is_err() {
                                return;
                            }
                        }
                    });
                };
                thread::Builder::new().spawn_scoped(scope, run).inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
            }
            drop(send);
            receive(&results_of, |(at, result)| results[at] = Some(result))
                .inspect_err(|_| stop.store(true, Ordering::Relaxed))
        })
    })?;
    Ok(results.into_iter().flatten().collect())
}

/// Takes what comes until all senders are gone.
fn receive<R>(from: &Receiver<R>, mut take: impl FnMut(R)) -> PyResult<()> {
    let mut looked = Instant::now();
    loop {
        match from.recv_timeout(LOOK) {
            Ok(result) => take(result),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        if looked.elapsed() >= LOOK {
            Python::attach(|py| py.check_signals())?;
            looked = Instant::now();
        }
    }
}

/// How many threads are meant: so many as were asked for, else one a core.
pub(crate) fn threads(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    asked.unwrap_or_else(|| thread::available_parallelism().unwrap_or(NonZeroUsize::MIN))
}
