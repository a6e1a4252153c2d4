//! A corpus read on the caller's thread and tagged on several others.

use super::survey::Survey;
use crate::dictionary::Dictionary;
use crate::document::{Document, Field};
use crate::read::{self, Batch, Inputs, ParseOptions, ReadOptions};
use crate::tagger::{Scratch, Tagger};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// How a corpus is surveyed.
#[derive(Debug)]
pub struct Job<'j> {
    /// What finds the mentions.
    pub tagger: &'j Tagger,
    /// How the corpus is read.
    pub read: ReadOptions,
    /// How records become documents.
    pub parse: ParseOptions,
    /// How many threads tag.
    pub threads: NonZeroUsize,
}

/// A batch and its place in the corpus.
type Numbered = (u64, Batch);

/// Tags a corpus and counts what is found. The answer does not depend on the number of threads.
///
/// # Panics
///
/// Where a thread that tags panics.
pub fn survey(inputs: &Inputs, job: &Job<'_>) -> Survey {
    let names_seen = Seen::none(job.tagger.dictionary());
    // Two batches a thread: one at work, one waiting.
    let (batches, work) = bounded(2 * job.threads.get());
    let mut survey = thread::scope(|scope| {
        let worker = |work: Receiver<Numbered>| scope.spawn(|| work_through(work, job, &names_seen));
        let workers: Vec<_> = (0..job.threads.get()).map(|_| worker(work.clone())).collect();
        // The workers alone listen, so that reading ends where all of them have panicked.
        drop(work);
        let passed_over = read_into(batches, inputs, &job.read);
        let parts = workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        let mut survey = Survey { passed_over, ..Survey::default() };
        parts.for_each(|part| survey.merge(part));
        survey
    });
    survey.names_seen = names_seen.into_list();
    survey
}

fn read_into(batches: Sender<Numbered>, inputs: &Inputs, options: &ReadOptions) -> read::PassedOver {
    let mut number = 0;
    let mut send = |batch: &mut Batch| {
        let numbered = (number, std::mem::take(batch));
        number += 1;
        batches.send(numbered).map_err(|_| read::Stopped)
    };
    read::read_all(inputs, options, &mut send).unwrap_or_default().passed_over
}

fn work_through(work: Receiver<Numbered>, job: &Job<'_>, seen: &Seen) -> Survey {
    let mut survey = Survey::default();
    let mut scratch = Scratch::default();
    for (number, batch) in work {
        for (at, record) in batch.records().iter().enumerate() {
            survey.bytes += record.size;
            match read::parse(&batch, record, &job.parse) {
                Ok(document) => {
                    seen.note(job.tagger, &document, &mut scratch);
                    survey.add((number, at), &document, job.tagger.tag(&document, &mut scratch));
                }
                Err(fault) => survey.skip((number, at), &batch.bad(record, fault)),
            }
        }
    }
    survey
}

/// Which names stand in the corpus, whether or not they were chosen there: by the number of the name.
struct Seen(Vec<AtomicBool>);

impl Seen {
    fn none(dictionary: &Dictionary) -> Self {
        Self((0..dictionary.names()).map(|_| AtomicBool::new(false)).collect())
    }

    fn note(&self, tagger: &Tagger, document: &Document<'_>, scratch: &mut Scratch) {
        for field in [Field::Title, Field::Text] {
            for hit in tagger.scan(document.field(field), scratch) {
                let number = tagger.dictionary().entity(hit.entity).name(hit.name).number();
                if let Some(seen) = self.0.get(number as usize) {
                    seen.store(true, Ordering::Relaxed);
                }
            }
        }
    }

    fn into_list(self) -> Vec<bool> {
        self.0.into_iter().map(AtomicBool::into_inner).collect()
    }
}
