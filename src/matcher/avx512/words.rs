//! Words, eight at a time: which of them a filter may hold, and how forms may open with them.
//!
//! Bytes are fetched from where each word begins, and all is told from them: where the word ends, what its keys are and its hashes, the same as
//! [`super::super::hash`] gives. What stands too near the end of the text, or is too long or too odd for that, is left to the way of one at a time.

use super::super::batch::Batch;
use super::super::filter::{Filter, PLACE_OF_BIT};
use super::super::hash::{A, B, BYTES_OF_PAIRS, C, EIGHT, SPREAD, WORDS};
use super::super::masks::Masks;
use super::super::processor::{filter_pair, filter_word};
use super::super::steps::Step;
use super::{each, joins};
use crate::span::offset;
use std::arch::x86_64::{
    __m256i, __m512i, _mm_cvtsi32_si128, _mm256_add_epi32, _mm256_and_si256, _mm256_cmpeq_epi32_mask,
    _mm256_cmpgt_epu32_mask, _mm256_i32gather_epi32, _mm256_loadu_si256, _mm256_mask_mov_epi32,
    _mm256_maskz_compress_epi32, _mm256_or_si256, _mm256_set1_epi32, _mm256_sllv_epi32, _mm256_srl_epi32,
    _mm256_storeu_si256, _mm512_add_epi32, _mm512_and_si512, _mm512_cmpeq_epi64_mask, _mm512_cmpgt_epi64_mask,
    _mm512_cmplt_epu64_mask, _mm512_cvtepi64_epi32, _mm512_cvtepu32_epi64, _mm512_i32gather_epi64, _mm512_loadu_si512,
    _mm512_lzcnt_epi64, _mm512_mask_add_epi64, _mm512_mask_blend_epi64, _mm512_maskz_compress_epi64,
    _mm512_maskz_mov_epi64, _mm512_max_epu64, _mm512_min_epu64, _mm512_movm_epi8, _mm512_mullo_epi32,
    _mm512_mullo_epi64, _mm512_or_si512, _mm512_permutex2var_epi64, _mm512_set1_epi64, _mm512_setr_epi64,
    _mm512_setzero_si512, _mm512_slli_epi64, _mm512_srli_epi64, _mm512_srlv_epi64, _mm512_storeu_si512,
    _mm512_sub_epi64, _mm512_testn_epi64_mask, _mm512_xor_si512,
};
use zerocopy::little_endian::U32;

/// The numbers of a filter, and how far a spread key is shifted to be the place of one: [`Filter::table`].
type Table<'t> = (&'t [U32], u32);

/// Passes on those of some places where a word begins that the filter may hold.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,popcnt")]
#[inline]
pub(super) fn filter_words(text: &[u8], masks: &Masks, places: &[u32], filter: Filter<'_>, out: &mut Batch<u32>) {
    let Some(table) = filter.table() else { return };
    let of_words = |bytes| (_mm512_and_si512(_mm512_or_si512(bytes, each(0x20)), of_word(bytes)), 0);
    for (eight, count) in eights(places) {
        if !filter_eight(text, &eight, count, table, of_words, out) {
            eight[..count].iter().for_each(|&start| filter_word(text, masks, start, filter, out));
        }
    }
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
fn eights(places: &[u32]) -> impl Iterator<Item = ([u32; EIGHT], usize)> {
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
    let Some(room): Option<&mut [u32; EIGHT]> = out.room() else { return false };
    let places = load(places);
    if !are_followed_by(offset(EIGHT), text, places) {
        return false;
    }
    // SAFETY: eight bytes of the text follow each place.
    let (keys, pass) = keys(unsafe { _mm512_i32gather_epi64::<1>(places, text.as_ptr().cast()) });
    let found = (may_hold(keys, table) | pass) & u8::MAX >> (EIGHT - count);
    // SAFETY: 32 bytes are there to be written, and this store asks for no alignment.
    unsafe { _mm256_storeu_si256(room.as_mut_ptr().cast(), _mm256_maskz_compress_epi32(found, places)) };
    out.add(found.count_ones() as usize);
    true
}

/// Whether so many bytes of the text follow each place, and so many places behind it are numbers that a sign leaves room for.
#[target_feature(enable = "avx512f,avx512vl")]
#[inline]
fn are_followed_by(bytes: u32, text: &[u8], places: __m256i) -> bool {
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX).min(i32::MAX.cast_unsigned());
    let last = end.checked_sub(bytes).map(|last| _mm256_set1_epi32(last.cast_signed()));
    last.is_some_and(|last| _mm256_cmpgt_epu32_mask(places, last) == 0)
}

