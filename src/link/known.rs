//! What linking asks of the dictionary about each hit, looked up once.

use super::form::Form;
use super::{Evidence, Sighting, score};
use crate::dictionary::{Dictionary, EntityIndex, EntityType, NameKind, NameRef, Prior};
use crate::document::Document;
use crate::hit::Hit;
use crate::kept::Kept;
use crate::mention::Score;

/// What the dictionary says of the name and the entity of a hit. It is asked several times over, and each look leads through several tables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// What sort of name it is.
    pub(super) kind: NameKind,
    /// How often the form means the entity; 0 where the dictionary does not tell.
    pub(super) weight: f64,
    /// The length of the name in characters; 65,535 where it is longer.
    pub(super) length: u16,
    /// The score of the name where nothing but itself says who is meant: [`score::alone`].
    pub(super) alone: Score,
    /// Whether the document has it exactly so.
    pub(super) is_alike: bool,
    /// The log-odds of the entity's prior.
    pub(super) prior_odds: f64,
    pub(super) sort: Sort,
    /// Whether the entity has context terms.
    pub(super) has_context: bool,
    /// Whether it carries fields, of which one may tell its country.
    pub(super) has_carried: bool,
    /// Whether the name may have parts that stand alone, as far as is known: where somebody looked for them and found none, it has none.
    pub(super) may_have_parts: bool,
    /// How the name is written.
    written: Written,
    /// What the name is as a form.
    pub(super) form: Form,
}

/// What was known of the names of a dictionary of late.
#[derive(Debug)]
pub(super) struct KnownNames {
    /// Each is a line of the cache.
    known: Kept<(EntityIndex, u32), Known>,
    /// How a name was last written that was written otherwise than the dictionary has it, and what that is as a form: `U.S.` where it has `US`.
    otherwise: Kept<(EntityIndex, u32), (Box<str>, Form)>,
}

/// So many names that are written otherwise are at hand.
const OTHERWISE_KEPT: usize = 1 << 10;

/// What a longer form is, in bytes, is found out anew.
const LONGEST_KEPT: usize = 256;

impl Default for KnownNames {
    fn default() -> Self {
        Self { known: Kept::default(), otherwise: Kept::with_places(OTHERWISE_KEPT) }
    }
}

/// As what a hit's name is kept, and the number that says where.
pub(super) fn kept_as(hit: &Hit) -> ((EntityIndex, u32), u32) {
    ((hit.entity, hit.name), hit.entity.0.wrapping_mul(31).wrapping_add(hit.name))
}

impl Known {
    /// Looks up what is known of each hit, of those on a span that came before what was known then; and with it what the form of each sighting is.
    pub(super) fn look_up(
        known: &mut Vec<Self>,
        names: &mut KnownNames,
        found: (&Document<'_>, &Dictionary, &[Hit]),
        sightings: &mut [Sighting],
        evidence: &impl Evidence,
    ) {
        let (document, dictionary, hits) = found;
        known.clear();
        known.reserve(hits.len());
        for at in 0..sightings.len() {
            let sighting = &sightings[at];
            sightings[at].form = match sighting.like {
                Some(like) => {
                    known.extend_from_within(sightings[like].hits.clone());
                    sightings[like].form
                }
                None => {
                    let (text, on_span) = (sighting.text(document), &hits[sighting.hits.clone()]);
                    known.extend(on_span.iter().map(|hit| Self::find(names, dictionary, hit, text, evidence)));
                    names.form((&on_span[0], text), &known[sighting.hits.clone()], evidence)
                }
            };
        }
    }

    fn find(names: &mut KnownNames, dictionary: &Dictionary, hit: &Hit, text: &str, evidence: &impl Evidence) -> Self {
        let (name, number) = kept_as(hit);
        let known = names.known.get(name, number, || Self::of(dictionary, hit, evidence));
        Self { is_alike: known.written.is(text.as_bytes(), dictionary), ..*known }
    }

    // Seldom asked for, and long: it would stand in the way of what is asked for each hit.
    #[inline(never)]
    fn of(dictionary: &Dictionary, hit: &Hit, evidence: &impl Evidence) -> Self {
        let entity = dictionary.entity(hit.entity);
        let name = entity.name(hit.name);
        let text = name.text();
        let known = Self {
            kind: name.kind(),
            weight: name.weight().unwrap_or(0.0),
            length: u16::try_from(text.chars().count()).unwrap_or(u16::MAX),
            alone: Score::default(),
            is_alike: true,
            prior_odds: odds(entity.prior()),
            sort: Sort::of(&entity.kind()),
            has_context: entity.has_context(),
            has_carried: entity.has_extra(),
            may_have_parts: !matches!(entity.kind(), EntityType::Place | EntityType::Office),
            written: Written::of(name),
            form: Form::of(text, evidence),
        };
        Self { alone: score::alone(hit, &known), ..known }
    }
}

impl KnownNames {
    /// Says that what is kept of the names of some hits will be asked soon.
    pub(super) fn prefetch(&self, hits: &[Hit]) {
        hits.iter().for_each(|hit| self.known.prefetch(kept_as(hit).1));
    }

