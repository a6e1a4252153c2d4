//! The search compiled for processors with AVX-512, VBMI and VBMI2 among it: blocks are looked at 64 bytes at a time, and words are asked of the filters eight at a time.
//!
//! As with [`super::avx2`], the code is that of [`Matcher::find_by`]; only what it asks of a [`Processor`] is another.
#![allow(unsafe_code)]

mod blocks;
mod characters;
mod fetch;
mod firsts;
mod pairs;
mod words;

use super::batch::Batch;
use super::filter::{Filter, Nibbles};
use super::masks::{BLOCK, BlockMasks, LeadMasks, Masks, WINDOW};
use super::processor::{First, Firsts, Processor};
use super::short::WORDS;
use super::steps::Step;
use super::table::NODES;
use super::{Buffers, FoldedText, Matcher, RawMatch};
use crate::instructions::{between, each, has_avx512};
use std::arch::x86_64::{
    __m512i, _mm_cmpeq_epi32_mask, _mm_loadu_si128, _mm_set1_epi32, _mm256_cmpeq_epi64_mask, _mm256_loadu_si256,
    _mm256_set1_epi64x, _mm512_cmpeq_epi8_mask, _mm512_or_si512,
};
use zerocopy::little_endian::{U32, U64};

/// Does what [`Matcher::find`] does, and says so; or nothing, where the processor cannot.
pub(super) fn find(
    matcher: &Matcher<'_>,
    text: FoldedText<'_>,
    buffers: &mut Buffers,
    out: &mut Vec<RawMatch>,
) -> bool {
    let can = has_avx512();
    if can {
        // SAFETY: the processor has all that the function was compiled for.
        unsafe { find_here(matcher, text, buffers, out) }
    }
    can
}

#[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,popcnt")]
fn find_here(matcher: &Matcher<'_>, text: FoldedText<'_>, buffers: &mut Buffers, out: &mut Vec<RawMatch>) {
    matcher.find_by(Avx512, text, buffers, out);
}

/// A processor with AVX-512: made only behind the question whether there is one.
#[derive(Clone, Copy, Debug)]
struct Avx512;

impl Processor for Avx512 {
    const ASKS_MANY_WORDS: bool = true;

    #[inline(always)]
    fn block(self, bytes: &[u8; BLOCK]) -> BlockMasks {
        // SAFETY: an `Avx512` says that the processor has it.
        unsafe { blocks::masks(bytes) }
    }

    #[inline(always)]
    fn beginnings(self, window: &[u8; WINDOW], nibbles: &Nibbles) -> u64 {
        // SAFETY: the same.
        unsafe { blocks::beginnings(window, nibbles) }
    }

    #[inline(always)]
    fn leads(self, bytes: &[u8; BLOCK]) -> LeadMasks {
        // SAFETY: the same.
        unsafe { blocks::leads(bytes) }
    }

    #[inline(always)]
    fn add_places<const USUAL: usize>(self, places: &mut Batch<u32>, from: u32, bits: u64) {
        // SAFETY: the same.
        unsafe { blocks::add_places(places, from, bits) }
    }

    #[inline(always)]
    fn filter_words(self, text: &[u8], masks: &Masks, places: &[u32], filter: Filter<'_>, out: &mut Batch<u32>) {
        // SAFETY: the same.
        unsafe { words::filter_words(text, masks, places, filter, out) }
    }

    #[inline(always)]
    fn add_firsts(self, text: &[u8], masks: &Masks, places: &[u32], out: &mut Firsts) {
        // SAFETY: the same.
        unsafe { firsts::add_firsts(text, masks, places, out) }
    }

    #[inline(always)]
    fn add_unknown(
        self,
        text: &[u8],
        places: &[u32],
        openings: Filter<'_>,
        out: ([&mut Batch<First>; 2], &mut Batch<u32>),
    ) {
        // SAFETY: the same.
        unsafe { firsts::add_unknown(text, places, openings, out) }
    }

    #[inline(always)]
    fn filter_openings(
        self,
        text: &[u8],
        firsts: &[First],
        openings: Filter<'_>,
        out: (&mut Batch<First>, &mut Batch<First>),
    ) {
        // SAFETY: the same.
        unsafe { firsts::filter_openings(text, firsts, openings, out) }
    }

