//! Dates as Wikidata writes them.

use super::item::{Snak, Time};
use crate::date::PartialDate;

const MONTH: u8 = 10;
const YEAR: u8 = 9;

/// What a qualifier says of one end of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing.
    Open,
    /// A date.
    Date(PartialDate),
    /// That there is one, but not when, or not as a year of our era.
    Unknown,
}

impl End {
    /// Of several values the first is taken.
    pub(super) fn of(snaks: &[Snak<Time<'_>>]) -> Self {
        match snaks.first() {
            None => Self::Open,
            Some(snak) => snak.value().and_then(date).map_or(Self::Unknown, Self::Date),
        }
    }

    /// The date, if one is told.
    pub(super) fn date(self) -> Option<PartialDate> {
        match self {
            Self::Date(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }
}

/// The date, as exact as it is meant; none before our era and for decades or centuries.
pub(super) fn date(time: &Time<'_>) -> Option<PartialDate> {
    let (day, _) = time.time.strip_prefix('+')?.split_once('T')?;
    let mut parts = day.splitn(3, '-');
    // Old dumps write years with eleven digits.
    let year: u16 = parts.next()?.parse().ok()?;
    let (month, day) = (parts.next()?, parts.next()?);
    let year = format!("{year:04}");
    let text = match time.precision {
        YEAR => year,
        MONTH => format!("{year}-{month}"),
        precision if precision > MONTH => format!("{year}-{month}-{day}"),
        _ => return None,
    };
    PartialDate::parse(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(time: &str, precision: u8, expected: Option<&str>) {
        let date = date(&Time { time: time.into(), precision });
        assert_eq!(date.map(|date| date.to_string()).as_deref(), expected);
    }

    #[test]
    fn a_date_is_as_exact_as_it_is_meant() {
        is("+2019-10-09T00:00:00Z", 11, Some("2019-10-09"));
        is("+2019-10-00T00:00:00Z", 10, Some("2019-10"));
        is("+2019-10-09T00:00:00Z", 9, Some("2019"));
        is("+00000002019-00-00T00:00:00Z", 9, Some("2019"));
        is("+0079-08-24T00:00:00Z", 11, Some("0079-08-24"));
        is("+2010-00-00T00:00:00Z", 8, None);
        is("-0044-03-15T00:00:00Z", 11, None);
        is("+2019-00-00T00:00:00Z", 11, None);
    }
}
