//! Dates as dictionaries and documents give them: whole, or a month, or a year.

use jiff::civil::Date;
use std::fmt;

/// A day, a month or a year of the ISO calendar: `2019-10-09`, `2019-10`, `2019`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    first: Date,
    precision: Precision,
}

/// Added to a year, so that what is stored is not negative: the calendar begins in the year -9999.
const YEAR_ZERO: i16 = 9999;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Precision {
    Year,
    Month,
    Day,
}

/// A text that is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a date as YYYY-MM-DD, YYYY-MM or YYYY")]
pub struct DateError;

impl PartialDate {
    /// Reads `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, and nothing else.
    ///
    /// # Errors
    ///
    /// [`DateError`] for any other form and for a day that the calendar does not have.
    ///
    /// # Examples
    ///
    /// ```
    /// use newstag::date::PartialDate;
    ///
    /// assert_eq!(PartialDate::parse("2019-10").unwrap().to_string(), "2019-10");
    /// assert!(PartialDate::parse("2019-02-30").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split('-');
        let year = digits(parts.next(), 4)?;
        let (month, precision) = match parts.next() {
            None => (1, Precision::Year),
            month => (digits(month, 2)?, Precision::Month),
        };
        let (day, precision) = match parts.next() {
            None => (1, precision),
            day => (digits(day, 2)?, Precision::Day),
        };
        if parts.next().is_some() {
            return Err(DateError);
        }
        let part = |value: i16| i8::try_from(value).map_err(|_| DateError);
        let first = Date::new(year, part(month)?, part(day)?).map_err(|_| DateError)?;
        Ok(Self { first, precision })
    }

    /// A whole day.
    pub fn day(date: Date) -> Self {
        Self { first: date, precision: Precision::Day }
    }

    /// The date as one number, as compiled dictionaries hold it; never 0.
    pub fn to_bits(self) -> u32 {
        let part = |value: i8| u32::from(value.unsigned_abs());
        let year = u32::from(self.first.year().wrapping_add(YEAR_ZERO).unsigned_abs());
        year << 11 | part(self.first.month()) << 7 | part(self.first.day()) << 2 | self.precision as u32
    }

    /// The date of a number that [`to_bits`](Self::to_bits) gave; none for any other.
    ///
    /// # Examples
    ///
    /// ```
    /// use newstag::date::PartialDate;
    ///
    /// let date = PartialDate::parse("2019-10").unwrap();
    /// assert_eq!(PartialDate::from_bits(date.to_bits()), Some(date));
    /// assert_eq!(PartialDate::from_bits(0), None);
    /// ```
    pub fn from_bits(bits: u32) -> Option<Self> {
        let part = |shift: u32, width: u32| i8::try_from(bits >> shift & ((1 << width) - 1)).ok();
        let year = i16::try_from(bits >> 11).ok()?.checked_sub(YEAR_ZERO)?;
        let first = Date::new(year, part(7, 4)?, part(2, 5)?).ok()?;
        let precision = match bits & 3 {
            0 => Precision::Year,
            1 => Precision::Month,
            2 => Precision::Day,
            _ => return None,
        };
        let date = Self { first, precision };
        (date.to_bits() == bits).then_some(date)
    }

    /// The first day that the date may mean.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// The last day that the date may mean.
    pub fn last_day(self) -> Date {
        match self.precision {
            Precision::Year => self.first.last_of_year(),
            Precision::Month => self.first.last_of_month(),
            Precision::Day => self.first,
        }
    }
}

fn digits(part: Option<&str>, len: usize) -> Result<i16, DateError> {
    let part = part.filter(|part| part.len() == len && part.bytes().all(|b| b.is_ascii_digit()));
    part.and_then(|part| part.parse().ok()).ok_or(DateError)
}

impl PartialDate {
    /// The digits and hyphens of a date whose year is not negative. Every record has a date: made number by number it would take longer than all
    /// else that stands ahead of the mentions.
    fn digits(self) -> Option<[u8; 10]> {
        let year = u16::try_from(self.first.year()).ok()?;
        let digit = |number: u16, place: u16| b"0123456789"[usize::from(number / place % 10)];
        let tens_and_ones = |number: i8| [10, 1].map(|place| digit(number.unsigned_abs().into(), place));
        let [a, b, c, d] = [1000, 100, 10, 1].map(|place| digit(year, place));
        let [e, f] = tens_and_ones(self.first.month());
        let [g, h] = tens_and_ones(self.first.day());
        Some([a, b, c, d, b'-', e, f, b'-', g, h])
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unknown = match self.precision {
            Precision::Year => "-MM-DD".len(),
            Precision::Month => "-DD".len(),
            Precision::Day => 0,
        };
        let Some(digits) = self.digits() else {
            let text = format!("{:04}-{:02}-{:02}", self.first.year(), self.first.month(), self.first.day());
            return f.write_str(&text[..text.len() - unknown]);
        };
        f.write_str(str::from_utf8(&digits[..digits.len() - unknown]).unwrap_or_default())
    }
}

/// A span of time, both ends included, either end open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Validity {
    /// The first date; none: since ever.
    pub from: Option<PartialDate>,
    /// The last date; none: until further notice.
    pub until: Option<PartialDate>,
}

impl Validity {
    /// Whether the time includes `date`, or some day of it where it is a month or a year.
    ///
    /// # Examples
    ///
    /// ```
    /// use newstag::date::{PartialDate, Validity};
    ///
    /// let facebook = Validity { from: None, until: PartialDate::parse("2021-10").ok() };
    /// assert!(facebook.covers(PartialDate::parse("2021-10-28").unwrap()));
    /// assert!(!facebook.covers(PartialDate::parse("2021-11-01").unwrap()));
    /// ```
    pub fn covers(&self, date: PartialDate) -> bool {
        self.from.is_none_or(|from| from.first_day() <= date.last_day())
            && self.until.is_none_or(|until| date.first_day() <= until.last_day())
    }

    /// Whether some day belongs to both times; a month or a year stands for any of its days.
    ///
    /// # Examples
    ///
    /// ```
    /// use newstag::date::{PartialDate, Validity};
    ///
    /// let date = |text| PartialDate::parse(text).ok();
    /// let first = Validity { from: date("2009"), until: date("2017-01-20") };
    /// assert!(first.overlaps(&Validity { from: date("2017"), until: None }));
    /// assert!(!first.overlaps(&Validity { from: date("2017-01-21"), until: None }));
    /// ```
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_in_time = |one: &Self, other: &Self| {
            one.from.zip(other.until).is_none_or(|(from, until)| from.first_day() <= until.last_day())
        };
        begins_in_time(self, other) && begins_in_time(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_it_was_read() {
        for text in ["2019-10-09", "2019-10", "2019", "0007-12-31", "0000"] {
            assert_eq!(PartialDate::parse(text).map(|date| date.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn years_before_the_first_have_a_sign() {
        let text = |precision| PartialDate { first: Date::constant(-44, 3, 15), precision }.to_string();
        assert_eq!([Precision::Year, Precision::Month, Precision::Day].map(text), ["-044", "-044-03", "-044-03-15"]);
    }
}
