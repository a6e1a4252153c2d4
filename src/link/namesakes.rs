//! Two of one family name in a document: what near a mention tells which of them is meant.

use super::{Evidence, Sighting, title};
use crate::dictionary::EntityIndex;
use crate::document::{Document, Field};
use crate::hit::Hit;

/// A full name further ahead, in bytes, says nothing any more.
const NOT_LONG_BEFORE: usize = 400;

/// Where an entity is named in full.
struct Named {
    entity: EntityIndex,
    field: Field,
    start: usize,
    end: usize,
}

/// Notes for each part of a name that several entities share whom its title and the full name before it speak for.
pub(super) fn connect(document: &Document<'_>, hits: &[Hit], sightings: &mut [Sighting], evidence: &impl Evidence) {
    let is_shared = |sighting: &Sighting| sighting.is_ambiguous(hits) && !sighting.has_whole(hits);
    if !sightings.iter().any(is_shared) {
        return;
    }
    let named: Vec<Named> = sightings.iter().filter_map(|sighting| Named::of(hits, sighting)).collect();
    for sighting in sightings.iter_mut().filter(|sighting| is_shared(sighting)) {
        let candidates: Vec<EntityIndex> = hits[sighting.hits.clone()].iter().map(|hit| hit.entity).collect();
        let of_candidates = || named.iter().filter(|named| candidates.contains(&named.entity));
        let hit = &hits[sighting.hits.start];
        let text = document.field(hit.field);
        sighting.named_before = named_before(text, hit, of_candidates());
        let Some(title) = sighting.title else { continue };
        let has_title = |named: &&Named| {
            let text = document.field(named.field);
            title::beside(text, named.start, named.end, |text| evidence.fold(text)) == Some(title)
        };
        sighting.same_title = only(of_candidates().filter(has_title).map(|named| named.entity));
    }
}

impl Named {
    fn of(hits: &[Hit], sighting: &Sighting) -> Option<Self> {
        let hit = &hits[sighting.hits.start];
        let span = hit.span.range();
        Some(Self { entity: sighting.only_entity(hits)?, field: hit.field, start: span.start, end: span.end })
    }
}

/// The entity that was named in full last, in a sentence ahead that is not far, if no other was named there. Within one sentence a full name rather
/// tells that the part is the other's: `Nancy Reagan said that Reagan slept`.
fn named_before<'n>(text: &str, hit: &Hit, named: impl Iterator<Item = &'n Named>) -> Option<EntityIndex> {
    let start = hit.span.range().start;
    let is_near =
        |named: &&Named| named.field == hit.field && named.end <= start && start - named.end <= NOT_LONG_BEFORE;
    let mut near = named.filter(is_near).peekable();
    near.peek()?;
    let near: Vec<&Named> = near.collect();
    let last = near.iter().max_by_key(|named| named.start)?;
    let ends_sentence = text[last.end..start].contains(['.', '!', '?', '\n', '。', '！', '？']);
    only(near.iter().map(|named| named.entity)).filter(|_| ends_sentence)
}

/// The one entity among these.
fn only(mut entities: impl Iterator<Item = EntityIndex>) -> Option<EntityIndex> {
    let first = entities.next()?;
    entities.all(|other| other == first).then_some(first)
}
