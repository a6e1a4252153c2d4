//! Forms that may stand anywhere in a text: an automaton of the aho-corasick crate.

use super::{PatternId, Patterns, RawMatch};
use crate::span::FoldedSpan;
use aho_corasick::{AhoCorasick, MatchKind};

/// The forms that may stand within words, and the few that found no place in the table.
#[derive(Debug)]
pub struct Anywhere {
    automaton: Option<AhoCorasick>,
    /// Whether one of them may stand in a text that is all ASCII.
    has_ascii: bool,
    /// Whether one of them holds a space.
    has_space: bool,
    begin: Beginnings,
    ids: Vec<PatternId>,
}

/// What the forms begin with.
#[derive(Debug)]
enum Beginnings {
    /// One of these bytes, none of them ASCII: where a text has none, the automaton need not read it. Forms that begin with a mark are mostly those
    /// of one script.
    With([u8; 3]),
    /// Anything.
    Any,
}

impl Beginnings {
    fn of<'p>(forms: impl Iterator<Item = &'p [u8]>) -> Self {
        let mut firsts: Vec<u8> = forms.filter_map(|form| form.first().copied()).collect();
        firsts.sort_unstable();
        firsts.dedup();
        match firsts[..] {
            [a, ..] if a.is_ascii() => Self::Any,
            [a] => Self::With([a; 3]),
            [a, b] => Self::With([a, b, b]),
            [a, b, c] => Self::With([a, b, c]),
            _ => Self::Any,
        }
    }

    fn are_in(&self, text: &str) -> bool {
        match *self {
            Self::With([a, b, c]) => memchr::memchr3(a, b, c, text.as_bytes()).is_some(),
            Self::Any => true,
        }
    }
}

/// More forms than the automaton can number.
#[derive(Debug, thiserror::Error)]
#[error(
    "the {forms} forms of the dictionary that may stand within words (boundary \"none\") are too many for the matcher"
)]
pub struct TooManyForms {
    forms: usize,
    source: aho_corasick::BuildError,
}

impl Anywhere {
    /// An automaton for some of the forms.
    ///
    /// # Errors
    ///
    /// [`TooManyForms`] where they have some 2 billion letters together.
    pub fn new(patterns: Patterns<'_>, ids: Vec<PatternId>) -> Result<Self, TooManyForms> {
        // A form without text, which no dictionary has, would stand everywhere.
        let ids: Vec<PatternId> = ids.into_iter().filter(|&id| !patterns.text(id).is_empty()).collect();
        if ids.is_empty() {
            return Ok(Self { automaton: None, has_ascii: false, has_space: false, begin: Beginnings::Any, ids });
        }
        let has_ascii = ids.iter().any(|&id| patterns.text(id).is_ascii());
        let has_space = ids.iter().any(|&id| patterns.text(id).contains(&b' '));
        let forms = ids.iter().map(|&id| patterns.text(id));
        let begin = Beginnings::of(forms.clone());
        match AhoCorasick::builder().match_kind(MatchKind::Standard).ascii_case_insensitive(true).build(forms) {
            Ok(automaton) => Ok(Self { automaton: Some(automaton), has_ascii, has_space, begin, ids }),
            Err(source) => Err(TooManyForms { forms: ids.len(), source }),
        }
    }

    /// Whether such a form may stand in a text that is all ASCII.
    pub fn may_stand_in_ascii(&self) -> bool {
        self.automaton.is_some() && self.has_ascii
    }

    /// Whether such a form may stand in a text as it was given.
    fn may_stand_in(&self, text: &str) -> bool {
        self.automaton.is_some() && (self.has_ascii || !text.is_ascii())
    }

    /// Whether a text, as it was given, must be folded with its white space, so that the forms can be compared byte by byte.
    pub fn needs_joined_space(&self, source: &str) -> bool {
        self.has_space && self.may_stand_in(source)
    }

    /// Adds every occurrence to `out`, in order of their ends.
    pub fn find(&self, text: &str, out: &mut Vec<RawMatch>) {
        if !self.may_stand_in(text) || !self.begin.are_in(text) {
            return;
        }
        for hit in self.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(text)) {
            let pattern = self.ids[hit.pattern().as_usize()];
            out.push(RawMatch { pattern, at: FoldedSpan::new(hit.start(), hit.end()) });
        }
    }
}
