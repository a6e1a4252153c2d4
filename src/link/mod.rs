//! Who is meant: candidates and their scores, glosses, offices.

mod bare;
mod dateline;
mod feature;
mod form;
mod gloss;
mod institution;
mod joined;
mod known;
mod longer;
mod met;
mod namesakes;
mod neighbours;
mod office;
mod own_words;
mod relation;
mod scene;
mod score;
mod sighting;
mod tenure;
pub mod title;
mod weak;
mod word;

pub use feature::Explain;
pub use joined::{is_joined, is_transliterated_on};
pub use neighbours::{Neighbours, is_of_names};
pub use office::holder_on;

use crate::dictionary::{Dictionary, EntityIndex};
use crate::document::Document;
use crate::hit::{Hit, Part};
use crate::mention::{Annotation, FoundEntity, Mention, Score, Tenure, Via};
use known::{Known, KnownNames, Sort};
use longer::KeptWords;
use met::Met;
use scene::Scene;
use score::LongestNames;
use sighting::Sighting;

/// What linking asks of the stages before it.
pub trait Evidence {
    /// A context term.
    type Term: Copy + Ord;

    /// The context terms of an entity.
    fn terms_of(&self, entity: EntityIndex) -> impl Iterator<Item = Self::Term>;

    /// How many different context terms of the entity stand in the document.
    fn context_terms(&self, entity: EntityIndex) -> usize;

    /// Whether a context term of a hit's entity stands near the hit.
    fn has_term_near(&self, hit: &Hit) -> bool;

    /// The country to which an entity belongs, in whatever words the dictionary has it; none where it does not tell.
    fn country(&self, entity: EntityIndex) -> Option<&str>;

    /// Whether anything is known of which entities stand together elsewhere.
    fn has_affinities(&self) -> bool;

    /// How much more often than by chance two entities stand together elsewhere, as a logarithm; none where nothing is known of that.
    fn affinity(&self, one: EntityIndex, other: EntityIndex) -> Option<f64>;

    /// A text as names are compared.
    fn fold(&self, text: &str) -> String;

    /// What stands between two places, folded; none if they are paragraphs apart.
    fn between(&self, text: &str) -> Option<String>;

    /// Whether two forms are written in different scripts.
    fn in_other_script(&self, a: &str, b: &str) -> bool;

    /// Whether the time for the document is over: what is found from then on is thrown away, so loops over hits leave off.
    fn is_over(&self) -> bool;
}

/// What a caller may choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinkOptions {
    /// Whether candidates carry the reasons for their scores.
    pub explain: Explain,
    /// A mention whose best candidate has a lower score means nobody.
    pub min_score: Score,
}

/// What was found out of a document, for linking it once more with more hits; in memory that serves one document after the other.
#[derive(Debug, Default)]
pub struct Linked {
    sightings: Vec<Sighting>,
    known: Vec<Known>,
    /// What stays when the document is done.
    names: KnownNames,
    words: KeptWords,
    longest: LongestNames,
    candidates: score::Candidates,
    before: Before,
    met: Met,
    /// The places of entities and of their mentions.
    meant: Vec<(usize, usize)>,
}

/// What was found out when the document was linked before, and who was meant; nothing where it was not.
#[derive(Debug, Default)]
struct Before {
    sightings: Vec<Sighting>,
    longest: LongestNames,
    mentions: Vec<Mention>,
}

impl Linked {
    /// Forgets it all, for another document.
    pub fn clear(&mut self) {
        self.sightings.clear();
    }

    /// The hits by which the entities are meant that are, by place, in the order of the document. `found` is what linking made of `hits`.
    pub fn meant_by<'l>(&'l self, found: &'l Annotation, hits: &'l [Hit]) -> impl Iterator<Item = usize> + 'l {
        let by_entity = self.sightings.iter().zip(&found.mentions);
        let meant = by_entity.filter_map(|(sighting, mention)| Some((sighting.hits.clone(), mention.entity?)));
        meant.flat_map(move |(on_span, entity)| on_span.filter(move |&at| hits[at].entity == entity))
    }

    /// Whether the name of a hit, by its place, may have parts that stand alone.
    pub fn may_have_parts(&self, hit: usize) -> bool {
        self.known[hit].may_have_parts
    }

    /// Notes that the name of a hit has none.
    pub fn note_no_parts(&mut self, hit: &Hit) {
        self.names.note_no_parts(hit);
    }

    /// What was found out last is now what was found out before. Candidates that it lists stay so.
    fn begin(&mut self, out: &mut Annotation) {
        if self.sightings.is_empty() {
            out.clear_lists();
        }
        std::mem::swap(&mut self.before.sightings, &mut self.sightings);
        std::mem::swap(&mut self.before.longest, &mut self.longest);
        std::mem::swap(&mut self.before.mentions, &mut out.mentions);
        self.sightings.clear();
        out.mentions.clear();
    }
}

/// What was found in a document, as far as it is known ahead of linking.
#[derive(Clone, Copy)]
struct Found<'f> {
    document: &'f Document<'f>,
    dictionary: &'f Dictionary,
    hits: &'f [Hit],
    known: &'f [Known],
    /// The sightings when the document was linked before.
    before: &'f [Sighting],
}

