//! The dates of documents, in the forms that archives use.

use crate::date::PartialDate;
use jiff::fmt::{rfc2822, temporal::Pieces};

/// A text that is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected a date such as 2019-10-09, 2019-10, 2019-10-09T08:30:00Z, 20191009, 2019/10/09 or Wed, 9 Oct 2019 08:30:00 +0800"
)]
pub struct DocumentDateError;

/// Reads a document's date; blank text is none.
///
/// Of a date with a time the day counts as it is written, whatever the time zone.
///
/// # Errors
///
/// [`DocumentDateError`] where the text has none of the known forms, or the calendar has no such day.
///
/// # Examples
///
/// ```
/// use newstag::read::document_date;
///
/// let date = document_date("2019-10-09T23:30:00-05:00").unwrap().unwrap();
/// assert_eq!(date.to_string(), "2019-10-09");
/// assert!(document_date("10/09/19").is_err());
/// ```
pub fn document_date(text: &str) -> Result<Option<PartialDate>, DocumentDateError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let forms = [partial, compact, slashed, day_and_time, iso, mail];
    forms.iter().find_map(|form| form(text)).map(Some).ok_or(DocumentDateError)
}

/// `2019-10-09`, `2019-10`, `2019`.
fn partial(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text).ok()
}

/// `20191009`.
fn compact(text: &str) -> Option<PartialDate> {
    let plain = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| partial(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])))?
}

/// `2019/10/09`.
fn slashed(text: &str) -> Option<PartialDate> {
    let plain = text.len() == 10 && !text.contains('-');
    plain.then(|| partial(&text.replace('/', "-")))?
}

/// `2019-10-09 08:30:00 UTC` and whatever else stands behind a day and a time of day.
fn day_and_time(text: &str) -> Option<PartialDate> {
    let (day, time) = text.split_at_checked(10)?;
    let (hour, minute) = time.strip_prefix(['T', 't', ' '])?.get(..5)?.split_once(':')?;
    let below = |digits: &str, end: u8| digits.len() == 2 && digits.parse::<u8>().is_ok_and(|value| value < end);
    (below(hour, 25) && below(minute, 60)).then(|| partial(day))?
}

/// `20191009T083000Z` and the other forms of ISO 8601.
fn iso(text: &str) -> Option<PartialDate> {
    Pieces::parse(text).ok().map(|pieces| PartialDate::day(pieces.date()))
}

/// `Wed, 9 Oct 2019 08:30:00 +0800`.
fn mail(text: &str) -> Option<PartialDate> {
    rfc2822::parse(text).ok().map(|time| PartialDate::day(time.date()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_form_is_read() {
        let forms = [
            ("2019-10-09", "2019-10-09"),
            (" 2019-10-09\n", "2019-10-09"),
            ("2019-10", "2019-10"),
            ("2019", "2019"),
            ("20191009", "2019-10-09"),
            ("2019/10/09", "2019-10-09"),
            ("2019-10-09T08:30:00Z", "2019-10-09"),
            ("2019-10-09T23:59:59.123456-05:00", "2019-10-09"),
            ("2019-10-09 08:30:00", "2019-10-09"),
            ("2019-10-09 08:30 UTC", "2019-10-09"),
            ("20191009T083000Z", "2019-10-09"),
            ("Wed, 9 Oct 2019 23:30:00 -0500", "2019-10-09"),
            ("9 Oct 2019 08:30 GMT", "2019-10-09"),
        ];
        for (text, expected) in forms {
            let date = document_date(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(date.unwrap().to_string(), expected, "{text}");
        }
        assert_eq!(document_date(" "), Ok(None));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "yesterday",
            "2019-02-30",
            "20190230",
            "2019/13/01",
            "09.10.2019",
            "2019-10-09x",
            "1570608000",
            "2019-10-09 99:99",
        ] {
            assert_eq!(document_date(text), Err(DocumentDateError), "{text}");
        }
    }
}
