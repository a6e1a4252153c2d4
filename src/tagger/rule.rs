//! What a match of a form must meet, as bytes: boundary, case and date.

use crate::date::Validity;
use crate::dictionary::BoundaryPolicy;
use crate::span::FoldedSpan;
use crate::text::Folded;
use crate::text::case::{self, CaseRule, LetterCase, WordCase};

/// The first byte of a rule: the boundary, …
const NO_BOUNDARY: u8 = 1;
/// … and whether the bytes behind it stand for words …
const WORDS: u8 = 2;
/// … or for letters.
const LETTERS: u8 = 4;
/// The name counts on some dates only, which the dictionary knows.
const DATED: u8 = 8;

/// A rule in place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule<'i> {
    bytes: &'i [u8],
}

impl<'i> Rule<'i> {
    /// The rule of some bytes; of none: a boundary, in any case.
    pub(super) fn of(bytes: &'i [u8]) -> Self {
        Self { bytes }
    }

    pub(super) fn boundary(self) -> BoundaryPolicy {
        match self.has(NO_BOUNDARY) {
            true => BoundaryPolicy::None,
            false => BoundaryPolicy::Word,
        }
    }

    /// Whether the name counts on some dates only.
    pub(super) fn is_dated(self) -> bool {
        self.has(DATED)
    }

    /// Whether whatever it allows begins with a capital, if it begins with a letter at all: [`CaseRule::begins_with_capital`].
    pub(super) fn begins_with_capital(self) -> bool {
        let first = self.bytes.get(1).copied();
        if self.has(WORDS) {
            first.is_some_and(|code| word_of(code) != WordCase::Any)
        } else {
            self.has(LETTERS) && first.is_some_and(|code| letter_of(code) == LetterCase::Upper)
        }
    }

    /// Whether the match `at` of the folded text is written as the rule asks.
    pub(super) fn allows(self, source: &str, folded: &Folded<'_>, at: FoldedSpan) -> bool {
        let codes = self.bytes.iter().skip(1).copied();
        if self.has(WORDS) {
            case::words_allow(codes.map(word_of), source, folded, at)
        } else if self.has(LETTERS) {
            case::letters_allow(codes.map(letter_of), source, folded, at)
        } else {
            true
        }
    }

    fn has(self, flag: u8) -> bool {
        self.bytes.first().is_some_and(|flags| flags & flag != 0)
    }
}

/// A rule as bytes.
pub(super) fn bytes(boundary: BoundaryPolicy, case: &CaseRule, validity: Validity) -> Vec<u8> {
    let boundary = match boundary {
        BoundaryPolicy::Word => 0,
        BoundaryPolicy::None => NO_BOUNDARY,
    };
    let flags = boundary | if validity == Validity::default() { 0 } else { DATED };
    match case {
        CaseRule::Free => vec![flags],
        CaseRule::Words(words) => [flags | WORDS].into_iter().chain(words.iter().map(word_code)).collect(),
        CaseRule::Exact(letters) => [flags | LETTERS].into_iter().chain(letters.iter().map(letter_code)).collect(),
    }
}

fn word_code(word: &WordCase) -> u8 {
    match word {
        WordCase::Any => 0,
        WordCase::Capital => 1,
        WordCase::Upper => 2,
    }
}

fn word_of(code: u8) -> WordCase {
    match code {
        1 => WordCase::Capital,
        2 => WordCase::Upper,
        _ => WordCase::Any,
    }
}

fn letter_code(letter: &LetterCase) -> u8 {
    match letter {
        LetterCase::Uncased => 0,
        LetterCase::Upper => 1,
        LetterCase::Lower => 2,
    }
}

fn letter_of(code: u8) -> LetterCase {
    match code {
        1 => LetterCase::Upper,
        2 => LetterCase::Lower,
        _ => LetterCase::Uncased,
    }
}
