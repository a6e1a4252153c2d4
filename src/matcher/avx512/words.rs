//! Words, eight at a time: which of them a filter may hold, and how forms may open with them.
//!
//! Bytes are fetched from where each word begins, and all is told from them: where the word ends, what its keys are and its hashes, the same as
//! [`super::super::hash`] gives. What stands too near the end of the text, or is too long or too odd for that, is left to the way of one at a time.

use super::super::batch::Batch;
use super::super::filter::{Filter, PLACE_OF_BIT};
use super::super::hash::{EIGHT, SPREAD};
use super::super::masks::Masks;
use super::super::processor::filter_word;
use super::{fetch, joins};
use crate::instructions::each;
use crate::span::offset;
use std::arch::x86_64::{
    __m256i, __m512i, _mm_cvtsi32_si128, _mm256_and_si256, _mm256_cmpeq_epi32_mask, _mm256_cmpgt_epu32_mask,
    _mm256_loadu_si256, _mm256_maskz_compress_epi32, _mm256_or_si256, _mm256_set1_epi32, _mm256_sllv_epi32,
    _mm256_srl_epi32, _mm256_storeu_si256, _mm512_add_epi32, _mm512_add_epi64, _mm512_and_si512, _mm512_cvtepi64_epi32,
    _mm512_cvtepu32_epi64, _mm512_maskz_compress_epi64, _mm512_movm_epi8, _mm512_mullo_epi32, _mm512_or_si512,
    _mm512_permutex2var_epi64, _mm512_set1_epi64, _mm512_setr_epi64, _mm512_setzero_si512, _mm512_slli_epi64,
    _mm512_srli_epi64, _mm512_storeu_si512, _mm512_sub_epi64,
};
use zerocopy::little_endian::U32;
use zerocopy::{FromBytes, IntoBytes};

/// The numbers of a filter, and how far a spread key is shifted to be the place of one: [`Filter::table`].
pub(super) type Table<'t> = (&'t [U32], u32);

/// Passes on those of some places where a word begins that the filter may hold.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,popcnt")]
#[inline]
pub(super) fn filter_words(text: &[u8], masks: &Masks, places: &[u32], filter: Filter<'_>, out: &mut Batch<u32>) {
    let Some(table) = filter.table() else { return };
    for (eight, count) in eights(places) {
        if !filter_eight(text, &eight, count, table, out) {
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

/// The same for the first of eight places. Says whether it was done: it is not where fewer than eight bytes follow one.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,popcnt")]
#[inline]
fn filter_eight(text: &[u8], eight: &[u32; EIGHT], count: usize, table: Table<'_>, out: &mut Batch<u32>) -> bool {
    let places = load(eight);
    if !are_followed_by(offset(EIGHT), text, places) {
        return false;
    }
    // SAFETY: eight bytes of the text follow each place.
    let bytes = unsafe { fetch::eight_bytes(text.as_ptr(), eight) };
    let found = may_hold(key(bytes, of_word(bytes)), table) & u8::MAX >> (EIGHT - count);
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

/// Adds some of eight stretches of a text, by their places, an end above a start, and a number of each: what it is that is put together so.
#[target_feature(enable = "avx512f,popcnt")]
#[inline]
pub(super) fn put_stretches<T: Copy + Default + FromBytes + IntoBytes>(
    out: &mut Batch<T>,
    which: u8,
    places: __m512i,
    numbers: __m512i,
) {
    const { assert!(size_of::<T>() == 2 * EIGHT) };
    let Some(room): Option<&mut [T; EIGHT]> = out.room() else { return };
    let [places, numbers] = [places, numbers].map(|each| _mm512_maskz_compress_epi64(which, each));
    let low = _mm512_permutex2var_epi64(places, _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11), numbers);
    let high = _mm512_permutex2var_epi64(places, _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15), numbers);
    let to = room.as_mut_bytes().as_mut_ptr();
    // SAFETY: eight are 128 bytes, and these stores ask for no alignment.
    unsafe {
        _mm512_storeu_si512(to.cast(), low);
        _mm512_storeu_si512(to.add(64).cast(), high);
    }
    out.add(which.count_ones() as usize);
}

/// Stretches from some places on, so many bytes long: an end above a start.
#[target_feature(enable = "avx512f")]
#[inline]
pub(super) fn up_to(starts: __m256i, lens: __m512i) -> __m512i {
    let starts = _mm512_cvtepu32_epi64(starts);
    _mm512_or_si512(starts, _mm512_slli_epi64::<32>(_mm512_add_epi64(starts, lens)))
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
