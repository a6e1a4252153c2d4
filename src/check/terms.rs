//! Terms of office: who follows whom, and how many hold an office side by side.

use crate::date::PartialDate;
use crate::dictionary::{EntityRef, EntityType, HolderRef};
use jiff::civil::Date;

/// The time for which somebody held an office. A date that is a month or a year leaves room, and the benefit of the doubt goes to the dictionary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term<'d> {
    /// Its place in the office's list of holders.
    pub(super) at: usize,
    pub(super) holder: HolderRef<'d>,
}

impl Term<'_> {
    /// The first day on which it may have begun.
    pub(super) fn earliest_start(&self) -> Date {
        self.from().map_or(Date::MIN, PartialDate::first_day)
    }

    /// The last day on which it may have begun.
    pub(super) fn latest_start(&self) -> Date {
        self.from().map_or(Date::MIN, PartialDate::last_day)
    }

    /// The first day on which it may have ended.
    pub(super) fn earliest_end(&self) -> Date {
        self.until().map_or(Date::MAX, PartialDate::first_day)
    }

    /// The last day on which it may have ended.
    pub(super) fn latest_end(&self) -> Date {
        self.until().map_or(Date::MAX, PartialDate::last_day)
    }

    /// How a message names it.
    pub(super) fn in_words(&self) -> String {
        let from = self.from().map_or("ever".to_owned(), |from| from.to_string());
        let until = self.until().map_or("today".to_owned(), |until| until.to_string());
        format!("{} (since {from} until {until})", self.holder.id())
    }

    fn from(&self) -> Option<PartialDate> {
        self.holder.validity().from
    }

    fn until(&self) -> Option<PartialDate> {
        self.holder.validity().until
    }
}

/// Two terms of which one follows the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Succession<'d> {
    /// Of all that began before, the term that ended last.
    pub(super) before: Term<'d>,
    pub(super) next: Term<'d>,
}

impl Succession<'_> {
    /// Whether both held the office for some time: on the day of a hand-over both may.
    pub(super) fn overlaps(&self) -> bool {
        let (before, next) = (&self.before, &self.next);
        self.is_change() && before.earliest_end().min(next.earliest_end()) > next.latest_start()
    }

    /// Whether somebody else came.
    fn is_change(&self) -> bool {
        self.before.holder.id() != self.next.holder.id()
    }

    /// The days between both for which nobody held the office.
    pub(super) fn days_between(&self) -> i32 {
        let (end, start) = (self.before.latest_end(), self.next.earliest_start());
        if start <= end { 0 } else { (start - end).get_days() - 1 }
    }
}

/// How an office passes from one holder to the next.
#[derive(Debug)]
pub(super) struct Successions<'d> {
    pub(super) all: Vec<Succession<'d>>,
    overlaps: usize,
    hand_overs: usize,
}

impl<'d> Successions<'d> {
    /// Those of an office; none of another entity.
    pub(super) fn of(entity: EntityRef<'d>) -> Self {
        let all = if entity.kind() == EntityType::Office { successions(entity) } else { Vec::new() };
        let overlaps = all.iter().filter(|succession| succession.overlaps()).count();
        let changes = all.iter().filter(|succession| succession.is_change()).count();
        Self { all, overlaps, hand_overs: changes - overlaps }
    }

    /// Whether several hold the office side by side as a rule, as the two senators of a state do: most successions overlap.
    pub(super) fn has_several_seats(&self) -> bool {
        self.overlaps > 1 && self.overlaps > self.hand_overs
    }

    /// Whether one holder is known to have left before the next came.
    pub(super) fn has_hand_over(&self) -> bool {
        self.hand_overs > 0
    }
}

fn successions(office: EntityRef<'_>) -> Vec<Succession<'_>> {
    let mut terms: Vec<Term<'_>> = office.holders().enumerate().map(|(at, holder)| Term { at, holder }).collect();
    terms.sort_by_key(|term| (term.latest_start(), term.earliest_end()));
    let mut terms = terms.into_iter();
    let Some(mut last) = terms.next() else { return Vec::new() };
    let mut successions = Vec::new();
    for next in terms {
        successions.push(Succession { before: last, next });
        if next.latest_end() >= last.latest_end() {
            last = next;
        }
    }
    successions
}
