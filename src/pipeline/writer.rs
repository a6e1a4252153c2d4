//! What the writing thread does: outcomes in input order, to the output, the quarantine and whoever watches.

use super::order::InOrder;
use super::spares::{Store, emptied};
use super::tickets::Spent;
use super::worker::{BadInBatch, Outcome};
use super::{Job, OnError, RunError, Summary};
use crate::read::BadRecord;
use crate::write::{Losses, Output, OutputError, Sink, write_bad_record};
use crossbeam_channel::Receiver;
use std::panic::resume_unwind;
use std::thread;

/// Where results and bad records go.
#[derive(Debug)]
pub struct Sinks<'s> {
    /// The results.
    pub output: &'s mut Sink,
    /// The bad records, if they are to be kept.
    pub quarantine: Option<&'s mut Output>,
}

/// Somebody who watches a run; called in input order, from the thread that runs the pipeline.
pub trait Observer {
    /// A record was passed over.
    fn bad_record(&mut self, bad: &BadRecord);

    /// So much is written.
    fn progress(&mut self, summary: &Summary);
}

/// Writes all outcomes.
pub(super) fn write(
    outcomes: Receiver<thread::Result<Outcome>>,
    spent: &Spent,
    spares: &Store<Vec<u8>>,
    mut writer: Writer<'_, '_>,
) -> Result<Written, RunError> {
    let mut order = InOrder::default();
    while let Some(outcome) = next(&outcomes, writer.sinks.output)? {
        order.add(outcome.number, outcome);
        while let Some(outcome) = order.next() {
            let tickets = outcome.tickets;
            spares.put(writer.outcome(outcome)?);
            spent.give_back(tickets);
        }
    }
    Ok(writer.written)
}

/// The next outcome; a worker's panic goes on here; before waiting for it, the output is flushed, so that a slow input's results are not held back.
fn next(outcomes: &Receiver<thread::Result<Outcome>>, output: &mut Sink) -> Result<Option<Outcome>, OutputError> {
    let outcome = match outcomes.try_recv() {
        Ok(outcome) => Some(outcome),
        Err(_) => {
            output.flush()?;
            outcomes.recv().ok()
        }
    };
    Ok(outcome.map(|outcome| outcome.unwrap_or_else(|panic| resume_unwind(panic))))
}

/// Writes outcomes, which come in input order, and keeps count.
pub(super) struct Writer<'w, 's> {
    on_error: OnError,
    sinks: &'w mut Sinks<'s>,
    observer: &'w mut dyn Observer,
    /// What was written.
    pub(super) written: Written,
}

/// What was written, in numbers.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) summary: Summary,
    pub(super) losses: Losses,
}

impl<'w, 's> Writer<'w, 's> {
    pub(super) fn new(job: &Job<'_>, sinks: &'w mut Sinks<'s>, observer: &'w mut dyn Observer) -> Self {
        Self { on_error: job.on_error, sinks, observer, written: Written::default() }
    }

    /// Writes an outcome, and returns the memory of its output.
    pub(super) fn outcome(&mut self, mut outcome: Outcome) -> Result<Vec<u8>, RunError> {
        let mut written = 0;
        for BadInBatch { output_before, record } in outcome.bad {
            self.sinks.output.bytes(&outcome.piece.bytes[written..output_before])?;
            written = output_before;
            self.bad(record)?;
        }
        self.sinks.output.piece(&mut outcome.piece, written)?;
        self.written.losses.add(outcome.piece.losses);
        self.written.summary.add(outcome.summary);
        self.observer.progress(&self.written.summary);
        Ok(emptied(outcome.piece.bytes))
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
