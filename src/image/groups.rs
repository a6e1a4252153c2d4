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
        let start = group.checked_sub(1).map_or(Some(0), |before| Some(self.find(Bit::One, before)? + 1));
        let end = start.and_then(|start| self.one_from(start)).or_else(|| self.find(Bit::One, group));
        let item = |bit: Option<usize>| bit?.checked_sub(group);
        match (item(start), item(end)) {
            (Some(start), Some(end)) if start <= end => start..end,
            _ => 0..0,
        }
    }

    /// The group of an item, and which of the group's items it is.
    pub fn place_of(self, item: usize) -> Option<(usize, usize)> {
        let bit = self.find(Bit::Zero, item)?;
        let group = bit.checked_sub(item)?;
        let at = match self.one_before(bit) {
            Some(one) => Some(bit - one - 1),
            None => item.checked_sub(self.items(group).start),
        };
        Some((group, at?))
    }

    /// The first 1 at a bit or behind it, if it stands in the same block: groups are mostly small.
    fn one_from(self, bit: usize) -> Option<usize> {
        let (block, within) = (bit / BITS, bit % BITS);
        let words = self.blocks.get(block)?.words.iter().enumerate().skip(within / 64);
        let mut seen =
            words.map(|(at, word)| (at, if at == within / 64 { word.get() & !below(within) } else { word.get() }));
        let (at, word) = seen.find(|(_, word)| *word != 0)?;
        Some(block * BITS + at * 64 + word.trailing_zeros() as usize)
    }

    /// The last 1 before a bit, if it stands in the same block.
    fn one_before(self, bit: usize) -> Option<usize> {
        let (block, within) = (bit / BITS, bit % BITS);
        let words = self.blocks.get(block)?.words.iter().enumerate().take(within / 64 + 1).rev();
        let mut seen =
            words.map(|(at, word)| (at, if at == within / 64 { word.get() & below(within) } else { word.get() }));
        let (at, word) = seen.find(|(_, word)| *word != 0)?;
        Some(block * BITS + at * 64 + word.ilog2() as usize)
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

/// Ones for the bits of a word that stand before this one.
fn below(bit: usize) -> u64 {
    (1 << (bit % 64)) - 1
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
                assert!(size == 0 || groups.place_of(item) == Some((group, item - start)));
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
                assert!(groups.place_of(n).is_none_or(|(group, at)| group <= 640 * 8 && at <= 640 * 8));
            }
        }
    }
}
