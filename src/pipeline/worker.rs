//! What a worker does: parse, tag, serialise, a batch at a time.

use super::desk::Desk;
use super::spares::{LARGEST_OUTPUT, Spares};
use super::{DocumentLimits, Job, Summary, Textless, Work};
use crate::allowance::{Allowance, Spent};
use crate::document::Document;
use crate::read::{self, BadRecord, Batch, Fault, ParseOptions, Position, Record};
use crate::tagger::{Tagger, groups};
use crate::write::{Format, Piece};
use crossbeam_channel::Receiver;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Instant;

/// With many names an output is some times as long as what it is made from.
const OUTPUT_OF_INPUT: usize = 2;

/// A batch on its way to a worker.
#[derive(Debug)]
pub(super) struct Numbered {
    /// Its place in the input, counting from 0.
    pub(super) number: u64,
    /// What it took to send it.
    pub(super) tickets: usize,
    pub(super) batch: Batch,
}

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// The batch's place in the input.
    pub(super) number: u64,
    /// What it took to send the batch.
    pub(super) tickets: usize,
    /// What its documents became.
    pub(super) piece: Piece,
    /// Its bad records.
    pub(super) bad: Vec<BadInBatch>,
    /// What was done.
    pub(super) summary: Summary,
    /// The place in the inputs behind the batch.
    pub(super) end: Position,
}

/// A bad record among good ones.
#[derive(Debug)]
pub(super) struct BadInBatch {
    /// The bytes of output that the documents before it take.
    pub(super) output_before: usize,
    /// Its number among the records of all inputs, counting from 0.
    pub(super) ordinal: u64,
    pub(super) record: BadRecord,
}

/// What is done with a batch; [`work`], save in tests.
pub(super) type Tag<'t> = dyn Fn(&Numbered, &mut Desk<'_>) -> Outcome + Sync + 't;

/// Where the outcome of a batch goes, or the panic that it ended in.
pub(super) type Bring<'b> = dyn Fn(thread::Result<Outcome>) + Sync + 'b;

/// One thread that tags, until no more batches come.
pub(super) struct Worker<'w> {
    pub(super) tag: &'w Tag<'w>,
    pub(super) desk: Desk<'w>,
    pub(super) spares: Spares,
    pub(super) work: Receiver<Numbered>,
    pub(super) bring: &'w Bring<'w>,
}

impl Worker<'_> {
    /// Works until there is nothing left.
    pub(super) fn run(mut self) {
        while let Ok(numbered) = self.work.recv() {
            self.do_one(numbered);
        }
    }

    /// Does what is to be done with a batch.
    pub(super) fn do_one(&mut self, mut numbered: Numbered) {
        self.desk.spare = self.spares.outputs.take();
        // Every number must be heard of, a panic, too, or all would wait for a batch that never comes.
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.tag)(&numbered, &mut self.desk)));
        numbered.batch.clear();
        self.spares.batches.put(numbered.batch);
        (self.bring)(outcome);
    }

    /// Does a batch that waits, and says whether there was one.
    pub(super) fn help(&mut self) -> bool {
        self.work.try_recv().map(|numbered| self.do_one(numbered)).is_ok()
    }
}

/// Does what the job says with a batch.
pub(super) fn work(numbered: &Numbered, job: &Job<'_>, desk: &mut Desk<'_>) -> Outcome {
    let Numbered { number, tickets, batch } = numbered;
    let mut output = std::mem::take(&mut desk.spare);
    // Growing step by step would touch twice as much new memory.
    output.reserve((batch.weight() * OUTPUT_OF_INPUT).min(LARGEST_OUTPUT));
    let piece = Piece::with_memory(output);
    let mut outcome =
        Outcome { number: *number, tickets: *tickets, piece, end: batch.end().clone(), ..Outcome::default() };
    for records in groups(batch.records(), |record| usize::try_from(record.size).unwrap_or(usize::MAX)) {
        match &job.work {
            Work::Tag { tagger, parse, limits } => {
                tag_together((batch, records), (tagger, parse, *limits), desk, &mut outcome);
            }
            Work::Convert { textless } => {
                for record in records {
                    let done = convert(batch, record, (job.format, *textless), desk, &mut outcome);
                    outcome.count(batch, record, done);
                }
            }
        }
    }
    desk.finish(&mut outcome.piece);
    outcome
}

