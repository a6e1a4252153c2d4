//! How sure each entity is where a document holds nothing but the written form: what `tag --explain` would say.

use super::probe::document;
use crate::dictionary::{Dictionary, EntityIndex};
use crate::mention::{Candidate, Score, Share};
use crate::tagger::{BuildError, Explain, Scratch, Tagger};
use std::sync::Arc;

/// The candidates of a written form alone.
#[derive(Debug, Default)]
pub(super) struct Reasons(Vec<Reason>);

/// How sure an entity is, and what makes it so.
#[derive(Debug)]
pub(super) struct Reason {
    entity: EntityIndex,
    pub(super) score: Score,
    pub(super) shares: Vec<Share>,
}

impl Reasons {
    /// Asks the tagger.
    pub(super) fn of(dictionary: Arc<Dictionary>, written: &str) -> Result<Self, BuildError> {
        let tagger = Tagger::builder(dictionary).explain(Explain::Shares).build()?;
        let mut scratch = Scratch::default();
        let found = tagger.tag(&document(written), &mut scratch);
        let whole = found.mentions.iter().find(|mention| mention.span.range() == (0..written.len()));
        let candidates = whole.map(|mention| found.candidates(mention)).unwrap_or_default();
        let reason = |one: &Candidate| {
            let shares = found.shares(one).to_vec();
            Reason { entity: one.entity, score: one.score, shares }
        };
        Ok(Self(candidates.iter().map(reason).collect()))
    }

    /// The candidate that an entity is; none where the form alone does not match it.
    pub(super) fn of_entity(&self, entity: EntityIndex) -> Option<&Reason> {
        self.0.iter().find(|candidate| candidate.entity == entity)
    }
}
