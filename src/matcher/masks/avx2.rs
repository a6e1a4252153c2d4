//! The masks by AVX2: 32 bytes at a time.
#![allow(unsafe_code)]

use super::{BLOCK, BlockMasks, Kernel, filled_up};
use std::arch::x86_64::{
    __m256i, _mm256_add_epi8, _mm256_cmpeq_epi8, _mm256_cmpgt_epi8, _mm256_loadu_si256, _mm256_movemask_epi8,
    _mm256_or_si256, _mm256_set1_epi8,
};

const HALF: usize = BLOCK / 2;

/// The kernel, where the processor can run it.
pub(super) fn kernel() -> Option<Kernel> {
    fn run(text: &[u8], out: &mut Vec<BlockMasks>) {
        // SAFETY: `kernel` hands `run` out only where the processor has AVX2.
        unsafe { masks(text, out) }
    }
    is_x86_feature_detected!("avx2").then_some(run as Kernel)
}

#[target_feature(enable = "avx2")]
fn masks(text: &[u8], out: &mut Vec<BlockMasks>) {
    let (blocks, rest) = text.as_chunks::<BLOCK>();
    out.reserve(blocks.len() + 1);
    for bytes in blocks {
        out.push(block(bytes));
    }
    if !rest.is_empty() {
        out.push(block(&filled_up(rest)));
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
        odd: both(first.high, second.high),
    }
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
    // SAFETY: 32 bytes are there to be read, and this load asks for no alignment.
    let bytes = unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) };
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

/// Ones in each byte that lies between two ASCII characters.
///
/// The range is moved to the top of the signed numbers, so that one comparison tells: what lies above it becomes negative.
#[target_feature(enable = "avx2")]
fn between(bytes: __m256i, first: u8, last: u8) -> __m256i {
    let moved = _mm256_add_epi8(bytes, _mm256_set1_epi8((0x7F - last).cast_signed()));
    _mm256_cmpgt_epi8(moved, _mm256_set1_epi8((0x7F - last + first - 1).cast_signed()))
}

/// The highest bit of each byte.
#[target_feature(enable = "avx2")]
fn bits(bytes: __m256i) -> u32 {
    _mm256_movemask_epi8(bytes).cast_unsigned()
}
