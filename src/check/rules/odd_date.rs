//! Dates of names and holders that look like slips: too early, too late.

use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::check::{Checked, names};
use crate::date::{PartialDate, Validity};
use crate::dictionary::EntityRef;

/// No news is older, and an office that somebody holds hardly is.
const FIRST_YEAR: i16 = 1000;

/// What lasts until then has no end that anybody knows.
const LAST_YEAR: i16 = 2100;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for named in names::all(checked.dictionary) {
        let validity = named.name.validity();
        if validity != Validity::default() {
            dates(named.entity, &format_args!("names[{}]", named.at), validity, found);
        }
    }
    for entity in checked.dictionary.entities() {
        for (at, holder) in entity.holders().enumerate() {
            dates(entity, &format_args!("holders[{at}]"), holder.validity(), found);
        }
    }
}

fn dates(entity: EntityRef<'_>, place: &dyn std::fmt::Display, validity: Validity, found: &mut Findings<'_>) {
    for (key, date) in [("from", validity.from), ("until", validity.until)] {
        if let Some((date, fault)) = date.and_then(|date| Some((date, fault(key, date)?))) {
            found.warn(|| Told::field(entity, format!("{place}.{key}"), &date.to_string(), fault.to_owned()));
        }
    }
}

fn fault(key: &str, date: PartialDate) -> Option<&'static str> {
    match (key, date.first_day().year()) {
        (_, ..FIRST_YEAR) => Some("this date lies before the year 1000: is a digit missing?"),
        ("until", LAST_YEAR..) => Some("this date lies after the year 2099: leave until away where no end is known"),
        (_, LAST_YEAR..) => {
            Some("this date lies after the year 2099, so that it counts for no document yet: is a digit wrong?")
        }
        _ => None,
    }
}
