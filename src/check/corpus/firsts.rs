//! The first few of what several threads find.

/// Where something stands in a corpus: the batch, the record in it, the mention in that.
pub(super) type Place = (u64, usize, usize);

/// The first things in the corpus's order, one a record, whichever thread found them when.
#[derive(Clone, Debug)]
pub(super) struct Firsts<T, const MOST: usize> {
    /// In order.
    found: Vec<(Place, T)>,
}

impl<T, const MOST: usize> Default for Firsts<T, MOST> {
    fn default() -> Self {
        Self { found: Vec::new() }
    }
}

impl<T, const MOST: usize> Firsts<T, MOST> {
    /// Takes in something, if it is among the first so far; only then it is made.
    pub(super) fn add(&mut self, place: Place, make: impl FnOnce() -> T) {
        let at = self.found.partition_point(|(other, _)| *other < place);
        // The mentions of a record come in order, so that the first of them is there already.
        let is_of_same_record = self.found.iter().any(|(other, _)| (other.0, other.1) == (place.0, place.1));
        if at < MOST && !is_of_same_record {
            self.found.insert(at, (place, make()));
            self.found.truncate(MOST);
        }
    }

    /// Takes in what another thread found.
    pub(super) fn merge(&mut self, others: Self) {
        others.found.into_iter().for_each(|(place, other)| self.add(place, || other));
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.found.iter().map(|(_, found)| found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_ones_do_not_depend_on_who_found_them() {
        let of = |places: &[u64]| {
            let mut firsts: Firsts<u64, 2> = Firsts::default();
            places.iter().for_each(|&place| firsts.add((place, 0, 0), || place));
            places.iter().for_each(|&place| firsts.add((place, 0, 1), || 10 * place));
            firsts
        };
        for (ones, others) in [([5, 1, 3], [2, 4, 6]), ([6, 5, 4], [3, 2, 1])] {
            let mut firsts = of(&ones);
            firsts.merge(of(&others));
            assert_eq!(firsts.iter().collect::<Vec<_>>(), [&1, &2]);
        }
    }
}
