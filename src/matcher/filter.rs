//! Small tables of bits that say no to most of a text.

use super::hash::spread;
use zerocopy::little_endian::U64;

/// A set of keys, some of them wrong: what it holds it never denies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filter<'t> {
    words: &'t [U64],
    shift: u32,
}

impl<'t> Filter<'t> {
    /// The filter that [`FilterBuilder`] wrote.
    pub(super) fn new(words: &'t [U64]) -> Self {
        Self { words, shift: shift(words.len()) }
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(self) -> bool {
        self.words.is_empty()
    }

    /// Whether a key may be in it.
    #[inline(always)]
    pub(super) fn may_hold(self, key: u64) -> bool {
        let (word, bit) = place(key, self.shift);
        self.words.get(word).is_some_and(|word| word.get() >> bit & 1 == 1)
    }
}

/// Makes a [`Filter`].
#[derive(Debug)]
pub(super) struct FilterBuilder {
    words: Vec<u64>,
}

impl FilterBuilder {
    const FEWEST_BITS: usize = 1 << 12;
    const MOST_BITS: usize = 1 << 26;

    /// A filter for the keys, each given once, with at least so many bits for each.
    pub(super) fn new(keys: &[u64], bits_a_key: usize) -> Self {
        if keys.is_empty() {
            return Self { words: Vec::new() };
        }
        let bits = (keys.len() * bits_a_key).next_power_of_two().clamp(Self::FEWEST_BITS, Self::MOST_BITS);
        let mut words = vec![0; bits / 64];
        let shift = shift(words.len());
        for &key in keys {
            let (word, bit) = place(key, shift);
            words[word] |= 1 << bit;
        }
        Self { words }
    }

    /// The filter as bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }
}

/// How far the hash of a key is shifted to be the number of a bit.
fn shift(words: usize) -> u32 {
    u64::BITS - words.checked_ilog2().map_or(6, |log| log + 6)
}

#[inline(always)]
fn place(key: u64, shift: u32) -> (usize, u64) {
    let hash = spread(key) >> shift;
    (usize::try_from(hash / 64).expect("a table in memory has fewer words"), hash % 64)
}
