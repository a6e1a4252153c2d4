//! How sure each entity is where a document holds nothing but the written form: what `tag --explain` would say.

use super::probe::document;
use crate::dictionary::{Dictionary, EntityIndex};
use crate::mention::Candidate;
use crate::tagger::{BuildError, Explain, Scratch, Tagger};
use std::sync::Arc;

/// The candidates of a written form alone.
#[derive(Debug, Default)]
pub(super) struct Reasons(Vec<Candidate>);

impl Reasons {
    /// Asks the tagger.
    pub(super) fn of(dictionary: Arc<Dictionary>, written: &str) -> Result<Self, BuildError> {
        let tagger = Tagger::builder(dictionary).explain(Explain::Shares).build()?;
        let mut scratch = Scratch::default();
        let found = tagger.tag(&document(written), &mut scratch);
        let whole = found.mentions.iter().find(|mention| mention.span.range() == (0..written.len()));
        Ok(Self(whole.map_or(Vec::new(), |mention| mention.candidates.clone())))
    }

    /// The candidate that an entity is; none where the form alone does not match it.
    pub(super) fn of_entity(&self, entity: EntityIndex) -> Option<&Candidate> {
        self.0.iter().find(|candidate| candidate.entity == entity)
    }
}
