//! What the form of a mention is, whoever it may mean.

use super::{Evidence, weak, word};
use crate::common::{Commonness, common_word};
use crate::person_names::{PersonName, person_name};

/// What a form is: one word or several, common or not, with capitals or without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// It is one word, in a script with case.
    pub(super) is_word: bool,
    /// That word is one of the commonest.
    pub(super) is_common: bool,
    /// It is a word of grammar, with a capital.
    pub(super) is_grammar: bool,
    /// It would be with a capital.
    is_function_word: bool,
    /// It is a number of few digits.
    pub(super) is_number: bool,
    /// It has no capital letter, and begins with a small one.
    pub(super) is_small: bool,
    /// All its letters are capitals.
    pub(super) is_capitals: bool,
    /// What it is among the names of persons, if it is one word.
    pub(super) person: PersonName,
}

impl Form {
    /// Whether it may be a weak form.
    pub(super) fn may_be_weak(self) -> bool {
        self.is_grammar || self.is_number
    }

    /// What a text is as a form.
    pub(super) fn of(text: &str, evidence: &impl Evidence) -> Self {
        let of_word = |folded: &str| Self {
            // Scripts without case mostly have no spaces between words either: there a form says nothing by having none.
            is_word: begins_with_case(text),
            is_common: common_word(folded).is_some_and(|word| word.commonness <= Commonness::Common),
            is_function_word: weak::is_function_word(folded),
            is_number: weak::is_short_number(text),
            person: person_name(folded),
            ..Self::default()
        };
        let form =
            if text.contains(' ') { Self::default() } else { word::ask(text, |text| evidence.fold(text), of_word) };
        form.written(text)
    }

    /// The same where it is written so, with other letters small or capital.
    pub(super) fn written(self, text: &str) -> Self {
        let letters = Letters::of(text);
        let (is_small, has_capital) = (text.starts_with(|c: char| c.is_ascii_lowercase()), letters.has(word::CAPITAL));
        Self {
            // With small letters a word of grammar is no name.
            is_grammar: self.is_function_word && !is_small,
            is_small: is_small && !has_capital,
            is_capitals: has_capital && !letters.has(word::SMALL),
            ..self
        }
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
