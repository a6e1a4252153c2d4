//! From inputs to results on all cores: one thread reads, several tag, the caller's thread writes in input order.
//!
//! ```text
//! reader --batches--> workers --outcomes--> writer
//!    ^------------------tickets----------------'
//! ```
//!
//! A batch needs tickets for its bytes and keeps them until it is written. So what is in flight is bounded, also where one
//! slow document holds up the output of all behind it. Batches carry a number each; the writer puts them back in order.
//!
//! The run ends early where writing fails, where `on_error` says so, or where a thread panics: the channels then close one
//! after the other, and no thread is left waiting for another. The reading thread alone may still hang in a read that
//! nobody answers; it is left behind, since the process ends soon.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod order;
mod summary;
mod tickets;
mod worker;
mod writer;

pub use summary::Summary;
pub use writer::{Observer, Sinks};

use crate::read::{self, BadRecord, Inputs, ParseOptions, PassedOver, ReadOptions};
use crate::tagger::Tagger;
use crate::write::{OutputError, RecordOptions};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::io;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::thread::{self, JoinHandle};
use tickets::Tickets;
use worker::{Numbered, Outcome, Worker};

/// What is done with each document, and how.
#[derive(Debug)]
pub struct Job<'j> {
    /// What finds the mentions.
    pub tagger: &'j Tagger,
    /// How inputs are read.
    pub read: ReadOptions,
    /// How records become documents.
    pub parse: ParseOptions,
    /// How results are written.
    pub record: RecordOptions,
    /// How many threads tag.
    pub threads: NonZeroUsize,
    /// What a bad record does.
    pub on_error: OnError,
}

/// What a bad record does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnError {
    /// It is reported and passed over.
    #[default]
    Skip,
    /// It ends the run.
    Fail,
}

/// What a complete run leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was done.
    pub summary: Summary,
    /// What was not even read.
    pub passed_over: PassedOver,
}

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Results cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A record is bad, and none may be.
    #[error("{} record {}: {}", .0.origin.path, .0.origin.number, .0.fault)]
    BadRecord(Box<BadRecord>),
    /// The system gives no more threads.
    #[error("cannot start {threads} threads: {reason}")]
    Threads {
        /// How many were asked for.
        threads: NonZeroUsize,
        /// What the system says.
        reason: io::Error,
    },
}

/// Tags all documents of the inputs.
///
/// The output is the same bytes whatever the number of threads.
///
/// # Errors
///
/// [`RunError`]; what was written until then is the beginning of the output.
///
/// # Panics
///
/// Where a worker or the reading thread panics.
pub fn run(
    inputs: Inputs,
    job: &Job<'_>,
    sinks: &mut Sinks<'_>,
    observer: &mut dyn Observer,
) -> Result<Report, RunError> {
    let (tickets, spent) = tickets::for_workers(job.threads);
    let (batches, work) = bounded(tickets.count());
    let reader = start_reader(inputs, job.read.clone(), tickets, batches)
        .map_err(|reason| RunError::Threads { threads: job.threads, reason })?;
    let summary = tag_and_write(job, work, |outcomes| writer::write(outcomes, &spent, job, sinks, observer))?;
    let passed_over = reader.join().unwrap_or_else(|panic| resume_unwind(panic));
    Ok(Report { summary, passed_over })
}

fn start_reader(
    inputs: Inputs,
    options: ReadOptions,
    tickets: Tickets,
    batches: Sender<Numbered>,
) -> io::Result<JoinHandle<PassedOver>> {
    let read = move || {
        let mut number = 0;
        let mut send = |batch: read::Batch| {
            let tickets = tickets.take(batch.weight())?;
            let numbered = Numbered { number, tickets, batch };
            number += 1;
            batches.send(numbered).map_err(|_| read::Stopped)
        };
        read::read_all(&inputs, &options, &mut send).unwrap_or_default()
    };
    thread::Builder::new().name("reader".to_owned()).spawn(read)
}

/// Runs the workers until `write` returns and they have noticed, or all batches are done.
fn tag_and_write(
    job: &Job<'_>,
    work: Receiver<Numbered>,
    write: impl FnOnce(Receiver<thread::Result<Outcome>>) -> Result<Summary, RunError>,
) -> Result<Summary, RunError> {
    let (results, outcomes) = bounded(work.capacity().unwrap_or_default());
    // Dropped when the writer is done: wakes workers that wait for a reader that waits for its input.
    let (running, over) = bounded(0);
    thread::scope(|scope| {
        for number in 0..job.threads.get() {
            let worker = Worker::new(job, work.clone(), over.clone(), results.clone());
            let builder = thread::Builder::new().name(format!("worker {number}"));
            let started = builder.spawn_scoped(scope, move || worker.run());
            if let Err(reason) = started {
                drop(running);
                return Err(RunError::Threads { threads: job.threads, reason });
            }
        }
        drop((work, results));
        let written = write(outcomes);
        drop(running);
        written
    })
}
