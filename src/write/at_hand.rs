//! What is made of entities and asked for again and again: that of late is kept.

use crate::dictionary::EntityIndex;
use crate::kept::Kept;

/// So many entities are kept at most. News names a few thousand again and again, and with so many places few of them meet in one.
pub(super) const PLACES: usize = 1 << 14;

/// What takes more, in bytes, is made anew each time.
pub(super) const LARGEST_KEPT: usize = 16 << 10;

/// All are let go before they take more than this, in bytes: a bound on the memory, whatever the dictionary.
pub(super) const MOST_KEPT: usize = 8 << 20;

/// Something that takes memory.
pub(super) trait Weighed {
    /// Roughly how many bytes it takes beside itself.
    fn bytes(&self) -> usize;
}

/// What was made of entities, by entity: no more than takes so much memory.
#[derive(Debug)]
pub(super) struct AtHand<T> {
    kept: Kept<EntityIndex, T>,
    /// The bytes that were put there since all was let go.
    held: usize,
    fresh: Option<T>,
}

impl<T: Weighed> AtHand<T> {
    /// For a dictionary with so many entities.
    pub(super) fn of(entities: usize) -> Self {
        Self { kept: Kept::with_places(entities.min(PLACES)), held: 0, fresh: None }
    }

    /// What is kept of an entity, or else what `make` gives.
    pub(super) fn get(&mut self, index: EntityIndex, make: impl FnOnce() -> T) -> &T {
        if self.kept.has(index, index.0) {
            return self.kept.get(index, index.0, make);
        }
        let fresh = make();
        let bytes = fresh.bytes();
        if bytes > LARGEST_KEPT {
            return self.fresh.insert(fresh);
        }
        self.held += bytes;
        if self.held > MOST_KEPT {
            self.kept.clear();
            self.held = bytes;
        }
        self.kept.get(index, index.0, || fresh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Weighed for String {
        fn bytes(&self) -> usize {
            self.len()
        }
    }

    fn made(at_hand: &mut AtHand<String>, index: u32, bytes: usize) -> String {
        at_hand.get(EntityIndex(index), || format!("{index:<bytes$}")).clone()
    }

    #[test]
    fn entities_that_share_a_place_are_told_apart() {
        let mut at_hand = AtHand::of(PLACES + 1);
        let last = u32::try_from(PLACES).unwrap();
        for index in [0, last, last, 0] {
            assert_eq!(made(&mut at_hand, index, 1), index.to_string());
        }
    }

    #[test]
    fn it_is_made_once() {
        let mut at_hand = AtHand::of(1);
        assert_eq!(made(&mut at_hand, 0, 1), "0");
        assert_eq!(at_hand.get(EntityIndex(0), || unreachable!()), "0");
    }

    #[test]
    fn what_is_large_is_not_kept() {
        let mut at_hand = AtHand::of(1);
        assert_eq!(made(&mut at_hand, 0, LARGEST_KEPT + 1).len(), LARGEST_KEPT + 1);
        assert!(!at_hand.kept.has(EntityIndex(0), 0));
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let mut at_hand = AtHand::of(2000);
        const { assert!(6000 * 2000 > MOST_KEPT) };
        for index in 0..2000 {
            assert_eq!(made(&mut at_hand, index, 6000).trim_end(), index.to_string());
            assert!(at_hand.held <= MOST_KEPT);
        }
    }
}
