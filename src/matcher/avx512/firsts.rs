//! First pieces, eight at a time: what they are, and how forms may open with them and what stands behind.

use super::super::batch::Batch;
use super::super::filter::Filter;
use super::super::hash::{A, ALONE, B, BLANK, EIGHT, NO_BLANK};
use super::super::masks::Masks;
use super::super::processor::{First, Firsts, add_first};
use super::super::short::LONGEST;
use super::words::{Table, are_followed_by, eights, key, load, may_hold, of_word, put_places, put_stretches, up_to};
use super::{each, fetch};
use crate::span::offset;
use std::arch::x86_64::{
    __m512i, _mm512_add_epi64, _mm512_and_si512, _mm512_cmpeq_epi64_mask, _mm512_cmpgt_epi64_mask,
    _mm512_cmple_epu64_mask, _mm512_cvtepi64_epi32, _mm512_loadu_si512, _mm512_lzcnt_epi64, _mm512_mask_add_epi64,
    _mm512_mask_blend_epi64, _mm512_mullo_epi64, _mm512_or_si512, _mm512_permutex2var_epi64, _mm512_set1_epi64,
    _mm512_setr_epi64, _mm512_slli_epi64, _mm512_srli_epi64, _mm512_sub_epi64, _mm512_test_epi64_mask,
    _mm512_xor_si512,
};

/// Adds the pieces that begin at some places.
#[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,popcnt")]
#[inline]
pub(super) fn add_firsts(text: &[u8], masks: &Masks, places: &[u32], out: &mut Firsts) {
    for (eight, count) in eights(places) {
        if !add_eight(text, &eight, count, out) {
            eight[..count].iter().for_each(|&start| add_first(text, masks, start, out));
        }
    }
}

/// The same for the first of eight places. Says whether it was done: it is not where fewer than eight bytes follow one.
#[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,popcnt")]
#[inline]
fn add_eight(text: &[u8], places: &[u32; EIGHT], count: usize, out: &mut Firsts) -> bool {
    let starts = load(places);
    if !are_followed_by(offset(EIGHT), text, starts) {
        return false;
    }
    // SAFETY: eight bytes of the text follow each place.
    let bytes = unsafe { fetch::eight_bytes(text.as_ptr(), places) };
    let of_words = of_word(bytes);
    let lens = lens(of_words);
    let longest = _mm512_set1_epi64(const { LONGEST as i64 });
    let is_short = _mm512_test_epi64_mask(lens, lens) & _mm512_cmple_epu64_mask(lens, longest);
    let asked = u8::MAX >> (EIGHT - count);
    put_stretches(&mut out.short, is_short & asked, up_to(starts, lens), key(bytes, of_words));
    put_places(&mut out.others, !is_short & asked, starts);
    true
}

/// How long the words are whose bytes are all ones.
#[target_feature(enable = "avx512f,avx512cd")]
#[inline]
fn lens(of_words: __m512i) -> __m512i {
    _mm512_srli_epi64::<3>(_mm512_sub_epi64(_mm512_set1_epi64(64), _mm512_lzcnt_epi64(of_words)))
}

/// Adds the pieces that begin at some places, those that may be forms by themselves to the first list too. Places are left near which the text ends, or where a
/// word has sixteen bytes or more.
#[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,popcnt")]
#[inline]
pub(super) fn add_unknown(
    text: &[u8],
    places: &[u32],
    openings: Filter<'_>,
    ([alone, all], left): ([&mut Batch<First>; 2], &mut Batch<u32>),
) {
    for (eight, count) in eights(places) {
        let done =
            openings.table().is_some_and(|table| add_eight_unknown(text, (&eight, count), table, ([alone, all], left)));
        if !done {
            eight[..count].iter().for_each(|&start| left.offer(start, true));
        }
    }
}

/// The same for the first of eight places. Says whether it was done: it is not where fewer than sixteen bytes follow one.
#[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,popcnt")]
#[inline]
fn add_eight_unknown(
    text: &[u8],
    (places, count): (&[u32; EIGHT], usize),
    openings: Table<'_>,
    ([alone, all], left): ([&mut Batch<First>; 2], &mut Batch<u32>),
) -> bool {
    let starts = load(places);
    if !are_followed_by(offset(2 * EIGHT), text, starts) {
        return false;
    }
    let from = text.as_ptr();
    // SAFETY: sixteen bytes of the text follow each place.
    let (bytes, behind) = unsafe { (fetch::eight_bytes(from, places), fetch::eight_bytes(from.add(EIGHT), places)) };
    // A sign stands for itself.
    let of_words = _mm512_or_si512(of_word(bytes), _mm512_set1_epi64(0xFF));
    let eight = _mm512_set1_epi64(const { EIGHT as i64 });
    let (first, more) = (lens(of_words), lens(of_word(behind)));
    let goes_on = _mm512_cmpeq_epi64_mask(first, eight);
    let lens = _mm512_mask_add_epi64(first, goes_on, first, more);
    let asked = u8::MAX >> (EIGHT - count);
    let is_known = asked & !(goes_on & _mm512_cmpeq_epi64_mask(more, eight));
    let keys = key(bytes, of_words);
    let held = may_hold(opening_keys(keys, _mm512_set1_epi64(ALONE.cast_signed())), openings);
    put_stretches(alone, held & is_known, up_to(starts, lens), keys);
    put_stretches(all, is_known, up_to(starts, lens), keys);
    put_places(left, asked & !is_known, starts);
    true
}

