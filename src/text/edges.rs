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
    let mut walk = Walk { text, seams, before: ' ', base_joins: false, is_base_hidden: false };
    let mut at = 0;
    while at < text.len() {
        // Up to the end of the next stretch of plain blocks, then character by character behind it.
        at = walk.plain_blocks(at, out);
        let end = (at + BLOCK).min(text.len());
        while at < end {
            let Some(c) = text[at..].chars().next() else { break };
            out.extend(walk.step(at, c));
            at += c.len_utf8();
        }
    }
    out.extend(walk.step(text.len(), ' '));
}

struct Walk<'t> {
    text: &'t str,
    /// The seams that are still to come.
    seams: &'t [u32],
    before: char,
    /// Whether the character that stands before, marks passed over, joins.
    base_joins: bool,
    /// Whether marks alone stand between a seam and here: in the source they may stand on something that does not join.
    is_base_hidden: bool,
}

impl Walk<'_> {
    /// Finds the edges of whole blocks of ASCII, as far as there are any, and returns where they end.
    ///
    /// A block is looked at as a whole: its bytes become bits, and the edges are where these change. The branch on every letter that
    /// a search byte by byte takes, and mostly takes wrongly at the end of a word, is what this spares.
    fn plain_blocks(&mut self, mut at: usize, out: &mut Vec<Edge>) -> usize {
        let end = self.seams.first().map_or(self.text.len(), |&seam| self.text.len().min(seam as usize));
        while let Some(block) =
            self.text.as_bytes().get(at..at + BLOCK).filter(|_| at + BLOCK <= end && !self.is_base_hidden)
        {
            let Some(bits) = Bits::of(block) else { break };
            let carry = |bits: u64, before: bool| bits << 1 | u64::from(before);
            let open = !(bits.joins & carry(bits.joins, self.base_joins));
            let begins = open & !bits.blank;
            let ends = open & !carry(bits.blank, is_blank(self.before));
            let mut edges = begins | ends;
            while edges != 0 {
                let place = edges.trailing_zeros();
                let is_set = |bits: u64| bits >> place & 1 == 1;
                out.push(Edge { at: offset(at) + place, begins: is_set(begins), ends: is_set(ends), is_seam: false });
                edges &= edges - 1;
            }
            self.before = char::from(block[BLOCK - 1]);
            self.base_joins = bits.joins >> (BLOCK - 1) == 1;
            at += BLOCK;
        }
        at
    }

    /// The edge before the character `c` at `at`, if there is one.
    fn step(&mut self, at: usize, c: char) -> Option<Edge> {
        let at = offset(at);
        let class = class(c);
        if class.is_plain_cjk() && self.seams.first().is_none_or(|&seam| seam > at) {
            let edge = Edge { at, begins: true, ends: !is_blank(self.before), is_seam: false };
            (self.before, self.base_joins, self.is_base_hidden) = (c, false, false);
            return Some(edge);
        }
        let mut is_hidden = self.is_base_hidden;
        while let [seam, rest @ ..] = self.seams
            && *seam <= at
        {
            is_hidden = true;
            self.seams = rest;
        }
        let (joins, is_mark, is_hangul) = (class.joins(), class.is_mark(), class.is_hangul());
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

/// So many bytes are looked at as a whole: as many as a number has bits.
const BLOCK: usize = 64;

/// The classes of a block's bytes, a bit a byte, the first byte lowest.
struct Bits {
    joins: u64,
    blank: u64,
}

impl Bits {
    /// The bits of a block; none if it is not all ASCII.
    fn of(block: &[u8]) -> Option<Self> {
        let (mut joins, mut blank) = (0, 0);
        for (place, &byte) in block.iter().enumerate() {
            let class = ASCII[usize::from(byte & 0x7F)];
            joins |= u64::from(class & 1) << place;
            blank |= u64::from(class >> 1) << place;
        }
        block.is_ascii().then_some(Self { joins, blank })
    }
}

/// For each ASCII character 1 where it joins, 2 where it is a space or a wall.
static ASCII: [u8; 128] = {
    let mut classes = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte as usize] = if byte == b'_' || byte.is_ascii_alphanumeric() {
            1
        } else if byte == b' ' || byte == b'\n' {
            2
        } else {
            0
        };
        byte += 1;
    }
    classes
};
