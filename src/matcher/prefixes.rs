//! The beginnings of all forms, by their hashes.

use super::hash::extend;
use super::{Pattern, PatternId, Place};

/// What is known of a stretch of text that has the hash of the beginning of some form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Prefix(u32);

impl Prefix {
    const GOES_ON: u32 = 1 << 31;

    /// The form that ends here, if its text is the same too.
    pub(super) fn pattern(self) -> Option<PatternId> {
        (self.0 & !Self::GOES_ON).checked_sub(1).map(PatternId)
    }

    /// Whether a longer form begins so.
    pub(super) fn goes_on(self) -> bool {
        self.0 & Self::GOES_ON != 0
    }

    fn is_none(self) -> bool {
        self.0 == 0
    }

    fn of(pattern: u32, is_whole: bool) -> Self {
        Self(if is_whole { pattern + 1 } else { Self::GOES_ON })
    }
}

/// A hash table with open addressing, behind a filter of one bit a hash that says no for most of a text.
#[derive(Debug)]
pub(super) struct PrefixTable {
    filter: Vec<u64>,
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: u64,
    prefix: Prefix,
}

/// The beginning of a form, up to one of its edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Beginning {
    hash: u64,
    len: u32,
    pattern: u32,
}

impl PrefixTable {
    /// Bits of the filter for each hash: one in sixteen stretches that begin no form gets through it.
    const FILTER_BITS: usize = 16;

    /// The table of the forms between edges, and those that it cannot hold: forms with the hash of another.
    pub(super) fn new(patterns: &[Pattern]) -> (Self, Vec<PatternId>) {
        let mut beginnings = beginnings(patterns);
        beginnings.sort_unstable();
        let text = |beginning: &Beginning| &patterns[beginning.pattern as usize].text[..beginning.len as usize];
        let of_one_hash = || beginnings.chunk_by(|a, b| a.hash == b.hash);
        let mut table = Self::with_room_for(of_one_hash().count());
        let mut rest = Vec::new();
        for same_hash in of_one_hash() {
            let mut prefix = Prefix::default();
            for beginning in same_hash {
                if text(beginning) == text(&same_hash[0]) {
                    let is_whole = text(beginning).len() == patterns[beginning.pattern as usize].text.len();
                    prefix.0 |= Prefix::of(beginning.pattern, is_whole).0;
                } else {
                    rest.push(PatternId(beginning.pattern));
                }
            }
            table.insert(same_hash[0].hash, prefix);
        }
        rest.sort_unstable();
        rest.dedup();
        (table, rest)
    }

    /// What begins with a stretch of this hash; none for most stretches that begin no form.
    pub(super) fn get(&self, hash: u64) -> Option<Prefix> {
        let (word, bit) = self.filter_place(hash);
        if self.filter[word] & bit == 0 {
            return None;
        }
        let mut at = self.slot_place(hash);
        loop {
            let slot = self.slots[at];
            if slot.prefix.is_none() {
                return None;
            }
            if slot.hash == hash {
                return Some(slot.prefix);
            }
            at = (at + 1) % self.slots.len();
        }
    }

    fn with_room_for(hashes: usize) -> Self {
        let slots = (hashes * 2).next_power_of_two();
        let filter = (hashes * Self::FILTER_BITS).next_power_of_two().max(64) / 64;
        Self { filter: vec![0; filter], slots: vec![Slot::default(); slots] }
    }

    fn insert(&mut self, hash: u64, prefix: Prefix) {
        let (word, bit) = self.filter_place(hash);
        self.filter[word] |= bit;
        let mut at = self.slot_place(hash);
        while !self.slots[at].prefix.is_none() {
            at = (at + 1) % self.slots.len();
        }
        self.slots[at] = Slot { hash, prefix };
    }

    fn filter_place(&self, hash: u64) -> (usize, u64) {
        let mixed = mix(hash);
        (low_bits(mixed >> 6, self.filter.len()), 1 << (mixed % 64))
    }

    fn slot_place(&self, hash: u64) -> usize {
        low_bits(mix(hash) >> 20, self.slots.len())
    }
}

/// Spreads the high bits of a hash, which are its best, over all.
fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^ (hash >> 32)
}

/// The value modulo a power of two, which is the length of some table.
fn low_bits(value: u64, power_of_two: usize) -> usize {
    debug_assert!(power_of_two.is_power_of_two());
    let mask = power_of_two as u64 - 1;
    usize::try_from(value & mask).expect("less than the length of a table")
}

fn beginnings(patterns: &[Pattern]) -> Vec<Beginning> {
    let mut all = Vec::new();
    for (id, pattern) in (0..).zip(patterns) {
        let Place::BetweenEdges(edges) = &pattern.place else { continue };
        let (mut hash, mut from) = (0, 0);
        for edge in edges.iter().filter(|edge| edge.ends) {
            hash = extend(hash, &pattern.text.as_bytes()[from..edge.at as usize]);
            from = edge.at as usize;
            all.push(Beginning { hash, len: edge.at, pattern: id });
        }
    }
    all
}
