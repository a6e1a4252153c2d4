//! A span with the hits on it: a mention in the making.

use super::title::{self, Title};
use super::{Evidence, dateline};
use crate::dictionary::EntityIndex;
use crate::document::{Document, Field};
use crate::hit::Hit;
use std::ops::Range;

/// A span and the hits on it.
#[derive(Clone, Debug)]
pub(super) struct Sighting {
    /// The hits on the span, by place in the list.
    pub(super) hits: Range<usize>,
    /// The earlier sighting that this one glosses.
    pub(super) gloss_of: Option<usize>,
    /// The entities that a gloss, on either side of it, speaks for.
    pub(super) glossed: Vec<EntityIndex>,
    /// The entities that an office directly before or behind speaks for.
    pub(super) in_office: Vec<EntityIndex>,
    /// Whether it is part of the longer name of a person who is nobody of the dictionary.
    pub(super) is_in_longer: bool,
    /// Whether its form is one that every text holds, and nothing else in the document speaks for any candidate.
    pub(super) is_weak: bool,
    /// The title that stands beside it.
    pub(super) title: Option<Title>,
    /// Whether it is the place of a dateline.
    pub(super) is_dateline: bool,
    /// Of several entities that share the part, the one beside whose full name the title stands too.
    pub(super) same_title: Option<EntityIndex>,
    /// Of several entities that share the part, the one that was named in full last, not long before.
    pub(super) named_before: Option<EntityIndex>,
}

impl Sighting {
    fn new(hits: Range<usize>) -> Self {
        Self {
            hits,
            gloss_of: None,
            glossed: Vec::new(),
            in_office: Vec::new(),
            is_in_longer: false,
            is_weak: false,
            title: None,
            is_dateline: false,
            same_title: None,
            named_before: None,
        }
    }

    /// Whether it more likely means nobody of the dictionary: then nobody is chosen.
    pub(super) fn is_doubtful(&self) -> bool {
        self.is_in_longer || self.is_weak
    }

    /// Whether it may mean several entities. `hits` are those of the document.
    pub(super) fn is_ambiguous(&self, hits: &[Hit]) -> bool {
        let on_span = &hits[self.hits.clone()];
        on_span.iter().any(|hit| hit.entity != on_span[0].entity)
    }

    /// Whether a whole name stands on the span.
    pub(super) fn has_whole(&self, hits: &[Hit]) -> bool {
        hits[self.hits.clone()].iter().any(|hit| hit.part.is_whole())
    }

    /// The entity that it means, where whole names of no other stand on the span.
    pub(super) fn only_entity(&self, hits: &[Hit]) -> Option<EntityIndex> {
        let on_span = &hits[self.hits.clone()];
        let entity = on_span[0].entity;
        on_span.iter().all(|hit| hit.entity == entity && hit.part.is_whole()).then_some(entity)
    }
}

/// The sightings of hits that are in order, those on one span together.
pub(super) fn all(hits: &[Hit]) -> Vec<Sighting> {
    let mut start = 0;
    hits.chunk_by(Hit::is_at)
        .map(|same_span| {
            let hits = start..start + same_span.len();
            start = hits.end;
            Sighting::new(hits)
        })
        .collect()
}

/// Notes what stands beside each sighting: a title, a dateline.
pub(super) fn look_beside(document: &Document<'_>, hits: &[Hit], sightings: &mut [Sighting], evidence: &impl Evidence) {
    for sighting in sightings.iter_mut().take_while(|_| !evidence.is_over()) {
        let hit = &hits[sighting.hits.start];
        let (text, span) = (document.field(hit.field), hit.span.range());
        sighting.is_dateline = hit.field == Field::Text && dateline::is_place(text, span.start, span.end);
        sighting.title = title::beside(text, span.start, span.end, |text| evidence.fold(text));
    }
}
