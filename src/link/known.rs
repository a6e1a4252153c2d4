//! What linking asks of the dictionary about each hit, looked up once.

use super::Sighting;
use crate::dictionary::{Dictionary, EntityType, NameFacts, Prior};
use crate::hit::Hit;

/// What the dictionary says of the name and the entity of a hit. It is asked several times over, and each look leads through several tables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'d> {
    pub(super) name: NameFacts<'d>,
    /// The log-odds of the entity's prior.
    pub(super) prior_odds: f64,
    pub(super) sort: Sort,
}

impl<'d> Known<'d> {
    /// What is known of each hit; of hits that came before, what was known then.
    pub(super) fn all(dictionary: &'d Dictionary, hits: &[Hit], sightings: &[Sighting]) -> Vec<Self> {
        let facts = dictionary.facts();
        let of_hit = |hit: &Hit| Self::of(facts.of(hit.entity, hit.name));
        let mut known = Vec::with_capacity(hits.len());
        for sighting in sightings {
            match sighting.like {
                Some(like) => known.extend_from_within(sightings[like].hits.clone()),
                None => known.extend(hits[sighting.hits.clone()].iter().map(of_hit)),
            }
        }
        known
    }

    /// The length of the name in characters.
    pub(super) fn length(&self) -> usize {
        bytecount::num_chars(self.name.text)
    }

    fn of(name: NameFacts<'d>) -> Self {
        Self { name, prior_odds: odds(name.prior), sort: Sort::of(&name.entity) }
    }
}

/// The log-odds of a prior, kept from what no logarithm has.
fn odds(prior: Prior) -> f64 {
    let prior = prior.value().clamp(0.01, 0.99);
    // Most priors are the one that says nothing.
    if prior == 0.5 { 0.0 } else { (prior / (1.0 - prior)).ln() }
}

/// What sort of thing an entity is, as far as the types say that have behaviour of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    Organization,
    Place,
    Office,
    Unknown,
}

impl Sort {
    fn of(kind: &EntityType<()>) -> Self {
        match kind {
            EntityType::Person => Self::Person,
            EntityType::Organization => Self::Organization,
            EntityType::Place => Self::Place,
            EntityType::Office => Self::Office,
            EntityType::Other(_) => Self::Unknown,
        }
    }

    /// 1 for the same sort, -1 for another, 0 where it is unknown.
    pub(super) fn is(self, sort: Self) -> f64 {
        match self {
            Self::Unknown => 0.0,
            known if known == sort => 1.0,
            _ => -1.0,
        }
    }
}
