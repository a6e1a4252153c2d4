//! What a match of a form must meet, in one number: boundary, case and date.

use crate::date::Validity;
use crate::dictionary::BoundaryPolicy;
use crate::span::{FoldedSpan, SourceSpan};
use crate::text::Folded;
use crate::text::case::{self, CaseRule, LetterCase, WordCase};
use std::collections::HashMap;
use std::hint::select_unpredictable;
use std::iter;

/// The lowest bits of a rule: it has no boundary, …
const NO_BOUNDARY: u32 = 1;
/// … its codes stand for words, …
const WORDS: u32 = 2;
/// … or for letters, …
const LETTERS: u32 = 4;
/// … the name counts on some dates only, which the dictionary knows, …
const DATED: u32 = 8;
/// … or the codes have no room here: the number above the flags says where they stand among the long rules.
const LONG: u32 = 16;

/// So many bits are flags.
const FLAGS: u32 = 5;
/// A code of a word or a letter.
const CODE: u32 = 2;
/// So many codes have room.
const ROOM: usize = ((u32::BITS - FLAGS) / CODE) as usize;

/// A rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule<'i> {
    bits: u32,
    long: &'i [u8],
}

impl<'i> Rule<'i> {
    /// The rule of a number, with the long rules that [`LongRules`] wrote.
    #[inline(always)]
    pub(super) fn of(bits: u32, long: &'i [u8]) -> Self {
        Self { bits, long }
    }

    #[inline(always)]
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
        let first = self.codes().next();
        if self.has(WORDS) {
            first.is_some_and(|code| word_of(code) != WordCase::Any)
        } else {
            self.has(LETTERS) && first.is_some_and(|code| letter_of(code) == LetterCase::Upper)
        }
    }

    /// Whether a match of the source is written as the rule asks, if the first byte of it says so: for most that are found it does.
    #[inline(always)]
    pub(super) fn allows_at_once(self, source: &str, span: SourceSpan) -> bool {
        /// One word, which begins with a capital.
        const ONE_CAPITAL: u32 = WORDS | 1 << FLAGS;
        let asked = self.bits & !(DATED | NO_BOUNDARY);
        let begins_with_capital = source.as_bytes()[span.start as usize].is_ascii_uppercase();
        // Half of them ask for nothing, the other half for this: which of them it is could not be foreseen.
        select_unpredictable(asked == ONE_CAPITAL, begins_with_capital, asked == 0)
    }

    /// Whether a match, which stands at a place of the folded text and of the source, is written as the rule asks.
    pub(super) fn allows(self, source: &str, folded: &Folded<'_>, (at, span): (FoldedSpan, SourceSpan)) -> bool {
        if self.has(WORDS) && !self.has(LONG) {
            let mut codes = self.bits >> FLAGS;
            let words = iter::from_fn(|| {
                let first = code(codes, 0);
                codes >>= CODE;
                Some(word_of(first))
            });
            case::words_allow(words, source, folded, (at, span))
        } else if self.has(WORDS) {
            case::words_allow(self.codes().map(word_of), source, folded, (at, span))
        } else if self.has(LETTERS) {
            let codes = self.codes().map(letter_of).chain(iter::repeat(LetterCase::Uncased));
            case::letters_allow(codes, source, folded, at)
        } else {
            true
        }
    }

    fn codes(self) -> impl Iterator<Item = u32> + use<'i> {
        let Self { bits, long } = self;
        let is_long = self.has(LONG);
        let here = (0..ROOM).map(move |at| code(bits >> FLAGS, at)).take(if is_long { 0 } else { ROOM });
        here.chain(long_codes(long, if is_long { bits >> FLAGS } else { u32::MAX }))
    }

    #[inline(always)]
    fn has(self, flag: u32) -> bool {
        self.bits & flag != 0
    }
}

#[inline(always)]
fn code(codes: u32, at: usize) -> u32 {
    codes >> (at * CODE as usize) & 3
}

/// The codes of a long rule, by where they stand: a number says how many they are, a byte each follows.
fn long_codes(long: &[u8], place: u32) -> impl Iterator<Item = u32> + use<'_> {
    let from = (place as usize).saturating_mul(size_of::<u32>());
    let codes = long.get(from..).and_then(<[u8]>::split_first_chunk).unwrap_or((&[0; 4], &[]));
    codes.1.iter().take(u32::from_le_bytes(*codes.0) as usize).map(|&code| code.into())
}

