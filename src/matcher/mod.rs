//! The matcher: folded text and its edges in, raw matches out. It knows nothing of boundaries, case or entities.
//!
//! A form that must stand between boundaries begins and ends at edges of the text, so only these places are looked at. A small table of
//! how forms begin says no to most of them. From the others the text is followed from edge to edge for as long as what was passed is
//! the beginning of some form, which a table of the hashes of all such beginnings tells.
//!
//! Forms that may stand anywhere, within words too, are few and go to an automaton.

mod anywhere;
mod beginnings;
mod hash;
mod prefixes;

pub use anywhere::TooManyForms;

use crate::span::{Edge, FoldedSpan};
use anywhere::Anywhere;
use beginnings::Beginnings;
use hash::extend;
use prefixes::PrefixTable;

/// A folded form by its place in the list that the matcher was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PatternId(pub u32);

/// A folded form that stands in a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawMatch {
    /// Which form.
    pub pattern: PatternId,
    /// Where.
    pub at: FoldedSpan,
}

/// A folded form to look for.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The form; not empty.
    pub text: String,
    /// Where it is looked for.
    pub place: Place,
}

/// Where in a text a form is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// From edge to edge; these are the form's own, its end included.
    BetweenEdges(Vec<Edge>),
    /// Anywhere, also within words.
    Anywhere,
}

/// Finds every occurrence of many forms in a text.
///
/// Every occurrence, not the longest: one that loses its boundary or its case must never hide a shorter one that keeps both.
#[derive(Debug)]
pub struct Matcher {
    patterns: Vec<Box<str>>,
    beginnings: Beginnings,
    table: PrefixTable,
    anywhere: Anywhere,
}

impl Matcher {
    /// A matcher for the forms; the n-th is [`PatternId`] n.
    ///
    /// # Errors
    ///
    /// [`TooManyForms`] where those that may stand anywhere have some 2 billion letters together.
    pub fn new(patterns: Vec<Pattern>) -> Result<Self, TooManyForms> {
        let beginnings = Beginnings::new(&patterns);
        let (table, mut rest) = PrefixTable::new(&patterns);
        rest.extend(
            (0..).zip(&patterns).filter(|(_, pattern)| pattern.place == Place::Anywhere).map(|(at, _)| PatternId(at)),
        );
        let anywhere = Anywhere::new(&patterns, rest)?;
        let patterns = patterns.into_iter().map(|pattern| pattern.text.into()).collect();
        Ok(Self { patterns, beginnings, table, anywhere })
    }

    /// Gives `found` every occurrence of every form in `text`: those between edges, in order of their starts, then the others.
    pub fn find(&self, text: &str, edges: &[Edge], mut found: impl FnMut(RawMatch)) {
        let mut edges = edges;
        while let [start, rest @ ..] = edges {
            edges = rest;
            if start.begins && self.beginnings.may_begin(text.as_bytes(), start.at, rest) {
                self.follow(text, *start, rest, &mut found);
            }
        }
        self.anywhere.find(text, found);
    }

    /// Follows the text from an edge on; `edges` are those behind it.
    fn follow(&self, text: &str, start: Edge, edges: &[Edge], found: &mut impl FnMut(RawMatch)) {
        let (mut hash, mut from) = (0, start.at as usize);
        for edge in edges.iter().filter(|edge| edge.ends) {
            hash = extend(hash, &text.as_bytes()[from..edge.at as usize]);
            from = edge.at as usize;
            let prefix = self.table.get(hash);
            if let Some(pattern) = prefix.and_then(|prefix| prefix.pattern()) {
                let at = FoldedSpan { start: start.at, end: edge.at };
                if text[at.range()] == *self.patterns[pattern.0 as usize] {
                    found(RawMatch { pattern, at });
                }
            }
            // A form may run over a seam without having an edge of its own there.
            if !edge.is_seam && !prefix.is_some_and(|prefix| prefix.goes_on()) {
                return;
            }
        }
    }
}
