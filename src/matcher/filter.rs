//! Small tables of bits that say no to most of a text.

use super::hash::spread;
use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// A set of keys, some of them wrong: what it holds it never denies.
///
/// A key is two bits of one number of 32: one look at memory, and few keys too many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filter<'t> {
    words: &'t [U32],
    shift: u32,
}

impl<'t> Filter<'t> {
    /// The filter that [`FilterBuilder`] wrote.
    pub(super) fn new(words: &'t [U32]) -> Self {
        Self { words, shift: shift(words.len()) }
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(self) -> bool {
        self.words.is_empty()
    }

    /// Its numbers, and how far a spread key is shifted to be the place of one: there is one for each, which is not so in every file.
    #[cfg(target_arch = "x86_64")]
    pub(super) fn table(self) -> Option<(&'t [U32], u32)> {
        let places = 1 << (u32::BITS - self.shift);
        (self.words.len() >= places).then_some((self.words, self.shift))
    }

    /// Whether a key may be in it.
    #[inline(always)]
    pub(super) fn may_hold(self, key: u64) -> bool {
        let (word, bits) = place(key, self.shift);
        self.words.get(word).is_some_and(|word| word.get() & bits == bits)
    }
}

/// Makes a [`Filter`].
#[derive(Debug)]
pub(super) struct FilterBuilder {
    words: Vec<u32>,
}

/// The place of a bit in a number takes so many bits of a spread key: the first bit those behind the place of the number, the second those behind these.
pub(super) const PLACE_OF_BIT: u32 = 5;

impl FilterBuilder {
    const FEWEST_BITS: usize = 1 << 12;
    const MOST_BITS: usize = 1 << 26;

    /// A filter for the keys, each given once, with at least so many bits for each.
    pub(super) fn new(keys: &[u64], bits_a_key: usize) -> Self {
        if keys.is_empty() {
            return Self { words: Vec::new() };
        }
        let bits = (keys.len() * bits_a_key).next_power_of_two().clamp(Self::FEWEST_BITS, Self::MOST_BITS);
        let mut words = vec![0; bits / 32];
        let shift = shift(words.len());
        for &key in keys {
            let (word, bits) = place(key, shift);
            words[word] |= bits;
        }
        Self { words }
    }

    /// The filter as bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }
}

/// How far a spread key is shifted to be the place of a number.
fn shift(words: usize) -> u32 {
    u32::BITS - words.checked_ilog2().unwrap_or_default().clamp(1, u32::BITS - 2 * PLACE_OF_BIT)
}

#[inline(always)]
fn place(key: u64, shift: u32) -> (usize, u32) {
    let hash = spread(key);
    let bit = |shift: u32| 1 << (hash >> shift & (u32::BITS - 1));
    ((hash >> shift) as usize, bit(shift - PLACE_OF_BIT) | bit(shift - 2 * PLACE_OF_BIT))
}

/// How pieces begin that begin with a small letter or a digit, by their first three bytes: a test so cheap that it stands before the filter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beginnings<'t> {
    words: &'t [U64],
}

/// Bits of the table of first pairs of bytes, and of that of the first three.
const BITS_OF_TWO: usize = 1 << 16;
const BITS_OF_THREE: usize = 1 << 17;

impl<'t> Beginnings<'t> {
    /// The table that [`table_of_beginnings`] wrote.
    pub(super) fn new(words: &'t [U64]) -> Self {
        Self { words }
    }

    /// Whether such a piece may begin at a byte of a text.
    #[inline(always)]
    pub(super) fn may_begin(self, text: &[u8], at: usize) -> bool {
        let Some([first, second, third, _]) = text.get(at..).and_then(<[u8]>::first_chunk) else { return true };
        self.has(place_of_two(*first, *second)) | self.has(place_of_three(*first, *second, *third))
    }

    #[inline(always)]
    fn has(self, place: usize) -> bool {
        self.words.get(place / 64).is_some_and(|word| word.get() >> (place % 64) & 1 == 1)
    }
}

/// Makes the table of [`Beginnings`] of the pieces that have some keys.
pub(super) fn table_of_beginnings(keys: &[u64]) -> Vec<u8> {
    let ends_word = |byte: &u8| !byte.is_ascii_alphanumeric() && *byte != b'_';
    let mut bits = vec![0u64; (BITS_OF_TWO + BITS_OF_THREE) / 64];
    let mut set = |place: usize| bits[place / 64] |= 1 << (place % 64);
    for key in keys {
        match key.to_le_bytes() {
            [first, 0, ..] => (0..=u8::MAX).filter(ends_word).for_each(|second| set(place_of_two(first, second))),
            [first, second, 0, ..] => {
                (0..=u8::MAX).filter(ends_word).for_each(|third| set(place_of_three(first, second, third)));
            }
            [first, second, third, ..] => set(place_of_three(first, second, third)),
        }
    }
    bits.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// Capitals and small letters alike, and some other characters too.
const EITHER_CASE: u32 = 0x20_2020;

#[inline(always)]
fn place_of_two(first: u8, second: u8) -> usize {
    ((u32::from(first) | u32::from(second) << 8) | (EITHER_CASE & 0xFFFF)) as usize
}

#[inline(always)]
fn place_of_three(first: u8, second: u8, third: u8) -> usize {
    let key = (u32::from(first) | u32::from(second) << 8 | u32::from(third) << 16) | EITHER_CASE;
    BITS_OF_TWO + (key.wrapping_mul(0x9E37_79B1) >> 15) as usize
}

/// How a few pieces begin, by the halves of their first three bytes: what a processor can ask of many bytes at a time.
///
/// The pieces are dealt out to eight buckets, a bit each. A place of a text passes if one bucket has both halves of all three bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct Nibbles {
    /// For each of the three bytes, by its lower half.
    pub(super) low: [[u8; 16]; 3],
    /// By its upper half.
    pub(super) high: [[u8; 16]; 3],
}

/// With more pieces than this most places would pass.
const MOST_PIECES: usize = 640;

/// Makes the [`Nibbles`] of the pieces that have some keys, in rising order of their bytes; nothing where they would not serve.
pub(super) fn nibbles(keys: &[u64]) -> Vec<u8> {
    let mut beginnings: Vec<[u8; 3]> =
        keys.iter().map(|key| key.to_le_bytes()).map(|[a, b, c, ..]| [a, b, c]).collect();
    beginnings.sort_unstable();
    beginnings.dedup();
    if beginnings.is_empty() || beginnings.len() > MOST_PIECES {
        return Vec::new();
    }
    let mut nibbles = Nibbles::default();
    for (number, beginning) in beginnings.iter().enumerate() {
        let bucket = 1 << (number * 8 / beginnings.len());
        for (place, &byte) in beginning.iter().enumerate() {
            let has_ended = beginning[..=place].contains(&0);
            (0..=u8::MAX).filter(|other| has_ended || other | 0x20 == byte).for_each(|other| {
                nibbles.low[place][usize::from(other & 15)] |= bucket;
                nibbles.high[place][usize::from(other >> 4)] |= bucket;
            });
        }
    }
    nibbles.as_bytes().to_vec()
}
