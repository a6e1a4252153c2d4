//! What was made for one document and is asked for again in the next: news names the same few thousand again and again.

use crate::prefetch::prefetch;

/// So many are kept at most, if nothing else is said.
const PLACES: usize = 1 << 13;

/// Values by keys, those of late at hand.
///
/// Each key has one place, which it shares with others: who comes last stays. So what is kept has a bound, and is found without a search.
#[derive(Debug)]
pub(crate) struct Kept<K, V> {
    /// None yet, or as many as there may be.
    places: Vec<Option<(K, V)>>,
    /// How many there may be: a power of two, so that a place is found without a division.
    most: usize,
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self::with_places(PLACES)
    }
}

impl<K, V> Kept<K, V> {
    /// With so many places at least.
    pub(crate) fn with_places(least: usize) -> Self {
        Self { places: Vec::new(), most: least.next_power_of_two() }
    }

    /// Lets everything go.
    pub(crate) fn clear(&mut self) {
        self.places.clear();
    }

    /// The place that a number says.
    fn place(&mut self, number: u32) -> &mut Option<(K, V)> {
        if self.places.is_empty() {
            self.places.resize_with(self.most, || None);
        }
        let at = self.at(number);
        &mut self.places[at]
    }

    /// Says that the place that a number says will be asked soon.
    pub(crate) fn prefetch(&self, number: u32) {
        self.places.get(self.at(number)).into_iter().for_each(prefetch);
    }

    fn at(&self, number: u32) -> usize {
        number as usize & (self.most - 1)
    }
}

impl<K: Copy + Eq, V> Kept<K, V> {
    /// The value of a key, whose place a number says; `make` makes it where it is not at hand.
    pub(crate) fn get(&mut self, key: K, number: u32, make: impl FnOnce() -> V) -> &V {
        let place = self.place(number);
        if place.as_ref().is_none_or(|(kept, _)| *kept != key) {
            *place = None;
        }
        &place.get_or_insert_with(|| (key, make())).1
    }

    /// The value of a key, if it is at hand.
    pub(crate) fn at_hand(&self, key: K, number: u32) -> Option<&V> {
        let (kept, value) = self.places.get(self.at(number))?.as_ref()?;
        (*kept == key).then_some(value)
    }

    /// Whether the value of a key is at hand.
    pub(crate) fn has(&self, key: K, number: u32) -> bool {
        self.at_hand(key, number).is_some()
    }

    /// The value of a key to be changed, if it is at hand.
    pub(crate) fn at_hand_mut(&mut self, key: K, number: u32) -> Option<&mut V> {
        let at = self.at(number);
        let (kept, value) = self.places.get_mut(at)?.as_mut()?;
        (*kept == key).then_some(value)
    }

    /// Keeps the value of a key.
    pub(crate) fn keep(&mut self, key: K, number: u32, value: V) {
        *self.place(number) = Some((key, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_as_long_as_its_place_is_its_own() {
        let mut kept = Kept::default();
        let mut made = Vec::new();
        let places = u32::try_from(PLACES).expect("a few thousand");
        for key in [1, 1, places + 1, places + 1, 1, 2, 1] {
            let value = *kept.get(key, key, || {
                made.push(key);
                key * 10
            });
            assert_eq!(value, key * 10);
        }
        assert_eq!(made, [1, places + 1, 1, 2]);
        assert_eq!([1, 2, 3].map(|key| kept.at_hand(key, key).copied()), [Some(10), Some(20), None]);
        kept.keep(places + 2, places + 2, 5);
        assert_eq!([2, places + 2].map(|key| kept.at_hand(key, key).copied()), [None, Some(5)]);
        [2, 3].into_iter().for_each(|number| kept.prefetch(number));
        kept.at_hand_mut(places + 2, places + 2).into_iter().for_each(|value| *value = 6);
        assert_eq!([2, places + 2].map(|key| kept.at_hand_mut(key, key).copied()), [None, Some(6)]);
    }
}
