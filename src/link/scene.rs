//! A document and all that was found in it: what every candidate is judged by.

use super::known::Known;
use super::score::LongestNames;
use super::{Evidence, Sighting};
use crate::dictionary::EntityIndex;
use crate::document::Document;
use crate::hit::Hit;
use std::cell::OnceCell;

/// What the features of candidates are read off.
pub(super) struct Scene<'s, E: Evidence> {
    pub(super) document: &'s Document<'s>,
    pub(super) hits: &'s [Hit],
    /// What the dictionary says of each hit.
    pub(super) known: &'s [Known],
    pub(super) evidence: &'s E,
    /// The names of the entities that stand in the document without doubt.
    pub(super) longest: &'s LongestNames,
    /// Their context terms, sorted, with whose they are; found where they are first asked for.
    terms: OnceCell<Vec<(E::Term, EntityIndex)>>,
    /// The countries to which they belong, likewise.
    countries: OnceCell<Vec<(&'s str, EntityIndex)>>,
}

impl<'s, E: Evidence> Scene<'s, E> {
    pub(super) fn new(
        document: &'s Document<'s>,
        hits: &'s [Hit],
        known: &'s [Known],
        longest: &'s LongestNames,
        evidence: &'s E,
    ) -> Self {
        Self { document, hits, known, evidence, longest, terms: OnceCell::new(), countries: OnceCell::new() }
    }

    /// An earlier sighting whose candidates have the same features: the same form with nothing beside either, and no candidate of which it counts what
    /// stands near.
    pub(super) fn same_as(&self, sighting: &Sighting, sightings: &[Sighting]) -> Option<usize> {
        let has_context = || self.known[sighting.hits.clone()].iter().any(|known| known.has_context);
        let is_same = |like: &usize| sighting.is_plain() && sightings[*like].is_plain() && !has_context();
        sighting.like.filter(is_same)
    }

    /// How many of an entity's context terms are also those of another that stands in the document without doubt.
    pub(super) fn shared_terms(&self, entity: EntityIndex) -> usize {
        let known = self.terms.get_or_init(|| self.terms_without_doubt());
        self.evidence.terms_of(entity).filter(|term| is_anothers(known, *term, entity)).count()
    }

    /// Whether another entity that stands in the document without doubt belongs to the same country.
    pub(super) fn shares_country(&self, entity: EntityIndex) -> bool {
        let Some(country) = self.evidence.country(entity) else { return false };
        let of_entity = |other| Some((self.evidence.country(other)?, other));
        let known = self.countries.get_or_init(|| sorted(self.longest.entities().filter_map(of_entity)));
        is_anothers(known, country, entity)
    }

    /// How much more often than by chance an entity stands elsewhere with one of those that stand in the document without doubt: with the one with
    /// which it does most, as a logarithm.
    pub(super) fn affinity(&self, entity: EntityIndex) -> f64 {
        /// What is seen a few times together looks closer than it is.
        const CLOSEST: f64 = 5.0;
        let others = self.longest.entities().filter(|other| *other != entity);
        let affinities =
            others.take_while(|_| !self.evidence.is_over()).map_while(|other| self.evidence.affinity(entity, other));
        affinities.fold(0.0, f64::max).min(CLOSEST)
    }

    fn terms_without_doubt(&self) -> Vec<(E::Term, EntityIndex)> {
        let of_entity = |entity| self.evidence.terms_of(entity).map(move |term| (term, entity));
        sorted(self.longest.entities().flat_map(of_entity))
    }
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all
}

fn is_anothers<T: Ord + Copy>(known: &[(T, EntityIndex)], term: T, entity: EntityIndex) -> bool {
    let first = known.partition_point(|(other, _)| *other < term);
    known[first..].iter().take_while(|(other, _)| *other == term).any(|(_, owner)| *owner != entity)
}
