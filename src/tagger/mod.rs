//! The only place where the stages meet.

use crate::dictionary::Dictionary;
use crate::document::Document;
use crate::mention::Annotation;
use std::sync::Arc;

pub use crate::text::fold;

/// Which of the matches that pass all conditions become mentions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlap {
    /// Leftmost first, at one start the longest, then on behind it: of `New York Times` in the text only the newspaper.
    #[default]
    Longest,
    /// Every one: the newspaper, the city, and whatever else matches within.
    All,
}

/// Gathers the options of a [`Tagger`].
#[derive(Debug)]
pub struct TaggerBuilder {
    dictionary: Arc<Dictionary>,
    overlap: Overlap,
}

impl TaggerBuilder {
    /// Which matches become mentions; by default [`Overlap::Longest`].
    pub fn overlap(mut self, overlap: Overlap) -> Self {
        self.overlap = overlap;
        self
    }

    /// Compiles the dictionary.
    pub fn build(self) -> Tagger {
        Tagger { dictionary: self.dictionary, overlap: self.overlap }
    }
}

/// A compiled dictionary that tags documents. Threads share one; each has a [`Scratch`] of its own.
#[derive(Debug)]
pub struct Tagger {
    dictionary: Arc<Dictionary>,
    #[expect(dead_code, reason = "in the next step")]
    overlap: Overlap,
}

/// The buffers of one thread.
#[derive(Debug, Default)]
pub struct Scratch {
    annotation: Annotation,
}

impl Tagger {
    /// Starts a tagger with the default options.
    pub fn builder(dictionary: Arc<Dictionary>) -> TaggerBuilder {
        TaggerBuilder { dictionary, overlap: Overlap::default() }
    }

    /// The dictionary that it tags with.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Finds the mentions of a document.
    ///
    /// # Panics
    ///
    /// If a field is longer than [`crate::span::MAX_TEXT_BYTES`].
    pub fn tag<'s>(&self, document: &Document<'_>, scratch: &'s mut Scratch) -> &'s Annotation {
        let _ = document;
        &scratch.annotation
    }
}
