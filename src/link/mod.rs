//! Who is meant: candidates and their scores, glosses, offices.

mod dateline;
mod feature;
mod gloss;
mod institution;
mod joined;
mod known;
mod longer;
mod namesakes;
mod neighbours;
mod office;
mod relation;
mod scene;
mod score;
mod sighting;
mod tenure;
pub mod title;
mod weak;

pub use feature::Explain;
pub use joined::{is_joined, is_transliterated_on};
pub use neighbours::{Neighbours, is_of_names};
pub use office::holder_on;

use crate::dictionary::{Dictionary, EntityIndex};
use crate::document::Document;
use crate::hit::{Hit, Part};
use crate::mention::{Annotation, FoundEntity, Mention, Score, Tenure, Via};
use known::{Known, Sort};
use scene::Scene;
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

/// Makes mentions of the hits that were chosen, and finds who is meant by each.
///
/// `hits` is in the order of [`Hit::order`], hits on one span together.
pub fn link(
    document: &Document<'_>,
    dictionary: &Dictionary,
    hits: &[Hit],
    evidence: &impl Evidence,
    options: LinkOptions,
    out: &mut Annotation,
) {
    let mut sightings = sighting::all(hits);
    gloss::connect(document, hits, &mut sightings, evidence);
    office::connect(document, dictionary, hits, &mut sightings, evidence);
    longer::mark(document, dictionary, hits, &mut sightings, evidence);
    weak::mark(document, dictionary, hits, &mut sightings, evidence);
    sighting::look_beside(document, hits, &mut sightings, evidence);
    namesakes::connect(document, hits, &mut sightings, evidence);
    let known: Vec<Known<'_>> = hits.iter().map(|hit| Known::of(dictionary, hit)).collect();
    let scene = Scene::new(document, hits, &known, &sightings, evidence);
    let mut candidates = score::Candidates::default();
    out.mentions.clear();
    for sighting in sightings.iter().take_while(|_| !evidence.is_over()) {
        let scored = candidates.of(&scene, sighting, options.explain);
        out.mentions.push(mention(&scene, dictionary, sighting, scored, options));
    }
    if known.iter().any(|known| known.sort == Sort::Office) {
        relation::connect(document, dictionary, &mut out.mentions, evidence);
    }
    collect_entities(out);
}

fn mention<E: Evidence>(
    scene: &Scene<'_, E>,
    dictionary: &Dictionary,
    sighting: &Sighting,
    scored: &[score::Scored],
    options: LinkOptions,
) -> Mention {
    let best = &scored[0];
    let is_tie = scored.get(1).is_some_and(|second| second.candidate.score == best.candidate.score);
    let is_sure = !is_tie && !sighting.is_doubtful() && best.candidate.score >= options.min_score;
    let entity = is_sure.then_some(best.candidate.entity);
    let (hit, known) = (&scene.hits[best.hit], &scene.known[best.hit]);
    let office = entity.filter(|_| known.sort == Sort::Office).map(|entity| dictionary.entity(entity));
    let tells_all = scored.len() > 1 || entity.is_none() || options.explain == Explain::Shares;
    Mention {
        field: hit.field,
        span: hit.span,
        entity,
        kind: known.name.kind,
        via: match (sighting.gloss_of, hit.part) {
            (Some(_), _) => Via::Gloss,
            (None, Part::Whole) => Via::Name,
            (None, Part::Partial | Part::GivenName) => Via::Partial,
        },
        score: best.candidate.score,
        holder: office.zip(scene.document.date).and_then(|(office, date)| holder_on(office, date)),
        tenure: Tenure::Current,
        office: None,
        gloss_of: sighting.gloss_of,
        candidates: if tells_all { scored.iter().map(|scored| scored.candidate.clone()).collect() } else { Vec::new() },
    }
}

/// Gathers the mentions of each entity. Sorted, not hashed: most documents mean a handful.
fn collect_entities(out: &mut Annotation) {
    let meant = out.mentions.iter().enumerate().filter_map(|(at, mention)| Some((mention.entity?, at)));
    let mut meant: Vec<(EntityIndex, usize)> = meant.collect();
    meant.sort_unstable();
    let found = meant
        .chunk_by(|(one, _), (other, _)| one == other)
        .map(|of_one| FoundEntity { entity: of_one[0].0, mentions: of_one.iter().map(|&(_, at)| at).collect() });
    out.entities.clear();
    out.entities.extend(found);
    out.entities.sort_unstable_by_key(|found| found.mentions[0]);
}
