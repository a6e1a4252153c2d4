//! What becomes of outcomes: in input order they go to the output, the quarantine and whoever watches.

use super::checkpoint::{Checkpoints, Marks};
use super::spares::emptied;
use super::stop::Stop;
use super::worker::{BadInBatch, Outcome};
use super::{Job, OnError, RunError, Summary};
use crate::read::{BadRecord, Shard};
use crate::write::{Losses, Output, OutputError, Sink, write_bad_record};

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
