//! Words, eight at a time: which of them a filter may hold, and how forms may open with them.
//!
//! Bytes are fetched from where each word begins, and all is told from them: where the word ends, what its keys are and its hashes, the same as
//! [`super::super::hash`] gives. What stands too near the end of the text, or is too long or too odd for that, is left to the way of one at a time.

use super::super::batch::Batch;
use super::super::filter::{Filter, PLACE_OF_BIT};
use super::super::hash::{BYTES_OF_PAIRS, EIGHT, SPREAD};
use super::super::masks::Masks;
use super::super::processor::{filter_pair, filter_word};
use super::{each, fetch, joins};
use crate::span::offset;
use std::arch::x86_64::{
    __m256i, __m512i, _mm_cvtsi32_si128, _mm256_and_si256, _mm256_cmpeq_epi32_mask, _mm256_cmpgt_epu32_mask,
    _mm256_loadu_si256, _mm256_maskz_compress_epi32, _mm256_or_si256, _mm256_set1_epi32, _mm256_sllv_epi32,
    _mm256_srl_epi32, _mm256_storeu_si256, _mm512_add_epi32, _mm512_and_si512, _mm512_cvtepi64_epi32,
    _mm512_loadu_si512, _mm512_movm_epi8, _mm512_mullo_epi32, _mm512_or_si512, _mm512_permutex2var_epi64,
    _mm512_set1_epi64, _mm512_setzero_si512, _mm512_srli_epi64, _mm512_sub_epi64, _mm512_testn_epi64_mask,
};
use zerocopy::little_endian::U32;

/// The numbers of a filter, and how far a spread key is shifted to be the place of one: [`Filter::table`].
pub(super) type Table<'t> = (&'t [U32], u32);

/// Passes on those of some places where a word begins that the filter may hold.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,popcnt")]
#[inline]
pub(super) fn filter_words(text: &[u8], masks: &Masks, places: &[u32], filter: Filter<'_>, out: &mut Batch<u32>) {
    let Some(table) = filter.table() else { return };
    let of_words = |bytes| (key(bytes, of_word(bytes)), 0);
    for (eight, count) in eights(places) {
        if !filter_eight(text, &eight, count, table, of_words, out) {
            eight[..count].iter().for_each(|&start| filter_word(text, masks, start, filter, out));
        }
    }
}

/// The keys of words: [`super::super::hash::rough_key`].
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
pub(super) fn key(bytes: __m512i, of_words: __m512i) -> __m512i {
    _mm512_and_si512(_mm512_or_si512(bytes, each(0x20)), of_words)
}

/// Passes on those of some places where characters stand that may begin a form.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,popcnt")]
#[inline]
pub(super) fn filter_pairs(text: &[u8], places: &[u32], pairs: Filter<'_>, out: &mut Batch<u32>) {
    let Some(table) = pairs.table() else {
        return places.iter().for_each(|&start| filter_pair(text, start, pairs, out));
    };
    let [low, high] = {
        let [low, high] = [0, EIGHT].map(|from| BYTES_OF_PAIRS[from..].as_ptr());
        // SAFETY: eight numbers are there to be read, and these loads ask for no alignment.
        unsafe { [_mm512_loadu_si512(low.cast()), _mm512_loadu_si512(high.cast())] }
    };
    let of_pairs = |bytes| {
        let second = _mm512_srli_epi64::<28>(bytes);
        let mask = _mm512_permutex2var_epi64(low, second, high);
        (_mm512_and_si512(bytes, mask), _mm512_testn_epi64_mask(mask, mask))
    };
    for (eight, count) in eights(places) {
        if !filter_eight(text, &eight, count, table, of_pairs, out) {
            eight[..count].iter().for_each(|&start| filter_pair(text, start, pairs, out));
        }
    }
}

/// Places, eight at a time: the last may be fewer, the rest of them the first again.
#[inline(always)]
pub(super) fn eights(places: &[u32]) -> impl Iterator<Item = ([u32; EIGHT], usize)> {
    let (eights, rest) = places.as_chunks::<EIGHT>();
    let last = rest.first().map(|&first| {
        let mut eight = [first; EIGHT];
        eight[..rest.len()].copy_from_slice(rest);
        (eight, rest.len())
    });
    eights.iter().map(|eight| (*eight, EIGHT)).chain(last)
}