#[target_feature(enable = "avx512f")]
#[inline]
fn load(places: &[u32; EIGHT]) -> __m256i {
    // SAFETY: 32 bytes are there to be read, and this load asks for no alignment.
    unsafe { _mm256_loadu_si256(places.as_ptr().cast()) }
}

/// Ones in the bytes of the word that each eight bytes begin with.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn of_word(bytes: __m512i) -> __m512i {
    let others = _mm512_movm_epi8(!joins(bytes));
    let lowest = _mm512_and_si512(others, _mm512_sub_epi64(_mm512_setzero_si512(), others));
    _mm512_sub_epi64(lowest, _mm512_set1_epi64(1))
}

/// Which of eight keys a filter may hold: [`Filter::may_hold`].
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
#[inline]
fn may_hold(keys: __m512i, (table, shift): Table<'_>) -> u8 {
    let products = _mm512_mullo_epi32(keys, _mm512_set1_epi64(SPREAD.cast_signed()));
    let hashes = _mm512_cvtepi64_epi32(_mm512_add_epi32(products, _mm512_srli_epi64::<32>(products)));
    let shifted = |by: u32| _mm256_srl_epi32(hashes, _mm_cvtsi32_si128(by.cast_signed()));
    // SAFETY: the table has a number for every hash that is shifted so far, and they are fewer than 2^31.
    let words = unsafe { _mm256_i32gather_epi32::<4>(table.as_ptr().cast(), shifted(shift)) };
    let bit = |by: u32| {
        let place = _mm256_and_si256(shifted(by), _mm256_set1_epi32(31));
        _mm256_sllv_epi32(_mm256_set1_epi32(1), place)
    };
    let bits = _mm256_or_si256(bit(shift - PLACE_OF_BIT), bit(shift - 2 * PLACE_OF_BIT));
    _mm256_cmpeq_epi32_mask(_mm256_and_si256(words, bits), bits)
}

/// A piece is told from so many bytes, and must end within them.
const LONGEST: usize = 2 * EIGHT;

/// Makes steps of how forms may open at the first eight of some places: of the first piece, and of the first two. Says which it left, a bit each, and at how many it looked:
/// none, where it left all.
#[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,popcnt")]
#[inline]
pub(super) fn open_words(text: &[u8], firsts: &[u32], openings: Filter<'_>, steps: &mut Batch<Step>) -> (u8, usize) {
    let left = firsts.first_chunk().zip(openings.table());
    let left = left.and_then(|(eight, table)| open_eight(text, load(eight), table, steps));
    left.map_or((0, 0), |left| (left, EIGHT))
}

/// The same for eight places; nothing where two pieces, and what stands between them, may not follow each in the text.
#[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,popcnt")]
#[inline]
fn open_eight(text: &[u8], starts: __m256i, openings: Table<'_>, steps: &mut Batch<Step>) -> Option<u8> {
    if !are_followed_by(offset(2 * LONGEST), text, starts) {
        return None;
    }
    // SAFETY: 32 bytes of the text follow each place.
    let first = unsafe { Pieces::at(text, starts) };
    let ends = _mm256_add_epi32(starts, _mm512_cvtepi64_epi32(first.len));
    let blank = first.is_followed_by_space();
    // SAFETY: where the first piece ends within its 16 bytes, 16 follow it and a space; elsewhere it is the first itself.
    let second = unsafe {
        let behind = _mm256_add_epi32(ends, _mm512_cvtepi64_epi32(blank));
        Pieces::at(text, _mm256_mask_mov_epi32(starts, first.is_short(), behind))
    };
    let is_known = first.is_short() & second.is_short() & second.is_graphic();
    let of_first = first.hashes(_mm512_set1_epi64(WORDS.cast_signed()), _mm512_setzero_si512());
    let of_both = second.hashes(of_first, blank);
    let lens = _mm512_cvtepi64_epi32(_mm512_add_epi32(blank, second.len));
    put_steps(steps, may_hold(of_first, openings) & is_known, starts, ends, of_first);
    put_steps(steps, may_hold(of_both, openings) & is_known, starts, _mm256_add_epi32(ends, lens), of_both);
    Some(!is_known)
}

/// The sixteen bytes at each of eight places, and how many of them are a piece: a word, or one byte, which stands for itself if it is a sign.
struct Pieces {
    bytes: [__m512i; 2],
    len: __m512i,
}

impl Pieces {
    /// # Safety
    ///
    /// Sixteen bytes of the text follow each place.
    #[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl")]
    #[inline]
    unsafe fn at(text: &[u8], places: __m256i) -> Self {
        // SAFETY: as the caller says.
        let bytes = unsafe {
            [
                _mm512_i32gather_epi64::<1>(places, text.as_ptr().cast()),
                _mm512_i32gather_epi64::<1>(places, text.as_ptr().wrapping_add(EIGHT).cast()),
            ]
        };
        let all = _mm512_set1_epi64(64);
        let [bits, more] = bytes.map(|bytes| _mm512_sub_epi64(all, _mm512_lzcnt_epi64(of_word(bytes))));
        let bits = _mm512_mask_add_epi64(bits, _mm512_cmpeq_epi64_mask(bits, all), bits, more);
        Self { bytes, len: _mm512_max_epu64(_mm512_srli_epi64::<3>(bits), _mm512_set1_epi64(1)) }
    }