    /// Notes that a hit's name has no parts.
    pub(super) fn note_no_parts(&mut self, hit: &Hit) {
        let (name, number) = kept_as(hit);
        self.known.at_hand_mut(name, number).iter_mut().for_each(|known| known.may_have_parts = false);
    }

    /// What the form of a mention is: mostly that is known of a name that is written so.
    fn form(&mut self, (hit, text): (&Hit, &str), known: &[Known], evidence: &impl Evidence) -> Form {
        match known.iter().find(|known| known.is_alike) {
            Some(alike) => alike.form,
            // What is left out when the time is over is not asked any more.
            None if evidence.is_over() => Form::default(),
            None => match known.iter().find(|known| known.written.is_but_for_case(text.as_bytes())) {
                Some(known) => known.form.written(text),
                None => self.form_otherwise(hit, text, evidence),
            },
        }
    }

    #[inline(never)]
    fn form_otherwise(&mut self, hit: &Hit, text: &str, evidence: &impl Evidence) -> Form {
        let (name, number) = kept_as(hit);
        if let Some((_, form)) = self.otherwise.at_hand(name, number).filter(|(kept, _)| **kept == *text) {
            return *form;
        }
        let form = Form::of(text, evidence);
        if text.len() <= LONGEST_KEPT {
            self.otherwise.keep(name, number, (text.into(), form));
        }
        form
    }
}

/// How a name is written: a short one stands here, since to look it up is to wait for memory.
#[derive(Clone, Copy, Debug)]
struct Written {
    /// Where the text of the name stands.
    place: u32,
    /// Its length in bytes, or more than there is room for.
    length: u8,
    letters: [u8; ROOM],
}

/// With names of so many bytes, what is known of one fills a line of the cache.
const ROOM: usize = 15;

impl Written {
    fn of(name: NameRef<'_>) -> Self {
        let mut letters = [0; ROOM];
        let text = name.bytes();
        if let Some(start) = letters.get_mut(..text.len()) {
            start.copy_from_slice(text);
        }
        let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
        Self { place: name.text_place().unwrap_or(u32::MAX), length, letters }
    }

    /// Whether a text differs in the case of ASCII letters at most, as far as is told without a look at memory.
    fn is_but_for_case(&self, text: &[u8]) -> bool {
        self.letters.get(..usize::from(self.length)).is_some_and(|letters| letters.eq_ignore_ascii_case(text))
    }

    /// Whether a text is exactly so.
    fn is(&self, text: &[u8], dictionary: &Dictionary) -> bool {
        self.text(dictionary) == text
    }

    fn text<'w>(&'w self, dictionary: &'w Dictionary) -> &'w [u8] {
        match self.letters.get(..usize::from(self.length)) {
            Some(letters) => letters,
            None => dictionary.text_at(self.place),
        }
    }
}

impl Known {
    /// How the name is written in the dictionary.
    pub(super) fn text<'k>(&'k self, dictionary: &'k Dictionary) -> &'k str {
        str::from_utf8(self.written.text(dictionary)).unwrap_or_default()
    }
}

/// The log-odds of a prior, kept from what no logarithm has.
fn odds(prior: Prior) -> f64 {
    let prior = prior.value().clamp(0.01, 0.99);
    // Most priors are the one that says nothing.
    if prior == 0.5 { 0.0 } else { (prior / (1.0 - prior)).ln() }
}

/// What sort of thing an entity is, as far as the types say that have behaviour of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    Organization,
    Place,
    Office,
    Unknown,
}

impl Sort {
    fn of<S>(kind: &EntityType<S>) -> Self {
        match kind {
            EntityType::Person => Self::Person,
            EntityType::Organization => Self::Organization,
            EntityType::Place => Self::Place,
            EntityType::Office => Self::Office,
            EntityType::Other(_) => Self::Unknown,
        }
    }

    /// 1 for the same sort, -1 for another, 0 where it is unknown.
    pub(super) fn is(self, sort: Self) -> f64 {
        match self {
            Self::Unknown => 0.0,
            known if known == sort => 1.0,
            _ => -1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::{DictionaryBuilder, Entity, Name};

    #[test]
    fn what_is_known_of_a_name_is_a_line_of_the_cache() {
        assert_eq!(size_of::<Option<((EntityIndex, u32), Known)>>(), 64);
    }

    #[test]
    fn a_name_is_written_as_it_is_whatever_its_length() {
        for length in [1, ROOM - 1, ROOM, ROOM + 1, 255, 256, 300] {
            let text = "é".repeat(length / 2) + if length % 2 == 1 { "e" } else { "" };
            let mut entity = Entity::new("e", EntityType::Person);
            entity.names = vec![Name::new(&text)];
            let mut builder = DictionaryBuilder::default();
            builder.add(entity).expect("it is the only one");
            let dictionary = builder.build();
            let written = Written::of(dictionary.entity(EntityIndex(0)).name(0));
            let others = [
                format!("{text}e"),
                text[..text.len() - text.chars().next_back().map_or(0, char::len_utf8)].to_owned(),
            ];
            assert!(written.is(text.as_bytes(), &dictionary));
            assert!(!others.iter().any(|other| written.is(other.as_bytes(), &dictionary)), "{length}");
        }
    }
}
