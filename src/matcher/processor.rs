//! What the search asks of the processor itself.

use super::filter::Nibbles;
use super::masks::{BLOCK, BlockMasks, LeadMasks, WINDOW, plain_block, plain_leads};

/// What one sort of processor can do at a time.
pub(super) trait Processor: Copy {
    /// What the bytes of a block are.
    fn block(self, bytes: &[u8; BLOCK]) -> BlockMasks;

    /// Where in a block a piece may begin that begins with no capital: never too few places.
    fn beginnings(self, window: &[u8; WINDOW], nibbles: &Nibbles) -> u64;

    /// Where the characters of a block begin that are beyond ASCII.
    fn leads(self, bytes: &[u8; BLOCK]) -> LeadMasks;

    /// Says that something will be read soon.
    fn prefetch<T>(self, place: &T);
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
