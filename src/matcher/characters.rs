//! Forms that begin with a letter of Han, kana or bopomofo: followed character by character.
//!
//! Nearly every place of such a text may begin a name. A filter of two characters, asked with the bytes as they stand, says no to most; what is left is
//! read character by character, and asked of a filter of three. The node of the first three knows how long the forms are that begin so, and only
//! these lengths are looked up.

use super::batch::Batch;
use super::hash::{CHARACTERS, EIGHT, add_character, key_of_characters};
use super::literal::skip_blank;
use super::masks::{BLOCK, Masks};
use super::processor::{Processor, filter_pair};
use super::steps::{Reached, Step, look_up, look_up_whole};
use super::words::base;
use super::{Matcher, RawMatch};
use crate::character::class;
use crate::span::offset;

/// The longest form that the table holds, in characters: three, and as many more as a node has bits.
pub(super) const LONGEST: usize = 3 + 64;

/// The bytes of most characters beyond ASCII here.
pub(super) const LETTER: usize = 3;

/// Blocks are given in whole threes: a processor may take sixteen letters at a time, four times of which are as long.
pub(super) const BLOCKS: usize = LETTER;

/// The buffers of a scan.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    /// Where characters of three bytes and four begin, a number a block; zeros behind it, so that there are whole threes.
    wide: Vec<u64>,
    /// Characters that may begin a form.
    starts: Batch<u32>,
    /// Characters that the processor leaves.
    left: Batch<u32>,
    /// Steps of characters that may be forms by themselves.
    ones: Vec<Step>,
    /// Those, and steps of two characters that may be a form.
    short: Batch<Step>,
    /// Steps of three characters that may be a form or begin one.
    triples: Batch<Step>,
    /// Steps that may be longer forms.
    long: Vec<Step>,
    matched: Batch<RawMatch>,
    reached: Batch<Reached>,
    /// Characters beyond ASCII that are no ideographs.
    others_asked: Batch<u32>,
    /// Where forms of words may begin beyond ASCII.
    pub(super) others: Vec<u32>,
}

/// Whether forms that begin so are looked for here: with a letter of Han, kana or bopomofo, or with what is among the ideographs.
pub(super) fn may_begin(first: char) -> bool {
    matches!(first, '\u{4000}'..='\u{9FFF}') || (first >= '\u{2000}' && class(first).is_plain_cjk())
}

/// Adds every form of characters in the text to `out`, and notes where forms of words may begin beyond ASCII. Words that end before an ideograph are no
/// longer odd in the masks.
#[inline(always)]
pub(super) fn scan(
    matcher: &Matcher<'_>,
    processor: impl Processor,
    text: &str,
    masks: &mut Masks,
    buffers: &mut Buffers,
    out: &mut Vec<RawMatch>,
) {
    buffers.find_starts(matcher, text, masks, processor);
    buffers.begin(matcher, processor, text);
    let Buffers { short, triples, long, matched, reached, .. } = buffers;
    look_up_whole(matcher, processor, short.items(), matched);
    out.extend_from_slice(matched.items());
    look_up(matcher, processor, triples.items(), reached, matched);
    out.extend_from_slice(matched.items());
    for Reached { step, next } in reached.items() {
        go_on(matcher, text, step, *next, long);
    }
    // How they go on is known from their beginnings.
    look_up_whole(matcher, processor, long, matched);
    out.extend_from_slice(matched.items());
}

/// Adds the longer stretches that begin as `step` and may be forms; their lengths are the bits of `next`.
#[inline(always)]
fn go_on(matcher: &Matcher<'_>, text: &str, reached: &Step, next: u64, out: &mut Vec<Step>) {
    let mut lengths = next;
    let Step { start, mut end, mut hash } = *reached;
    while lengths != 0 {
        for _ in 0..=lengths.trailing_zeros() {
            let Some((code, behind)) = next_code(text, end) else { return };
            hash = add_character(hash, code);
            end = behind;
        }
        lengths = lengths >> lengths.trailing_zeros() >> 1;
        if matcher.long.may_hold(hash) {
            out.push(Step { start, end, hash });
        }
    }
}

/// The character at a place and where it ends: ASCII letters small, white space as one space. None at a wall and at the end.
#[inline(always)]
fn next_code(text: &str, at: u32) -> Option<(u32, u32)> {
    match text.as_bytes()[at as usize..] {
        [first @ 0xE0..=0xEF, second, third, ..] => {
            let bits = |byte: u8| u32::from(byte & 0x3F);
            Some((u32::from(first & 0x0F) << 12 | bits(second) << 6 | bits(third), at + 3))
        }
        _ => next_other_code(text, at),
    }
}