/// Passes on those of the first of eight places whose key the filter may hold. The eight bytes at a place have a key, and some pass in any case. Says whether it was done: it is not
/// where fewer bytes follow a place.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,popcnt")]
#[inline]
fn filter_eight(
    text: &[u8],
    places: &[u32; EIGHT],
    count: usize,
    table: Table<'_>,
    keys: impl Fn(__m512i) -> (__m512i, u8),
    out: &mut Batch<u32>,
) -> bool {
    let eight = places;
    let places = load(places);
    if !are_followed_by(offset(EIGHT), text, places) {
        return false;
    }
    // SAFETY: eight bytes of the text follow each place.
    let (keys, pass) = keys(unsafe { fetch::eight_bytes(text.as_ptr(), eight) });
    let found = (may_hold(keys, table) | pass) & u8::MAX >> (EIGHT - count);
    put_places(out, found, places);
    true
}

/// Adds some of eight places.
#[target_feature(enable = "avx512f,avx512vl,popcnt")]
#[inline]
pub(super) fn put_places(out: &mut Batch<u32>, which: u8, places: __m256i) {
    let Some(room): Option<&mut [u32; EIGHT]> = out.room() else { return };
    // SAFETY: 32 bytes are there to be written, and this store asks for no alignment.
    unsafe { _mm256_storeu_si256(room.as_mut_ptr().cast(), _mm256_maskz_compress_epi32(which, places)) };
    out.add(which.count_ones() as usize);
}

/// Whether so many bytes of the text follow each place, and so many places behind it are numbers that a sign leaves room for.
#[target_feature(enable = "avx512f,avx512vl")]
#[inline]
pub(super) fn are_followed_by(bytes: u32, text: &[u8], places: __m256i) -> bool {
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX).min(i32::MAX.cast_unsigned());
    let last = end.checked_sub(bytes).map(|last| _mm256_set1_epi32(last.cast_signed()));
    last.is_some_and(|last| _mm256_cmpgt_epu32_mask(places, last) == 0)
}

#[target_feature(enable = "avx512f")]
#[inline]
pub(super) fn load(places: &[u32; EIGHT]) -> __m256i {
    // SAFETY: 32 bytes are there to be read, and this load asks for no alignment.
    unsafe { _mm256_loadu_si256(places.as_ptr().cast()) }
}

/// Ones in the bytes of the word that each eight bytes begin with.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
pub(super) fn of_word(bytes: __m512i) -> __m512i {
    let others = _mm512_movm_epi8(!joins(bytes));
    let lowest = _mm512_and_si512(others, _mm512_sub_epi64(_mm512_setzero_si512(), others));
    _mm512_sub_epi64(lowest, _mm512_set1_epi64(1))
}

/// Which of eight keys a filter may hold: [`Filter::may_hold`].
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
#[inline]
pub(super) fn may_hold(keys: __m512i, (table, shift): Table<'_>) -> u8 {
    let products = _mm512_mullo_epi32(keys, _mm512_set1_epi64(SPREAD.cast_signed()));
    let hashes = _mm512_cvtepi64_epi32(_mm512_add_epi32(products, _mm512_srli_epi64::<32>(products)));
    let shifted = |by: u32| _mm256_srl_epi32(hashes, _mm_cvtsi32_si128(by.cast_signed()));
    // SAFETY: the table has a number for every hash that is shifted so far, and they are fewer than 2^31.
    let words = unsafe { fetch::numbers(table.as_ptr().cast(), shifted(shift)) };
    let bit = |by: u32| {
        let place = _mm256_and_si256(shifted(by), _mm256_set1_epi32(31));
        _mm256_sllv_epi32(_mm256_set1_epi32(1), place)
    };
    let bits = _mm256_or_si256(bit(shift - PLACE_OF_BIT), bit(shift - 2 * PLACE_OF_BIT));
    _mm256_cmpeq_epi32_mask(_mm256_and_si256(words, bits), bits)
}
