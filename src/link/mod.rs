//! Who is meant: candidates and their scores, glosses, offices.

mod gloss;
mod known;
mod office;
mod score;

pub use office::holder_on;

use crate::date::PartialDate;
use crate::dictionary::{Dictionary, EntityIndex};
use crate::document::Document;
use crate::hit::{Hit, Part};
use crate::mention::{Annotation, Candidate, FoundEntity, Mention, Via};
use known::Known;
use std::ops::Range;

/// What linking asks of the stages before it.
pub trait Evidence {
    /// How many different context terms of the entity stand in the document.
    fn context_terms(&self, entity: EntityIndex) -> usize;

    /// What stands between two places, folded; none if they are paragraphs apart.
    fn between(&self, text: &str) -> Option<String>;

    /// Whether two forms are written in different scripts.
    fn in_other_script(&self, a: &str, b: &str) -> bool;
}

/// A span and the hits on it: a mention in the making.
#[derive(Clone, Debug)]
struct Sighting {
    /// The hits on the span, by place in the list.
    hits: Range<usize>,
    /// The earlier sighting that this one glosses.
    gloss_of: Option<usize>,
    /// The entities that a gloss, on either side of it, speaks for.
    glossed: Vec<EntityIndex>,
    /// The entities that an office directly before or behind speaks for.
    in_office: Vec<EntityIndex>,
}

/// Makes mentions of the hits that were chosen, and finds who is meant by each.
///
/// `hits` is in the order of [`Hit::order`], hits on one span together.
pub fn link(
    document: &Document<'_>,
    dictionary: &Dictionary,
    hits: &[Hit],
    evidence: &impl Evidence,
    out: &mut Annotation,
) {
    let mut sightings = sightings(hits);
    gloss::connect(document, hits, &mut sightings, evidence);
    office::connect(document, dictionary, hits, &mut sightings, evidence);
    let known: Vec<Known<'_>> = hits.iter().map(|hit| Known::of(dictionary, hit)).collect();
    let longest = score::LongestNames::of(hits, &known, &sightings);
    let mut candidates = score::Candidates::default();
    out.mentions.clear();
    for sighting in &sightings {
        let candidates = candidates.of(document, hits, &known, sighting, &longest, evidence);
        out.mentions.push(mention(document.date, dictionary, hits, &known, sighting, candidates));
    }
    collect_entities(out);
}

fn sightings(hits: &[Hit]) -> Vec<Sighting> {
    let mut start = 0;
    hits.chunk_by(Hit::is_at)
        .map(|same_span| {
            let hits = start..start + same_span.len();
            start = hits.end;
            Sighting { hits, gloss_of: None, glossed: Vec::new(), in_office: Vec::new() }
        })
        .collect()
}

fn mention(
    date: Option<PartialDate>,
    dictionary: &Dictionary,
    hits: &[Hit],
    known: &[Known<'_>],
    sighting: &Sighting,
    candidates: &[score::Scored],
) -> Mention {
    let best = candidates[0];
    let is_tie = candidates.get(1).is_some_and(|second| second.score == best.score);
    let entity = (!is_tie).then_some(best.entity);
    let (hit, known) = (&hits[best.hit], &known[best.hit]);
    let office = entity.filter(|_| known.is_office).map(|entity| dictionary.entity(entity));
    Mention {
        field: hit.field,
        span: hit.span,
        entity,
        kind: known.name.kind,
        via: match (sighting.gloss_of, hit.part) {
            (Some(_), _) => Via::Gloss,
            (None, Part::Family) => Via::Partial,
            (None, Part::Whole) => Via::Name,
        },
        score: best.score,
        holder: office.zip(date).and_then(|(office, date)| holder_on(office, date)),
        gloss_of: sighting.gloss_of,
        candidates: match candidates.len() {
            1 => Vec::new(),
            _ => candidates.iter().map(|c| Candidate { entity: c.entity, score: c.score }).collect(),
        },
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
