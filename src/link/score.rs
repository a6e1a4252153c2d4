//! The score: the features of a candidate add to its log-odds, and the candidates share the probability.
//!
//! The candidates of a mention, and nobody at all (log-odds 0), share it: `p = exp(x) / (1 + Σ exp(x))`. docs/matching.md tells the features,
//! `data/linking/` their weights.

use super::feature::{Explain, Feature, LogOdds};
use super::form::Form;
use super::known::{Known, Sort};
use super::{Evidence, Scene, Sighting};
use crate::dictionary::{EntityIndex, NameKind};
use crate::hit::{Hit, Part};
use crate::mention::{Candidate, Score};

/// So many context terms count.
const CONTEXT_TERMS_COUNTED: usize = 3;
/// Nothing is surer than this (0.076) where the name is part of the longer name of a person whom the dictionary does not have, or a word of grammar.
const DOUBTFUL: f64 = -2.5;
/// Nothing is surer than this (0.9985).
const SUREST: f64 = 6.5;

/// What the kind of a name says beside its being one.
fn kind_feature(kind: NameKind) -> Option<Feature> {
    match kind {
        NameKind::Official | NameKind::Name => None,
        NameKind::Alias | NameKind::Acronym | NameKind::Demonym => Some(Feature::Alias),
        NameKind::Short | NameKind::Former | NameKind::Title | NameKind::Variant => Some(Feature::OtherName),
    }
}

/// The length in characters of the longest name by which a document names each entity and nobody else; in order of the entities.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LongestNames(Vec<(EntityIndex, usize)>);

