//! From inputs to results on all cores: threads tag, and write in input order what they made; one of them reads, too.
//!
//! ```text
//! reader --batches--> workers --outcomes--> outlet
//!    ^------------------tickets----------------'
//! ```
//!
//! The caller's thread reads, and tags while enough waits for the others. With one thread it does it all, batch by batch.
//!
//! A batch needs tickets for its bytes and keeps them until it is written. So what is in flight is bounded, also where one
//! slow document holds up the output of all behind it. Batches carry a number each; the outlet puts them back in order.
//!
//! The run ends early where writing fails, where `on_error` says so, or where a thread panics: reading ends, and the others have no more batches. No thread is
//! left waiting for another, nor for an input: where that keeps silent, a thread of the reader's may hang there and is left behind, since the process ends soon.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod checkpoint;
mod desk;
mod dispatch;
mod journal;
mod order;
mod outlet;
mod shard;
mod spares;
mod stop;
mod summary;
mod tickets;
mod worker;
mod writer;

pub use checkpoint::{Checkpoint, Checkpoints, Counts};
pub use journal::{Found, Journal, JournalError, Left, RunIdentity, journal_path};
pub use shard::{ShardManifest, manifest_path};
pub use stop::Stop;
pub use summary::Summary;
pub use writer::{Observer, Sinks, Written};

use crate::read::{AllRead, BadRecord, Changed, Ended, Inputs, ParseOptions, PassedOver, ReadOptions};
use crate::tagger::Tagger;
use crate::write::{Format, OutputError, Settings};
use crossbeam_channel::{Receiver, bounded};
use desk::Desk;
use dispatch::Dispatch;
use outlet::Outlet;
use rayon::ThreadPoolBuilder;
use spares::Spares;
use std::io;
use std::num::NonZeroUsize;
use std::time::Duration;
use worker::{Bring, Numbered, Tag, Worker};
use writer::Writer;

/// So many batches are read ahead for each worker. What waits longer is no longer in a cache when it is tagged, and its memory is new.
const AHEAD: usize = 2;

/// What is done with each document, and how.
#[derive(Debug)]
pub struct Job<'j> {
    /// What records are, and what becomes of them.
    pub work: Work<'j>,
    /// How inputs are read.
    pub read: ReadOptions,
    /// What results look like.
    pub format: &'static Format,
    /// How they are written.
    pub settings: Settings,
    /// How many threads work.
    pub threads: NonZeroUsize,
    /// What a bad record does.
    pub on_error: OnError,
    /// What a run that was interrupted has done already; [`ReadOptions::from`] says where it left off.
    pub from: Option<Written>,
    /// Ends the run from outside.
    pub stop: Stop,
}

/// What records are, and what becomes of them.
#[derive(Debug)]
pub enum Work<'j> {
    /// They are documents, and are tagged.
    Tag {
        /// What finds the mentions.
        tagger: &'j Tagger,
        /// How records become documents.
        parse: ParseOptions,
        /// What a document may cost.
        limits: DocumentLimits,
    },
    /// They are annotated already, and are written in another format.
    Convert {
        /// What becomes of the offsets of records that carry no text.
        textless: Textless,
    },
}

/// What a document may cost. One that costs more is bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentLimits {
    /// So many mentions.
    pub mentions: usize,
    /// So much time, from its record's bytes to its mentions. Which documents meet this limit depends on the machine and on what else it does.
    pub time: Duration,
}

impl Default for DocumentLimits {
    /// A million mentions and a minute: an article has tens, and takes less than a thousandth of a second.
    fn default() -> Self {
        Self { mentions: 1_000_000, time: Duration::from_secs(60) }
    }
}

/// What becomes of the offsets of annotated records that carry no text: nothing tells what they count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Textless {
    /// They stay as they are.
    #[default]
    Keep,
    /// The record is bad, since another unit may be wanted.
    Refuse,
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
    /// What was written, what interrupted runs had done of it included.
    pub written: Written,
    /// What was not even read.
    pub passed_over: PassedOver,
    /// How many records there are in all inputs, whoever takes them.
    pub records: u64,
    /// How it ended.
    pub ending: Ending,
}

/// How a run ended that did not fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// All inputs were read.
    #[default]
    Complete,
    /// Somebody wanted it to.
    Stopped,
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
    /// The inputs are not those of the run that was to be gone on with.
    #[error("{0}")]
    Changed(#[from] Changed),
    /// The system gives no more threads.
    #[error("cannot start {threads} threads: {reason}")]
    Threads {
        /// How many were asked for.
        threads: NonZeroUsize,
        /// What the system says.
        reason: io::Error,
    },
}

