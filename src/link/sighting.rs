//! A span with the hits on it: a mention in the making.

use super::bare::{is_bare_ahead, is_bare_behind};
use super::form::Form;
use super::title::{self, Title};
use super::{Evidence, Found, dateline};
use crate::dictionary::EntityIndex;
use crate::document::{Document, Field};
use crate::hit::Hit;
use crate::span::SourceSpan;
use std::cmp::Reverse;
use std::ops::Range;

/// A span and the hits on it.
#[derive(Debug)]
pub(super) struct Sighting {
    /// The hits on the span, by place in the list.
    pub(super) hits: Range<usize>,
    pub(super) field: Field,
    pub(super) span: SourceSpan,
    /// What its form is.
    pub(super) form: Form,
    /// Whether nothing stands ahead of it that is looked for there.
    is_bare_ahead: bool,
    /// Whether nothing stands behind it that is looked for there.
    pub(super) is_bare_behind: bool,
    /// An earlier sighting of the same form with the same hits, if there is one not long before.
    pub(super) like: Option<usize>,
    /// The sighting on the same span with the same hits when the document was linked before.
    pub(super) before: Option<usize>,
    /// For whom something beside it speaks, which it seldom does.
    spoken_for: Option<Box<SpokenFor>>,
    /// Whether it is part of the longer name of a person who is nobody of the dictionary, as far as the words beside it tell.
    pub(super) is_in_name: bool,
    /// Whether it is part of such a name, or of that of a firm, and of no other mention.
    pub(super) is_in_longer: bool,
    /// Whether its form is one that every text holds, and nothing else in the document speaks for any candidate.
    pub(super) is_weak: bool,
    /// The title that stands beside it.
    pub(super) title: Option<Title>,
    /// Whether it is the place of a dateline.
    pub(super) is_dateline: bool,
}

/// The entities for which something beside a sighting, or ahead of it, speaks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SpokenFor {
    /// The earlier sighting that this one glosses, so that both speak for each other.
    pub(super) gloss_of: Option<usize>,
    /// A gloss, on either side of it.
    pub(super) by_gloss: Vec<EntityIndex>,
    /// An office directly before or behind.
    pub(super) by_office: Vec<EntityIndex>,
    /// Of several entities that share the part, the one beside whose full name the title stands too.
    pub(super) same_title: Option<EntityIndex>,
    /// Of several entities that share the part, the one that was named in full last, not long before.
    pub(super) named_before: Option<EntityIndex>,
}

impl Sighting {
    fn new(hits: Range<usize>, hit: &Hit, like: Option<usize>, text: &str) -> Self {
        let (start, end) = (hit.span.start as usize, hit.span.end as usize);
        // Ahead of all else, so that the value is made where it is to stand.
        let (is_bare_ahead, is_bare_behind) = (is_bare_ahead(text, start), is_bare_behind(text, end));
        Self {
            hits,
            field: hit.field,
            span: hit.span,
            form: Form::default(),
            is_bare_ahead,
            is_bare_behind,
            like,
            before: None,
            spoken_for: None,
            is_in_name: false,
            is_in_longer: false,
            is_weak: false,
            title: None,
            is_dateline: false,
        }
    }

    /// Whether nothing stands beside it that is looked for there.
    pub(super) fn is_bare(&self) -> bool {
        self.is_bare_ahead && self.is_bare_behind
    }

    /// Whether it more likely means nobody of the dictionary: then nobody is chosen.
    pub(super) fn is_doubtful(&self) -> bool {
        self.is_in_longer || self.is_weak
    }

    /// How it is written in the document.
    pub(super) fn text<'t>(&self, document: &'t Document<'_>) -> &'t str {
        &document.field(self.field)[self.span.range()]
    }

    /// For whom something beside it speaks, to be added to.
    pub(super) fn spoken_for(&mut self) -> &mut SpokenFor {
        self.spoken_for.get_or_insert_default()
    }

    /// One of the things that speak for somebody.
    pub(super) fn told<T>(&self, of: impl FnOnce(&SpokenFor) -> Option<T>) -> Option<T> {
        self.spoken_for.as_deref().and_then(of)
    }

