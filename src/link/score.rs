//! The first, plain score: every piece of evidence adds to the log-odds of a candidate.
//!
//! A candidate starts from its prior and the kind of the name that matched. The candidates of a mention, and nobody at all
//! (log-odds 0), then share the probability: `p = exp(x) / (1 + Σ exp(x))`. docs/matching.md gives the weights.

use super::known::Known;
use super::{Evidence, Sighting};
use crate::dictionary::{EntityIndex, NameKind};
use crate::document::Document;
use crate::hit::{Hit, Part};
use crate::mention::Score;

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
/// A part of a name alone. Priors do not count then: two persons of one name are equal until something near tells which.
const FAMILY_NAME: f64 = 2.0;
/// Nothing is surer than this (0.076) where the name is part of the longer name of a person whom the dictionary does not have, or a word of grammar.
const DOUBTFUL: f64 = -2.5;
/// The form is the entity's first name, by which it is known.
const FIRST_NAME: f64 = 0.5;
/// Nothing is surer than this (0.9985).
const SUREST: f64 = 6.5;

/// What the kind of a name says.
fn kind_weight(kind: NameKind) -> f64 {
    match kind {
        NameKind::Official | NameKind::Name => 2.0,
        NameKind::Alias | NameKind::Acronym | NameKind::Demonym => 1.5,
        NameKind::Short | NameKind::Former | NameKind::Title | NameKind::Variant => 1.0,
    }
}

/// A candidate with its score and the hit that speaks best for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) entity: EntityIndex,
    pub(super) hit: usize,
    pub(super) score: Score,
}

/// The length in characters of the longest name by which a document names each entity and nobody else; in order of the entities.
pub(super) struct LongestNames(Vec<(EntityIndex, usize)>);

impl LongestNames {
    /// Finds the longest name of each entity that stands alone on some span.
    pub(super) fn of(hits: &[Hit], known: &[Known<'_>], sightings: &[Sighting]) -> Self {
        let mut longest = Vec::with_capacity(sightings.len());
        for sighting in sightings {
            let on_span = &hits[sighting.hits.clone()];
            let entity = on_span[0].entity;
            if on_span.iter().all(|hit| hit.entity == entity && hit.part == Part::Whole) {
                let length = known[sighting.hits.clone()].iter().map(|known| known.length).max().unwrap_or_default();
                longest.push((entity, length));
            }
        }
        longest.sort_unstable();
        longest.dedup_by(|longer, kept| {
            let is_same = longer.0 == kept.0;
            if is_same {
                kept.1 = longer.1;
            }
            is_same
        });
        Self(longest)
    }

    fn get(&self, entity: EntityIndex) -> Option<usize> {
        let at = self.0.binary_search_by_key(&entity, |(of, _)| *of).ok()?;
        Some(self.0[at].1)
    }
}

/// A candidate whose score is not known yet.
#[derive(Clone, Copy, Debug)]
struct Weighed {
    entity: EntityIndex,
    hit: usize,
    log_odds: f64,
}

/// Finds candidates, in the same memory for one sighting after the other.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    weighed: Vec<Weighed>,
    scored: Vec<Scored>,
}

impl Candidates {
    /// The candidates of a sighting, best first; equal ones in the dictionary's order. Never empty.
    pub(super) fn of(
        &mut self,
        document: &Document<'_>,
        hits: &[Hit],
        known: &[Known<'_>],
        sighting: &Sighting,
        longest: &LongestNames,
        evidence: &impl Evidence,
    ) -> &[Scored] {
        let weights = known[sighting.hits.clone()].iter().filter_map(|known| known.name.weight);
        let most_frequent = weights.fold(0.0, f64::max);
        self.weighed.clear();
        for at in sighting.hits.clone() {
            let hit = &hits[at];
            let log_odds = form_odds(document, hit, &known[at], most_frequent)
                + entity_odds(hit, &known[at], sighting, longest, evidence);
            let log_odds = if sighting.is_doubtful() { log_odds.min(DOUBTFUL) } else { log_odds };
            self.weigh(hits, Weighed { entity: hit.entity, hit: at, log_odds });
        }
        self.share();
        &self.scored
    }

    /// Hits on one span are in order of their entities, so that those of one entity stand together. A name of the dictionary
    /// says more of the mention than the family name that the same person also has.
    fn weigh(&mut self, hits: &[Hit], new: Weighed) {
        match self.weighed.last_mut().filter(|known| known.entity == new.entity) {
            None => self.weighed.push(new),
            Some(known) => {
                let is_partial = |at: usize| hits[at].part == Part::Partial;
                if (!is_partial(new.hit), new.log_odds) > (!is_partial(known.hit), known.log_odds) {
                    known.hit = new.hit;
                }
                known.log_odds = known.log_odds.max(new.log_odds);
            }
        }
    }

    /// Turns log-odds into shares of the probability, best first.
    fn share(&mut self) {
        let odds = |x: f64| x.min(SUREST).exp();
        // With a gloss the log-odds pass what one alone may have; what counts between candidates is how far they are apart.
        let highest = self.weighed.iter().map(|one| one.log_odds).fold(f64::NEG_INFINITY, f64::max);
        let shift = (highest - SUREST).max(0.0);
        let total: f64 = 1.0 + self.weighed.iter().map(|one| odds(one.log_odds - shift)).sum::<f64>();
        self.scored.clear();
        self.scored.extend(self.weighed.iter().map(|one| Scored {
            entity: one.entity,
            hit: one.hit,
            score: Score::from_probability(odds(one.log_odds - shift) / total),
        }));
        self.scored.sort_by_key(|candidate| (std::cmp::Reverse(candidate.score), candidate.entity));
    }
}

/// What the form says: the kind of name, how often it means this entity, and whether it is written the same.
fn form_odds(document: &Document<'_>, hit: &Hit, known: &Known<'_>, most_frequent: f64) -> f64 {
    if hit.part == Part::Partial {
        return FAMILY_NAME;
    }
    let prior = known.prior.value().clamp(0.01, 0.99);
    let is_written_alike = document.field(hit.field).as_bytes()[hit.span.range()] == *known.text;
    let frequency = ((known.name.weight.unwrap_or(0.0) + 1.0) / (most_frequent + 1.0)).ln();
    kind_weight(known.name.kind)
        + (prior / (1.0 - prior)).ln()
        + frequency
        + if is_written_alike { WRITTEN_ALIKE } else { 0.0 }
        + if hit.name == 0 { FIRST_NAME } else { 0.0 }
}

/// What the document says of the entity.
fn entity_odds(
    hit: &Hit,
    known: &Known<'_>,
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
    if hit.part == Part::Partial {
        // The full name that the family name was taken from stands in the document; more is not counted, see FAMILY_NAME.
        return odds + NAMED_IN_FULL;
    }
    if longest.get(hit.entity).is_some_and(|longest| longest > known.length) {
        odds += NAMED_IN_FULL;
    }
    let terms = if known.has_context { evidence.context_terms(hit.entity).min(CONTEXT_TERMS_COUNTED) } else { 0 };
    odds + CONTEXT_TERM * f64::from(u8::try_from(terms).unwrap_or(u8::MAX))
}
