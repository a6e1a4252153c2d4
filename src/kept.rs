//! What was made for one document and is asked for again in the next: news names the same few thousand again and again.

/// So many are kept at most.
const PLACES: usize = 1 << 13;

/// Values by keys, those of late at hand.
///
/// Each key has one place, which it shares with others: who comes last stays. So what is kept has a bound, and is found without a search.
#[derive(Debug)]
pub(crate) struct Kept<K, V>(Vec<Option<(K, V)>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Copy + Eq, V> Kept<K, V> {
    /// The value of a key, whose place a number says; `make` makes it where it is not at hand.
    pub(crate) fn get(&mut self, key: K, number: u32, make: impl FnOnce() -> V) -> &V {
        if self.0.is_empty() {
            self.0.resize_with(PLACES, || None);
        }
        let place = &mut self.0[number as usize % PLACES];
        if place.as_ref().is_none_or(|(kept, _)| *kept != key) {
            *place = None;
        }
        &place.get_or_insert_with(|| (key, make())).1
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
    }
}