impl LongestNames {
    /// Finds the longest name of each entity that stands alone on some span.
    pub(super) fn find(&mut self, hits: &[Hit], known: &[Known], sightings: &[Sighting]) {
        let longest = &mut self.0;
        longest.clear();
        for sighting in sightings.iter().filter(|sighting| sighting.like.is_none()) {
            if let Some(entity) = sighting.only_entity(hits) {
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
    }

    fn get(&self, entity: EntityIndex) -> Option<usize> {
        let at = self.0.binary_search_by_key(&entity, |(of, _)| *of).ok()?;
        Some(self.0[at].1)
    }

    /// Those entities.
    pub(super) fn entities(&self) -> impl Iterator<Item = EntityIndex> {
        self.0.iter().map(|(entity, _)| *entity)
    }
}

/// A candidate and the hit that speaks best for it.
#[derive(Debug)]
pub(super) struct Scored {
    pub(super) entity: EntityIndex,
    pub(super) hit: usize,
    pub(super) score: Score,
    log_odds: LogOdds,
    /// Its odds against nobody.
    odds: f64,
}

impl Scored {
    fn new(entity: EntityIndex, hit: usize, log_odds: LogOdds) -> Self {
        Self { entity, hit, log_odds, odds: 0.0, score: Score::default() }
    }

    /// What the output says of it.
    pub(super) fn candidate(&self) -> Candidate {
        Candidate { entity: self.entity, score: self.score, shares: self.log_odds.shares() }
    }
}

/// Finds candidates, in the same memory for one sighting after the other.
#[derive(Debug, Default)]
pub(super) struct Candidates(Vec<Scored>);

impl Candidates {
    /// The candidates of a sighting, best first; equal ones in the dictionary's order. Never empty.
    pub(super) fn of<E: Evidence>(&mut self, scene: &Scene<'_, E>, sighting: &Sighting, explain: Explain) -> &[Scored] {
        let most = Most::of(&scene.known[sighting.hits.clone()]);
        let is_ambiguous = sighting.is_ambiguous(scene.hits);
        self.0.clear();
        for at in sighting.hits.clone() {
            let mut log_odds = LogOdds::new(explain);
            if scene.hits[at].part.is_whole() {
                form_odds(&scene.hits[at], &scene.known[at], sighting.form, &most, &mut log_odds);
                document_odds(scene, at, &mut log_odds);
                if is_ambiguous {
                    company_odds(scene, at, &mut log_odds);
                }
            } else {
                part_odds(sighting, &scene.hits[at], &mut log_odds);
            }
            beside_odds(scene, sighting, at, &mut log_odds);
            if sighting.is_doubtful() {
                log_odds.doubt(DOUBTFUL);
            }
            self.weigh(scene.hits, Scored::new(scene.hits[at].entity, at, log_odds));
        }
        self.share();
        &self.0
    }

    /// Hits on one span are in order of their entities, so that those of one entity stand together. A name of the dictionary
    /// says more of the mention than the family name that the same person also has.
    fn weigh(&mut self, hits: &[Hit], new: Scored) {
        match self.0.last_mut().filter(|known| known.entity == new.entity) {
            None => self.0.push(new),
            Some(known) => {
                let is_whole = |at: usize| hits[at].part.is_whole();
                if (is_whole(new.hit), new.log_odds.sum()) > (is_whole(known.hit), known.log_odds.sum()) {
                    known.hit = new.hit;
                }
                if new.log_odds.sum() > known.log_odds.sum() {
                    known.log_odds = new.log_odds;
                }
            }
        }
    }

    /// Turns log-odds into shares of the probability, best first.
    fn share(&mut self) {
        // With a gloss the log-odds pass what one alone may have; what counts between candidates is how far they are apart.
        let highest = self.0.iter().map(|one| one.log_odds.sum()).fold(f64::NEG_INFINITY, f64::max);
        let shift = (highest - SUREST).max(0.0);
        for one in &mut self.0 {
            one.odds = (one.log_odds.sum() - shift).min(SUREST).exp();
        }
        let total: f64 = 1.0 + self.0.iter().map(|one| one.odds).sum::<f64>();
        for one in &mut self.0 {
            one.score = Score::from_probability(one.odds / total);
        }
        // Most have one candidate only.
        if self.0.len() > 1 {
            self.0.sort_by_key(|one| (std::cmp::Reverse(one.score), one.entity));
        }
    }
}

/// The most that any candidate of a mention has.
struct Most {
    prior: f64,
    weight: f64,
}

impl Most {
    fn of(known: &[Known]) -> Self {
        Self {
            prior: known.iter().map(|known| known.prior_odds).fold(f64::NEG_INFINITY, f64::max),
            weight: known.iter().map(|known| known.weight).fold(0.0, f64::max),
        }
    }

    /// How often a form means an entity against the one that it means most often, as a logarithm.
    fn frequency(&self, weight: f64) -> f64 {
        // Where no candidate has a weight, which is mostly so, there is nothing to compare.
        if weight == self.weight { 0.0 } else { ((weight + 1.0) / (self.weight + 1.0)).ln() }
    }
}

/// What the form says: the kind of name, how often it means this entity, whether it is written the same, what sort of word it is.
fn form_odds(hit: &Hit, known: &Known, form: Form, most: &Most, odds: &mut LogOdds) {
    odds.add(Feature::Name, 1.0);
    if let Some(kind) = kind_feature(known.kind) {
        odds.add(kind, 1.0);
    }
    odds.add(Feature::FirstName, indicator(hit.name == 0));
    odds.add(Feature::Prior, known.prior_odds);
    odds.add(Feature::PriorBehind, known.prior_odds - most.prior);
    odds.add(Feature::Frequency, most.frequency(known.weight));
    odds.add(Feature::WrittenAlike, indicator(known.is_alike));
    odds.add(Feature::OneWord, indicator(form.is_word));
    odds.add(Feature::CommonWord, indicator(form.is_common));
    odds.add(Feature::SmallLetters, indicator(form.is_small));
    odds.add(Feature::Capitals, indicator(form.is_capitals && !known.is_alike));
}

/// What the rest of the document says of an entity that is named whole.
fn document_odds<E: Evidence>(scene: &Scene<'_, E>, at: usize, odds: &mut LogOdds) {
    let (hit, known) = (&scene.hits[at], &scene.known[at]);
    odds.add(
        Feature::NamedInFull,
        indicator(scene.longest.get(hit.entity).is_some_and(|longest| longest > known.length)),
    );
    if known.has_context {
        let terms = scene.evidence.context_terms(hit.entity).min(CONTEXT_TERMS_COUNTED);
        odds.add(Feature::ContextTerm, number(terms));
        odds.add(Feature::ContextNear, indicator(terms > 0 && scene.evidence.has_term_near(hit)));
    }
}

/// What those say of one among several candidates who stand in the document without doubt.
fn company_odds<E: Evidence>(scene: &Scene<'_, E>, at: usize, odds: &mut LogOdds) {
    let (entity, known) = (scene.hits[at].entity, &scene.known[at]);
    odds.add(Feature::CoMention, scene.affinity(entity));
    odds.add(Feature::SharedCountry, indicator(known.has_carried && scene.shares_country(entity)));
    if known.has_context {
        odds.add(Feature::SharedContext, number(scene.shared_terms(entity).min(CONTEXT_TERMS_COUNTED)));
    }
}

/// A part of a name alone. Priors do not count then: two persons of one name are equal until something near tells which.
fn part_odds(sighting: &Sighting, hit: &Hit, odds: &mut LogOdds) {
    odds.add(Feature::Part, 1.0);
    odds.add(Feature::GivenName, indicator(hit.part == Part::GivenName));
    odds.add(Feature::SameTitle, indicator(sighting.same_title == Some(hit.entity)));
    odds.add(Feature::NamedBefore, indicator(sighting.named_before == Some(hit.entity)));
}

/// What stands beside the mention.
fn beside_odds<E: Evidence>(scene: &Scene<'_, E>, sighting: &Sighting, at: usize, odds: &mut LogOdds) {
    let entity = scene.hits[at].entity;
    odds.add(Feature::Gloss, indicator(sighting.glossed().contains(&entity)));
    odds.add(Feature::Office, indicator(sighting.in_office().contains(&entity)));
    let sort = scene.known[at].sort;
    if sighting.title.is_some() {
        odds.add(Feature::Title, sort.is(Sort::Person));
    }
    if sighting.is_dateline {
        odds.add(Feature::Dateline, sort.is(Sort::Place));
    }
}

fn indicator(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

fn number(count: usize) -> f64 {
    f64::from(u8::try_from(count).unwrap_or(u8::MAX))
}
