//! Blocks of 64 bytes: what their bytes are, and where words may begin.

use super::super::batch::Batch;
use super::super::filter::Nibbles;
use super::super::masks::{BLOCK, BlockMasks, LeadMasks, WINDOW};
use super::joins;
use crate::instructions::{NUMBERS, between, each, load_block};
use std::arch::x86_64::{
    __m128i, __m512i, _mm_loadu_si128, _mm512_add_epi32, _mm512_and_si512, _mm512_broadcast_i32x4,
    _mm512_castsi512_si128, _mm512_cmpgt_epi8_mask, _mm512_cvtepu8_epi32, _mm512_extracti32x4_epi32,
    _mm512_maskz_compress_epi8, _mm512_movepi8_mask, _mm512_set1_epi32, _mm512_shuffle_epi8, _mm512_srli_epi16,
    _mm512_storeu_si512, _mm512_test_epi8_mask,
};

/// As [`super::super::masks::plain_block`].
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
pub(super) fn masks(bytes: &[u8; BLOCK]) -> BlockMasks {
    let bytes = load_block(bytes);
    BlockMasks {
        joins: joins(bytes),
        capital: between(bytes, b'A', b'Z'),
        // As signed numbers, bytes beyond ASCII are negative.
        graphic: _mm512_cmpgt_epi8_mask(bytes, each(b' ')),
        high: _mm512_movepi8_mask(bytes),
    }
}

/// As [`super::super::masks::plain_leads`].
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
pub(super) fn leads(bytes: &[u8; BLOCK]) -> LeadMasks {
    let bytes = load_block(bytes);
    LeadMasks { all: between(bytes, 0xC0, 0xFF), wide: between(bytes, 0xE2, 0xFF), lone: between(bytes, 0xE4, 0xE9) }
}

/// Where in a block a piece may begin.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
pub(super) fn beginnings(window: &[u8; WINDOW], nibbles: &Nibbles) -> u64 {
    let mut buckets = each(u8::MAX);
    for place in 0..nibbles.low.len() {
        let bytes = window[place..].first_chunk();
        let bytes = load_block(bytes.expect("a block lies in the window from each of its first places on"));
        let lower = each(0x0F);
        let low = _mm512_shuffle_epi8(four_times(&nibbles.low[place]), _mm512_and_si512(bytes, lower));
        let high = _mm512_and_si512(_mm512_srli_epi16::<4>(bytes), lower);
        let high = _mm512_shuffle_epi8(four_times(&nibbles.high[place]), high);
        buckets = _mm512_and_si512(buckets, _mm512_and_si512(low, high));
    }
    _mm512_test_epi8_mask(buckets, buckets)
}

/// The same sixteen bytes in all parts of a vector, which are shuffled each for itself.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn four_times(bytes: &[u8; 16]) -> __m512i {
    // SAFETY: 16 bytes are there to be read, and this load asks for no alignment.
    _mm512_broadcast_i32x4(unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) })
}

/// Adds the places of the bits of a block that begins at a place.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,popcnt")]
#[inline]
pub(super) fn add_places(places: &mut Batch<u32>, from: u32, bits: u64) {
    const WIDE: usize = 16;
    let count = bits.count_ones() as usize;
    let Some(room): Option<&mut [u32; BLOCK]> = places.room() else { return };
    let numbers = _mm512_maskz_compress_epi8(bits, load_block(&NUMBERS));
    let from = _mm512_set1_epi32(from.cast_signed());
    let (parts, _) = room.as_chunks_mut::<WIDE>();
    let put = |part: &mut [u32; WIDE], numbers: __m128i| {
        let places = _mm512_add_epi32(_mm512_cvtepu8_epi32(numbers), from);
        // SAFETY: 64 bytes are there to be written, and this store asks for no alignment.
        unsafe { _mm512_storeu_si512(part.as_mut_ptr().cast(), places) }
    };
    put(&mut parts[0], _mm512_castsi512_si128(numbers));
    if count > WIDE {
        put(&mut parts[1], _mm512_extracti32x4_epi32::<1>(numbers));
        put(&mut parts[2], _mm512_extracti32x4_epi32::<2>(numbers));
        put(&mut parts[3], _mm512_extracti32x4_epi32::<3>(numbers));
    }
    places.add(count);
}

#[cfg(test)]
mod tests {
    use super::super::super::masks::{self, plain_block, plain_leads};
    use super::super::super::processor::{Plain, Processor};
    use super::*;
    use crate::instructions::has_avx512;
    use proptest::prelude::*;

    fn check(bytes: &[u8; BLOCK]) {
        if has_avx512() {
            // SAFETY: the processor has it.
            assert_eq!(unsafe { masks(bytes) }, plain_block(bytes), "{bytes:?}");
            // SAFETY: the same.
            assert_eq!(unsafe { leads(bytes) }, plain_leads(bytes), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn a_block_is_what_the_plain_way_says(bytes: [u8; BLOCK]) {
            check(&bytes);
        }

        #[test]
        fn places_are_those_of_the_plain_way(few: u64, more: u64, even_more: u64) {
            for bits in [few, few & more, few & more & even_more, few | more | even_more, 0, u64::MAX] {
                let [mut ours, mut plain] = [Batch::default(), Batch::default()];
                [&mut ours, &mut plain].into_iter().for_each(|places| places.clear(2 * BLOCK));
                if has_avx512() {
                    // SAFETY: the processor has it.
                    unsafe { add_places(&mut ours, 4096, bits) };
                    Plain.add_places::<8>(&mut plain, 4096, bits);
                    prop_assert_eq!(ours.items(), plain.items());
                }
            }
        }
    }

    #[test]
    fn every_byte_in_every_place() {
        masks::every_byte_in_every_place(check);
    }
}