/// Tags and writes the documents of records. Of what together costs more than one document may, each is seen by itself; one that is alone at once, since a second
/// look would find the same.
fn tag_together(
    (batch, records): (&Batch, &[Record]),
    (tagger, parse, limits): (&Tagger, &ParseOptions, DocumentLimits),
    desk: &mut Desk<'_>,
    outcome: &mut Outcome,
) {
    if let [record] = records {
        let done = tag_alone((batch, record), (tagger, parse, limits), desk, outcome);
        return outcome.count(batch, record, done);
    }
    let start = Instant::now();
    let is_over = || start.elapsed() > limits.time;
    let allowance = Allowance::new(limits.mentions, Some(&is_over));
    let parsed: Vec<_> = records.iter().map(|record| read::parse(batch, record, parse)).collect();
    let documents: Vec<_> = parsed.iter().flatten().collect();
    let tagged = tagger.tag_together(&allowance, &documents, &mut desk.scratch);
    let mut numbers = 0..;
    for (record, parsed) in records.iter().zip(parsed) {
        let done = parsed.and_then(|document| match numbers.next() {
            Some(number) if number < tagged => write(&document, number, desk, outcome),
            _ => tag_alone((batch, record), (tagger, parse, limits), desk, outcome),
        });
        outcome.count(batch, record, done);
    }
}

/// Tags and writes the document of a record, if it costs no more than it may, from the record's bytes on.
fn tag_alone(
    (batch, record): (&Batch, &Record),
    (tagger, parse, limits): (&Tagger, &ParseOptions, DocumentLimits),
    desk: &mut Desk<'_>,
    outcome: &mut Outcome,
) -> Result<(), Fault> {
    let start = Instant::now();
    let document = read::parse(batch, record, parse)?;
    let is_over = || start.elapsed() > limits.time;
    let allowance = Allowance::new(limits.mentions, Some(&is_over));
    tagger.tag_within(&allowance, &document, &mut desk.scratch).map_err(|spent| match spent {
        Spent::Mentions => Fault::TooManyMentions { limit: limits.mentions },
        Spent::Time => Fault::TooSlow { limit: limits.time },
    })?;
    write(&document, 0, desk, outcome)
}

/// Writes a document and what was found in it, by its number among those that were tagged last.
fn write(document: &Document<'_>, number: usize, desk: &mut Desk<'_>, outcome: &mut Outcome) -> Result<(), Fault> {
    let annotation = desk.scratch.annotation(number);
    desk.writing.tagged(document, annotation, &mut outcome.piece)?;
    outcome.summary.mentions += annotation.mentions.len() as u64;
    outcome.summary.entities.extend(annotation.entities.iter().map(|found| found.entity));
    Ok(())
}

/// Writes a document that is annotated already.
fn convert(
    batch: &Batch,
    record: &Record,
    into: (&Format, Textless),
    desk: &mut Desk<'_>,
    outcome: &mut Outcome,
) -> Result<(), Fault> {
    let annotated = read::annotated(batch, record)?;
    let document = annotated.tagged()?;
    desk.writing.annotated(annotated.json, &document, into, &mut outcome.piece)?;
    outcome.summary.mentions += document.mentions.len() as u64;
    Ok(())
}

impl Outcome {
    /// Counts a record, which was done or is bad.
    fn count(&mut self, batch: &Batch, record: &Record, done: Result<(), Fault>) {
        self.summary.bytes += record.size;
        match done {
            Ok(()) => self.summary.documents += 1,
            Err(fault) => {
                self.summary.skipped += 1;
                let output_before = self.piece.bytes.len();
                self.bad.push(BadInBatch { output_before, ordinal: record.ordinal, record: batch.bad(record, fault) });
            }
        }
    }
}
