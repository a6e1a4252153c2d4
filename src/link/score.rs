//! The score: the features of a candidate add to its log-odds, and the candidates share the probability.
//!
//! The candidates of a mention, and nobody at all (log-odds 0), share it: `p = exp(x) / (1 + Σ exp(x))`. docs/matching.md tells the features,
//! `data/linking/` their weights.

use super::feature::{Explain, Feature, LogOdds};
use super::form::Form;
use super::known::{Known, Sort, kept_as};
use super::{Evidence, Scene, Sighting};
use crate::dictionary::{EntityIndex, NameKind};
use crate::hit::{Hit, Part};
use crate::kept::Kept;
use crate::mention::{Score, Share};

/// So many context terms count.
const CONTEXT_TERMS_COUNTED: usize = 3;
/// Nothing is surer than this (0.076) where the name is part of the longer name of a person whom the dictionary does not have, or a word of grammar.
const DOUBTFUL: f64 = -2.5;
/// Nothing is surer than this (0.9985).
const SUREST: f64 = 6.5;

/// What the kind of a name says beside its being one.
fn kind_feature(kind: NameKind) -> (Feature, f64) {
    match kind {
        NameKind::Official | NameKind::Name => (Feature::Alias, 0.0),
        NameKind::Alias | NameKind::Acronym | NameKind::Demonym => (Feature::Alias, 1.0),
        NameKind::Short | NameKind::Former | NameKind::Title | NameKind::Variant => (Feature::OtherName, 1.0),
    }
}

/// The length in characters of the longest name by which a document names each entity and nobody else; in order of the entities.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LongestNames(Vec<(EntityIndex, u16)>);

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

    /// Whether the document names an entity, and no other, by a longer name than one that is known.
    pub(super) fn has_longer(&self, entity: EntityIndex, known: &Known) -> bool {
        let at = self.0.binary_search_by_key(&entity, |(of, _)| *of);
        at.is_ok_and(|at| self.0[at].1 > known.length)
    }

    /// Those entities.
    pub(super) fn entities(&self) -> impl Iterator<Item = EntityIndex> {
        self.0.iter().map(|(entity, _)| *entity)
    }
}

/// A candidate and the hit that speaks best for it, by its place among those on the span.
#[derive(Clone, Debug)]
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
    pub(super) fn told(&self) -> (EntityIndex, Score, &[Share]) {
        (self.entity, self.score, self.log_odds.shares())
    }
}

/// Finds candidates, in the same memory for one sighting after the other.
#[derive(Debug)]
pub(super) struct Candidates {
    scored: Vec<Scored>,
    /// What came of forms of late of which nothing but themselves said who is meant.
    by_form: Kept<(EntityIndex, u32), ByForm>,
    /// What the log-odds of one candidate or two came to of late: there are few different ones.
    shared: Kept<[u64; 2], [Score; 2]>,
}

/// What came of a form where nothing but itself said who is meant.
#[derive(Debug)]
struct ByForm {
    form: Form,
    /// The names on the span, and whether each is written as the form is.
    names: Box<[(EntityIndex, u32, bool)]>,
    scored: Box<[Scored]>,
}

impl ByForm {
    fn is(&self, form: Form, names: impl Iterator<Item = (EntityIndex, u32, bool)>) -> bool {
        self.form == form && self.names.iter().copied().eq(names)
    }
}

/// So many forms are at hand.
const FORMS_KEPT: usize = 1 << 10;

/// So far behind that of a name stands what came of another writing of it: half of all places.
const OTHERWISE: u32 = 1 << 9;

/// What came of a form that more names have is found out anew.
const MOST_NAMES: usize = 64;

/// So many are at hand.
const SHARES_KEPT: usize = 1 << 7;

impl Default for Candidates {
    fn default() -> Self {
        Self { scored: Vec::new(), by_form: Kept::with_places(FORMS_KEPT), shared: Kept::with_places(SHARES_KEPT) }
    }
}

