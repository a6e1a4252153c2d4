//! Two of one family name in a document: what near a mention tells which of them is meant.

use super::title::Title;
use super::{Evidence, Sighting};
use crate::dictionary::EntityIndex;
use crate::document::{Document, Field};
use crate::hit::Hit;

/// A full name further ahead, in bytes, says nothing any more.
const NOT_LONG_BEFORE: usize = 400;

/// Where an entity is named in full.
#[derive(Clone, Copy)]
struct Named {
    entity: EntityIndex,
    field: Field,
    start: usize,
    end: usize,
}

/// Where entities are named in full, in order, and the titles that stand beside those names.
struct FullNames {
    named: Vec<Named>,
    titled: Vec<(Title, EntityIndex)>,
}

/// Notes for each part of a name that several entities share whom its title and the full name before it speak for.
pub(super) fn connect(document: &Document<'_>, hits: &[Hit], sightings: &mut [Sighting], evidence: &impl Evidence) {
    let is_shared = |sighting: &Sighting| sighting.is_ambiguous(hits) && !sighting.has_whole(hits);
    if hits.iter().all(|hit| hit.part.is_whole()) || !sightings.iter().any(is_shared) {
        return;
    }
    tell_apart(document, hits, sightings, is_shared, evidence);
}

#[inline(never)]
fn tell_apart(
    document: &Document<'_>,
    hits: &[Hit],
    sightings: &mut [Sighting],
    is_shared: impl Fn(&Sighting) -> bool,
    evidence: &impl Evidence,
) {
    let names = FullNames::of(hits, sightings);
    let shared = sightings.iter_mut().filter(|sighting| is_shared(sighting));
    for sighting in shared.take_while(|_| !evidence.is_over()) {
        let on_span = &hits[sighting.hits.clone()];
        let is_candidate = |entity: EntityIndex| on_span.iter().any(|hit| hit.entity == entity);
        let named_before = names.before(document, &on_span[0], is_candidate);
        let same_title = sighting.title.and_then(|title| names.with_title(title, is_candidate));
        let spoken_for = sighting.spoken_for();
        (spoken_for.named_before, spoken_for.same_title) = (named_before, same_title);
    }
}

impl FullNames {
    fn of(hits: &[Hit], sightings: &[Sighting]) -> Self {
        let full = || sightings.iter().filter_map(|sighting| Some((sighting, sighting.only_entity(hits)?)));
        let named = full().map(|(sighting, entity)| Named::new(&hits[sighting.hits.start], entity)).collect();
        let mut titled: Vec<_> = full().filter_map(|(sighting, entity)| Some((sighting.title?, entity))).collect();
        titled.sort_unstable();
        titled.dedup();
        Self { named, titled }
    }

    /// The one candidate beside whose full name a title stands.
    fn with_title(&self, title: Title, is_candidate: impl Fn(EntityIndex) -> bool) -> Option<EntityIndex> {
        let first = self.titled.partition_point(|(other, _)| *other < title);
        let of_title = self.titled[first..].iter().take_while(|(other, _)| *other == title);
        only(of_title.map(|(_, entity)| *entity).filter(|entity| is_candidate(*entity)))
    }

    /// The candidate that was named in full last, in a sentence ahead that is not far, if no other was named there. Within one sentence a full name rather
    /// tells that the part is the other's: `Nancy Reagan said that Reagan slept`.
    fn before(
        &self,
        document: &Document<'_>,
        hit: &Hit,
        is_candidate: impl Fn(EntityIndex) -> bool,
    ) -> Option<EntityIndex> {
        let start = hit.span.range().start;
        let ahead = self.named.partition_point(|named| (named.field, named.start) < (hit.field, start));
        let is_near = |named: &&Named| named.field == hit.field && named.start + NOT_LONG_BEFORE >= start;
        let mut near = self.named[..ahead].iter().rev().take_while(is_near);
        let last = near.find(|named| is_candidate(named.entity) && named.end <= start)?;
        let is_last = near.all(|named| named.entity == last.entity || !is_candidate(named.entity));
        let between = &document.field(hit.field)[last.end..start];
        let ends_sentence = between.contains(['.', '!', '?', '\n', '。', '！', '？']);
        (is_last && ends_sentence).then_some(last.entity)
    }
}

impl Named {
    fn new(hit: &Hit, entity: EntityIndex) -> Self {
        let span = hit.span.range();
        Self { entity, field: hit.field, start: span.start, end: span.end }
    }
}

/// The one entity among these.
fn only(mut entities: impl Iterator<Item = EntityIndex>) -> Option<EntityIndex> {
    let first = entities.next()?;
    entities.all(|other| other == first).then_some(first)
}
