//! What matches stand for: the names and the context terms of a document.

use super::terms::Terms;
use crate::hit::Hit;
use crate::matcher::RawMatch;

/// The names and context terms that stand in a document, and what they are made of.
#[derive(Debug, Default)]
pub(super) struct Spots {
    /// The matches in the text at hand, whether they are names or not.
    pub(super) raw: Vec<RawMatch>,
    pub(super) hits: Vec<Hit>,
    pub(super) terms: Terms,
}

impl Spots {
    /// Forgets all, and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.hits.clear();
        self.terms.clear();
    }

    /// The text at hand has these matches.
    pub(super) fn begin(&mut self, matches: &[RawMatch]) {
        self.raw.clear();
        self.raw.extend_from_slice(matches);
    }
}