fn next_other_code(text: &str, at: u32) -> Option<(u32, u32)> {
    let c = text[at as usize..].chars().next()?;
    match c {
        ' ' | '\t'..='\r' => skip_blank(text.as_bytes(), at as usize).map(|behind| (u32::from(' '), offset(behind))),
        _ => Some((u32::from(c.to_ascii_lowercase()), at + offset(c.len_utf8()))),
    }
}

impl Buffers {
    /// Finds the characters that may begin a form.
    #[inline(always)]
    fn find_starts(&mut self, matcher: &Matcher<'_>, text: &str, masks: &mut Masks, processor: impl Processor) {
        let Self { starts, left, others_asked, .. } = self;
        let bytes = text.as_bytes();
        left.clear(bytes.len() / LETTER + 2 * BLOCK);
        starts.clear(bytes.len() / LETTER + 2 * BLOCK);
        others_asked.clear(bytes.len() / 2 + 2 * BLOCK);
        self.ones.clear();
        self.others.clear();
        self.wide.clear();
        self.wide.resize(masks.blocks().next_multiple_of(BLOCKS), 0);
        for (block, odd) in masks.odd.iter_mut().enumerate().filter(|(_, odd)| **odd != 0) {
            let from = block * BLOCK;
            let mut padded = [0; BLOCK];
            let window = bytes[from..].first_chunk().unwrap_or_else(|| {
                padded[..bytes.len() - from].copy_from_slice(&bytes[from..]);
                &padded
            });
            let leads = processor.leads(window);
            *odd &= !leads.lone;
            self.wide[block] = leads.wide;
            if !matcher.ones.is_empty() {
                self.add_ones(offset(from), leads.wide, matcher, text);
            }
            if !matcher.first_others.is_empty() {
                processor.add_places::<4>(&mut self.others_asked, offset(from), leads.all & !leads.lone);
            }
        }
        self.add_others(matcher, text);
        processor.filter_pairs(bytes, &self.wide, matcher.pairs, (&mut self.starts, &mut self.left));
        self.left.items().iter().for_each(|&start| filter_pair(bytes, start, matcher.pairs, &mut self.starts));
    }

    /// Adds the characters of a block that may be forms by themselves.
    fn add_ones(&mut self, from: u32, wide: u64, matcher: &Matcher<'_>, text: &str) {
        for start in places(from, wide) {
            let Some((code, end)) = next_code(text, start) else { continue };
            if matcher.ones.may_hold(key_of_characters(code, 0, 0)) {
                self.ones.push(Step { start, end, hash: add_character(CHARACTERS, code) });
            }
        }
    }

    /// Keeps those of some characters that may begin a form of words.
    #[inline(always)]
    fn add_others(&mut self, matcher: &Matcher<'_>, text: &str) {
        let Self { others_asked: asked, others, .. } = self;
        let begins_form = |code| matcher.first_others.may_hold(u64::from(code));
        asked.keep(|place| next_code(text, place).is_some_and(|(code, _)| begins_form(code)));
        for &place in asked.items() {
            let (before, behind) = text.split_at(place as usize);
            let joins = |c: char| class(c).joins();
            if !(behind.chars().next().is_some_and(joins) && base(before).is_some_and(joins)) {
                others.push(place);
            }
        }
    }

    /// Makes steps of the starts, and of what is a form by itself.
    #[inline(always)]
    fn begin(&mut self, matcher: &Matcher<'_>, processor: impl Processor, text: &str) {
        let Self { starts, left, ones, short, triples, long, .. } = self;
        let starts = starts.items();
        long.clear();
        // Processors write eight at a time.
        left.clear(starts.len() + EIGHT);
        short.clear(ones.len() + starts.len() + EIGHT);
        triples.clear(starts.len() + EIGHT);
        for &one in ones.iter() {
            short.offer(one, true);
        }
        processor.add_beginnings(text.as_bytes(), starts, [matcher.twos, matcher.triples], ([short, triples], left));
        for &start in left.items() {
            let Some((first, behind)) = next_code(text, start) else { continue };
            let Some((second, end)) = next_code(text, behind) else { continue };
            let hash = add_character(add_character(CHARACTERS, first), second);
            // Without branches: the filters are large, and their answers would be waited for one by one.
            short.offer(Step { start, end, hash }, matcher.twos.may_hold(key_of_characters(first, second, 0)));
            let Some((third, end)) = next_code(text, end) else { continue };
            let hash = add_character(hash, third);
            triples.offer(Step { start, end, hash }, matcher.triples.may_hold(key_of_characters(first, second, third)));
        }
    }
}

/// The places of the bits of a block.
fn places(from: u32, bits: u64) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)))
        .take_while(|&bits| bits != 0)
        .map(move |bits| from + bits.trailing_zeros())
}
