//! Lists that are filled without branches, over and over.

/// A list whose room stays when it is emptied.
///
/// What may or may not belong to it is written in any case, and counted if it does: the processor could not foresee a branch.
#[derive(Debug, Default)]
pub(super) struct Batch<T> {
    items: Vec<T>,
    len: usize,
}

impl<T: Copy + Default> Batch<T> {
    /// Empties it, and sees to it that so many may be offered.
    #[inline(always)]
    pub(super) fn clear(&mut self, room: usize) {
        self.len = 0;
        if self.items.len() < room {
            self.items.resize(room, T::default());
        }
    }

    /// Takes an item that belongs to it.
    #[inline(always)]
    pub(super) fn offer(&mut self, item: T, belongs: bool) {
        self.items[self.len] = item;
        self.len += usize::from(belongs);
    }

    /// Takes items while there is room for them. Their number is no further than a register away meanwhile.
    #[inline(always)]
    pub(super) fn fill<R>(&mut self, fill: impl FnOnce(&mut Filling<'_, T>) -> R) -> R {
        let mut filling = Filling { items: &mut self.items[self.len..], len: 0 };
        let result = fill(&mut filling);
        self.len += filling.len;
        result
    }

    /// Room for some items behind those that are there, which belong to it once [`Self::add`] says so. None where there is not as much room.
    #[inline(always)]
    pub(super) fn room<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        self.items[self.len..].first_chunk_mut()
    }

    /// Takes so many of the items that were written into [`Self::room`].
    #[inline(always)]
    pub(super) fn add(&mut self, count: usize) {
        self.len += count;
    }

    /// Keeps the items that pass a test.
    #[inline(always)]
    pub(super) fn keep(&mut self, test: impl Fn(T) -> bool) {
        let len = std::mem::take(&mut self.len);
        for at in 0..len {
            let item = self.items[at];
            self.offer(item, test(item));
        }
    }

    /// What is in it.
    #[inline(always)]
    pub(super) fn items(&self) -> &[T] {
        &self.items[..self.len]
    }
}

/// A list while it is filled: see [`Batch::fill`].
#[derive(Debug)]
pub(super) struct Filling<'b, T> {
    items: &'b mut [T],
    len: usize,
}

impl<T> Filling<'_, T> {
    /// Takes an item that belongs to it.
    #[inline(always)]
    pub(super) fn offer(&mut self, item: T, belongs: bool) {
        self.items[self.len] = item;
        self.len += usize::from(belongs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_belong_is_overwritten() {
        let mut batch = Batch::default();
        for round in 0..2 {
            batch.clear(5);
            (0..5).for_each(|number| batch.offer(number + round, number % 2 == 0));
            assert_eq!(batch.items(), [round, 2 + round, 4 + round]);
        }
        batch.keep(|number| number > 2);
        assert_eq!(batch.items(), [3, 5]);
    }

    #[test]
    fn some_of_what_is_written_counts() {
        let mut batch = Batch::default();
        batch.clear(8);
        batch.offer(7, true);
        *batch.room().expect("there is room for seven more") = [1, 2, 3, 4];
        batch.add(2);
        assert_eq!(batch.items(), [7, 1, 2]);
    }
}
