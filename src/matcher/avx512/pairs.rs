//! The first filter of characters: which of them may begin a form with the one behind.
//!
//! In three passes over some hundred characters at a time: where they would be in the filter, what is there, and whether it is they. So many fetches are on their
//! way side by side, and all else is done for sixteen characters at a time without a wait.

use super::super::batch::Batch;
use super::super::characters::BLOCKS;
use super::super::filter::{Filter, PLACE_OF_BIT};
use super::super::hash::{BYTES_OF_PAIRS, SPREAD, halves_of};
use super::super::masks::BLOCK;
use super::fetch;
use crate::instructions::{NUMBERS, load, load_block};
use crate::span::offset;
use std::arch::x86_64::{
    __m512i, _mm_cvtsi32_si128, _mm512_add_epi8, _mm512_add_epi32, _mm512_and_si512, _mm512_castsi512_si128,
    _mm512_cmpeq_epi32_mask, _mm512_cmple_epu32_mask, _mm512_cvtepu8_epi32, _mm512_loadu_si512, _mm512_mask_or_epi32,
    _mm512_maskz_compress_epi8, _mm512_maskz_compress_epi32, _mm512_mullo_epi32, _mm512_or_si512,
    _mm512_permutexvar_epi8, _mm512_permutexvar_epi32, _mm512_rolv_epi32, _mm512_set1_epi32, _mm512_set4_epi32,
    _mm512_shuffle_epi8, _mm512_srl_epi32, _mm512_srli_epi32, _mm512_storeu_si512, _mm512_sub_epi32,
};
use zerocopy::little_endian::U32;

/// So many numbers are a vector.
const SIXTEEN: usize = 16;

/// No more than sixteen characters of three bytes or four begin in so many bytes, and all that is asked of them is in a block that begins there.
const STEP: usize = 48;

/// Blocks are as long as so many steps.
const STEPS: usize = BLOCKS * BLOCK / STEP;

/// So many characters are asked for together, and those of some blocks more.
const MANY: usize = 128;
const ROOM: usize = MANY + STEPS * SIXTEEN;

/// Characters on their way through the passes.
struct Asked {
    /// Where in the filter each is; then what is there.
    numbers: [u32; ROOM],
    /// The bits that must be there.
    bits: [u32; ROOM],
    /// Where in the text each is.
    places: [u32; ROOM],
    len: usize,
}

/// Passes on those characters of a text that may begin a form with the one behind. They are bits of its blocks, of which there are whole threes. Says whether
/// it was done: it is not where there is no filter.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,popcnt")]
#[inline]
pub(super) fn filter_pairs(text: &[u8], wide: &[u64], pairs: Filter<'_>, out: &mut Batch<u32>) -> bool {
    let Some((table, shift)) = pairs.table() else { return false };
    let mut asked = Asked { numbers: [0; ROOM], bits: [0; ROOM], places: [0; ROOM], len: 0 };
    for (number, &[first, second, third]) in wide.as_chunks::<BLOCKS>().0.iter().enumerate() {
        if first | second | third == 0 {
            continue;
        }
        let steps = [first, first >> 48 | second << 16, second >> 32 | third << 32, third >> 16];
        for (step, bits) in steps.into_iter().enumerate() {
            asked.add(text, number * BLOCKS * BLOCK + step * STEP, bits & ((1 << STEP) - 1), shift);
        }
        if asked.len > MANY {
            asked.answer(table, out);
        }
    }
    asked.answer(table, out);
    true
}

impl Asked {
    /// Adds the characters of a step, of which there are no more than sixteen.
    #[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,popcnt")]
    #[inline]
    fn add(&mut self, text: &[u8], from: usize, bits: u64, shift: u32) {
        let bytes = load(text, from);
        let places = _mm512_maskz_compress_epi8(bits, load_block(&NUMBERS));
        let places = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(places));
        let of_each = _mm512_set4_epi32(0x0C0C_0C0C, 0x0808_0808, 0x0404_0404, 0);
        let four_times = _mm512_shuffle_epi8(places, of_each);
        let at = |four: i32| _mm512_permutexvar_epi8(_mm512_add_epi8(four_times, _mm512_set1_epi32(four)), bytes);
        let [first, second] = [at(0x0302_0100), at(0x0706_0504)];
        let first = with_spaces(first);
        let sort = _mm512_srli_epi32::<28>(first);
        let mask = |masks: &[u32; SIXTEEN]| _mm512_permutexvar_epi32(sort, sixteen(masks));
        let second = _mm512_and_si512(second, mask(&SECOND));
        let hash = {
            let [by_first, by_second] = halves_of(SPREAD);
            let product = |half: __m512i, by: u32| _mm512_mullo_epi32(half, _mm512_set1_epi32(by.cast_signed()));
            _mm512_add_epi32(product(first, by_first), product(second, by_second))
        };
        let shifted = |by: u32| _mm512_srl_epi32(hash, _mm_cvtsi32_si128(by.cast_signed()));
        let bit = |by: u32| _mm512_rolv_epi32(_mm512_set1_epi32(1), shifted(by));
        let bits_there = _mm512_or_si512(bit(shift - PLACE_OF_BIT), bit(shift - 2 * PLACE_OF_BIT));
        // A second character of another sort needs a closer look: whatever is there will do.
        let bits_there = _mm512_and_si512(bits_there, mask(&IS_KNOWN));
        let from = _mm512_set1_epi32(offset(from).cast_signed());
        for (to, numbers) in [
            (&mut self.numbers, shifted(shift)),
            (&mut self.bits, bits_there),
            (&mut self.places, _mm512_add_epi32(places, from)),
        ] {
            if let Some(room) = to.get_mut(self.len..).and_then(|to| to.first_chunk_mut::<SIXTEEN>()) {
                // SAFETY: 64 bytes are there to be written, and this store asks for no alignment.
                unsafe { _mm512_storeu_si512(room.as_mut_ptr().cast(), numbers) };
            }
        }
        self.len += bits.count_ones() as usize;
    }

    /// Passes on those that the filter may hold, and forgets all.
    #[target_feature(enable = "avx512f,popcnt")]
    #[inline]
    fn answer(&mut self, table: &[U32], out: &mut Batch<u32>) {
        let len = self.len.min(self.numbers.len());
        fetch::replace_each(&mut self.numbers[..len], table);
        let [numbers, bits, places] =
            [&self.numbers, &self.bits, &self.places].map(|each| each.as_chunks::<SIXTEEN>().0);
        let mut left = len;
        for ((numbers, bits), places) in numbers.iter().zip(bits).zip(places) {
            if left == 0 {
                break;
            }
            let asked = u16::MAX >> offset(SIXTEEN).saturating_sub(offset(left));
            left = left.saturating_sub(SIXTEEN);
            let bits = sixteen(bits);
            let found = asked & _mm512_cmpeq_epi32_mask(_mm512_and_si512(sixteen(numbers), bits), bits);
            let Some(room): Option<&mut [u32; SIXTEEN]> = out.room() else { return };
            let places = _mm512_maskz_compress_epi32(found, sixteen(places));
            // SAFETY: 64 bytes are there to be written, and this store asks for no alignment.
            unsafe { _mm512_storeu_si512(room.as_mut_ptr().cast(), places) };
            out.add(found.count_ones() as usize);
        }
        self.len = 0;
    }
}