/// As [`super::super::hash::opening_key`].
#[target_feature(enable = "avx512f,avx512dq")]
#[inline]
fn opening_keys(firsts: __m512i, seconds: __m512i) -> __m512i {
    let sums = _mm512_add_epi64(
        _mm512_mullo_epi64(firsts, _mm512_set1_epi64(A.cast_signed())),
        _mm512_mullo_epi64(seconds, _mm512_set1_epi64(B.cast_signed())),
    );
    _mm512_xor_si512(sums, _mm512_srli_epi64::<32>(sums))
}

/// Passes on those of some first pieces that may open a form with what follows them; those are left near which the text ends, or where it is not a piece
/// of ASCII, behind one character of white space or none, that follows.
#[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,popcnt")]
#[inline]
pub(super) fn filter_openings(
    text: &[u8],
    firsts: &[First],
    openings: Filter<'_>,
    (opening, left): (&mut Batch<First>, &mut Batch<First>),
) {
    let (eights, rest) = firsts.as_chunks::<EIGHT>();
    for eight in eights {
        let done = openings.table().is_some_and(|table| filter_eight(text, eight, table, opening, left));
        if !done {
            eight.iter().for_each(|first| left.offer(*first, true));
        }
    }
    rest.iter().for_each(|first| left.offer(*first, true));
}

/// The same for eight. Says whether it was done: it is not where fewer than eight bytes follow one.
#[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,popcnt")]
#[inline]
fn filter_eight(
    text: &[u8],
    firsts: &[First; EIGHT],
    openings: Table<'_>,
    opening: &mut Batch<First>,
    left: &mut Batch<First>,
) -> bool {
    let (places, keys) = apart(firsts);
    let ends = _mm512_cvtepi64_epi32(_mm512_srli_epi64::<32>(places));
    if !are_followed_by(offset(EIGHT), text, ends) {
        return false;
    }
    // SAFETY: eight bytes of the text follow each place.
    let behind = unsafe { fetch::eight_bytes(text.as_ptr(), &fetch::each(ends)) };
    let low = |bytes: __m512i| _mm512_and_si512(bytes, _mm512_set1_epi64(0xFF));
    let first = low(behind);
    let control = _mm512_sub_epi64(first, _mm512_set1_epi64(i64::from(b'\t')));
    let blank = _mm512_cmple_epu64_mask(control, _mm512_set1_epi64(i64::from(b'\r' - b'\t')))
        | _mm512_cmpeq_epi64_mask(first, _mm512_set1_epi64(i64::from(b' ')));
    // The piece from the second byte on, whatever is in the first.
    let piece = _mm512_mask_blend_epi64(blank, _mm512_slli_epi64::<8>(behind), behind);
    let is_piece = _mm512_cmpgt_epi64_mask(low(_mm512_srli_epi64::<8>(piece)), _mm512_set1_epi64(i64::from(b' ')));
    let seconds = second_keys(piece, blank);
    let held = may_hold(opening_keys(keys, seconds), openings);
    put_stretches(opening, held & is_piece, places, keys);
    put_stretches(left, !is_piece, places, keys);
    true
}

/// As [`super::super::hash::second_key`] of pieces that begin at the second byte.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn second_keys(pieces: __m512i, blank: u8) -> __m512i {
    const FIRST: i64 = 0xFF;
    let letter =
        _mm512_or_si512(_mm512_slli_epi64::<8>(_mm512_srli_epi64::<8>(pieces)), _mm512_set1_epi64(i64::from(b'a')));
    // A sign stands for itself.
    let mask = _mm512_or_si512(of_word(letter), _mm512_set1_epi64(FIRST << 8));
    let mask = _mm512_slli_epi64::<8>(_mm512_srli_epi64::<8>(mask));
    let keys = _mm512_and_si512(_mm512_or_si512(pieces, each(0x20)), mask);
    let code = |code: u64| _mm512_set1_epi64(code.cast_signed());
    _mm512_or_si512(keys, _mm512_mask_blend_epi64(blank, code(NO_BLANK), code(BLANK)))
}

/// The places of first pieces, an end above a start, and their keys.
#[target_feature(enable = "avx512f")]
#[inline]
fn apart(firsts: &[First; EIGHT]) -> (__m512i, __m512i) {
    const { assert!(size_of::<First>() == 2 * EIGHT) };
    let from: *const u8 = firsts.as_ptr().cast();
    // SAFETY: eight are 128 bytes, and these loads ask for no alignment.
    let (low, high) = unsafe { (_mm512_loadu_si512(from.cast()), _mm512_loadu_si512(from.add(64).cast())) };
    let every = |odd: i64| _mm512_setr_epi64(odd, 2 + odd, 4 + odd, 6 + odd, 8 + odd, 10 + odd, 12 + odd, 14 + odd);
    (_mm512_permutex2var_epi64(low, every(0), high), _mm512_permutex2var_epi64(low, every(1), high))
}
