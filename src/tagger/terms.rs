//! The context terms that stand in a document, and where.

use super::lexicon::TermId;
use crate::document::Field;
use crate::hit::Hit;
use crate::span::SourceSpan;

/// A term stands near a name within so many bytes: about two sentences.
const NEAR: u32 = 240;

/// The terms of one document.
#[derive(Debug, Default)]
pub(super) struct Terms(Vec<(TermId, Field, u32)>);

impl Terms {
    /// Forgets all terms, and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn add(&mut self, term: TermId, field: Field, at: SourceSpan) {
        self.0.push((term, field, at.start));
    }

    /// Puts them in order, as asking needs it.
    pub(super) fn sort(&mut self) {
        self.0.sort_unstable();
    }

    pub(super) fn contains(&self, term: TermId) -> bool {
        self.0.binary_search_by_key(&term, |(of, ..)| *of).is_ok()
    }

    /// Whether a term stands near a hit.
    pub(super) fn is_near(&self, term: TermId, hit: &Hit) -> bool {
        let nearest = (term, hit.field, hit.span.start.saturating_sub(NEAR));
        let next = self.0.get(self.0.partition_point(|seen| *seen < nearest));
        next.is_some_and(|&(of, field, at)| of == term && field == hit.field && at <= hit.span.end.saturating_add(NEAR))
    }
}
