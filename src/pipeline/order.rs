//! Puts numbered things back in order.

use std::collections::BTreeMap;

/// Holds things that came too early until those before them are there.
#[derive(Debug)]
pub(super) struct InOrder<T> {
    next: u64,
    early: BTreeMap<u64, T>,
}

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self { next: 0, early: BTreeMap::new() }
    }
}

impl<T> InOrder<T> {
    /// Takes one more; numbers count from 0 and come once each.
    pub(super) fn add(&mut self, number: u64, thing: T) {
        self.early.insert(number, thing);
    }

    /// The next in order, if it is there.
    pub(super) fn next(&mut self) -> Option<T> {
        let thing = self.early.remove(&self.next)?;
        self.next += 1;
        Some(thing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_early_waits() {
        let mut order = InOrder::default();
        order.add(2, 'c');
        order.add(1, 'b');
        assert_eq!(order.next(), None);
        order.add(0, 'a');
        assert_eq!([order.next(), order.next(), order.next(), order.next()], [Some('a'), Some('b'), Some('c'), None]);
    }
}
