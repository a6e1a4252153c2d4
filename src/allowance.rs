//! What one document may cost: the mentions that it may have, and the time that it may take.

use std::cell::Cell;
use std::fmt;

/// What one document may cost.
///
/// The core knows no clock: whether the time is over says a function of the caller. Loops that may run long ask
/// [`is_over`](Self::is_over) and leave off; what they leave is then thrown away.
pub struct Allowance<'a> {
    mentions: usize,
    clock: Option<&'a dyn Fn() -> bool>,
    /// So often may be asked until the clock is looked at.
    until_looked: Cell<u32>,
    over: Cell<bool>,
}

/// A document that costs more than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spent {
    /// It takes too long.
    Time,
    /// It has too many mentions.
    Mentions,
}

/// Looking at a clock costs some tens of nanoseconds, a step of a loop about as much, or much more in a text made to harm.
const STEPS_A_LOOK: u32 = 64;

/// So many bytes of text cost about a step.
const BYTES_A_STEP: usize = 256;

impl<'a> Allowance<'a> {
    /// Whatever it takes.
    pub const fn unlimited() -> Self {
        Self::new(usize::MAX, None)
    }

    /// So many mentions, and time until `clock` says that it is over.
    pub const fn new(mentions: usize, clock: Option<&'a dyn Fn() -> bool>) -> Self {
        Self { mentions, clock, until_looked: Cell::new(STEPS_A_LOOK), over: Cell::new(false) }
    }

    /// Whether the time is over: once it is, it stays so. Cheap enough to be asked at every hit.
    pub fn is_over(&self) -> bool {
        self.is_over_after(1)
    }

    /// The same, where what was done since it was asked last is worth so many steps.
    fn is_over_after(&self, steps: u32) -> bool {
        match self.until_looked.get().checked_sub(steps) {
            Some(left) => {
                self.until_looked.set(left);
                false
            }
            None => self.look(),
        }
    }

    /// Looks at the clock.
    #[cold]
    fn look(&self) -> bool {
        if !self.over.get() && self.clock.is_none_or(|is_over| !is_over()) {
            self.until_looked.set(STEPS_A_LOOK);
            return false;
        }
        self.over.set(true);
        self.until_looked.set(0);
        true
    }

    /// The end: the clock is looked at, however few steps were taken.
    ///
    /// # Errors
    ///
    /// [`Spent::Time`] where the time is over.
    pub fn check_time(&self) -> Result<(), Spent> {
        self.until_looked.set(0);
        if self.look() { Err(Spent::Time) } else { Ok(()) }
    }

    /// The border behind a stage that went through so many bytes, or found as much as they hold. For a short text the clock is not looked at.
    ///
    /// # Errors
    ///
    /// [`Spent::Time`] where the time is over.
    pub fn check_time_after(&self, bytes: usize) -> Result<(), Spent> {
        let steps = u32::try_from(bytes / BYTES_A_STEP).unwrap_or(u32::MAX);
        if self.is_over_after(steps) { Err(Spent::Time) } else { Ok(()) }
    }

    /// Whether a document may have so many mentions; `count` is asked only where `most`, than which there are no more, is too many.
    ///
    /// # Errors
    ///
    /// [`Spent::Mentions`] where it may not.
    pub fn check_mentions(&self, most: usize, count: impl FnOnce() -> usize) -> Result<(), Spent> {
        if most > self.mentions && count() > self.mentions { Err(Spent::Mentions) } else { Ok(()) }
    }
}

impl fmt::Debug for Allowance<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Allowance").field("mentions", &self.mentions).field("over", &self.over).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_looked_at_now_and_then_and_the_end_stays() {
        let (looks, time) = (Cell::new(0), Cell::new(false));
        let clock = || {
            looks.set(looks.get() + 1);
            time.get()
        };
        let allowance = Allowance::new(1, Some(&clock));
        assert!((0..1000).all(|_| !allowance.is_over()));
        assert_eq!(looks.get(), 1000 / (STEPS_A_LOOK + 1));
        time.set(true);
        assert!((0..=STEPS_A_LOOK).any(|_| allowance.is_over()));
        time.set(false);
        assert!(allowance.is_over());
        assert_eq!(allowance.check_time(), Err(Spent::Time));
    }

    #[test]
    fn short_texts_are_not_worth_a_look_and_long_ones_are() {
        let clock = || true;
        let short = Allowance::new(1, Some(&clock));
        assert_eq!(short.check_time_after(1000), Ok(()));
        assert_eq!(short.check_time(), Err(Spent::Time));
        let long = Allowance::new(1, Some(&clock));
        assert_eq!(long.check_time_after(100_000), Err(Spent::Time));
        assert_eq!(long.check_time_after(BYTES_A_STEP), Err(Spent::Time));
    }

    #[test]
    fn mentions_are_counted_where_there_may_be_too_many() {
        let allowance = Allowance::new(2, None);
        assert_eq!(allowance.check_mentions(2, || unreachable!("two are allowed")), Ok(()));
        assert_eq!(allowance.check_mentions(3, || 2), Ok(()));
        assert_eq!(allowance.check_mentions(4, || 3), Err(Spent::Mentions));
        assert_eq!(allowance.check_time(), Ok(()));
    }
}