    #[inline(always)]
    fn filter_pairs(
        self,
        text: &[u8],
        wide: &[u64],
        pairs: Filter<'_>,
        (out, left): (&mut Batch<u32>, &mut Batch<u32>),
    ) {
        // SAFETY: the same.
        let done = unsafe { pairs::filter_pairs(text, wide, pairs, out) };
        if !done {
            self.leave_wide(wide, left);
        }
    }

    #[inline(always)]
    fn add_beginnings(
        self,
        text: &[u8],
        places: &[u32],
        filters: [Filter<'_>; 2],
        out: ([&mut Batch<Step>; 2], &mut Batch<u32>),
    ) {
        // SAFETY: the same.
        unsafe { characters::add_beginnings(text, places, filters, out) }
    }

    #[inline(always)]
    fn same_tags(self, tags: &[U32; NODES], tag: u32) -> u32 {
        // SAFETY: the same.
        unsafe { same_tags(tags, tag) }
    }

    #[inline(always)]
    fn equal(self, numbers: &[U64; WORDS], number: u64) -> u32 {
        // SAFETY: the same.
        unsafe { equal(numbers, number) }
    }
}

/// Which of four tags are equal to one.
#[target_feature(enable = "avx512f,avx512vl")]
#[inline]
fn same_tags(tags: &[U32; NODES], tag: u32) -> u32 {
    // SAFETY: 16 bytes are there to be read, and this load asks for no alignment.
    let tags = unsafe { _mm_loadu_si128(tags.as_ptr().cast()) };
    _mm_cmpeq_epi32_mask(tags, _mm_set1_epi32(tag.cast_signed())).into()
}

/// Which of four numbers are equal to one.
#[target_feature(enable = "avx512f,avx512vl")]
#[inline]
fn equal(numbers: &[U64; WORDS], number: u64) -> u32 {
    // SAFETY: 32 bytes are there to be read, and this load asks for no alignment.
    let numbers = unsafe { _mm256_loadu_si256(numbers.as_ptr().cast()) };
    _mm256_cmpeq_epi64_mask(numbers, _mm256_set1_epi64x(number.cast_signed())).into()
}

/// Which bytes are ASCII letters, digits and `_`.
#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn joins(bytes: __m512i) -> u64 {
    let letters = between(_mm512_or_si512(bytes, each(0x20)), b'a', b'z');
    letters | between(bytes, b'0', b'9') | _mm512_cmpeq_epi8_mask(bytes, each(b'_'))
}

#[cfg(test)]
mod tests {
    use super::super::{Patterns, PatternsBuilder, Place};
    use super::*;
    use crate::span::offset;

    /// A file that is mapped longer than it is ends the process where it is read behind its end: so does a text that ends there.
    #[test]
    fn nothing_is_read_behind_a_text() {
        const PAGE: usize = 4096;
        const FORMS: [&str; 6] = ["abc", "abc defgh", "defgh ijklmnop", "ijklmnopqrstuvwxyz", "中国", "北京 abc"];
        let mut builder = PatternsBuilder::default();
        for form in FORMS {
            builder.add(form.as_bytes(), Place::BetweenEdges, &[]).expect("there is room");
        }
        let records = builder.finish();
        let tables = Matcher::compile(Patterns::new(&records));
        let matcher = Matcher::new(Patterns::new(&records), tables.bytes());
        for sentence in ["Abc Defgh Ijklmnop, abc. ", "Ijklmnopqrstuvwxyz ", "中国北京 Abc，", "a b c d e f g h "]
        {
            let text = sentence.repeat(PAGE / sentence.len());
            let file = tempfile::tempfile().expect("a file can be made");
            file.set_len(offset(PAGE).into()).expect("it can be as long as a page");
            // SAFETY: nobody else has the file.
            let mut page = unsafe { memmap2::MmapOptions::new().len(PAGE).map_mut(&file) }.expect("it is mapped");
            page.fill(b' ');
            page[PAGE - text.len()..].copy_from_slice(text.as_bytes());
            // SAFETY: nobody else has the file.
            let page = unsafe { memmap2::MmapOptions::new().len(2 * PAGE).map(&file) }.expect("it is mapped");
            let page = str::from_utf8(&page[..PAGE]).expect("it was text");
            for start in (PAGE - 400..PAGE).filter(|&start| page.is_char_boundary(start)) {
                let text = FoldedText { text: &page[start..], seams: &[] };
                let ways = matcher.find_in_each_way(text, &mut Buffers::default());
                assert!(ways.iter().all(|found| found.len() == ways[0].len()), "{}", text.text);
            }
        }
    }
}
