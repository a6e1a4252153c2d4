//! The first, plain score: every piece of evidence adds to the log-odds of a candidate.
//!
//! A candidate starts from its prior and the kind of the name that matched. The candidates of a mention, and nobody at all
//! (log-odds 0), then share the probability: `p = exp(x) / (1 + Σ exp(x))`. docs/matching.md gives the weights.

use super::{Evidence, Sighting};
use crate::dictionary::{Dictionary, EntityIndex, NameKind, NameRef};
use crate::document::Document;
use crate::hit::{Hit, Part};
use crate::mention::Score;
use std::collections::HashMap;

/// The written form is exactly the dictionary's, case, accents and script included.
const WRITTEN_ALIKE: f64 = 0.5;
/// A context term stands in the document; each of the first three counts.
const CONTEXT_TERM: f64 = 1.1;
const CONTEXT_TERMS_COUNTED: usize = 3;
/// The entity, and no other, is named by a longer name elsewhere in the document.
const NAMED_IN_FULL: f64 = 3.0;
/// A gloss speaks for the entity: it decides, whatever the priors are.
const GLOSS: f64 = 6.0;
/// An office that the entity held stands beside the name.
const IN_OFFICE: f64 = 2.5;
/// A family name alone. Priors do not count then: two persons of one name are equal until something near tells which.
const FAMILY_NAME: f64 = 2.0;
/// Nothing is surer than this (0.9985).
const SUREST: f64 = 6.5;

/// What the kind of a name says.
fn kind_weight(kind: NameKind) -> f64 {
    match kind {
        NameKind::Official | NameKind::Name => 2.0,
        NameKind::Alias | NameKind::Acronym | NameKind::Demonym => 1.5,
        NameKind::Short | NameKind::Former | NameKind::Title => 1.0,
    }
}

/// A candidate with its score and the hit that speaks best for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) entity: EntityIndex,
    pub(super) hit: usize,
    pub(super) score: Score,
}

/// The length in characters of the longest name by which a document names each entity and nobody else.
pub(super) type LongestNames = HashMap<EntityIndex, usize>;

/// Finds the longest name of each entity that stands alone on some span.
pub(super) fn longest_names(dictionary: &Dictionary, hits: &[Hit], sightings: &[Sighting]) -> LongestNames {
    let mut longest = LongestNames::new();
    for sighting in sightings {
        let on_span = &hits[sighting.hits.clone()];
        let entity = on_span[0].entity;
        if on_span.iter().all(|hit| hit.entity == entity && hit.part == Part::Whole) {
            let length = on_span.iter().map(|hit| length(name(dictionary, hit))).max().unwrap_or_default();
            let known = longest.entry(entity).or_default();
            *known = length.max(*known);
        }
    }
    longest
}

/// The candidates of a sighting, best first; equal ones in the dictionary's order. Never empty.
pub(super) fn candidates(
    document: &Document<'_>,
    dictionary: &Dictionary,
    hits: &[Hit],
    sighting: &Sighting,
    longest: &LongestNames,
    evidence: &impl Evidence,
) -> Vec<Scored> {
    let most_frequent = sighting.hits.clone().filter_map(|at| name(dictionary, &hits[at]).weight()).fold(0.0, f64::max);
    let mut best: Vec<(EntityIndex, usize, f64)> = Vec::new();
    for at in sighting.hits.clone() {
        let hit = &hits[at];
        let odds = form_odds(document, dictionary, hit, most_frequent)
            + entity_odds(dictionary, hit, sighting, longest, evidence);
        // Hits on one span are in order of their entities, so that those of one entity stand together. A name of the dictionary
        // says more of the mention than the family name that the same person also has.
        match best.last_mut().filter(|(entity, ..)| *entity == hit.entity) {
            None => best.push((hit.entity, at, odds)),
            Some((_, speaker, highest)) => {
                let is_family = |at: usize| hits[at].part == Part::Family;
                if (!is_family(at), odds) > (!is_family(*speaker), *highest) {
                    *speaker = at;
                }
                *highest = highest.max(odds);
            }
        }
    }
    share(best)
}

/// What the form says: the kind of name, how often it means this entity, and whether it is written the same.
fn form_odds(document: &Document<'_>, dictionary: &Dictionary, hit: &Hit, most_frequent: f64) -> f64 {
    if hit.part == Part::Family {
        return FAMILY_NAME;
    }
    let name = name(dictionary, hit);
    let prior = dictionary.entity(hit.entity).prior().value().clamp(0.01, 0.99);
    let is_written_alike = document.field(hit.field)[hit.span.range()] == *name.text();
    let frequency = ((name.weight().unwrap_or(0.0) + 1.0) / (most_frequent + 1.0)).ln();
    kind_weight(name.kind())
        + (prior / (1.0 - prior)).ln()
        + frequency
        + if is_written_alike { WRITTEN_ALIKE } else { 0.0 }
}

/// What the document says of the entity.
fn entity_odds(
    dictionary: &Dictionary,
    hit: &Hit,
    sighting: &Sighting,
    longest: &LongestNames,
    evidence: &impl Evidence,
) -> f64 {
    let mut odds = 0.0;
    if sighting.glossed.contains(&hit.entity) {
        odds += GLOSS;
    }
    if sighting.in_office.contains(&hit.entity) {
        odds += IN_OFFICE;
    }
    if hit.part == Part::Family {
        // The full name that the family name was taken from stands in the document; more is not counted, see FAMILY_NAME.
        return odds + NAMED_IN_FULL;
    }
    if longest.get(&hit.entity).is_some_and(|&longest| longest > length(name(dictionary, hit))) {
        odds += NAMED_IN_FULL;
    }
    let terms = evidence.context_terms(hit.entity).min(CONTEXT_TERMS_COUNTED);
    odds + CONTEXT_TERM * f64::from(u8::try_from(terms).unwrap_or(u8::MAX))
}

/// Turns log-odds into shares of the probability, best first.
fn share(candidates: Vec<(EntityIndex, usize, f64)>) -> Vec<Scored> {
    let odds = |x: f64| x.min(SUREST).exp();
    // With a gloss the log-odds pass what one alone may have; what counts between candidates is how far they are apart.
    let highest = candidates.iter().map(|(.., x)| *x).fold(f64::NEG_INFINITY, f64::max);
    let shift = (highest - SUREST).max(0.0);
    let total: f64 = 1.0 + candidates.iter().map(|(.., x)| odds(x - shift)).sum::<f64>();
    let mut scored: Vec<Scored> = candidates
        .into_iter()
        .map(|(entity, hit, x)| Scored { entity, hit, score: Score::from_probability(odds(x - shift) / total) })
        .collect();
    scored.sort_by_key(|candidate| (std::cmp::Reverse(candidate.score), candidate.entity));
    scored
}

fn name<'d>(dictionary: &'d Dictionary, hit: &Hit) -> NameRef<'d> {
    dictionary.entity(hit.entity).name(hit.name)
}

fn length(name: NameRef<'_>) -> usize {
    bytecount::num_chars(name.text().as_bytes())
}
