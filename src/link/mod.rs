//! Who is meant: candidates and their scores, glosses, offices.

mod gloss;
mod office;
mod score;

pub use office::holder_on;

use crate::date::PartialDate;
use crate::dictionary::{Dictionary, EntityIndex, EntityType};
use crate::document::Document;
use crate::hit::{Hit, Part};
use crate::mention::{Annotation, Candidate, FoundEntity, Mention, Via};
use std::collections::HashMap;
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
    let longest = score::longest_names(dictionary, hits, &sightings);
    out.mentions.clear();
    for sighting in &sightings {
        let candidates = score::candidates(document, dictionary, hits, sighting, &longest, evidence);
        out.mentions.push(mention(document.date, dictionary, hits, sighting, candidates));
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
    sighting: &Sighting,
    candidates: Vec<score::Scored>,
) -> Mention {
    let best = candidates[0];
    let is_tie = candidates.get(1).is_some_and(|second| second.score == best.score);
    let entity = (!is_tie).then_some(best.entity);
    let hit = &hits[best.hit];
    let office = entity.map(|entity| dictionary.entity(entity)).filter(|entity| entity.kind() == EntityType::Office);
    Mention {
        field: hit.field,
        span: hit.span,
        entity,
        kind: dictionary.entity(best.entity).name(hit.name).kind(),
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

fn collect_entities(out: &mut Annotation) {
    out.entities.clear();
    let mut places: HashMap<EntityIndex, usize> = HashMap::new();
    for (at, mention) in out.mentions.iter().enumerate() {
        let Some(entity) = mention.entity else { continue };
        let place = *places.entry(entity).or_insert_with(|| {
            out.entities.push(FoundEntity { entity, mentions: Vec::new() });
            out.entities.len() - 1
        });
        out.entities[place].mentions.push(at);
    }
}
