//! Whether a mention is part of the longer name of somebody or something that the dictionary lacks.

use super::institution;
use super::joined::is_joined;
use super::known::{Known, Sort};
use super::neighbours::{self, Neighbours};
use super::own_words::OwnWords;
use super::{Evidence, Found, Sighting, word};
use crate::dictionary::{Dictionary, EntityIndex, EntityRef};
use crate::hit::Hit;
use crate::kept::Kept;
use crate::person_names::PersonName;

/// The words of the names of the entities of which they were asked of late.
pub(super) type KeptWords = Kept<EntityIndex, OwnWords>;

/// Marks the sightings that are.
pub(super) fn mark(found: &Found<'_>, sightings: &mut [Sighting], kept: &mut KeptWords, evidence: &impl Evidence) {
    let Found { document, dictionary, hits, known, before } = *found;
    let longest_hit = hits.iter().map(|hit| hit.span.len()).max().unwrap_or_default();
    let unsettled = sightings.iter_mut().filter(|sighting| !sighting.is_bare());
    for sighting in unsettled.take_while(|_| !evidence.is_over()) {
        let text = document.field(sighting.field);
        let mention = Mentioned { text, dictionary, hits, known, sighting };
        let before =
            sighting.before.map(|old| &before[old]).filter(|old| old.is_supported() == sighting.is_supported());
        let is_in_name = before.map_or_else(|| mention.is_in_name(kept, evidence), |old| old.is_in_name);
        let is_in_longer =
            (is_in_name || mention.begins_institution(evidence)) && !lies_in_other(hits, sighting, longest_hit);
        (sighting.is_in_name, sighting.is_in_longer) = (is_in_name, is_in_longer);
    }
}

/// A sighting and what stands around it.
struct Mentioned<'m> {
    text: &'m str,
    dictionary: &'m Dictionary,
    hits: &'m [Hit],
    known: &'m [Known],
    sighting: &'m Sighting,
}

impl<'m> Mentioned<'m> {
    fn on_span(&self) -> &'m [Hit] {
        &self.hits[self.sighting.hits.clone()]
    }

    fn hit(&self) -> &'m Hit {
        &self.hits[self.sighting.hits.start]
    }

    fn are_all(&self, is_sort: impl Fn(Sort) -> bool) -> bool {
        self.known[self.sighting.hits.clone()].iter().all(|known| is_sort(known.sort))
    }

    fn entities(&self) -> impl Iterator<Item = EntityRef<'m>> {
        self.on_span().iter().map(|hit| self.dictionary.entity(hit.entity))
    }

    /// Whether a place is the beginning of the name of a firm or an institution.
    fn begins_institution(&self, evidence: &impl Evidence) -> bool {
        let end = || institution::end(self.text, self.sighting.span.range().end, |text| evidence.fold(text));
        let are_places = || self.are_all(|sort| sort == Sort::Place);
        !self.sighting.is_bare_behind
            && are_places()
            && self.sighting.glossed().is_empty()
            && end().is_some_and(|end| self.is_free_until(end))
    }

    /// Whether no other mention begins behind this one and before a place of the text.
    fn is_free_until(&self, end: usize) -> bool {
        let hit = self.hit();
        let is_behind = |next: &&Hit| next.field == hit.field && next.span.start >= hit.span.end;
        let next = self.hits[self.sighting.hits.end..].iter().find(is_behind);
        next.is_none_or(|next| next.span.range().start >= end)
    }

    /// Whether a mention of one word is part of the longer name of a person: nothing else speaks for the entity then.
    fn is_in_name(&self, kept: &mut KeptWords, evidence: &impl Evidence) -> bool {
        let span = self.sighting.span.range();
        let word = &self.text[span.clone()];
        if self.sighting.is_supported()
            || word.as_bytes().contains(&b' ')
            || self.on_span().iter().any(|hit| !hit.part.is_whole())
        {
            return false;
        }
        if is_joined(self.text, &span) {
            return true;
        }
        let sorts = self.sorts();
        // Of most names of one word that settles it.
        if !sorts.may_be_in_name() {
            return false;
        }
        let neighbours = Neighbours::of(self.text, span);
        neighbours.are_there() && self.make_name(neighbours, word, &sorts, kept, evidence)
    }

    fn sorts(&self) -> Sorts {
        let may_be_persons = self.are_all(|sort| matches!(sort, Sort::Person | Sort::Unknown));
        let are_persons = may_be_persons && self.are_all(|sort| sort == Sort::Person);
        Sorts { person: self.sighting.form.person, may_be_persons, are_persons }
    }

    #[inline(never)]
    fn make_name(
        &self,
        neighbours: Neighbours<'_>,
        word: &str,
        sorts: &Sorts,
        kept: &mut KeptWords,
        evidence: &impl Evidence,
    ) -> bool {
        let fold = |text: &str| evidence.fold(text);
        let ends_full_names = |name: &str| self.entities().all(|entity| ends_full_name(entity, name, evidence));
        let is_family_of_own = sorts.are_persons.then_some(|| word::ask(word, fold, ends_full_names));
        let mut are_own = |entity: EntityRef<'_>| {
            let words = kept.get(entity.index(), entity.index().0, || OwnWords::of(entity, fold));
            neighbours.any_is(|word| words.have(word, entity, fold), fold)
        };
        neighbours.make_longer(sorts.person, sorts.may_be_persons, is_family_of_own, fold)
            && !self.entities().any(&mut are_own)
    }
}

/// What a form of one word is by itself, and by its candidates.
struct Sorts {
    /// Among the names of persons.
    person: PersonName,
    /// All candidates are persons, or may be.
    may_be_persons: bool,
    /// All candidates are persons.
    are_persons: bool,
}

impl Sorts {
    /// Whether with the right word beside it, it is part of the longer name of a person.
    fn may_be_in_name(&self) -> bool {
        self.person.is_family || self.are_persons || self.may_be_persons && self.person.is_given
    }
}

/// Whether another name holds the place of a sighting and more, as it may where all of them are mentions. It stands ahead of it among the hits, none of
/// which is longer than `longest`: so no more of them are asked than may reach as far.
fn lies_in_other(hits: &[Hit], sighting: &Sighting, longest: u32) -> bool {
    let (ahead, on_span) = hits.split_at(sighting.hits.start);
    let hit = &on_span[0];
    let may_reach = |other: &&Hit| other.field == hit.field && other.span.start + longest >= hit.span.end;
    ahead.iter().rev().take_while(may_reach).any(|other| other.span != hit.span && other.span.contains(hit.span))
}

/// Whether a person has a full name that ends with a folded word: `Trump` is a family name, since there is a `Donald Trump`.
fn ends_full_name(entity: EntityRef<'_>, word: &str, evidence: &impl Evidence) -> bool {
    neighbours::first_names(entity).any(|name| ends_with(name, word, |text| evidence.fold(text)))
}

/// Whether a name of several words ends with a folded word. Most names are ASCII, which compares without folding.
fn ends_with(name: &[u8], word: &str, fold: impl Fn(&str) -> String) -> bool {
    if name.is_ascii() {
        let ahead = name.len().checked_sub(word.len()).map(|at| name.split_at(at));
        return ahead.is_some_and(|(ahead, last)| ahead.ends_with(b" ") && last.eq_ignore_ascii_case(word.as_bytes()));
    }
    let ends_so = |folded: &str| folded.rsplit_once(' ').is_some_and(|(_, last)| last == word);
    neighbours::may_hold(name, word) && ends_so(&neighbours::folded(name, fold))
}
