//! What the search asks of the processor itself.

use super::batch::Batch;
use super::filter::{Filter, Nibbles};
use super::hash::{eight_from, key_of_any_pair, rough_key};
use super::masks::{BLOCK, BlockMasks, LeadMasks, Masks, WINDOW, plain_block, plain_leads};
use super::short::{self, WORDS};
use super::steps::Step;
use super::table::NODES;
use crate::span::offset;
use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, IntoBytes};

/// What one sort of processor can do at a time.
pub(super) trait Processor: Copy {
    /// What the bytes of a block are.
    fn block(self, bytes: &[u8; BLOCK]) -> BlockMasks;

    /// Where in a block a piece may begin that begins with no capital: never too few places.
    fn beginnings(self, window: &[u8; WINDOW], nibbles: &Nibbles) -> u64;

    /// Where the characters of a block begin that are beyond ASCII.
    fn leads(self, bytes: &[u8; BLOCK]) -> LeadMasks;

    /// Whether it asks a filter of many words at a time, so that nothing need stand before it.
    const ASKS_MANY_WORDS: bool = false;

    /// Adds the places of the bits of a block that begins at a place, of which there are mostly no more than `USUAL`.
    #[inline(always)]
    fn add_places<const USUAL: usize>(self, places: &mut Batch<u32>, from: u32, bits: u64) {
        if bits == 0 {
            return;
        }
        let count = bits.count_ones() as usize;
        let Some(room): Option<&mut [u32; BLOCK]> = places.room() else { return };
        let mut rest = bits;
        // So many at a time, needed or not: where the bits end could not be foreseen.
        for places in room.as_chunks_mut::<USUAL>().0.iter_mut().take(count.div_ceil(USUAL)) {
            for place in places {
                *place = from + rest.trailing_zeros();
                rest &= rest.wrapping_sub(1);
            }
        }
        places.add(count);
    }

    /// Passes on those of some places, in rising order, where a word of ASCII begins that the filter may hold. The masks are those of the text.
    #[inline(always)]
    fn filter_words(self, text: &[u8], masks: &Masks, places: &[u32], filter: Filter<'_>, out: &mut Batch<u32>) {
        places.iter().for_each(|&start| filter_word(text, masks, start, filter, out));
    }

    /// Adds the pieces of ASCII that begin at some places, in rising order. The masks are those of the text.
    #[inline(always)]
    fn add_firsts(self, text: &[u8], masks: &Masks, places: &[u32], out: &mut Firsts) {
        places.iter().for_each(|&start| add_first(text, masks, start, out));
    }

    /// Adds the pieces of ASCII that begin at some places, of which nothing is known: to the first list those that may be forms by themselves, to the second
    /// all. The places of those that it cannot tell are left.
    #[inline(always)]
    fn add_unknown(
        self,
        _text: &[u8],
        places: &[u32],
        _openings: Filter<'_>,
        (_, left): ([&mut Batch<First>; 2], &mut Batch<u32>),
    ) {
        places.iter().for_each(|&start| left.offer(start, true));
    }

    /// Passes on those of some first pieces of ASCII that may open a form with what follows them, if it can tell; the others are left.
    #[inline(always)]
    fn filter_openings(
        self,
        _text: &[u8],
        firsts: &[First],
        _openings: Filter<'_>,
        (_, left): (&mut Batch<First>, &mut Batch<First>),
    ) {
        firsts.iter().for_each(|first| left.offer(*first, true));
    }

    /// Passes on those characters of a text that may begin a form with the one behind, if it can tell at once; the others are left. They are the bits of its
    /// blocks: those of three bytes and four.
    #[inline(always)]
    fn filter_pairs(
        self,
        _text: &[u8],
        wide: &[u64],
        _pairs: Filter<'_>,
        (_, left): (&mut Batch<u32>, &mut Batch<u32>),
    ) {
        self.leave_wide(wide, left);
    }

    /// Leaves all characters of [`Self::filter_pairs`].
    #[inline(always)]
    fn leave_wide(self, wide: &[u64], left: &mut Batch<u32>) {
        for (block, bits) in wide.iter().enumerate() {
            self.add_places::<{ BLOCK / 2 }>(left, offset(block * BLOCK), *bits);
        }
    }

    /// Adds the first two characters of some places to the first list and the first three to the second, where the filter of either says that forms may begin
    /// so, if it can tell; the other places are left.
    #[inline(always)]
    fn add_beginnings(
        self,
        _text: &[u8],
        places: &[u32],
        _filters: [Filter<'_>; 2],
        (_, left): ([&mut Batch<Step>; 2], &mut Batch<u32>),
    ) {
        places.iter().for_each(|&start| left.offer(start, true));
    }

    /// Which of some tags are equal to one, a bit each.
    #[inline(always)]
    fn same_tags(self, tags: &[U32; NODES], tag: u32) -> u32 {
        tags.iter().enumerate().fold(0, |all, (place, other)| all | u32::from(other.get() == tag) << place)
    }

    /// Which of some numbers are equal to one, a bit each.
    #[inline(always)]
    fn equal(self, numbers: &[U64; WORDS], number: u64) -> u32 {
        numbers.iter().enumerate().fold(0, |all, (place, other)| all | u32::from(other.get() == number) << place)
    }
}

/// Passes a place on if the filter may hold the word of ASCII that begins there.
#[inline(always)]
pub(super) fn filter_word(text: &[u8], masks: &Masks, start: u32, filter: Filter<'_>, out: &mut Batch<u32>) {
    let len = masks.len_of_word(start as usize);
    out.offer(start, filter.may_hold(rough_key(text, start as usize, len)));
}

/// Adds the piece of ASCII that begins at a place.
#[inline(always)]
pub(super) fn add_first(text: &[u8], masks: &Masks, start: u32, out: &mut Firsts) {
    let len = masks.len_of_word(start as usize);
    let is_short = (1..=short::LONGEST).contains(&len);
    out.short.offer(First { start, end: start + offset(len), key: rough_key(text, start as usize, len) }, is_short);
    out.others.offer(start, !is_short);
}

/// Passes a place on if the filter may hold the two characters that stand there, or cannot say.
#[inline(always)]
pub(super) fn filter_pair(text: &[u8], start: u32, pairs: Filter<'_>, out: &mut Batch<u32>) {
    let (key, is_known) = key_of_any_pair(eight_from(text, start as usize).to_le_bytes());
    // Without a branch, which would go wrong as often as not.
    out.offer(start, !is_known | pairs.may_hold(key));
}

/// A first piece that more may follow.
#[derive(Clone, Copy, Debug, Default, FromBytes, IntoBytes)]
#[repr(C)]
pub(super) struct First {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its [`rough_key`].
    pub(super) key: u64,
}

/// Pieces that may begin a form.
#[derive(Debug, Default)]
pub(super) struct Firsts {
    /// Short words.
    pub(super) short: Batch<First>,
    /// Where longer ones are, and signs, and short words of which nothing is known.
    pub(super) others: Batch<u32>,
}

impl Firsts {
    /// Empties it, and sees to it that so many may be offered.
    #[inline(always)]
    pub(super) fn clear(&mut self, room: usize) {
        self.short.clear(room);
        self.others.clear(room);
    }
}

/// Any processor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain;

impl Processor for Plain {
    fn block(self, bytes: &[u8; BLOCK]) -> BlockMasks {
        plain_block(bytes)
    }

    fn beginnings(self, _: &[u8; WINDOW], _: &Nibbles) -> u64 {
        u64::MAX
    }

    fn leads(self, bytes: &[u8; BLOCK]) -> LeadMasks {
        plain_leads(bytes)
    }
}
