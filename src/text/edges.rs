//! The places of a folded text where a whole name may begin or end.
//!
//! They are the places at which [`super::boundary`] may say yes, and a few more: the matcher looks nowhere else, and what it
//! finds is still asked of the source.

use super::characters::class;
use super::{Folded, WALL};
use crate::span::{Edge, offset};

/// Finds the edges of a folded text, in rising order, into `out`, whose buffer is used again.
pub fn edges_into(folded: &Folded, out: &mut Vec<Edge>) {
    collect(folded.text(), folded.seams(), out);
}

/// The edges of a folded name by itself, its end included.
pub fn edges_of_name(folded: &str) -> Vec<Edge> {
    let mut out = Vec::new();
    collect(folded, &[], &mut out);
    out
}

/// Whether a folded name begins with a mark: where it may begin then depends on what the mark stands on.
pub fn begins_with_mark(folded: &str) -> bool {
    folded.chars().next().is_some_and(|c| class(c).is_mark())
}

fn collect(text: &str, seams: &[u32], out: &mut Vec<Edge>) {
    out.clear();
    let mut walk =
        Walk { before: ' ', base_joins: false, is_base_hidden: false, seams: seams.iter().copied().peekable() };
    for (at, c) in text.char_indices() {
        out.extend(walk.step(at, c));
    }
    out.extend(walk.step(text.len(), ' '));
}

struct Walk<S: Iterator<Item = u32>> {
    before: char,
    /// Whether the character that stands before, marks passed over, joins.
    base_joins: bool,
    /// Whether marks alone stand between a seam and here: in the source they may stand on something that does not join.
    is_base_hidden: bool,
    seams: std::iter::Peekable<S>,
}

impl<S: Iterator<Item = u32>> Walk<S> {
    /// The edge before the character `c` at `at`, if there is one.
    fn step(&mut self, at: usize, c: char) -> Option<Edge> {
        let at = offset(at);
        let mut is_hidden = self.is_base_hidden;
        while self.seams.next_if(|&seam| seam <= at).is_some() {
            is_hidden = true;
        }
        let (joins, is_mark, is_hangul) = if c.is_ascii() {
            (c.is_ascii_alphanumeric() || c == '_', false, false)
        } else {
            let class = class(c);
            (class.joins(), class.is_mark(), class.is_hangul())
        };
        let is_open = !(self.base_joins && (joins || is_mark));
        let is_cut = is_open || is_hidden;
        let edge = Edge {
            at,
            begins: is_cut && !is_blank(c),
            ends: (is_cut || is_hangul) && !is_blank(self.before),
            is_seam: is_hidden && !is_open,
        };
        self.before = c;
        self.base_joins = if is_mark { self.base_joins } else { joins };
        self.is_base_hidden = is_mark && is_hidden;
        (edge.begins || edge.ends).then_some(edge)
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | WALL)
}