    /// Which are known to end.
    #[target_feature(enable = "avx512f")]
    #[inline]
    fn is_short(&self) -> u8 {
        _mm512_cmplt_epu64_mask(self.len, _mm512_set1_epi64(const { LONGEST as i64 }))
    }

    /// Which begin with ASCII that is neither white space nor a control character.
    #[target_feature(enable = "avx512f")]
    #[inline]
    fn is_graphic(&self) -> u8 {
        let first = _mm512_and_si512(self.bytes[0], _mm512_set1_epi64(0xFF));
        _mm512_cmpgt_epi64_mask(first, _mm512_set1_epi64(0x20))
    }

    /// 1 where a space stands behind.
    #[target_feature(enable = "avx512f")]
    #[inline]
    fn is_followed_by_space(&self) -> __m512i {
        let eight = _mm512_set1_epi64(8);
        let from = |bytes: __m512i, byte: __m512i| _mm512_srlv_epi64(bytes, _mm512_slli_epi64::<3>(byte));
        let [low, high] = self.bytes;
        let high = from(high, _mm512_sub_epi64(self.len, eight));
        let behind = _mm512_mask_blend_epi64(_mm512_cmplt_epu64_mask(self.len, eight), high, from(low, self.len));
        let behind = _mm512_and_si512(behind, _mm512_set1_epi64(0xFF));
        let is_space = _mm512_cmpeq_epi64_mask(behind, _mm512_set1_epi64(0x20));
        _mm512_maskz_mov_epi64(is_space, _mm512_set1_epi64(1))
    }

    /// Hashes that are a piece longer, and a space ahead of it where `blank` is 1: [`super::super::hash::add_piece`].
    #[target_feature(enable = "avx512f,avx512bw,avx512dq")]
    #[inline]
    fn hashes(&self, hashes: __m512i, blank: __m512i) -> __m512i {
        let eight = _mm512_set1_epi64(8);
        let of_first = _mm512_min_epu64(self.len, eight);
        let of_second = _mm512_sub_epi64(self.len, of_first);
        let key = |bytes: __m512i, len: __m512i| {
            let missing = _mm512_slli_epi64::<3>(_mm512_sub_epi64(eight, len));
            let mask = _mm512_srlv_epi64(_mm512_set1_epi64(-1), missing);
            _mm512_and_si512(_mm512_or_si512(bytes, each(0x20)), mask)
        };
        let [first, second] = self.bytes;
        let head = _mm512_or_si512(_mm512_slli_epi64::<1>(self.len), blank);
        mix(mix(mix(hashes, head, A), key(first, of_first), B), key(second, of_second), C)
    }
}

#[target_feature(enable = "avx512f,avx512dq")]
#[inline]
fn mix(hashes: __m512i, numbers: __m512i, by: u64) -> __m512i {
    let products = _mm512_mullo_epi64(_mm512_xor_si512(hashes, numbers), _mm512_set1_epi64(by.cast_signed()));
    _mm512_xor_si512(products, _mm512_srli_epi64::<32>(products))
}

/// Adds some of eight steps.
#[target_feature(enable = "avx512f,avx512vl,popcnt")]
#[inline]
fn put_steps(steps: &mut Batch<Step>, which: u8, starts: __m256i, ends: __m256i, hashes: __m512i) {
    const { assert!(size_of::<Step>() == 2 * EIGHT) };
    let Some(room): Option<&mut [Step; EIGHT]> = steps.room() else { return };
    let places = _mm512_or_si512(_mm512_cvtepu32_epi64(starts), _mm512_slli_epi64::<32>(_mm512_cvtepu32_epi64(ends)));
    let [places, hashes] = [places, hashes].map(|numbers| _mm512_maskz_compress_epi64(which, numbers));
    let low = _mm512_permutex2var_epi64(places, _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11), hashes);
    let high = _mm512_permutex2var_epi64(places, _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15), hashes);
    let (four, more) = room.split_at_mut(EIGHT / 2);
    // SAFETY: four steps are 64 bytes, each its start, its end and its hash; these stores ask for no alignment.
    unsafe {
        _mm512_storeu_si512(four.as_mut_ptr().cast(), low);
        _mm512_storeu_si512(more.as_mut_ptr().cast(), high);
    }
    steps.add(which.count_ones() as usize);
}
