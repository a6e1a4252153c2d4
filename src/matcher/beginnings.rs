//! A first look: can a form begin with this word?

use super::{Pattern, Place};

/// The first words of all forms between edges, by their first eight bytes, as bits of a small table.
///
/// It answers no for most words of a text before anything is hashed in full.
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
            if let Some(first) = edges.iter().find(|edge| edge.ends) {
                let (word, bit) = table.place(pattern.text.as_bytes(), 0, first.at as usize);
                table.bits[word] |= bit;
            }
        }
        table
    }

    /// Whether a form may begin with the word from `start` to `end`.
    pub(super) fn may_begin(&self, text: &[u8], start: usize, end: usize) -> bool {
        let (word, bit) = self.place(text, start, end);
        self.bits[word] & bit != 0
    }

    fn place(&self, text: &[u8], start: usize, end: usize) -> (usize, u64) {
        let hash = first_eight_bytes(text, start, end).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift;
        let word = usize::try_from(hash / 64).expect("less than MOST_BITS");
        (word, 1 << (hash % 64))
    }
}

/// The first eight bytes of a word as a number; missing ones are 0.
fn first_eight_bytes(text: &[u8], start: usize, end: usize) -> u64 {
    let len = end - start;
    match text[start..].first_chunk() {
        Some(eight) if len >= 8 => u64::from_le_bytes(*eight),
        Some(eight) => u64::from_le_bytes(*eight) & ((1 << (len * 8)) - 1),
        None => text[start..end].iter().take(8).rev().fold(0, |value, &byte| value << 8 | u64::from(byte)),
    }
}
