//! Who is meant: candidates and their scores, glosses, offices.

mod gloss;
mod institution;
mod known;
mod neighbours;
mod office;
mod score;
mod weak;

pub use neighbours::{Neighbours, is_of_names};
pub use office::holder_on;

use crate::date::PartialDate;
use crate::dictionary::{Dictionary, EntityIndex, EntityRef, EntityType, NameRef};
use crate::document::Document;
use crate::hit::{Hit, Part};
use crate::mention::{Annotation, Candidate, FoundEntity, Mention, Via};
use crate::person_names::is_family_name;
use known::Known;
use std::ops::Range;

/// What linking asks of the stages before it.
pub trait Evidence {
    /// How many different context terms of the entity stand in the document.
    fn context_terms(&self, entity: EntityIndex) -> usize;

    /// A text as names are compared.
    fn fold(&self, text: &str) -> String;

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
    /// Whether it is part of the longer name of a person who is nobody of the dictionary.
    is_in_longer: bool,
    /// Whether its form is one that every text holds, and nothing else in the document speaks for any candidate.
    is_weak: bool,
}

impl Sighting {
    /// Whether it more likely means nobody of the dictionary: then nobody is chosen.
    fn is_doubtful(&self) -> bool {
        self.is_in_longer || self.is_weak
    }
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
    let longest_hit = hits.iter().map(|hit| hit.span.len()).max().unwrap_or_default();
    for sighting in &mut sightings {
        sighting.is_in_longer = (is_in_longer(document, dictionary, hits, sighting, evidence)
            || begins_institution(document, dictionary, hits, sighting, evidence))
            && !lies_in_other(hits, sighting, longest_hit);
    }
    weak::mark(document, dictionary, hits, &mut sightings, evidence);
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
            Sighting {
                hits,
                gloss_of: None,
                glossed: Vec::new(),
                in_office: Vec::new(),
                is_in_longer: false,
                is_weak: false,
            }
        })
        .collect()
}

/// Whether a place is the beginning of the name of a firm or an institution that the dictionary lacks.
fn begins_institution(
    document: &Document<'_>,
    dictionary: &Dictionary,
    hits: &[Hit],
    sighting: &Sighting,
    evidence: &impl Evidence,
) -> bool {
    let on_span = &hits[sighting.hits.clone()];
    let hit = &on_span[0];
    let text = document.field(hit.field);
    // What is cheap is asked first: nearly no name has a capital behind it.
    let behind = text[hit.span.range().end..].trim_start_matches(')');
    if !behind.strip_prefix(' ').is_some_and(|word| word.starts_with(char::is_uppercase)) {
        return false;
    }
    let are_places = || on_span.iter().all(|hit| dictionary.entity(hit.entity).kind() == EntityType::Place);
    let end = || institution::end(text, hit.span.range().end, |text| evidence.fold(text));
    let is_free = |end: usize| {
        let next =
            hits[sighting.hits.end..].iter().find(|next| next.field == hit.field && next.span.start >= hit.span.end);
        next.is_none_or(|next| next.span.range().start >= end)
    };
    are_places() && sighting.glossed.is_empty() && end().is_some_and(is_free)
}

/// Whether another name holds the place of a sighting and more, as it may where all of them are mentions. It stands ahead of it among the hits, none of
/// which is longer than `longest`: so no more of them are asked than may reach as far.
fn lies_in_other(hits: &[Hit], sighting: &Sighting, longest: u32) -> bool {
    let (ahead, on_span) = hits.split_at(sighting.hits.start);
    let hit = &on_span[0];
    let may_reach = |other: &&Hit| other.field == hit.field && other.span.start + longest >= hit.span.end;
    ahead.iter().rev().take_while(may_reach).any(|other| other.span != hit.span && other.span.contains(hit.span))
}

/// Whether a mention of one word is part of the longer name of a person: nothing else speaks for the entity then.
fn is_in_longer(
    document: &Document<'_>,
    dictionary: &Dictionary,
    hits: &[Hit],
    sighting: &Sighting,
    evidence: &impl Evidence,
) -> bool {
    let on_span = &hits[sighting.hits.clone()];
    let hit = &on_span[0];
    let text = document.field(hit.field);
    let word = &text[hit.span.range()];
    let is_supported = !sighting.glossed.is_empty() || !sighting.in_office.is_empty();
    if is_supported || word.as_bytes().contains(&b' ') || on_span.iter().any(|hit| hit.part == Part::Partial) {
        return false;
    }
    let neighbours = Neighbours::of(text, hit.span.range());
    let may_be_given = on_span
        .iter()
        .all(|hit| matches!(dictionary.entity(hit.entity).kind(), EntityType::Person | EntityType::Other(_)));
    let fold = |text: &str| evidence.fold(text);
    let mut entities = on_span.iter().map(|hit| dictionary.entity(hit.entity));
    let is_family = |name: &str| {
        is_family_name(name) || on_span.iter().all(|hit| ends_full_name(dictionary.entity(hit.entity), name, evidence))
    };
    neighbours.are_there()
        && neighbours.make_longer(word, may_be_given, is_family, fold)
        && !entities.any(|entity| neighbours.are_own(entity, fold))
}

/// Whether a person has a full name that ends with a folded word: `Trump` is a family name, since there is a `Donald Trump`.
fn ends_full_name(entity: EntityRef<'_>, word: &str, evidence: &impl Evidence) -> bool {
    entity.kind() == EntityType::Person
        && neighbours::first_names(entity).any(|name| ends_with(name, word, |text| evidence.fold(text)))
}

/// Whether a name of several words ends with a folded word. Most names are ASCII, which compares without folding.
fn ends_with(name: NameRef<'_>, word: &str, fold: impl Fn(&str) -> String) -> bool {
    let bytes = name.bytes();
    if bytes.is_ascii() {
        let ahead = bytes.len().checked_sub(word.len()).map(|at| bytes.split_at(at));
        return ahead.is_some_and(|(ahead, last)| ahead.ends_with(b" ") && last.eq_ignore_ascii_case(word.as_bytes()));
    }
    neighbours::may_hold(bytes, word) && fold(name.text()).rsplit_once(' ').is_some_and(|(_, last)| last == word)
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
    let entity = (!is_tie && !sighting.is_doubtful()).then_some(best.entity);
    let (hit, known) = (&hits[best.hit], &known[best.hit]);
    let office = entity.filter(|_| known.is_office).map(|entity| dictionary.entity(entity));
    Mention {
        field: hit.field,
        span: hit.span,
        entity,
        kind: known.name.kind,
        via: match (sighting.gloss_of, hit.part) {
            (Some(_), _) => Via::Gloss,
            (None, Part::Partial) => Via::Partial,
            (None, Part::Whole) => Via::Name,
        },
        score: best.score,
        holder: office.zip(date).and_then(|(office, date)| holder_on(office, date)),
        gloss_of: sighting.gloss_of,
        candidates: match candidates.len() {
            1 if entity.is_some() => Vec::new(),
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
