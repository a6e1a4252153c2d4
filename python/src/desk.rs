//! What one thread needs for tagging, kept from call to call.

use crate::limits::{OverLimit, tag_together, tag_within};
use newstag::document::Document;
use newstag::mention::Annotation;
use newstag::pipeline::DocumentLimits;
use newstag::tagger::{Scratch, Tagger};
use newstag::write::arrow::{TableBuilder, TooLarge};
use newstag::write::{RecordOptions, RecordWriter};
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

/// Why nothing of a document was added to a table.
#[derive(Debug)]
pub(crate) enum NotAdded {
    /// The rows until now must become a batch first; a document that is too large for an empty table is so for any.
    Full(TooLarge),
    /// It costs more than it may.
    Over(OverLimit),
}

impl fmt::Display for NotAdded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full(too_large) => too_large.fmt(f),
            Self::Over(over) => write!(f, "text: {over}"),
        }
    }
}

/// How a tagger was asked to work.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) records: RecordOptions,
    pub(crate) limits: DocumentLimits,
}

/// The buffers of one thread.
pub(crate) struct Desk {
    tagger: Arc<Tagger>,
    limits: DocumentLimits,
    scratch: Scratch,
    /// So many of the documents that were given together last are tagged.
    tagged: usize,
    records: Records,
}

impl Desk {
    fn new(tagger: &Arc<Tagger>, settings: Settings) -> Self {
        let records = Records::new(tagger.clone(), |tagger| RecordWriter::new(tagger.dictionary(), settings.records));
        Self { tagger: tagger.clone(), limits: settings.limits, scratch: Scratch::default(), tagged: 0, records }
    }

    /// Tags documents together, one of the [`newstag::tagger::groups`]; what was found is then asked for by their numbers, in order.
    pub(crate) fn tag(&mut self, documents: &[&Document<'_>]) {
        // One that is alone is left until it is asked for: what costs too much would do so twice.
        self.tagged = match documents {
            [_] => 0,
            several => tag_together(self.limits, &self.tagger, several, &mut self.scratch),
        };
    }

    /// The record of a document, as the command line writes it, with its line end. If it was given with others, it has a number among those.
    pub(crate) fn record(&mut self, document: &Document<'_>, number: Option<usize>) -> Result<Vec<u8>, OverLimit> {
        let number = self.found(document, number)?;
        let annotation = self.scratch.annotation(number);
        let mut line = Vec::new();
        self.records.with_dependent_mut(|_, records| records.write(document, annotation, &mut line));
        Ok(line)
    }

    /// Adds what is found in a document to a table. It was given with others, and has a number among those.
    pub(crate) fn add(
        &mut self,
        document: &Document<'_>,
        number: usize,
        table: &mut TableBuilder,
    ) -> Result<usize, NotAdded> {
        let number = self.found(document, Some(number)).map_err(NotAdded::Over)?;
        table.add_found(document, self.scratch.annotation(number), self.tagger.dictionary()).map_err(NotAdded::Full)
    }

    /// The number by which the annotation of a document is asked for. What is not tagged with others is now, by itself.
    fn found(&mut self, document: &Document<'_>, number: Option<usize>) -> Result<usize, OverLimit> {
        if let Some(number) = number.filter(|number| *number < self.tagged) {
            return Ok(number);
        }
        self.tagged = 0;
        tag_within(self.limits, &self.tagger, document, &mut self.scratch)?;
        Ok(0)
    }

    /// Adds a document in which nothing was looked for.
    pub(crate) fn add_nothing(&self, document: &Document<'_>, table: &mut TableBuilder) -> Result<usize, TooLarge> {
        table.add_found(document, &Annotation::default(), self.tagger.dictionary())
    }
}

/// The desks of a tagger that nobody sits at.
pub(crate) struct Desks {
    tagger: Arc<Tagger>,
    settings: Settings,
    free: Mutex<Vec<Desk>>,
}

impl Desks {
    pub(crate) fn new(tagger: Arc<Tagger>, settings: Settings) -> Self {
        Self { tagger, settings, free: Mutex::default() }
    }

    pub(crate) fn tagger(&self) -> &Tagger {
        &self.tagger
    }

    pub(crate) fn options(&self) -> RecordOptions {
        self.settings.records
    }

    /// Works at a desk. Nobody waits for one: in a process that was forked, the lock may be held by a thread that is not there.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut Desk) -> R) -> R {
        let free = self.free.try_lock().ok().and_then(|mut free| free.pop());
        let mut desk = free.unwrap_or_else(|| Desk::new(&self.tagger, self.settings));
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
