//! The search compiled for processors with AVX2, which all of the last ten years have: blocks are looked at 32 bytes at a time, and bits are counted
//! by instructions of their own.
//!
//! The code is that of [`Matcher::find_by`], whatever the processor; only what it asks of a [`Processor`] is another.
#![allow(unsafe_code)]

use super::filter::Nibbles;
use super::masks::{BLOCK, BlockMasks, LeadMasks, WINDOW};
use super::processor::Processor;
use super::{Buffers, FoldedText, Matcher, RawMatch};
use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_add_epi8, _mm256_and_si256, _mm256_broadcastsi128_si256, _mm256_cmpeq_epi8,
    _mm256_cmpgt_epi8, _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set1_epi8,
    _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_srli_epi16,
};

const HALF: usize = BLOCK / 2;

/// Does what [`Matcher::find`] does, and says so; or nothing, where the processor cannot.
pub(super) fn find(
    matcher: &Matcher<'_>,
    text: FoldedText<'_>,
    buffers: &mut Buffers,
    out: &mut Vec<RawMatch>,
) -> bool {
    let can = is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("popcnt");
    if can {
        // SAFETY: the processor has all that the function was compiled for.
        unsafe { find_here(matcher, text, buffers, out) }
    }
    can
}

#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
fn find_here(matcher: &Matcher<'_>, text: FoldedText<'_>, buffers: &mut Buffers, out: &mut Vec<RawMatch>) {
    matcher.find_by(Avx2, text, buffers, out);
}

/// A processor with AVX2: made only behind the question whether there is one.
#[derive(Clone, Copy, Debug)]
struct Avx2;

impl Processor for Avx2 {
    #[inline(always)]
    fn block(self, bytes: &[u8; BLOCK]) -> BlockMasks {
        // SAFETY: an `Avx2` says that the processor has AVX2.
        unsafe { block(bytes) }
    }

    #[inline(always)]
    fn beginnings(self, window: &[u8; WINDOW], nibbles: &Nibbles) -> u64 {
        // SAFETY: an `Avx2` says that the processor has AVX2.
        unsafe { beginnings(window, nibbles) }
    }

    #[inline(always)]
    fn leads(self, bytes: &[u8; BLOCK]) -> LeadMasks {
        // SAFETY: an `Avx2` says that the processor has AVX2.
        unsafe { leads(bytes) }
    }
}

#[target_feature(enable = "avx2")]
fn block(bytes: &[u8; BLOCK]) -> BlockMasks {
    let (halves, _) = bytes.as_chunks::<HALF>();
    let (first, second) = (half(&halves[0]), half(&halves[1]));
    let both = |first: u32, second: u32| u64::from(first) | u64::from(second) << HALF;
    BlockMasks {
        joins: both(first.joins, second.joins),
        capital: both(first.capital, second.capital),
        graphic: both(first.graphic, second.graphic),
        high: both(first.high, second.high),
    }
}

#[target_feature(enable = "avx2")]
fn leads(bytes: &[u8; BLOCK]) -> LeadMasks {
    let (halves, _) = bytes.as_chunks::<HALF>();
    let (low, high) = (load(&halves[0]), load(&halves[1]));
    let both =
        |first, last| u64::from(bits(between(low, first, last))) | u64::from(bits(between(high, first, last))) << HALF;
    LeadMasks { all: both(0xC0, 0xFF), wide: both(0xE2, 0xFF), lone: both(0xE4, 0xE9) }
}

#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; HALF]) -> __m256i {
    // SAFETY: 32 bytes are there to be read, and this load asks for no alignment.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

/// As [`BlockMasks`], of half a block.
struct HalfMasks {
    joins: u32,
    capital: u32,
    graphic: u32,
    high: u32,
}

#[target_feature(enable = "avx2")]
fn half(bytes: &[u8; HALF]) -> HalfMasks {
    let bytes = load(bytes);
    let letters = between(_mm256_or_si256(bytes, _mm256_set1_epi8(0x20)), b'a', b'z');
    let digits = between(bytes, b'0', b'9');
    let underscores = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'_'.cast_signed()));
    let joins = _mm256_or_si256(_mm256_or_si256(letters, digits), underscores);
    HalfMasks {
        joins: bits(joins),
        capital: bits(between(bytes, b'A', b'Z')),
        // As signed numbers, bytes beyond ASCII are negative.
        graphic: bits(_mm256_cmpgt_epi8(bytes, _mm256_set1_epi8(b' '.cast_signed()))),
        high: bits(bytes),
    }
}

/// Ones in each byte that lies between two others, both included.
///
/// The range is moved to the top of the signed numbers, so that one comparison tells: what lies above it becomes negative.
#[target_feature(enable = "avx2")]
fn between(bytes: __m256i, first: u8, last: u8) -> __m256i {
    let top = i8::MAX.cast_unsigned();
    let moved = _mm256_add_epi8(bytes, _mm256_set1_epi8(top.wrapping_sub(last).cast_signed()));
    _mm256_cmpgt_epi8(moved, _mm256_set1_epi8((top - (last - first) - 1).cast_signed()))
}

/// Where in a block a piece may begin.
#[target_feature(enable = "avx2")]
fn beginnings(window: &[u8; WINDOW], nibbles: &Nibbles) -> u64 {
    let half = |from: usize| {
        let mut buckets = _mm256_set1_epi8(-1);
        for place in 0..nibbles.low.len() {
            let bytes = window[from + place..].first_chunk();
            let bytes = load(bytes.expect("half a block lies in the window from each of its first places on"));
            let lower = _mm256_set1_epi8(0x0F);
            let low = _mm256_shuffle_epi8(twice(&nibbles.low[place]), _mm256_and_si256(bytes, lower));
            let high = _mm256_shuffle_epi8(
                twice(&nibbles.high[place]),
                _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), lower),
            );
            buckets = _mm256_and_si256(buckets, _mm256_and_si256(low, high));
        }
        u64::from(!bits(_mm256_cmpeq_epi8(buckets, _mm256_setzero_si256())))
    };
    half(0) | half(HALF) << HALF
}

/// The same sixteen bytes in both halves of a vector, which are shuffled each for itself.
#[target_feature(enable = "avx2")]
fn twice(bytes: &[u8; 16]) -> __m256i {
    // SAFETY: 16 bytes are there to be read, and this load asks for no alignment.
    _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) })
}

/// The highest bit of each byte.
#[target_feature(enable = "avx2")]
fn bits(bytes: __m256i) -> u32 {
    _mm256_movemask_epi8(bytes).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::super::masks::{self, plain_block, plain_leads};
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &[u8; BLOCK]) {
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            assert_eq!(unsafe { block(bytes) }, plain_block(bytes), "{bytes:?}");
            // SAFETY: the same.
            assert_eq!(unsafe { leads(bytes) }, plain_leads(bytes), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn a_block_is_what_the_plain_way_says(bytes: [u8; BLOCK]) {
            check(&bytes);
        }
    }

    #[test]
    fn every_byte_in_every_place() {
        masks::every_byte_in_every_place(check);
    }
}
