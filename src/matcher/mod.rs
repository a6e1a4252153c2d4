//! The matcher: folded text and its edges in, raw matches out. It knows nothing of boundaries, case or entities.
//!
//! A form that must stand between boundaries begins and ends at edges of the text, so only these places are looked at.
//! [`PrefixTable`] holds the hash of every beginning of a form that ends at an edge. From each edge where a name may begin, the
//! text is followed from edge to edge for as long as what was passed is the beginning of some form. The hash of any stretch is
//! the difference of two running hashes, so that no byte is hashed twice, however many names begin before it.
//!
//! Forms that may stand anywhere, within words too, are few and go to an automaton.

mod anywhere;
mod hash;
mod prefixes;

pub use anywhere::TooManyForms;

use crate::span::{Edge, FoldedSpan};
use anywhere::Anywhere;
use hash::{Powers, running};
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
    table: PrefixTable,
    powers: Powers,
    anywhere: Anywhere,
}

/// The buffers of one thread.
#[derive(Debug, Default)]
pub struct MatcherScratch {
    hashes: Vec<u64>,
}

impl Matcher {
    /// A matcher for the forms; the n-th is [`PatternId`] n.
    ///
    /// # Errors
    ///
    /// [`TooManyForms`] where those that may stand anywhere have some 2 billion letters together.
    pub fn new(patterns: Vec<Pattern>) -> Result<Self, TooManyForms> {
        let powers = Powers::up_to(patterns.iter().map(|pattern| pattern.text.len()).max().unwrap_or_default());
        let (table, mut rest) = PrefixTable::new(&patterns);
        rest.extend(
            (0..).zip(&patterns).filter(|(_, pattern)| pattern.place == Place::Anywhere).map(|(at, _)| PatternId(at)),
        );
        let anywhere = Anywhere::new(&patterns, rest)?;
        let patterns = patterns.into_iter().map(|pattern| pattern.text.into()).collect();
        Ok(Self { patterns, table, powers, anywhere })
    }

    /// Gives `found` every occurrence of every form in `text`: those between edges, in order of their starts, then the others.
    pub fn find(&self, text: &str, edges: &[Edge], scratch: &mut MatcherScratch, mut found: impl FnMut(RawMatch)) {
        running(text.as_bytes(), edges, &mut scratch.hashes);
        for (place, edge) in edges.iter().enumerate().filter(|(_, edge)| edge.begins) {
            self.follow(text, &edges[place..], &scratch.hashes[place..], *edge, &mut found);
        }
        self.anywhere.find(text, found);
    }

    /// Follows the text from an edge on; `edges` and `hashes` begin with it.
    fn follow(&self, text: &str, edges: &[Edge], hashes: &[u64], start: Edge, found: &mut impl FnMut(RawMatch)) {
        let before = hashes[0];
        for (edge, hash) in edges.iter().zip(hashes).skip(1).filter(|(edge, _)| edge.ends) {
            let len = (edge.at - start.at) as usize;
            let Some(hash) = self.powers.difference(before, *hash, len) else { return };
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
