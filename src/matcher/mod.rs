//! The matcher: folded text in, raw matches out. It knows nothing of boundaries, case or entities.

use crate::span::FoldedSpan;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// A folded form by its place in the list that the matcher was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PatternId(pub u32);

/// A folded form that stands in a folded text, whatever stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawMatch {
    /// Which form.
    pub pattern: PatternId,
    /// Where.
    pub at: FoldedSpan,
}

/// Finds every occurrence of many forms in one pass over a text.
///
/// Every occurrence, not the longest: one that loses its boundary or its case must never hide a shorter one that keeps both.
#[derive(Debug)]
pub struct Matcher {
    automaton: AhoCorasick,
}

/// More forms than the automaton can number.
#[derive(Debug, thiserror::Error)]
#[error("the dictionary's {patterns} distinct forms are too many for the matcher")]
pub struct TooManyForms {
    patterns: usize,
    source: aho_corasick::BuildError,
}

impl Matcher {
    /// A matcher for the forms; the n-th is [`PatternId`] n.
    ///
    /// # Errors
    ///
    /// [`TooManyForms`] where the forms have some 2 billion letters together.
    pub fn new(patterns: &[String]) -> Result<Self, TooManyForms> {
        // The contiguous automaton takes an eighth of the memory of the one that is fastest on small dictionaries, and
        // with 100,000 names and more it is the faster one too.
        AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::Standard)
            .build(patterns)
            .map(|automaton| Self { automaton })
            .map_err(|source| TooManyForms { patterns: patterns.len(), source })
    }

    /// Every occurrence of every form in `text`, in order of their ends.
    pub fn matches(&self, text: &str) -> impl Iterator<Item = RawMatch> {
        self.automaton.find_overlapping_iter(text).map(|found| RawMatch {
            pattern: PatternId(found.pattern().as_u32()),
            at: FoldedSpan::new(found.start(), found.end()),
        })
    }
}
