//! What stands at eight places, fetched one by one and put together: processors take longer over an instruction that gathers it.

use super::super::hash::EIGHT;
use std::arch::x86_64::{__m256i, __m512i, _mm256_setr_epi32, _mm256_storeu_si256, _mm512_setr_epi64};
use zerocopy::little_endian::U32;

/// The eight bytes at each of eight places.
///
/// # Safety
///
/// Eight bytes of the text follow each place.
#[target_feature(enable = "avx512f")]
#[inline]
pub(super) unsafe fn eight_bytes(text: *const u8, places: &[u32; EIGHT]) -> __m512i {
    // SAFETY: as the caller says; the numbers ask for no alignment.
    let at = |number: usize| unsafe { text.add(places[number] as usize).cast::<i64>().read_unaligned() };
    _mm512_setr_epi64(at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7))
}

/// The numbers of a table at eight places.
///
/// # Safety
///
/// The table has all of the places.
#[target_feature(enable = "avx512f")]
#[inline]
pub(super) unsafe fn numbers(table: *const i32, places: __m256i) -> __m256i {
    let places = each(places);
    // SAFETY: as the caller says; the numbers ask for no alignment.
    let at = |number: usize| unsafe { table.add(places[number] as usize).read_unaligned() };
    _mm256_setr_epi32(at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7))
}

/// Eight numbers one by one.
#[target_feature(enable = "avx512f")]
#[inline]
pub(super) fn each(numbers: __m256i) -> [u32; EIGHT] {
    let mut each = [0; EIGHT];
    // SAFETY: 32 bytes are there to be written, and this store asks for no alignment.
    unsafe { _mm256_storeu_si256(each.as_mut_ptr().cast(), numbers) };
    each
}

/// Puts in place of each number what a table has there; 0 where it ends before.
///
/// By itself, so that it is compiled for processors of any sort, without the instruction that gathers.
#[inline(never)]
pub(super) fn replace_each(numbers: &mut [u32], table: &[U32]) {
    for number in numbers {
        *number = table.get(*number as usize).map_or(0, |there| there.get());
    }
}
