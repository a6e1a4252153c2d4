//! What becomes of outcomes: in input order they go to the output, the quarantine and whoever watches.

use super::checkpoint::{Checkpoints, Marks};
use super::order::InOrder;
use super::spares::{Store, emptied};
use super::stop::Stop;
use super::tickets::Spent;
use super::worker::{BadInBatch, Outcome};
use super::{Job, OnError, RunError, Summary};
use crate::read::{BadRecord, Shard};
use crate::write::{Losses, Output, OutputError, Sink, write_bad_record};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// Where results and bad records go.
pub struct Sinks<'s> {
    /// The results.
    pub output: &'s mut Sink,
    /// The bad records, if they are to be kept.
    pub quarantine: Option<&'s mut Output>,
    /// Who takes down how far they are, where the run is to outlive an interruption.
    pub checkpoints: Option<&'s mut dyn Checkpoints>,
}

impl std::fmt::Debug for Sinks<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Sinks")
            .field("output", &self.output)
            .field("quarantine", &self.quarantine)
            .finish_non_exhaustive()
    }
}

/// Somebody who watches a run; called in input order, by one thread at a time.
pub trait Observer: Send {
    /// A record was passed over.
    fn bad_record(&mut self, bad: &BadRecord);

    /// So much is written.
    fn progress(&mut self, summary: &Summary);
}

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

/// Writes outcomes, which come in input order, and keeps count.
pub(super) struct Writer<'w, 's> {
    on_error: OnError,
    sinks: &'w mut Sinks<'s>,
    observer: &'w mut dyn Observer,
    marks: Marks,
    stop: Stop,
    shard: Option<Shard>,
    /// What was written.
    pub(super) written: Written,
}

/// What was written, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// What was done.
    pub summary: Summary,
    /// What the format could not say.
    pub losses: Losses,
    /// Where the run takes some of the records only: the bad ones among those, by their numbers among the records of all inputs, counting from 0.
    pub skipped: Vec<u64>,
}

impl<'w, 's> Writer<'w, 's> {
    pub(super) fn new(job: &Job<'_>, sinks: &'w mut Sinks<'s>, observer: &'w mut dyn Observer) -> Self {
        let written = job.from.clone().unwrap_or_default();
        let (marks, stop) = (Marks::behind(&written), job.stop.clone());
        Self { on_error: job.on_error, sinks, observer, marks, stop, shard: job.read.shard, written }
    }

    /// Writes an outcome, and returns the memory of its output.
    pub(super) fn outcome(&mut self, mut outcome: Outcome) -> Result<Vec<u8>, RunError> {
        let mut written = 0;
        for BadInBatch { output_before, ordinal, record } in outcome.bad {
            self.sinks.output.bytes(&outcome.piece.bytes[written..output_before])?;
            written = output_before;
            self.bad(record)?;
            if self.shard.is_some() {
                self.written.skipped.push(ordinal);
            }
        }
        self.sinks.output.piece(&mut outcome.piece, written)?;
        self.written.losses.add(outcome.piece.losses);
        self.marks.met(self.written.summary.add(outcome.summary));
        self.marks.passed(outcome.end, &self.written, self.sinks)?;
        self.observer.progress(&self.written.summary);
        Ok(emptied(outcome.piece.bytes))
    }

    /// Everything that was read is written.
    pub(super) fn end(&mut self) -> Result<(), OutputError> {
        self.marks.end(&self.written, self.sinks, self.stop.is_set())
    }

    /// Hands on what was gathered.
    pub(super) fn flush(&mut self) -> Result<(), OutputError> {
        self.sinks.output.flush()
    }

    fn bad(&mut self, record: BadRecord) -> Result<(), RunError> {
        if self.on_error == OnError::Fail {
            self.sinks.output.flush()?;
            return Err(RunError::BadRecord(Box::new(record)));
        }
        if let Some(quarantine) = &mut self.sinks.quarantine {
            let mut line = Vec::new();
            write_bad_record(&record, &mut line);
            quarantine.write(&line)?;
        }
        self.observer.bad_record(&record);
        Ok(())
    }
}