/// A rule before its codes have found their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    flags: u32,
    /// Without those at the end that ask for nothing.
    codes: Vec<u8>,
}

impl Written {
    pub(super) fn new(boundary: BoundaryPolicy, case: &CaseRule, validity: Validity) -> Self {
        let boundary = match boundary {
            BoundaryPolicy::Word => 0,
            BoundaryPolicy::None => NO_BOUNDARY,
        };
        let flags = boundary | if validity == Validity::default() { 0 } else { DATED };
        let (flags, mut codes): (u32, Vec<u8>) = match case {
            CaseRule::Free => (flags, Vec::new()),
            CaseRule::Words(words) => (flags | WORDS, words.iter().map(word_code).collect()),
            CaseRule::Exact(letters) => (flags | LETTERS, letters.iter().map(letter_code).collect()),
        };
        codes.truncate(codes.iter().rposition(|&code| code != 0).map_or(0, |last| last + 1));
        Self { flags, codes }
    }

    /// The rule as a number. `place_of` is asked where long codes stand, and may say anything else that stands for them until [`moved`].
    pub(super) fn bits(self, place_of: impl FnOnce(Vec<u8>) -> u32) -> u32 {
        if self.codes.len() > ROOM {
            return self.flags | LONG | place_of(self.codes) << FLAGS;
        }
        self.codes
            .iter()
            .enumerate()
            .fold(self.flags, |bits, (at, &code)| bits | u32::from(code) << (FLAGS as usize + at * CODE as usize))
    }
}

/// The rule with the place of its long codes, if it has such, changed.
pub(super) fn moved(bits: u32, to: impl FnOnce(u32) -> u32) -> u32 {
    if bits & LONG == 0 { bits } else { bits & (LONG | (LONG - 1)) | to(bits >> FLAGS) << FLAGS }
}

/// The codes of long rules, each once.
#[derive(Debug, Default)]
pub(super) struct LongRules {
    bytes: Vec<u8>,
    known: HashMap<Vec<u8>, u32>,
}

/// The long rules of a dictionary have no room.
#[derive(Debug)]
pub(super) struct TooManyRules;

impl LongRules {
    /// Where the codes stand.
    pub(super) fn place(&mut self, codes: &[u8]) -> Result<u32, TooManyRules> {
        const WORD: usize = size_of::<u32>();
        if let Some(&place) = self.known.get(codes) {
            return Ok(place);
        }
        let place = u32::try_from(self.bytes.len() / WORD).map_err(|_| TooManyRules)?;
        let count = u32::try_from(codes.len()).map_err(|_| TooManyRules)?;
        if place >> (u32::BITS - FLAGS) != 0 {
            return Err(TooManyRules);
        }
        self.bytes.extend(count.to_le_bytes());
        self.bytes.extend(codes);
        self.bytes.resize(self.bytes.len().next_multiple_of(WORD), 0);
        self.known.insert(codes.to_owned(), place);
        Ok(place)
    }

    /// The bytes.
    pub(super) fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

fn word_code(word: &WordCase) -> u8 {
    match word {
        WordCase::Any => 0,
        WordCase::Capital => 1,
        WordCase::Upper => 2,
    }
}

fn word_of(code: u32) -> WordCase {
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

fn letter_of(code: u32) -> LetterCase {
    match code {
        1 => LetterCase::Upper,
        2 => LetterCase::Lower,
        _ => LetterCase::Uncased,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::CasePolicy;

    #[test]
    fn codes_are_given_back_short_or_long() {
        let name = "New York and the Islands of A Sea Far Away From Home NY";
        for policy in [CasePolicy::Auto, CasePolicy::Exact, CasePolicy::Any] {
            for len in [3, 8, 22, name.len()] {
                let case = CaseRule::of(&name[..len], policy);
                let mut rules = LongRules::default();
                let written = Written::new(BoundaryPolicy::None, &case, Validity::default());
                let bits = written.clone().bits(|codes| rules.place(&codes).expect("there is room"));
                let long = rules.finish();
                let rule = Rule::of(bits, &long);
                let codes: Vec<u32> = rule.codes().take(written.codes.len()).collect();
                assert_eq!(codes, written.codes.iter().map(|&code| u32::from(code)).collect::<Vec<_>>());
                assert_eq!(rule.boundary(), BoundaryPolicy::None);
                assert_eq!(rule.begins_with_capital(), case.begins_with_capital());
            }
        }
    }
}
