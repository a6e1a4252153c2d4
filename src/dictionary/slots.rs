//! A hash table that holds numbers and leaves keys where they are.

/// Open addressing. A slot is 0, or the tag of a key in its upper half and the key's number plus one in the lower.
///
/// The keys of millions of entities stand in one stretch of bytes already; a table that owned them would hold each a second time.
#[derive(Debug, Default)]
pub(super) struct Slots {
    slots: Vec<u64>,
    used: usize,
}

/// The slots of a new table.
const FEWEST: usize = 64;

impl Slots {
    /// The number of a key with this hash for which `is_key` says yes.
    pub(super) fn find(&self, hash: u64, is_key: impl Fn(u32) -> bool) -> Option<u32> {
        let tag = tag(hash);
        let mut at = self.home(tag);
        while let Some(&slot) = self.slots.get(at).filter(|slot| **slot != 0) {
            let number = number(slot);
            if slot >> 32 == tag && is_key(number) {
                return Some(number);
            }
            at = (at + 1) % self.slots.len();
        }
        None
    }

    /// Adds the number of a key that is not there yet.
    pub(super) fn insert(&mut self, hash: u64, number: u32) {
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        self.used += 1;
        self.put((tag(hash) << 32) | (u64::from(number) + 1));
    }

    fn put(&mut self, slot: u64) {
        let mut at = self.home(slot >> 32);
        while self.slots[at] != 0 {
            at = (at + 1) % self.slots.len();
        }
        self.slots[at] = slot;
    }

    fn grow(&mut self) {
        let larger = vec![0; (self.slots.len() * 2).max(FEWEST)];
        for slot in std::mem::replace(&mut self.slots, larger) {
            if slot != 0 {
                self.put(slot);
            }
        }
    }

    /// Where a tag stands if nothing else does.
    fn home(&self, tag: u64) -> usize {
        let at = (u128::from(tag) * self.slots.len() as u128) >> 32;
        usize::try_from(at).expect("less than the number of slots, since a tag is less than 2^32")
    }
}

fn tag(hash: u64) -> u64 {
    hash >> 32
}

fn number(slot: u64) -> u32 {
    let low = u32::try_from(slot & u64::from(u32::MAX)).expect("32 bits");
    low.saturating_sub(1)
}
