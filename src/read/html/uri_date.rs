//! The day that an address tells: `/2019/10/09/`, `/2003-05/12/`, `/20030512/`.

use crate::date::PartialDate;

/// No web page is older.
const FIRST_YEAR: u16 = 1991;

/// The day that stands in an address' path, whole: year, month and day, in this order.
pub(in crate::read) fn date(uri: &str) -> Option<PartialDate> {
    let (_, rest) = uri.split_once("://")?;
    let path = &rest[rest.find('/')?..];
    let path = path.split(['?', '#']).next()?;
    let numbers: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let spread = || numbers.windows(3).find_map(|parts| day(parts[0], parts[1], parts[2]));
    let together = || numbers.iter().find_map(|digits| day(digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?));
    let months = || numbers.windows(2).find_map(|parts| day(parts[0].get(..4)?, parts[0].get(4..)?, parts[1]));
    spread().or_else(together).or_else(months)
}

fn day(year: &str, month: &str, day: &str) -> Option<PartialDate> {
    let digits =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = year.len() == 4 && digits(year, 4) && digits(month, 2) && digits(day, 2);
    let in_time = plain && year.parse().is_ok_and(|year: u16| year >= FIRST_YEAR);
    in_time.then(|| PartialDate::parse(&format!("{year}-{month:0>2}-{day:0>2}")).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_addresses_are_read() {
        for (uri, expected) in [
            ("https://example.com/2019/10/09/world/asia.html", "2019-10-09"),
            ("http://example.com/world/2003-05/12/content_123.htm", "2003-05-12"),
            ("http://example.com/GB/20030512/1234567.html", "2003-05-12"),
            ("http://example.com/a/200305/12/x.html", "2003-05-12"),
            ("https://example.com/news/2019-10-9-headline", "2019-10-09"),
            ("https://example.com/news/2019_10_09.html", "2019-10-09"),
        ] {
            assert_eq!(date(uri).map(|date| date.to_string()).as_deref(), Some(expected), "{uri}");
        }
        for uri in [
            "https://2019-10-09.example.com/",
            "https://example.com/?d=2019-10-09",
            "https://example.com/1845/10/09/",
            "https://example.com/2019/13/40/",
            "urn:x",
            "https://example.com/a/12345678/",
        ] {
            assert_eq!(date(uri), None, "{uri}");
        }
    }
}
