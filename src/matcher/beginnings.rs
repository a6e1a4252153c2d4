//! A first look: can a form begin like this?

use super::{Pattern, Place};
use crate::span::Edge;

/// A first piece of so many bytes says little: a Chinese character, or `san`. The second piece is looked at together with it.
const SHORT: u32 = 4;

/// How all forms between edges begin: the first eight bytes of their first piece, or of the first two where the first is short, as bits of
/// a small table.
///
/// It answers no for most places of a text before anything is hashed in full.
#[derive(Debug)]
pub(super) struct Beginnings {
    bits: Vec<u64>,
    shift: u32,
}

impl Beginnings {
    /// Bits of the table for each form. With few forms it fits into the fastest cache.
    const BITS_A_FORM: usize = 8;
    const FEWEST_BITS: usize = 1 << 15;
    const MOST_BITS: usize = 1 << 24;

    pub(super) fn new(patterns: &[Pattern]) -> Self {
        let wanted = (patterns.len() * Self::BITS_A_FORM).next_power_of_two();
        let size = wanted.clamp(Self::FEWEST_BITS, Self::MOST_BITS);
        let mut table = Self { bits: vec![0; size / 64], shift: u64::BITS - size.ilog2() };
        for pattern in patterns {
            let Place::BetweenEdges(edges) = &pattern.place else { continue };
            let mut ends = edges.iter().filter(|edge| edge.ends).map(|edge| edge.at);
            if let Some(first) = ends.next() {
                let end = if first <= SHORT { ends.next().unwrap_or(first) } else { first };
                let (word, bit) = table.place(pattern.text.as_bytes(), 0, end);
                table.bits[word] |= bit;
            }
        }
        table
    }

    /// Whether a form may begin at `start`; `edges` are those behind it.
    pub(super) fn may_begin(&self, text: &[u8], start: u32, edges: &[Edge]) -> bool {
        let mut ends = edges.iter().filter(|edge| edge.ends);
        let Some(first) = ends.next() else { return false };
        // A form may run over a seam without having an edge of its own there: its pieces may be longer.
        if first.is_seam || self.is_known(text, start, first.at) {
            return true;
        }
        let is_short = first.at - start <= SHORT;
        is_short && ends.next().is_some_and(|second| second.is_seam || self.is_known(text, start, second.at))
    }

    fn is_known(&self, text: &[u8], start: u32, end: u32) -> bool {
        let (word, bit) = self.place(text, start, end);
        self.bits[word] & bit != 0
    }

    fn place(&self, text: &[u8], start: u32, end: u32) -> (usize, u64) {
        let hash =
            first_eight_bytes(text, start as usize, end as usize).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift;
        let word = usize::try_from(hash / 64).expect("less than MOST_BITS");
        (word, 1 << (hash % 64))
    }
}

/// The first eight bytes of a stretch as a number; missing ones are 0.
fn first_eight_bytes(text: &[u8], start: usize, end: usize) -> u64 {
    let len = end - start;
    match text[start..].first_chunk() {
        Some(eight) if len >= 8 => u64::from_le_bytes(*eight),
        Some(eight) => u64::from_le_bytes(*eight) & ((1 << (len * 8)) - 1),
        None => text[start..end].iter().take(8).rev().fold(0, |value, &byte| value << 8 | u64::from(byte)),
    }
}
