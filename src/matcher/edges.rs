//! The places of a folded text where a whole name may begin or end, character by character.
//!
//! They are the places at which `text::boundary` may say yes, and a few more: the matcher looks nowhere else, and what it
//! finds is still asked of the source. Where a text is plain ASCII, [`super::words`] knows them by bits instead.

use crate::character::class;
use crate::span::{Edge, offset};

/// The edges of a folded text, in rising order, its end included. `seams` are those of the text.
pub fn edges(text: &str, seams: &[u32]) -> Vec<Edge> {
    Edges::new(text, seams, 0).collect()
}

/// The edges of a text from a place on.
#[derive(Clone, Debug)]
pub(super) struct Edges<'t> {
    text: &'t str,
    at: usize,
    /// The seams that are still to come.
    seams: &'t [u32],
    before: char,
    /// Whether the character that stands before, marks passed over, joins.
    base_joins: bool,
    /// Whether marks alone stand between a seam and here: in the source they may stand on something that does not join.
    is_base_hidden: bool,
    is_over: bool,
}

impl<'t> Edges<'t> {
    /// Starts at a place that is itself an edge, or the beginning of the text.
    pub(super) fn new(text: &'t str, seams: &'t [u32], start: usize) -> Self {
        let passed = seams.partition_point(|&seam| (seam as usize) < start);
        Self {
            text,
            at: start,
            seams: &seams[passed..],
            before: ' ',
            base_joins: false,
            is_base_hidden: false,
            is_over: false,
        }
    }

    /// The edge before the character `c` at `at`, if there is one.
    fn step(&mut self, at: usize, c: char) -> Option<Edge> {
        let at = offset(at);
        let mut is_hidden = self.is_base_hidden;
        while let [seam, rest @ ..] = self.seams
            && *seam <= at
        {
            is_hidden = true;
            self.seams = rest;
        }
        let class = class(c);
        let (joins, is_mark, is_hangul) = (class.joins(), class.is_mark(), class.is_hangul());
        let is_open = !(self.base_joins && (joins || is_mark));
        let is_cut = is_open || is_hidden;
        let edge = Edge {
            at,
            begins: is_cut && !is_blank(c),
            ends: (is_cut || is_hangul) && !is_blank(self.before),
            is_seam: is_hidden && !is_open && !is_hangul,
        };
        self.before = c;
        self.base_joins = if is_mark { self.base_joins } else { joins };
        self.is_base_hidden = is_mark && is_hidden;
        (edge.begins || edge.ends).then_some(edge)
    }
}

impl Iterator for Edges<'_> {
    type Item = Edge;

    fn next(&mut self) -> Option<Edge> {
        while let Some(c) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            let at = self.at;
            self.at += c.len_utf8();
            if let Some(edge) = self.step(at, c) {
                return Some(edge);
            }
        }
        let end = if self.is_over { None } else { self.step(self.text.len(), ' ') };
        self.is_over = true;
        end
    }
}

/// White space of a folded text.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}