/// Makes mentions of the hits that were chosen, and finds who is meant by each.
///
/// `hits` is in the order of [`Hit::order`], hits on one span together. Where the document was linked before, `linked` is what was found out then, and `out`
/// who was meant; hits may have been added since, and none be gone. Who is meant in the document as a whole is left to [`gather_entities`].
// A function of its own in the program too: benches/linking.py measures it.
#[inline(never)]
pub fn link(
    document: &Document<'_>,
    dictionary: &Dictionary,
    hits: &[Hit],
    evidence: &impl Evidence,
    options: LinkOptions,
    linked: &mut Linked,
    out: &mut Annotation,
) {
    linked.begin(out);
    if hits.is_empty() {
        return;
    }
    let Linked { sightings, known, names, words, longest, candidates, before, .. } = linked;
    names.prefetch(hits);
    sighting::add_all(sightings, document, hits);
    sighting::remember(sightings, &before.sightings);
    Known::look_up(known, names, (document, dictionary, hits), sightings, evidence);
    let has_offices = known.iter().any(|known| known.sort == Sort::Office);
    let found = Found { document, dictionary, hits, known, before: &before.sightings };
    gloss::connect(document, hits, sightings, evidence);
    if has_offices {
        office::connect(&found, sightings, evidence);
    }
    longer::mark(&found, sightings, words, evidence);
    weak::mark(&found, sightings, evidence);
    sighting::look_beside(&found, sightings, evidence);
    namesakes::connect(document, hits, sightings, evidence);
    longest.find(hits, known, sightings);
    let scene = Scene::new(document, hits, known, longest, evidence);
    // Where offices stand, mentions already tell what was named with them.
    let unchanged = Some(&before.sightings).filter(|_| !has_offices && *longest == before.longest);
    out.mentions.reserve(sightings.len());
    for sighting in sightings.iter().take_while(|_| !evidence.is_over()) {
        if let Some(same) = scene.same_as(sighting, sightings) {
            out.mentions.push(Mention { field: sighting.field, span: sighting.span, ..out.mentions[same] });
        } else if let Some(same) = unchanged.and_then(|before| same_before(sighting, before)) {
            out.mentions.push(before.mentions[same]);
        } else {
            debug_assert!(candidates.are_sound(&scene, sighting, options.explain), "{sighting:?}");
            let scored = candidates.of(&scene, sighting, options.explain);
            let mention = mention(&scene, dictionary, sighting, scored, options, out);
            out.mentions.push(mention);
        }
    }
    if has_offices {
        relation::connect(document, dictionary, &mut out.mentions, evidence);
    }
}

/// The sighting that one was when the document was linked before, if nothing stands beside it: where the same entities stand in the document without doubt
/// as then, it means the same.
fn same_before(sighting: &Sighting, before: &[Sighting]) -> Option<usize> {
    sighting.before.filter(|old| sighting.is_plain() && before[*old].is_plain())
}

fn mention<E: Evidence>(
    scene: &Scene<'_, E>,
    dictionary: &Dictionary,
    sighting: &Sighting,
    scored: &[score::Scored],
    options: LinkOptions,
    out: &mut Annotation,
) -> Mention {
    let best = &scored[0];
    let is_tie = scored.get(1).is_some_and(|second| second.score == best.score);
    let is_sure = !is_tie && !sighting.is_doubtful() && best.score >= options.min_score;
    let entity = is_sure.then_some(best.entity);
    let at = sighting.hits.start + best.hit;
    let (hit, known) = (&scene.hits[at], &scene.known[at]);
    let office = entity.filter(|_| known.sort == Sort::Office).map(|entity| dictionary.entity(entity));
    let tells_all = scored.len() > 1 || entity.is_none() || options.explain == Explain::Shares;
    Mention {
        field: hit.field,
        span: hit.span,
        entity,
        kind: known.kind,
        via: match (sighting.gloss_of(), hit.part) {
            (Some(_), _) => Via::Gloss,
            (None, Part::Whole) => Via::Name,
            (None, Part::Partial | Part::GivenName) => Via::Partial,
        },
        score: best.score,
        holder: office.zip(scene.document.date).and_then(|(office, date)| holder_on(office, date)),
        tenure: Tenure::Current,
        office: None,
        gloss_of: sighting.gloss_of(),
        candidates: out.list_candidates(scored.iter().filter(|_| tells_all).map(score::Scored::told)),
    }
}

/// Gathers the mentions of each entity, in the order of the first.
#[inline(never)]
pub fn gather_entities(linked: &mut Linked, out: &mut Annotation) {
    let Linked { met, meant, .. } = linked;
    met.begin(out.mentions.len());
    out.entities.clear();
    meant.clear();
    for (at, entity) in out.mentions.iter().enumerate().filter_map(|(at, mention)| Some((at, mention.entity?))) {
        let place = met.place(entity, &out.entities);
        if place == out.entities.len() {
            out.entities.push(FoundEntity::new(entity));
        }
        meant.push((place, at));
    }
    out.list_mentions(meant);
}
