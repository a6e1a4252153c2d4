//! From the workers to the output: outcomes are put in order, and written by whoever brings the next.

use super::RunError;
use super::order::InOrder;
use super::spares::Store;
use super::tickets::Spent;
use super::worker::Outcome;
use super::writer::{Writer, Written};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// Where workers bring outcomes. Whoever brings the next in order writes it, and what else has come by then, while the others go on: so no thread only
/// writes, and what is written is mostly still in the cache of who made it.
pub(super) struct Outlet<'w, 's> {
    shared: Mutex<Shared<'w, 's>>,
    spares: Store<Vec<u8>>,
    has_failed: AtomicBool,
}

struct Shared<'w, 's> {
    order: InOrder<Outcome>,
    /// None while a thread writes, and where the run has failed.
    open: Option<Open<'w, 's>>,
    failure: Option<thread::Result<RunError>>,
}

/// What is let go where a run fails: then nobody waits for tickets any more.
struct Open<'w, 's> {
    writer: Writer<'w, 's>,
    spent: Spent,
}

impl<'w, 's> Outlet<'w, 's> {
    /// One that writes with `writer`.
    pub(super) fn new(writer: Writer<'w, 's>, spent: Spent, spares: Store<Vec<u8>>) -> Self {
        let shared = Shared { order: InOrder::default(), open: Some(Open { writer, spent }), failure: None };
        Self { shared: Mutex::new(shared), spares, has_failed: AtomicBool::new(false) }
    }

    /// Whether nothing is written any more.
    pub(super) fn has_failed(&self) -> bool {
        self.has_failed.load(Ordering::Relaxed)
    }

    /// Takes what became of a batch, and writes all that can be written, unless another thread is about it.
    pub(super) fn bring(&self, outcome: thread::Result<Outcome>) {
        let mut shared = self.shared();
        match outcome {
            Ok(outcome) => shared.order.add(outcome.number, outcome),
            Err(panic) => return self.fail(&mut shared, Err(panic)),
        }
        // Who writes now takes this one, too.
        let Some(mut open) = shared.open.take() else { return };
        while let Some(outcome) = shared.order.next() {
            drop(shared);
            let written = catch_unwind(AssertUnwindSafe(|| self.write(outcome, &mut open)));
            shared = self.shared();
            match written {
                Ok(Ok(())) => {}
                Ok(Err(error)) => self.fail(&mut shared, Ok(error)),
                Err(panic) => self.fail(&mut shared, Err(panic)),
            }
        }
        if shared.failure.is_none() {
            shared.open = Some(open);
        }
    }

    /// Writes an outcome and those that follow it already. Then the output is flushed, so that a slow input's results are not held back.
    fn write(&self, outcome: Outcome, open: &mut Open<'w, 's>) -> Result<(), RunError> {
        let mut next = Some(outcome);
        while let Some(outcome) = next {
            let tickets = outcome.tickets;
            self.spares.put(open.writer.outcome(outcome)?);
            open.spent.give_back(tickets);
            next = self.shared().order.next();
        }
        Ok(open.writer.flush()?)
    }

    /// All is brought: says what was written. A panic goes on here.
    pub(super) fn end(self) -> Result<Written, RunError> {
        let Shared { open, failure, .. } = self.shared.into_inner().unwrap_or_else(PoisonError::into_inner);
        let failed = |failure: thread::Result<RunError>| failure.unwrap_or_else(|panic| resume_unwind(panic));
        match (open, failure) {
            (_, Some(failure)) => Err(failed(failure)),
            (Some(Open { mut writer, .. }), None) => {
                writer.end()?;
                Ok(writer.written)
            }
            (None, None) => unreachable!("who writes gives back what it writes with, or fails"),
        }
    }

    /// Nothing more is written. The first failure counts.
    fn fail(&self, shared: &mut Shared<'w, 's>, failure: thread::Result<RunError>) {
        shared.failure.get_or_insert(failure);
        shared.order = InOrder::default();
        shared.open = None;
        self.has_failed.store(true, Ordering::Relaxed);
    }

    fn shared(&self) -> MutexGuard<'_, Shared<'w, 's>> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