impl Candidates {
    /// The candidates of a sighting, best first; equal ones in the dictionary's order. Never empty.
    pub(super) fn of<E: Evidence>(&mut self, scene: &Scene<'_, E>, sighting: &Sighting, explain: Explain) -> &[Scored] {
        let on_span = &scene.hits[sighting.hits.clone()];
        let first = &scene.known[sighting.hits.start];
        if explain == Explain::Shares || on_span.len() > MOST_NAMES || !is_alone(scene, sighting) {
            self.judge(scene, sighting, explain);
        } else if on_span.len() == 1 && first.is_alike {
            let alone = Scored::new(on_span[0].entity, 0, LogOdds::default());
            self.scored.clear();
            self.scored.push(Scored { score: first.alone, ..alone });
        } else {
            return self.by_form(scene, sighting);
        }
        &self.scored
    }

    /// Whether the candidates of a sighting are those that are found out anew.
    pub(super) fn are_sound<E: Evidence>(
        &mut self,
        scene: &Scene<'_, E>,
        sighting: &Sighting,
        explain: Explain,
    ) -> bool {
        let told = |scored: &[Scored]| scored.iter().map(|one| (one.entity, one.hit, one.score)).collect::<Vec<_>>();
        let kept = told(self.of(scene, sighting, explain));
        self.judge(scene, sighting, explain);
        kept == told(&self.scored)
    }

    fn by_form<E: Evidence>(&mut self, scene: &Scene<'_, E>, sighting: &Sighting) -> &[Scored] {
        let (hits, known) = (&scene.hits[sighting.hits.clone()], &scene.known[sighting.hits.clone()]);
        let names = || hits.iter().zip(known).map(|(hit, known)| (hit.entity, hit.name, known.is_alike));
        let (key, number) = kept_as(&hits[0]);
        // `US` and `U.S.` do not take the place of each other.
        let number = if known[0].is_alike { number } else { number.wrapping_add(OTHERWISE) };
        if !self.by_form.at_hand(key, number).is_some_and(|kept| kept.is(sighting.form, names())) {
            self.judge(scene, sighting, Explain::Scores);
            let scored = self.scored.as_slice().into();
            self.by_form.keep(key, number, ByForm { form: sighting.form, names: names().collect(), scored });
        }
        self.by_form.at_hand(key, number).map_or(&[], |kept| &kept.scored)
    }