/// Does what the job says with all records of the inputs.
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
    run_with(&|batch, desk| worker::work(batch, job, desk), inputs, job, sinks, observer)
}

fn run_with(
    tag: &Tag<'_>,
    inputs: Inputs,
    job: &Job<'_>,
    sinks: &mut Sinks<'_>,
    observer: &mut dyn Observer,
) -> Result<Report, RunError> {
    let writer = Writer::new(job, sinks, observer);
    let (tickets, spent) = tickets::for_workers(job.threads);
    let spares = Spares::for_workers(job.threads);
    // The one who reads is a worker, too.
    let others = job.threads.get() - 1;
    let (batches, work) = bounded(others.saturating_mul(AHEAD));
    let dispatch = Dispatch { tickets, batches, spares: spares.batches.clone(), number: 0 };
    let outlet = Outlet::new(writer, spent, spares.outputs.clone());
    let is_wanted = || !job.stop.is_set() && !outlet.has_failed();
    let crew = Crew { tag, job, spares, work, bring: &|outcome| outlet.bring(outcome) };
    let read = crew.work(others, |worker| dispatch.read(&inputs, &job.read, worker, &is_wanted))?;
    report(outlet.end()?, read)
}

fn report(written: Written, read: Result<AllRead, Ended>) -> Result<Report, RunError> {
    match read {
        Ok(AllRead { passed_over, records }) => Ok(Report { written, passed_over, records, ending: Ending::Complete }),
        Err(Ended::Stopped) => Ok(Report { written, ending: Ending::Stopped, ..Report::default() }),
        Err(Ended::Changed(changed)) => Err(changed.into()),
    }
}

/// Who does what there is to do.
struct Crew<'c> {
    tag: &'c Tag<'c>,
    job: &'c Job<'c>,
    spares: Spares,
    work: Receiver<Numbered>,
    bring: &'c Bring<'c>,
}

impl Crew<'_> {
    /// Runs so many workers on threads of their own, and one on this one, by `here`. Returns when all is done.
    fn work<T>(self, others: usize, here: impl FnOnce(Worker<'_>) -> T) -> Result<T, RunError> {
        if others == 0 {
            return Ok(here(self.worker()));
        }
        let threads = self.job.threads;
        let pool = ThreadPoolBuilder::new()
            .num_threads(others)
            .thread_name(|number| format!("worker {number}"))
            .build()
            .map_err(|reason| RunError::Threads { threads, reason: io::Error::other(reason) })?;
        Ok(pool.in_place_scope(|scope| {
            for _ in 0..others {
                scope.spawn(|_| self.worker().run());
            }
            here(self.worker())
        }))
    }

    fn worker(&self) -> Worker<'_> {
        let Self { tag, job, spares, work, bring } = self;
        Worker { tag, desk: Desk::new(job), spares: spares.clone(), work: work.clone(), bring: *bring }
    }
}

#[cfg(test)]
mod tests {
    use super::worker::Outcome;
    use super::*;
    use crate::dictionary::DictionaryBuilder;
    use crate::write::{FORMATS, Opening, Sink, Target};
    use std::fs;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::path::Path;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    /// More than any test needs, and less than waiting for ever.
    const PATIENCE: Duration = Duration::from_secs(60);

    struct Watch(Box<dyn FnMut(&Summary) + Send>);

    impl Observer for Watch {
        fn bad_record(&mut self, _: &BadRecord) {}

        fn progress(&mut self, summary: &Summary) {
            (self.0)(summary);
        }
    }

    type Tagged = Box<dyn Fn(&Numbered, &Job<'_>, &mut Desk<'_>) -> Outcome + Send + Sync>;