/// White space of ASCII in the last of four bytes as a space, as which forms have it.
#[target_feature(enable = "avx512f")]
#[inline]
fn with_spaces(bytes: __m512i) -> __m512i {
    let number = |number: i32| _mm512_set1_epi32(number);
    let is_space =
        _mm512_cmple_epu32_mask(_mm512_sub_epi32(_mm512_srli_epi32::<24>(bytes), number(0x09)), number(0x0D - 0x09));
    let others = _mm512_and_si512(bytes, number(0x00FF_FFFF));
    _mm512_mask_or_epi32(bytes, is_space, others, number(0x2000_0000))
}

#[target_feature(enable = "avx512f")]
#[inline]
fn sixteen(numbers: &[u32; SIXTEEN]) -> __m512i {
    // SAFETY: 64 bytes are there to be read, and this load asks for no alignment.
    unsafe { _mm512_loadu_si512(numbers.as_ptr().cast()) }
}

/// The halves of [`BYTES_OF_PAIRS`]: of the first four bytes all or none are those of a pair.
const IS_KNOWN: [u32; SIXTEEN] = halves_of_bytes(0);
const SECOND: [u32; SIXTEEN] = halves_of_bytes(1);

const fn halves_of_bytes(which: usize) -> [u32; SIXTEEN] {
    let mut halves = [0; SIXTEEN];
    let mut at = 0;
    while at < SIXTEEN {
        halves[at] = halves_of(BYTES_OF_PAIRS[at])[which];
        at += 1;
    }
    halves
}

#[cfg(test)]
mod tests {
    use super::super::super::filter::FilterBuilder;
    use super::super::super::hash::key_of_any_pair;
    use super::super::blocks::leads;
    use super::*;
    use crate::instructions::has_avx512;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn characters_are_those_of_the_filter(
            text in "([国中人民々，。—🙂]{1,40}|[ \n\t\r]{1,3}|[a-zA-Z0-9.é·]{1,70}){0,30}",
            pairs in prop::collection::vec("[国中人民][国中人民， é9]", 1..8),
        ) {
            let key = |text: &str| {
                let mut eight = [0; 8];
                eight.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte);
                let is_space = matches!(eight[3], b'\t'..=b'\r');
                eight[3] = if is_space { b' ' } else { eight[3] };
                key_of_any_pair(eight)
            };
            let keys: Vec<u64> = pairs.iter().map(|pair| key(pair).0).collect();
            let words: Vec<U32> = FilterBuilder::new(&keys, 16)
                .bytes()
                .as_chunks()
                .0
                .iter()
                .map(|four| U32::from_bytes(*four))
                .collect();
            let filter = Filter::new(&words);
            let is_wide = |place: usize| text.as_bytes()[place] >= 0xE2;
            let expected: Vec<u32> = text
                .char_indices()
                .filter(|(place, _)| is_wide(*place))
                .filter(|(place, _)| {
                    let (key, is_known) = key(&text[*place..]);
                    !is_known || filter.may_hold(key)
                })
                .map(|(place, _)| offset(place))
                .collect();
            if has_avx512() {
                let mut wide = Vec::new();
                for from in (0..text.len()).step_by(BLOCK) {
                    let mut block = [0; BLOCK];
                    block.iter_mut().zip(&text.as_bytes()[from..]).for_each(|(to, byte)| *to = *byte);
                    // SAFETY: the processor has it.
                    wide.push(unsafe { leads(&block) }.wide);
                }
                wide.resize(wide.len().next_multiple_of(BLOCKS), 0);
                let mut found = Batch::default();
                found.clear(text.len() + SIXTEEN);
                // SAFETY: the same.
                let done = unsafe { filter_pairs(text.as_bytes(), &wide, filter, &mut found) };
                prop_assert!(done);
                prop_assert_eq!(found.items(), expected);
            }
        }
    }
}
