//! The date that a news text gives in its first line: `2019-10-09 BEIJING`, ` date 2019-10-09 AFP, BEIJING`.

use crate::date::PartialDate;

/// The date must stand within so many characters: behind them, a date belongs to the story.
const WITHIN: usize = 200;

/// The bytes of `2019-10-09`.
const LENGTH: usize = 10;

/// The first whole ISO day in the first line that is not blank, within its first 200 characters.
///
/// # Examples
///
/// ```
/// use newstag::rules::dateline;
///
/// let date = dateline::date(" date 2019-10-09 AFP, BEIJING\nThe ministry ...").unwrap();
/// assert_eq!(date.to_string(), "2019-10-09");
/// assert_eq!(dateline::date("BEIJING\n2019-10-09"), None);
/// ```
pub fn date(text: &str) -> Option<PartialDate> {
    let line = text.split(['\n', '\r']).find(|line| !is_blank(line))?;
    let end = line.char_indices().nth(WITHIN).map_or(line.len(), |(at, _)| at);
    iso_day(&line[..end])
}

/// The first whole ISO day in `text` that is no part of a longer number or word.
///
/// # Examples
///
/// ```
/// use newstag::rules::dateline;
///
/// assert!(dateline::iso_day("2019-10-09-hikvision.txt").is_some());
/// assert!(dateline::iso_day("12019-10-09").is_none());
/// ```
pub fn iso_day(text: &str) -> Option<PartialDate> {
    let bytes = text.as_bytes();
    let starts = 0..bytes.len().saturating_sub(LENGTH - 1);
    starts.filter(|&start| stands_alone(bytes, start)).find_map(|start| day(&bytes[start..start + LENGTH]))
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}')
}

fn stands_alone(bytes: &[u8], start: usize) -> bool {
    let before = start.checked_sub(1).map(|at| bytes[at]);
    let behind = bytes.get(start + LENGTH);
    bytes[start].is_ascii_digit()
        && !before.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !behind.is_some_and(u8::is_ascii_digit)
}

fn day(bytes: &[u8]) -> Option<PartialDate> {
    let text = str::from_utf8(bytes).ok()?;
    PartialDate::parse(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        date(text).map(|date| date.to_string())
    }

    #[test]
    fn the_first_line_that_is_not_blank_counts() {
        assert_eq!(found("2019-10-09 BEIJING").as_deref(), Some("2019-10-09"));
        assert_eq!(found("\u{FEFF}\r\n \r\n2019-10-09 BEIJING").as_deref(), Some("2019-10-09"));
        assert_eq!(found("BEIJING (2019-10-09T08:00:00Z)").as_deref(), Some("2019-10-09"));
        assert_eq!(found("BEIJING\n2019-10-09"), None);
        assert_eq!(found(""), None);
    }

    #[test]
    fn a_date_behind_200_characters_belongs_to_the_story() {
        let early = format!("{}2019-10-09", "é ".repeat(95));
        let late = format!("{}2019-10-09", "é ".repeat(96));
        assert_eq!(found(&early).as_deref(), Some("2019-10-09"));
        assert_eq!(found(&late), None);
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_passed_over() {
        assert_eq!(found("2019-02-30, 2019-03-01").as_deref(), Some("2019-03-01"));
        assert_eq!(found("A2019-03-01 2019-03-011 1-2019-03-01"), None);
        assert_eq!(found("日期2019-03-01北京").as_deref(), Some("2019-03-01"));
    }
}