    /// Where records come from.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum From {
        File,
        #[cfg(unix)]
        Pipe,
    }

    /// Some times what may be in flight.
    const RECORDS: usize = 10_000;

    /// Where from, and by how many threads.
    const ALL: &[(From, usize)] = &[
        (From::File, 1),
        (From::File, 2),
        (From::File, 3),
        #[cfg(unix)]
        (From::Pipe, 1),
        #[cfg(unix)]
        (From::Pipe, 2),
    ];

    impl From {
        /// What is to be read so that these bytes are.
        fn inputs(self, folder: &Path, bytes: Vec<u8>) -> Inputs {
            let path = folder.join("in.jsonl");
            match self {
                Self::File => fs::write(&path, bytes).unwrap(),
                #[cfg(unix)]
                Self::Pipe => {
                    let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
                    assert!(made.success());
                    let path = path.clone();
                    // Where the run ends early, nobody reads it all.
                    thread::spawn(move || fs::write(path, bytes).is_ok());
                }
            }
            Inputs::from_arguments(&[path]).unwrap()
        }
    }

    /// Runs `tag` over [`RECORDS`] of 1 kB; `None` where that does not end.
    fn outcome(way: (From, usize), tag: Tagged, watch: Watch) -> Option<thread::Result<Result<Report, RunError>>> {
        let (done, end) = bounded(1);
        thread::spawn(move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| run_over(way, tag, watch)));
            done.send(outcome).is_ok()
        });
        end.recv_timeout(PATIENCE).ok()
    }

    fn run_over((from, threads): (From, usize), tag: Tagged, mut watch: Watch) -> Result<Report, RunError> {
        let folder = tempfile::tempdir().unwrap();
        let bytes = format!("{{\"text\": \"{}\"}}\n", "x".repeat(1000)).repeat(RECORDS).into_bytes();
        let inputs = from.inputs(folder.path(), bytes);
        let tagger = Tagger::builder(Arc::new(DictionaryBuilder::default().build())).build().unwrap();
        let job = Job {
            work: Work::Tag { tagger: &tagger, parse: ParseOptions::default(), limits: DocumentLimits::default() },
            read: ReadOptions { max_record_bytes: 1 << 20, ..ReadOptions::default() },
            format: FORMATS[0],
            settings: Settings::default(),
            threads: NonZeroUsize::new(threads).unwrap(),
            on_error: OnError::Skip,
            from: None,
            stop: Stop::default(),
        };
        let target = Target::Path(folder.path().join("out.jsonl"));
        let mut output = Sink::open(job.format, &job.settings, &target, Opening::Temporary, job.threads).unwrap();
        let mut sinks = Sinks { output: &mut output, quarantine: None, checkpoints: None };
        run_with(&|batch, desk| tag(batch, &job, desk), inputs, &job, &mut sinks, &mut watch)
    }

    fn panic_text(outcome: Option<thread::Result<Result<Report, RunError>>>) -> &'static str {
        *outcome.expect("the run ends").expect_err("the panic goes on").downcast::<&str>().unwrap()
    }

    #[test]
    fn all_documents_come_through() {
        for &way in ALL {
            let report = outcome(way, Box::new(worker::work), Watch(Box::new(|_| {})));
            let report = report.expect("the run ends").expect("nothing panics").unwrap();
            assert_eq!((report.written.summary.documents, report.written.summary.skipped), (RECORDS as u64, 0));
        }
    }

    #[test]
    fn a_panic_of_a_worker_ends_the_run() {
        for &way in ALL {
            let tag: Tagged = Box::new(|batch, job, desk| {
                assert!(batch.number != 3, "batch 3");
                worker::work(batch, job, desk)
            });
            assert_eq!(panic_text(outcome(way, tag, Watch(Box::new(|_| {})))), "batch 3");
        }
    }

    #[test]
    fn a_panic_of_the_observer_ends_the_run() {
        for &way in ALL {
            let watch = Watch(Box::new(|summary| assert!(summary.documents < 100, "document 100")));
            assert_eq!(panic_text(outcome(way, Box::new(worker::work), watch)), "document 100");
        }
    }

    /// The bytes of input that are read before a first batch that takes for ever stops all others.
    #[test]
    fn a_slow_document_bounds_what_is_in_flight() {
        ALL.iter().for_each(|&way| check_what_is_in_flight(way));
    }

    fn check_what_is_in_flight(way: (From, usize)) {
        let (taken, written) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let most_ahead = Arc::new(AtomicU64::new(0));
        let tag: Tagged = {
            let (taken, written, most_ahead) = (Arc::clone(&taken), Arc::clone(&written), Arc::clone(&most_ahead));
            Box::new(move |batch, job, desk| {
                let bytes = batch.batch.weight() as u64;
                let taken = taken.fetch_add(bytes, Ordering::SeqCst) + bytes;
                most_ahead.fetch_max(taken - written.load(Ordering::SeqCst), Ordering::SeqCst);
                if batch.number == 0 {
                    thread::sleep(Duration::from_millis(300));
                }
                worker::work(batch, job, desk)
            })
        };
        let count = move |summary: &Summary| written.store(summary.bytes, Ordering::SeqCst);
        outcome(way, tag, Watch(Box::new(count))).expect("the run ends").expect("nothing panics").unwrap();
        let (bytes, ahead) = (taken.load(Ordering::SeqCst), most_ahead.load(Ordering::SeqCst));
        let (tickets, _) = tickets::for_workers(NonZeroUsize::new(way.1).unwrap());
        let most = tickets.bytes() as u64;
        assert!(bytes > most + most / 4, "{bytes} bytes are too few to tell");
        assert!(ahead <= most, "{ahead} of {bytes} bytes were in flight");
    }
}
