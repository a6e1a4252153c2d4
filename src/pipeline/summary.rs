//! What a run has done, in numbers.

use crate::dictionary::EntityIndex;
use std::collections::HashSet;

/// What a run has done, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents that were tagged.
    pub documents: u64,
    /// Records that were bad.
    pub skipped: u64,
    /// Mentions in all documents.
    pub mentions: u64,
    /// The entities that some mention means.
    pub entities: HashSet<EntityIndex>,
    /// Bytes of all records, bad ones included, what stands between records not.
    pub bytes: u64,
}

impl Summary {
    /// Adds what another part of the run has done; returns the entities that it is the first to meet.
    pub(super) fn add(&mut self, part: Self) -> impl Iterator<Item = EntityIndex> {
        self.documents += part.documents;
        self.skipped += part.skipped;
        self.mentions += part.mentions;
        self.bytes += part.bytes;
        part.entities.into_iter().filter(|entity| self.entities.insert(*entity))
    }
}
