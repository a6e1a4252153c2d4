//! What one thread needs for tagging, kept from call to call.

use newstag::document::Document;
use newstag::mention::Annotation;
use newstag::tagger::{Scratch, Tagger};
use newstag::write::arrow::{TableBuilder, TooLarge};
use newstag::write::{RecordOptions, RecordWriter, Tagged};
use self_cell::self_cell;
use std::fmt;
use std::sync::{Arc, Mutex};

self_cell!(
    /// A writer that keeps the dictionary alive from which it reads.
    struct Records {
        owner: Arc<Tagger>,
        #[covariant]
        dependent: RecordWriter,
    }
);

/// The buffers of one thread.
pub(crate) struct Desk {
    tagger: Arc<Tagger>,
    scratch: Scratch,
    records: Records,
}

impl Desk {
    fn new(tagger: &Arc<Tagger>, options: RecordOptions) -> Self {
        let records = Records::new(tagger.clone(), |tagger| RecordWriter::new(tagger.dictionary(), options));
        Self { tagger: tagger.clone(), scratch: Scratch::default(), records }
    }

    /// The record of a document, as the command line writes it, with its line end.
    pub(crate) fn record(&mut self, document: &Document<'_>) -> Vec<u8> {
        let annotation = self.tagger.tag(document, &mut self.scratch);
        let mut line = Vec::new();
        self.records.with_dependent_mut(|_, records| records.write(document, annotation, &mut line));
        line
    }

    /// Adds what is found in a document to a table.
    pub(crate) fn add(&mut self, document: &Document<'_>, table: &mut TableBuilder) -> Result<usize, TooLarge> {
        let annotation = self.tagger.tag(document, &mut self.scratch);
        table.add(&Tagged::of(document, annotation, self.tagger.dictionary()))
    }

    /// Adds a document in which nothing was looked for.
    pub(crate) fn add_nothing(&self, document: &Document<'_>, table: &mut TableBuilder) -> Result<usize, TooLarge> {
        table.add(&Tagged::of(document, &Annotation::default(), self.tagger.dictionary()))
    }
}

/// The desks of a tagger that nobody sits at.
pub(crate) struct Desks {
    tagger: Arc<Tagger>,
    options: RecordOptions,
    free: Mutex<Vec<Desk>>,
}

impl Desks {
    pub(crate) fn new(tagger: Arc<Tagger>, options: RecordOptions) -> Self {
        Self { tagger, options, free: Mutex::default() }
    }

    pub(crate) fn tagger(&self) -> &Tagger {
        &self.tagger
    }

    pub(crate) fn options(&self) -> RecordOptions {
        self.options
    }

    /// Works at a desk. Nobody waits for one: in a process that was forked, the lock may be held by a thread that is not there.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut Desk) -> R) -> R {
        let free = self.free.try_lock().ok().and_then(|mut free| free.pop());
        let mut desk = free.unwrap_or_else(|| Desk::new(&self.tagger, self.options));
        let result = work(&mut desk);
        if let Ok(mut free) = self.free.try_lock() {
            free.push(desk);
        }
        result
    }
}

impl fmt::Debug for Desks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desks").field("tagger", &self.tagger).finish_non_exhaustive()
    }
}
