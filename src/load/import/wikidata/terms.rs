//! Which offices a person held, and when.

use super::item::{Claims, Entity, Rank, Statement};
use super::time::{End, date};
use crate::date::{PartialDate, Validity};
use crate::load::checks::from_after_until;
use crate::load::error::Problem;
use crate::load::import::offices::Offices;
use crate::load::import::sink::Sink;

/// Keeps which offices a person held; `line` is where the person stands.
pub(super) fn keep(person: u32, claims: &Claims<'_>, line: u64, offices: &mut Offices, sink: &mut Sink<'_>) {
    let death = claims.deaths.iter().find(|death| death.rank != Rank::Deprecated);
    let death = death.and_then(|death| date(death.mainsnak.value()?));
    let terms: Vec<Term> = claims.positions.iter().filter_map(|position| Term::of(position, death)).collect();
    for term in terms.iter().filter(|term| !term.is_replaced_by_any(&terms)) {
        match from_after_until(&term.validity).zip(term.validity.until) {
            None => offices.hold(term.office, person, term.validity),
            Some((from, until)) => {
                let field = format!("P39 Q{} P582", term.office);
                sink.bad_field(line, &field, &until.to_string(), Problem::FromAfterUntil { from });
            }
        }
    }
}

/// A statement that a person held an office, with a time.
struct Term {
    office: u32,
    validity: Validity,
    is_preferred: bool,
}

impl Term {
    /// None for a statement that is wrong, or says nothing of the time: it would hold for ever.
    fn of(statement: &Statement<'_, Entity<'_>>, death: Option<PartialDate>) -> Option<Self> {
        if statement.rank == Rank::Deprecated {
            return None;
        }
        let office = statement.mainsnak.value()?.number()?;
        let (start, end) = (End::of(&statement.qualifiers.start), End::of(&statement.qualifiers.end));
        let until = match end {
            End::Date(date) => Some(date),
            End::Open => death,
            End::Unknown => return None,
        };
        let validity = Validity { from: start.date(), until };
        let is_dated = matches!(start, End::Date(_)) || matches!(end, End::Date(_));
        is_dated.then_some(Self { office, validity, is_preferred: statement.rank == Rank::Preferred })
    }

    /// Whether a preferred statement tells the same office at the same time.
    fn is_replaced_by_any(&self, terms: &[Self]) -> bool {
        let replaces =
            |other: &Self| other.is_preferred && other.office == self.office && overlap(other.validity, self.validity);
        !self.is_preferred && terms.iter().any(replaces)
    }
}

fn overlap(one: Validity, other: Validity) -> bool {
    let ends_before = |one: Validity, other: Validity| {
        one.until.zip(other.from).is_some_and(|(until, from)| until.last_day() <= from.first_day())
    };
    !ends_before(one, other) && !ends_before(other, one)
}
