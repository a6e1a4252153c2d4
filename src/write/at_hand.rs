//! What is made of entities and asked for again and again: that of late is kept.

use crate::dictionary::EntityIndex;

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

/// What was made of entities, by entity.
#[derive(Debug)]
pub(super) struct AtHand<T> {
    /// Each entity has one place, which it shares with others: who comes last stays.
    places: Vec<Option<(EntityIndex, T)>>,
    /// The bytes that were put there since all was let go.
    held: usize,
    fresh: Option<T>,
}

impl<T: Weighed> AtHand<T> {
    /// For a dictionary with so many entities.
    pub(super) fn of(entities: usize) -> Self {
        Self { places: nothing(entities.clamp(1, PLACES)), held: 0, fresh: None }
    }

    /// What is kept of an entity, or else what `make` gives.
    pub(super) fn get(&mut self, index: EntityIndex, make: impl FnOnce() -> T) -> &T {
        let place = index.0 as usize % self.places.len();
        if self.places[place].as_ref().is_none_or(|(of, _)| *of != index) {
            let fresh = make();
            if fresh.bytes() > LARGEST_KEPT {
                return self.fresh.insert(fresh);
            }
            self.keep(place, index, fresh);
        }
        let (_, kept) = self.places[place].as_ref().expect("it was put there, or was there");
        kept
    }

    fn keep(&mut self, place: usize, index: EntityIndex, fresh: T) {
        self.held += fresh.bytes();
        if self.held > MOST_KEPT {
            self.places = nothing(self.places.len());
            self.held = fresh.bytes();
        }
        self.places[place] = Some((index, fresh));
    }
}

fn nothing<T>(places: usize) -> Vec<Option<T>> {
    std::iter::repeat_with(|| None).take(places).collect()
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

    fn kept(at_hand: &AtHand<String>) -> usize {
        at_hand.places.iter().flatten().map(|(_, text)| text.len()).sum()
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
        assert_eq!(kept(&at_hand), 0);
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let mut at_hand = AtHand::of(2000);
        for index in 0..2000 {
            assert_eq!(made(&mut at_hand, index, 6000).trim_end(), index.to_string());
            assert!(kept(&at_hand) <= MOST_KEPT);
        }
    }
}
