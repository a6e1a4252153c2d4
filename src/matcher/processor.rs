//! What the search asks of the processor itself.

use super::batch::Batch;
use super::filter::{Filter, Nibbles};
use super::hash::{eight_from, key_of_any_pair, rough_key};
use super::masks::{BLOCK, BlockMasks, LeadMasks, Masks, WINDOW, plain_block, plain_leads};
use super::steps::Step;

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

    /// Makes steps of how forms may open at the first of some places, and says which of these it did not look at, a bit each, and at how many it looked:
    /// none, where it can do no more than one at a time.
    #[inline(always)]
    fn open_words(self, _text: &[u8], _firsts: &[u32], _openings: Filter<'_>, _steps: &mut Batch<Step>) -> (u8, usize) {
        (0, 0)
    }

    /// Passes on those of some places, in rising order, where a character of three bytes or four stands that may begin a form with what follows it.
    #[inline(always)]
    fn filter_pairs(self, text: &[u8], places: &[u32], pairs: Filter<'_>, out: &mut Batch<u32>) {
        places.iter().for_each(|&start| filter_pair(text, start, pairs, out));
    }

    /// Says that something will be read soon.
    fn prefetch<T>(self, place: &T);
}

/// Passes a place on if the filter may hold the word of ASCII that begins there.
#[inline(always)]
pub(super) fn filter_word(text: &[u8], masks: &Masks, start: u32, filter: Filter<'_>, out: &mut Batch<u32>) {
    let len = masks.len_of_word(start as usize);
    out.offer(start, filter.may_hold(rough_key(text, start as usize, len)));
}

/// Passes a place on if the filter may hold the two characters that stand there, or cannot say.
#[inline(always)]
pub(super) fn filter_pair(text: &[u8], start: u32, pairs: Filter<'_>, out: &mut Batch<u32>) {
    let (key, is_known) = key_of_any_pair(eight_from(text, start as usize).to_le_bytes());
    // Without a branch, which would go wrong as often as not.
    out.offer(start, !is_known | pairs.may_hold(key));
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

    fn prefetch<T>(self, _: &T) {}
}
