//! Forms that may stand anywhere in a text: an automaton of the aho-corasick crate.

use super::{Pattern, PatternId, RawMatch};
use crate::span::FoldedSpan;
use aho_corasick::{AhoCorasick, MatchKind};

/// The forms that may stand within words.
#[derive(Debug)]
pub(super) struct Anywhere {
    automaton: Option<AhoCorasick>,
    ids: Vec<PatternId>,
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
    pub(super) fn new(patterns: &[Pattern], ids: Vec<PatternId>) -> Result<Self, TooManyForms> {
        if ids.is_empty() {
            return Ok(Self { automaton: None, ids });
        }
        let forms = ids.iter().map(|id| &patterns[id.0 as usize].text);
        match AhoCorasick::builder().match_kind(MatchKind::Standard).build(forms) {
            Ok(automaton) => Ok(Self { automaton: Some(automaton), ids }),
            Err(source) => Err(TooManyForms { forms: ids.len(), source }),
        }
    }

    /// Gives `found` every occurrence, in order of their ends.
    pub(super) fn find(&self, text: &str, mut found: impl FnMut(RawMatch)) {
        for hit in self.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(text)) {
            found(RawMatch {
                pattern: self.ids[hit.pattern().as_usize()],
                at: FoldedSpan::new(hit.start(), hit.end()),
            });
        }
    }
}
