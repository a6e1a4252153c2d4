//! What the processor can beyond what every one of its sort does, and what is asked of it in more than one place.
#![cfg_attr(target_arch = "x86_64", allow(unsafe_code))]

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{
    __m512i, _mm512_cmple_epu8_mask, _mm512_loadu_si512, _mm512_maskz_loadu_epi8, _mm512_set1_epi8,
    _mm512_setzero_si512, _mm512_sub_epi8,
};

/// So many bytes are a vector.
#[cfg(target_arch = "x86_64")]
pub(crate) const BLOCK: usize = size_of::<__m512i>();

/// Whether there is AVX-512 with what it takes to put bytes together from anywhere (VBMI, VBMI2), and what comes with it.
#[cfg(target_arch = "x86_64")]
pub(crate) fn has_avx512() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512cd")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512vbmi")
        && is_x86_feature_detected!("avx512vbmi2")
        && is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("popcnt")
}

/// A byte in all places.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
pub(crate) fn each(byte: u8) -> __m512i {
    _mm512_set1_epi8(byte.cast_signed())
}

/// Which bytes lie between two others, both included.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
pub(crate) fn between(bytes: __m512i, first: u8, last: u8) -> u64 {
    _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, each(first)), each(last - first))
}

/// 0, 1, 2 …: which byte of a vector is which.
#[cfg(target_arch = "x86_64")]
pub(crate) const NUMBERS: [u8; BLOCK] = {
    let mut numbers = [0; BLOCK];
    let mut number = 0;
    while (number as usize) < BLOCK {
        numbers[number as usize] = number;
        number += 1;
    }
    numbers
};

/// A block of bytes.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
pub(crate) fn load_block(bytes: &[u8; BLOCK]) -> __m512i {
    // SAFETY: so many bytes are there to be read, and this load asks for no alignment.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}

/// The bytes of a text from a place on; zeros behind its end.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
pub(crate) fn load(text: &[u8], at: usize) -> __m512i {
    let rest = text.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(block) => load_block(block),
        // A processor takes long to find out that it need not read at a place which is none.
        None if rest.is_empty() => _mm512_setzero_si512(),
        // SAFETY: what is not there is not read.
        None => unsafe { _mm512_maskz_loadu_epi8(below(rest.len()), rest.as_ptr().cast()) },
    }
}

/// Ones below a place.
#[cfg(target_arch = "x86_64")]
pub(crate) fn below(place: usize) -> u64 {
    if place < BLOCK { (1 << place) - 1 } else { u64::MAX }
}
