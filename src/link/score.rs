//! The score: the features of a candidate add to its log-odds, and the candidates share the probability.
//!
//! The candidates of a mention, and nobody at all (log-odds 0), share it: `p = exp(x) / (1 + Σ exp(x))`. docs/matching.md tells the features,
//! `data/linking/` their weights.

use super::feature::{Explain, Feature, LogOdds};
use super::known::{Known, Sort};
use super::{Evidence, Scene, Sighting};
use crate::common::{Commonness, common_word};
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
#[derive(Debug)]
pub(super) struct LongestNames(Vec<(EntityIndex, usize)>);

impl LongestNames {
    /// Finds the longest name of each entity that stands alone on some span.
    pub(super) fn of(hits: &[Hit], known: &[Known<'_>], sightings: &[Sighting]) -> Self {
        let mut longest = Vec::with_capacity(sightings.len());
        for sighting in sightings {
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
        Self(longest)
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

/// A candidate with its score and the hit that speaks best for it.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub(super) hit: usize,
    pub(super) candidate: Candidate,
}

/// A candidate whose score is not known yet.
#[derive(Clone, Debug)]
struct Weighed {
    entity: EntityIndex,
    hit: usize,
    log_odds: LogOdds,
}

/// Finds candidates, in the same memory for one sighting after the other.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    weighed: Vec<Weighed>,
    scored: Vec<Scored>,
}

impl Candidates {
    /// The candidates of a sighting, best first; equal ones in the dictionary's order. Never empty.
    pub(super) fn of<E: Evidence>(&mut self, scene: &Scene<'_, E>, sighting: &Sighting, explain: Explain) -> &[Scored] {
        let most = Most::of(&scene.known[sighting.hits.clone()]);
        self.weighed.clear();
        for at in sighting.hits.clone() {
            let mut log_odds = LogOdds::new(explain);
            if scene.hits[at].part.is_whole() {
                form_odds(scene, at, &most, &mut log_odds);
                document_odds(scene, sighting, at, &mut log_odds);
            } else {
                part_odds(sighting, &scene.hits[at], &mut log_odds);
            }
            beside_odds(scene, sighting, at, &mut log_odds);
            if sighting.is_doubtful() {
                log_odds.doubt(DOUBTFUL);
            }
            self.weigh(scene.hits, Weighed { entity: scene.hits[at].entity, hit: at, log_odds });
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
        let odds = |x: f64| x.min(SUREST).exp();
        // With a gloss the log-odds pass what one alone may have; what counts between candidates is how far they are apart.
        let highest = self.weighed.iter().map(|one| one.log_odds.sum()).fold(f64::NEG_INFINITY, f64::max);
        let shift = (highest - SUREST).max(0.0);
        let total: f64 = 1.0 + self.weighed.iter().map(|one| odds(one.log_odds.sum() - shift)).sum::<f64>();
        self.scored.clear();
        self.scored.extend(self.weighed.drain(..).map(|one| {
            let score = Score::from_probability(odds(one.log_odds.sum() - shift) / total);
            let candidate = Candidate { entity: one.entity, score, shares: one.log_odds.into_shares() };
            Scored { hit: one.hit, candidate }
        }));
        self.scored.sort_by_key(|scored| (std::cmp::Reverse(scored.candidate.score), scored.candidate.entity));
    }
}

/// The most that any candidate of a mention has.
struct Most {
    prior: f64,
    weight: f64,
}

impl Most {
    fn of(known: &[Known<'_>]) -> Self {
        let weights = known.iter().filter_map(|known| known.name.weight);
        Self {
            prior: known.iter().map(prior_odds).fold(f64::NEG_INFINITY, f64::max),
            weight: weights.fold(0.0, f64::max),
        }
    }
}

fn prior_odds(known: &Known<'_>) -> f64 {
    let prior = known.prior.value().clamp(0.01, 0.99);
    (prior / (1.0 - prior)).ln()
}

/// What the form says: the kind of name, how often it means this entity, whether it is written the same, what sort of word it is.
fn form_odds<E: Evidence>(scene: &Scene<'_, E>, at: usize, most: &Most, odds: &mut LogOdds) {
    let (hit, known) = (&scene.hits[at], &scene.known[at]);
    let prior = prior_odds(known);
    let form = &scene.document.field(hit.field)[hit.span.range()];
    odds.add(Feature::Name, 1.0);
    if let Some(kind) = kind_feature(known.name.kind) {
        odds.add(kind, 1.0);
    }
    odds.add(Feature::FirstName, indicator(hit.name == 0));
    odds.add(Feature::Prior, prior);
    odds.add(Feature::PriorBehind, prior - most.prior);
    odds.add(Feature::Frequency, ((known.name.weight.unwrap_or(0.0) + 1.0) / (most.weight + 1.0)).ln());
    let is_alike = form.as_bytes() == known.text;
    odds.add(Feature::WrittenAlike, indicator(is_alike));
    if !form.as_bytes().contains(&b' ') {
        // Scripts without case mostly have no spaces between words either: there a form says nothing by having none.
        let has_case = form.starts_with(|c: char| c.is_lowercase() || c.is_uppercase());
        odds.add(Feature::OneWord, indicator(has_case));
        odds.add(Feature::CommonWord, indicator(is_common(form, scene.evidence)));
    }
    if form.as_bytes()[0].is_ascii_lowercase() && !form.chars().any(char::is_uppercase) {
        odds.add(Feature::SmallLetters, 1.0);
    }
    if !is_alike && !form.chars().any(char::is_lowercase) && form.chars().any(char::is_uppercase) {
        odds.add(Feature::Capitals, 1.0);
    }
}

/// Whether a form of one word is one of the commonest words. Most are ASCII and short: what they fold to needs no memory of its own.
fn is_common(form: &str, evidence: &impl Evidence) -> bool {
    const SHORT: usize = 24;
    let is_common = |folded: &str| common_word(folded).is_some_and(|word| word.commonness <= Commonness::Common);
    let mut letters = [0; SHORT];
    match letters.get_mut(..form.len()) {
        Some(letters) if form.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            letters.copy_from_slice(form.as_bytes());
            letters.make_ascii_lowercase();
            str::from_utf8(letters).is_ok_and(is_common)
        }
        _ => is_common(&evidence.fold(form)),
    }
}

/// What the rest of the document says of an entity that is named whole.
fn document_odds<E: Evidence>(scene: &Scene<'_, E>, sighting: &Sighting, at: usize, odds: &mut LogOdds) {
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
    if sighting.is_ambiguous(scene.hits) {
        odds.add(Feature::CoMention, scene.affinity(hit.entity));
        if known.has_context {
            odds.add(Feature::SharedContext, number(scene.shared_terms(hit.entity).min(CONTEXT_TERMS_COUNTED)));
        }
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
    odds.add(Feature::Gloss, indicator(sighting.glossed.contains(&entity)));
    odds.add(Feature::Office, indicator(sighting.in_office.contains(&entity)));
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
