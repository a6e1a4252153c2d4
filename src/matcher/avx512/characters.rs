//! Characters, eight places at a time: whether forms may begin with the first two, and with the first three.

use super::super::batch::Batch;
use super::super::characters::LETTER;
use super::super::filter::Filter;
use super::super::hash::{C, CHARACTERS, EIGHT};
use super::super::steps::Step;
use super::fetch;
use super::words::{are_followed_by, eights, load, may_hold, put_places, put_stretches, up_to};
use crate::span::offset;
use std::arch::x86_64::{
    __m512i, _mm512_and_si512, _mm512_cmpeq_epi64_mask, _mm512_cmplt_epu64_mask, _mm512_mask_blend_epi64,
    _mm512_mask_or_epi64, _mm512_mullo_epi64, _mm512_or_si512, _mm512_set1_epi64, _mm512_slli_epi64, _mm512_srli_epi64,
    _mm512_sub_epi64, _mm512_xor_si512,
};

/// Adds the first two characters of some places and the first three, where the filter of either says that forms may begin so. Places are left where one of the
/// first two is not of three bytes, or where the third is white space or of two bytes or four.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,popcnt")]
#[inline]
pub(super) fn add_beginnings(
    text: &[u8],
    places: &[u32],
    filters: [Filter<'_>; 2],
    ([twos, triples], left): ([&mut Batch<Step>; 2], &mut Batch<u32>),
) {
    for (eight, count) in eights(places) {
        if !add_eight(text, &eight, count, filters, ([twos, triples], left)) {
            eight[..count].iter().for_each(|&start| left.offer(start, true));
        }
    }
}

/// The same for the first of eight places. Says whether it was done: it is not where fewer bytes follow a place than are fetched.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,popcnt")]
#[inline]
fn add_eight(
    text: &[u8],
    eight: &[u32; EIGHT],
    count: usize,
    filters: [Filter<'_>; 2],
    ([twos, triples], left): ([&mut Batch<Step>; 2], &mut Batch<u32>),
) -> bool {
    let starts = load(eight);
    if !are_followed_by(offset(2 * LETTER + EIGHT), text, starts) {
        return false;
    }
    let from = text.as_ptr();
    // SAFETY: so many bytes of the text follow each place.
    let (first, third) = unsafe { (fetch::eight_bytes(from, eight), fetch::eight_bytes(from.add(2 * LETTER), eight)) };
    let second = _mm512_srli_epi64::<24>(first);
    let sign = _mm512_and_si512(third, number(0xFF));
    let is_sign = _mm512_cmplt_epu64_mask(_mm512_sub_epi64(sign, number(0x21)), number(0x80 - 0x21));
    let is_known = is_letter(first) & is_letter(second) & (is_letter(third) | is_sign);

    let [first, second] = [first, second].map(|bytes| code(bytes));
    let third = _mm512_mask_blend_epi64(is_sign, code(third), small(sign));
    let two = _mm512_or_si512(first, _mm512_slli_epi64::<21>(second));
    let three = _mm512_or_si512(two, _mm512_slli_epi64::<42>(third));
    let hash_of_two = add_character(add_character(number(CHARACTERS), first), second);
    let hash_of_three = add_character(hash_of_two, third);

    let asked = u8::MAX >> (EIGHT - count);
    let found = |keys, filter: Filter<'_>| filter.table().map_or(0, |table| may_hold(keys, table)) & is_known & asked;
    let len_of_two = number(2 * LETTER as u64);
    let len_of_three = _mm512_mask_blend_epi64(is_sign, number(3 * LETTER as u64), number(2 * LETTER as u64 + 1));
    put_stretches(twos, found(two, filters[0]), up_to(starts, len_of_two), hash_of_two);
    put_stretches(triples, found(three, filters[1]), up_to(starts, len_of_three), hash_of_three);
    put_places(left, !is_known & asked, starts);
    true
}

/// Where a character of three bytes begins.
#[target_feature(enable = "avx512f")]
#[inline]
fn is_letter(bytes: __m512i) -> u8 {
    _mm512_cmpeq_epi64_mask(_mm512_and_si512(bytes, number(0xF0)), number(0xE0))
}

/// The characters of three bytes that some bytes begin with.
#[target_feature(enable = "avx512f")]
#[inline]
fn code(bytes: __m512i) -> __m512i {
    let first = _mm512_slli_epi64::<12>(_mm512_and_si512(bytes, number(0x0F)));
    let second = _mm512_and_si512(_mm512_srli_epi64::<2>(bytes), number(0x3F << 6));
    let third = _mm512_and_si512(_mm512_srli_epi64::<16>(bytes), number(0x3F));
    _mm512_or_si512(_mm512_or_si512(first, second), third)
}

/// ASCII signs, capitals as small letters.
#[target_feature(enable = "avx512f,avx512bw,avx512dq")]
#[inline]
fn small(signs: __m512i) -> __m512i {
    let is_capital = _mm512_cmplt_epu64_mask(_mm512_sub_epi64(signs, number(b'A'.into())), number(26));
    _mm512_mask_or_epi64(signs, is_capital, signs, number(0x20))
}

/// As [`super::super::hash::add_character`].
#[target_feature(enable = "avx512f,avx512dq")]
#[inline]
fn add_character(hashes: __m512i, codes: __m512i) -> __m512i {
    let products = _mm512_mullo_epi64(_mm512_xor_si512(hashes, codes), number(C));
    _mm512_xor_si512(products, _mm512_srli_epi64::<32>(products))
}

/// A number in all places.
#[target_feature(enable = "avx512f")]
#[inline]
fn number(number: u64) -> __m512i {
    _mm512_set1_epi64(number.cast_signed())
}
