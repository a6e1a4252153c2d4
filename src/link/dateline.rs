//! Whether a name stands where a news text says where it was written: `BEIJING (AFP) -`, `LONDON, Aug 30 (Reuters)`, `PARIS 1996-08-30`.

use crate::date::PartialDate;
use memchr::memchr2;

/// A dateline begins within so many bytes of the text, behind headlines.
const WITHIN: usize = 600;

/// So many words may stand between the place and the agency, the dash or the day: a larger place, a month.
const MOST_WORDS: usize = 4;

/// Whether a span is the place of a dateline.
pub(super) fn is_place(text: &str, start: usize, end: usize) -> bool {
    start <= WITHIN && begins_line(&text[..start]) && goes_on(&text[end..])
}

fn begins_line(ahead: &str) -> bool {
    let last = ahead.bytes().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
    last.is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}

/// Whether what stands behind the place tells a dateline: capitals only, until an agency in parentheses, a dash or a day.
fn goes_on(behind: &str) -> bool {
    let line = memchr2(b'\n', b'\r', behind.as_bytes()).map_or(behind, |end| &behind[..end]);
    let mut before = "";
    for word in line.split_whitespace().take(MOST_WORDS) {
        if tells(before, word) {
            return true;
        }
        let begins_as_name = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == ',');
        if !begins_as_name {
            return false;
        }
        before = word;
    }
    false
}

fn tells(before: &str, word: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let is_dash = matches!(word, "-" | "--" | "–" | "—" | "_");
    let is_agency = word.strip_prefix('(').is_some_and(|name| name.starts_with(char::is_uppercase));
    let is_month = || before.get(..3).is_some_and(|head| MONTHS.contains(&head.to_ascii_lowercase().as_str()));
    let is_day = word.starts_with(|c: char| c.is_ascii_digit()) && is_month();
    is_dash || is_agency || is_day || word.contains('-') && PartialDate::parse(word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_dateline(text: &str, place: &str) -> bool {
        let start = text.find(place).expect("it is in the text");
        is_place(text, start, start + place.len())
    }

    #[test]
    fn datelines_are_told_by_what_follows() {
        assert!(is_dateline("BEIJING (AFP) - China said", "BEIJING"));
        assert!(is_dateline("A headline\n\nLONDON, Aug 30 (Reuters)", "LONDON"));
        assert!(is_dateline("PARIS 1996-08-30", "PARIS"));
        assert!(is_dateline("FRESNO, Calif. - A German", "FRESNO"));
    }

    #[test]
    fn other_lines_that_begin_with_a_place_are_none() {
        assert!(!is_dateline("Washington said (Reuters)", "Washington"));
        assert!(!is_dateline("CHICAGO 3 DETROIT 2", "CHICAGO"));
        assert!(!is_dateline("In BEIJING (AFP)", "BEIJING"));
        assert!(!is_dateline("Paris", "Paris"));
    }
}
