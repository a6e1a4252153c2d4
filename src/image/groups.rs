//! Which items belong to which group, where groups follow each other: names of entities, forms of patterns.
//!
//! A row of bits holds a 0 for each item and a 1 behind the last item of each group. The place of the n-th 1 tells where group n ends,
//! and the place of the n-th 0 which group item n belongs to. This takes one and a half bits an item, where a table of starts takes 32 a
//! group and does not lead back.

use super::rows;
use std::ops::Range;
use zerocopy::little_endian::U64;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

const WORDS: usize = 7;
const BITS: usize = WORDS * 64;

/// One line of the processor's cache: bits, and how many of those ahead of them are 1.
#[derive(Clone, Copy, Debug, Default, FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned)]
#[repr(C)]
struct Block {
    ones_before: U64,
    words: [U64; WORDS],
}

/// Groups that are read from a section.
#[derive(Clone, Copy, Debug)]
pub struct Groups<'i> {
    blocks: &'i [Block],
}

/// A bit that is looked for.
#[derive(Clone, Copy)]
enum Bit {
    Zero,
    One,
}

impl Bit {
    /// Turns the bits that are looked for into ones.
    fn as_ones(self, word: u64) -> u64 {
        match self {
            Self::Zero => !word,
            Self::One => word,
        }
    }
}

impl<'i> Groups<'i> {
    /// The groups of a section.
    pub fn of(section: &'i [u8]) -> Self {
        Self { blocks: rows(section) }
    }

    /// The items of a group; empty for one that is not there.
    pub fn items(self, group: usize) -> Range<usize> {
        let end_of = |group: usize| self.find(Bit::One, group)?.checked_sub(group);
        let start = group.checked_sub(1).map_or(Some(0), end_of);
        match (start, end_of(group)) {
            (Some(start), Some(end)) if start <= end => start..end,
            _ => 0..0,
        }
    }

    /// The group of an item.
    pub fn group_of(self, item: usize) -> Option<usize> {
        self.find(Bit::Zero, item)?.checked_sub(item)
    }

    /// The place of the n-th bit of this sort, counted from 0.
    fn find(self, bit: Bit, n: usize) -> Option<usize> {
        let number = self.last_block_with_at_most(bit, n)?;
        let mut left = n.checked_sub(self.before(bit, number)?)?;
        for (at, word) in self.blocks.get(number)?.words.iter().enumerate() {
            let mut ones = bit.as_ones(word.get());
            let count = ones.count_ones() as usize;
            if left < count {
                for _ in 0..left {
                    ones &= ones.wrapping_sub(1);
                }
                return Some(number * BITS + at * 64 + ones.trailing_zeros() as usize);
            }
            left -= count;
        }
        None
    }

    /// The last block ahead of which there are at most `n` bits of this sort.
    fn last_block_with_at_most(self, bit: Bit, n: usize) -> Option<usize> {
        let (mut low, mut high) = (0, self.blocks.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.before(bit, middle)? <= n { low = middle + 1 } else { high = middle }
        }
        low.checked_sub(1)
    }

    /// How many bits of this sort stand ahead of a block.
    fn before(self, bit: Bit, block: usize) -> Option<usize> {
        let ones = usize::try_from(self.blocks.get(block)?.ones_before.get()).ok()?;
        match bit {
            Bit::Zero => (block * BITS).checked_sub(ones),
            Bit::One => Some(ones),
        }
    }
}

/// Writes groups one behind the other.
#[derive(Debug, Default)]
pub struct GroupsBuilder {
    blocks: Vec<Block>,
    bits: usize,
    ones: u64,
}

impl GroupsBuilder {
    /// The next group, with so many items.
    pub fn push(&mut self, items: usize) {
        self.bits += items;
        let (block, bit) = (self.bits / BITS, self.bits % BITS);
        while self.blocks.len() <= block {
            self.blocks.push(Block { ones_before: U64::new(self.ones), ..Block::default() });
        }
        if let Some(word) = self.blocks.last_mut().and_then(|block| block.words.get_mut(bit / 64)) {
            *word = U64::new(word.get() | 1 << (bit % 64));
        }
        self.bits += 1;
        self.ones += 1;
    }

    /// The section.
    pub fn finish(self) -> Vec<u8> {
        self.blocks.as_bytes().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_and_groups_lead_to_each_other() {
        let sizes = [3, 0, 1, 1, 2000, 0, 0, 447, 448, 1, 64].repeat(40);
        let mut builder = GroupsBuilder::default();
        sizes.iter().for_each(|&size| builder.push(size));
        let section = builder.finish();
        let groups = Groups::of(&section);
        let mut start = 0;
        for (group, &size) in sizes.iter().enumerate() {
            let items = groups.items(group);
            assert_eq!(items, if size == 0 { items.clone() } else { start..start + size });
            assert_eq!(items.len(), size);
            for item in [start, start + size / 2, (start + size).saturating_sub(1)] {
                assert!(size == 0 || groups.group_of(item) == Some(group));
            }
            start += size;
        }
        assert!(groups.items(sizes.len()).is_empty());
    }

    #[test]
    fn nonsense_leads_nowhere() {
        for section in [vec![0xFF; 640], vec![0; 640], vec![0x5A; 640], vec![1; 63], Vec::new()] {
            let groups = Groups::of(&section);
            for n in [0, 1, 447, 448, 5000, usize::MAX] {
                assert!(groups.items(n).len() <= 640 * 8);
                assert!(groups.group_of(n).is_none_or(|group| group <= 640 * 8));
            }
        }
    }
}