    /// The earlier sighting that this one glosses.
    pub(super) fn gloss_of(&self) -> Option<usize> {
        self.told(|spoken| spoken.gloss_of)
    }

    /// The entities that a gloss speaks for.
    pub(super) fn glossed(&self) -> &[EntityIndex] {
        self.spoken_for.as_ref().map_or(&[], |spoken| &spoken.by_gloss)
    }

    /// The entities that an office speaks for.
    pub(super) fn in_office(&self) -> &[EntityIndex] {
        self.spoken_for.as_ref().map_or(&[], |spoken| &spoken.by_office)
    }

    /// Whether a gloss or an office speaks for somebody.
    pub(super) fn is_supported(&self) -> bool {
        !self.glossed().is_empty() || !self.in_office().is_empty()
    }

    /// Whether nothing beside it says anything.
    pub(super) fn is_plain(&self) -> bool {
        let speaks_for_nobody = || self.spoken_for.as_deref().is_none_or(|spoken| *spoken == SpokenFor::default());
        self.title.is_none() && !self.is_dateline && !self.is_doubtful() && speaks_for_nobody()
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

/// Adds the sightings of hits that are in order, those on one span together.
pub(super) fn add_all(sightings: &mut Vec<Sighting>, document: &Document<'_>, hits: &[Hit]) {
    sightings.reserve(hits.len());
    // The last of each kind, by the entity; those that share a place forget each other, which costs no more than linking them anew.
    let mut last = [usize::MAX; KINDS];
    let mut start = 0;
    for same_span in hits.chunk_by(Hit::is_at) {
        let places = start..start + same_span.len();
        start = places.end;
        let kind = &mut last[same_span[0].entity.0 as usize % KINDS];
        let is_like = |old: &&Sighting| is_like(document, &hits[old.hits.clone()], same_span);
        let like = sightings.get(*kind).filter(is_like).map(|_| *kind);
        if like.is_none() {
            *kind = sightings.len();
        }
        sightings.push(Sighting::new(places, &same_span[0], like, document.field(same_span[0].field)));
    }
}

/// Notes of each sighting which it was when the document was linked before, with less hits: those of a span are the same if they are as many.
pub(super) fn remember(sightings: &mut [Sighting], before: &[Sighting]) {
    if before.is_empty() {
        return;
    }
    let mut at = 0;
    for sighting in sightings {
        let place = |of: &Sighting| (of.field, of.span.start, Reverse(of.span.end));
        while before.get(at).is_some_and(|old| place(old) < place(sighting)) {
            at += 1;
        }
        let is_same = |old: &&Sighting| place(old) == place(sighting) && old.hits.len() == sighting.hits.len();
        sighting.before = before.get(at).filter(is_same).map(|_| at);
    }
}

/// So many kinds of sightings are remembered.
const KINDS: usize = 64;

/// Whether two spans have the same form and the same hits.
fn is_like(document: &Document<'_>, one: &[Hit], other: &[Hit]) -> bool {
    let what = |hit: &Hit| (hit.entity, hit.name, hit.part);
    let form = |hit: &Hit| &document.field(hit.field).as_bytes()[hit.span.range()];
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| what(one) == what(other))
        && form(&one[0]) == form(&other[0])
}

/// Notes what stands beside each sighting: a title, a dateline.
pub(super) fn look_beside(found: &Found<'_>, sightings: &mut [Sighting], evidence: &impl Evidence) {
    let unsettled = sightings.iter_mut().filter(|sighting| !sighting.is_bare());
    for sighting in unsettled.take_while(|_| !evidence.is_over()) {
        if let Some(old) = sighting.before.map(|old| &found.before[old]) {
            (sighting.title, sighting.is_dateline) = (old.title, old.is_dateline);
            continue;
        }
        let (text, span) = (found.document.field(sighting.field), sighting.span.range());
        if sighting.is_bare_ahead {
            sighting.title = title::behind(text, span.end, |text| evidence.fold(text));
            continue;
        }
        sighting.is_dateline = sighting.field == Field::Text && dateline::is_place(text, span.start, span.end);
        sighting.title = title::beside(text, span.start, span.end, |text| evidence.fold(text));
    }
}