    fn judge<E: Evidence>(&mut self, scene: &Scene<'_, E>, sighting: &Sighting, explain: Explain) {
        let most = Most::of(&scene.known[sighting.hits.clone()]);
        let is_ambiguous = sighting.is_ambiguous(scene.hits);
        self.scored.clear();
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
            let hit = at - sighting.hits.start;
            self.weigh(&scene.hits[sighting.hits.clone()], Scored::new(scene.hits[at].entity, hit, log_odds));
        }
        self.share();
    }

    /// Hits, which are on one span, are in order of their entities, so that those of one entity stand together. A name of the dictionary
    /// says more of the mention than the family name that the same person also has.
    fn weigh(&mut self, hits: &[Hit], new: Scored) {
        match self.scored.last_mut().filter(|known| known.entity == new.entity) {
            None => self.scored.push(new),
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

    /// Gives the candidates their shares of the probability, and puts them in order.
    fn share(&mut self) {
        let bits = |one: &Scored| one.log_odds.sum().to_bits();
        let sums = match &self.scored[..] {
            [one] => Some([bits(one), NOBODY]),
            [one, other] => Some([bits(one), bits(other)]),
            _ => None,
        };
        match sums {
            Some(sums) => self.share_as_before(sums),
            None => share(&mut self.scored),
        }
        // Most have one candidate only.
        if self.scored.len() > 1 {
            self.scored.sort_by_key(|one| (std::cmp::Reverse(one.score), one.entity));
        }
    }

    fn share_as_before(&mut self, sums: [u64; 2]) {
        let Self { scored, shared, .. } = self;
        let scores = *shared.get(sums, number_of(sums), || {
            share(scored);
            [0, 1].map(|at| scored.get(at).map_or(Score::default(), |one| one.score))
        });
        scored.iter_mut().zip(scores).for_each(|(one, score)| one.score = score);
    }
}

/// Whether nothing but its form says who is meant by a sighting.
fn is_alone<E: Evidence>(scene: &Scene<'_, E>, sighting: &Sighting) -> bool {
    let (hits, known) = (&scene.hits[sighting.hits.clone()], &scene.known[sighting.hits.clone()]);
    // What stands elsewhere in the document only counts where it speaks for one of several.
    let has_company =
        hits.len() > 1 && (scene.evidence.has_affinities() || known.iter().any(|known| known.has_carried));
    let has_nothing_else = |(hit, known): (&Hit, &Known)| {
        hit.part.is_whole() && !known.has_context && !scene.longest.has_longer(hit.entity, known)
    };
    sighting.is_plain() && !has_company && hits.iter().zip(known).all(has_nothing_else)
}

/// The bits of the log-odds of a candidate who is not there: those of no number.
const NOBODY: u64 = u64::MAX;

/// A number for two sums, by which they are kept.
fn number_of([one, other]: [u64; 2]) -> u32 {
    let spread = one.wrapping_add(other.rotate_left(7)).wrapping_mul(SPREAD);
    u32::try_from(spread >> 32).unwrap_or_default()
}

/// An odd number whose bits are half ones: the product with it has all bits of the other number in its upper half.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Turns log-odds into shares of the probability.
fn share(scored: &mut [Scored]) {
    // With a gloss the log-odds pass what one alone may have; what counts between candidates is how far they are apart.
    let highest = scored.iter().map(|one| one.log_odds.sum()).fold(f64::NEG_INFINITY, f64::max);
    let shift = (highest - SUREST).max(0.0);
    for one in &mut *scored {
        one.odds = (one.log_odds.sum() - shift).min(SUREST).exp();
    }
    let total: f64 = 1.0 + scored.iter().map(|one| one.odds).sum::<f64>();
    for one in &mut *scored {
        one.score = Score::from_probability(one.odds / total);
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

/// The score of the only candidate of a mention that is written as its name is, where nothing else speaks for or against it: mostly that is all there is.
pub(super) fn alone(hit: &Hit, known: &Known) -> Score {
    let mut log_odds = LogOdds::new(Explain::Scores);
    form_odds(hit, known, known.form, &Most::of(std::slice::from_ref(known)), &mut log_odds);
    let mut scored = [Scored::new(hit.entity, 0, log_odds)];
    share(&mut scored);
    scored[0].score
}

/// What the form says: the kind of name, how often it means this entity, whether it is written the same, what sort of word it is.
fn form_odds(hit: &Hit, known: &Known, form: Form, most: &Most, odds: &mut LogOdds) {
    odds.add_all([
        (Feature::Name, 1.0),
        kind_feature(known.kind),
        (Feature::FirstName, indicator(hit.name == 0)),
        (Feature::Prior, known.prior_odds),
        (Feature::PriorBehind, known.prior_odds - most.prior),
        (Feature::Frequency, most.frequency(known.weight)),
        (Feature::WrittenAlike, indicator(known.is_alike)),
        (Feature::OneWord, indicator(form.is_word)),
        (Feature::CommonWord, indicator(form.is_common)),
        (Feature::SmallLetters, indicator(form.is_small)),
        (Feature::Capitals, indicator(form.is_capitals && !known.is_alike)),
    ]);
}

/// What the rest of the document says of an entity that is named whole.
fn document_odds<E: Evidence>(scene: &Scene<'_, E>, at: usize, odds: &mut LogOdds) {
    let (hit, known) = (&scene.hits[at], &scene.known[at]);
    odds.add(Feature::NamedInFull, indicator(scene.longest.has_longer(hit.entity, known)));
    if known.has_context {
        context_odds(scene, hit, odds);
    }
}

#[inline(never)]
fn context_odds<E: Evidence>(scene: &Scene<'_, E>, hit: &Hit, odds: &mut LogOdds) {
    let terms = scene.evidence.context_terms(hit.entity).min(CONTEXT_TERMS_COUNTED);
    odds.add(Feature::ContextTerm, number(terms));
    odds.add(Feature::ContextNear, indicator(terms > 0 && scene.evidence.has_term_near(hit)));
}

/// What those say of one among several candidates who stand in the document without doubt.
#[inline(never)]
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
    odds.add(Feature::SameTitle, indicator(sighting.told(|spoken| spoken.same_title) == Some(hit.entity)));
    odds.add(Feature::NamedBefore, indicator(sighting.told(|spoken| spoken.named_before) == Some(hit.entity)));
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
