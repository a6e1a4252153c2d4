//! What the words beside an office say of whoever is named with it: `former`, `acting`, `-elect`, `前`.

use crate::mention::Tenure;
use std::ops::Range;

/// Words directly ahead of an office, folded, with a space or a hyphen between.
const AHEAD: [(&str, Tenure); 13] = [
    ("former", Tenure::Former),
    ("ex", Tenure::Former),
    ("onetime", Tenure::Former),
    ("erstwhile", Tenure::Former),
    ("then", Tenure::Former),
    ("late", Tenure::Former),
    ("acting", Tenure::Acting),
    ("interim", Tenure::Acting),
    ("caretaker", Tenure::Acting),
    ("incoming", Tenure::Elect),
    ("future", Tenure::Elect),
    ("designated", Tenure::Elect),
    ("aspiring", Tenure::Elect),
];

/// Words directly behind an office, folded, with a space or a hyphen between.
const BEHIND: [(&str, Tenure); 4] =
    [("elect", Tenure::Elect), ("designate", Tenure::Elect), ("nominee", Tenure::Elect), ("emeritus", Tenure::Former)];

/// Chinese words directly ahead of an office, folded.
const HAN_AHEAD: [(&str, Tenure); 9] = [
    ("前任", Tenure::Former),
    ("前", Tenure::Former),
    ("原", Tenure::Former),
    ("时任", Tenure::Former),
    ("代理", Tenure::Acting),
    ("署理", Tenure::Acting),
    ("临时", Tenure::Acting),
    ("候任", Tenure::Elect),
    ("当选", Tenure::Elect),
];

/// So many bytes on either side are looked at.
const WIDTH: usize = 24;

/// What stands directly beside a span of an office. A country may stand between: `former US president`.
pub(super) fn beside(text: &str, span: &Range<usize>, fold: impl Fn(&str) -> String) -> Tenure {
    let ahead = &text[floor(text, span.start.saturating_sub(WIDTH))..span.start];
    let behind = &text[span.end..floor(text, (span.end + WIDTH).min(text.len()))];
    of_words(ahead, behind, &fold)
        .or_else(|| HAN_AHEAD.iter().find(|(word, _)| ends_with_han(ahead, word, &fold)).map(|(_, tenure)| *tenure))
        .unwrap_or_default()
}

fn of_words(ahead: &str, behind: &str, fold: impl Fn(&str) -> String) -> Option<Tenure> {
    let is_between = |c: char| c == ' ' || c == '-';
    let in_list = |list: &[(&str, Tenure)], word: &str| {
        let folded = fold(word);
        list.iter().find(|(known, _)| *known == folded).map(|(_, tenure)| *tenure)
    };
    let next = behind.strip_prefix(is_between).and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
    let of_next = next.filter(|word| !word.is_empty()).and_then(|word| in_list(&BEHIND, word));
    let mut words = ahead.strip_suffix(is_between).unwrap_or_default().rsplit(is_between);
    of_next.or_else(|| {
        let last = words.next().filter(|word| !word.is_empty())?;
        let is_country = last.starts_with(char::is_uppercase) && last.ends_with(char::is_alphanumeric);
        in_list(&AHEAD, last).or_else(|| words.next().filter(|_| is_country).and_then(|word| in_list(&AHEAD, word)))
    })
}

fn ends_with_han(ahead: &str, word: &str, fold: impl Fn(&str) -> String) -> bool {
    let length = word.chars().count();
    let start = ahead.char_indices().rev().nth(length - 1).map(|(at, _)| at);
    start.is_some_and(|start| !ahead[start..].is_ascii() && fold(&ahead[start..]) == fold(word))
}

/// The nearest beginning of a character at or ahead of a place.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, office: &str) -> Tenure {
        let start = text.find(office).expect("it is in the text");
        beside(text, &(start..start + office.len()), str::to_lowercase)
    }

    #[test]
    fn words_beside_an_office() {
        assert_eq!(of("Former Secretary of State Jane Roe", "Secretary of State"), Tenure::Former);
        assert_eq!(of("ex-President Roe", "President"), Tenure::Former);
        assert_eq!(of("the former US president", "president"), Tenure::Former);
        assert_eq!(of("acting Secretary Roe", "Secretary"), Tenure::Acting);
        assert_eq!(of("President-elect Roe", "President"), Tenure::Elect);
        assert_eq!(of("美国前总统", "总统"), Tenure::Former);
        assert_eq!(of("代理总统", "总统"), Tenure::Acting);
    }

    #[test]
    fn other_words_say_nothing() {
        assert_eq!(of("President Roe", "President"), Tenure::Current);
        assert_eq!(of("a former, President", "President"), Tenure::Current);
        assert_eq!(of("the former of them, US President Roe", "President"), Tenure::Current);
        assert_eq!(of("the President elected", "President"), Tenure::Current);
    }
}
