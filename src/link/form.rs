//! What the form of a mention is, whoever it may mean.

use super::{Evidence, Found, Sighting, weak, word};
use crate::common::{Commonness, common_word};

/// What a form is: one word or several, common or not, with capitals or without.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Form {
    /// It is one word, in a script with case.
    pub(super) is_word: bool,
    /// That word is one of the commonest.
    pub(super) is_common: bool,
    /// It is a word of grammar, with a capital.
    pub(super) is_grammar: bool,
    /// It is a number of few digits.
    pub(super) is_number: bool,
    /// It has no capital letter, and begins with a small one.
    pub(super) is_small: bool,
    /// All its letters are capitals.
    pub(super) is_capitals: bool,
}

impl Form {
    /// What a text is as a form.
    pub(super) fn of(text: &str, evidence: &impl Evidence) -> Self {
        let letters = Letters::of(text);
        let (is_word, has_capital) = (!letters.has(word::SPACE), letters.has(word::CAPITAL));
        Self {
            // Scripts without case mostly have no spaces between words either: there a form says nothing by having none.
            is_word: is_word && begins_with_case(text),
            is_common: is_word && is_common(text, evidence),
            is_grammar: weak::is_grammar(text, evidence),
            is_number: weak::is_short_number(text),
            is_small: text.as_bytes().first().is_some_and(u8::is_ascii_lowercase) && !has_capital,
            is_capitals: has_capital && !letters.has(word::SMALL),
        }
    }
}

/// Notes what the form of each sighting is. Mostly that is known of a name that is written so.
pub(super) fn note(found: &Found<'_>, sightings: &mut [Sighting], evidence: &impl Evidence) {
    for at in (0..sightings.len()).take_while(|_| !evidence.is_over()) {
        let sighting = &sightings[at];
        let mut alike = found.known[sighting.hits.clone()].iter().filter_map(|known| known.form_if_alike());
        sightings[at].form = match sighting.like {
            Some(like) => sightings[like].form,
            None => alike.next().unwrap_or_else(|| Form::of(sighting.text(found.document), evidence)),
        };
    }
}

/// What sorts of characters stand in a text, a bit each, as of bytes.
#[derive(Clone, Copy)]
struct Letters(u8);

impl Letters {
    fn of(text: &str) -> Self {
        let letters = Self(word::sorts(text));
        if !letters.has(word::BEYOND) {
            return letters;
        }
        let of_char = |c: char| {
            if c.is_uppercase() {
                word::CAPITAL
            } else if c.is_lowercase() {
                word::SMALL
            } else {
                0
            }
        };
        Self(text.chars().fold(letters.0, |all, c| all | of_char(c)))
    }

    fn has(self, sort: u8) -> bool {
        self.0 & sort != 0
    }
}

/// Whether a text begins with a letter that has case.
fn begins_with_case(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c.is_lowercase() || c.is_uppercase())
}

/// Whether a form of one word is one of the commonest words.
fn is_common(form: &str, evidence: &impl Evidence) -> bool {
    let is_common = |folded: &str| common_word(folded).is_some_and(|word| word.commonness <= Commonness::Common);
    word::ask(form, |text| evidence.fold(text), is_common)
}
