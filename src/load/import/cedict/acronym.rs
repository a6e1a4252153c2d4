//! Abbreviations that stand beside what they are short for: `World Trade Organization (WTO)`.

use super::english::{head, names};
use super::kind::described;

/// Whether a name is an abbreviation that is read by its letters.
pub(super) fn is_one(text: &str) -> bool {
    (2..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// What a meaning says in parentheses right behind its head, where one of the two is the initials of the other.
pub(super) fn counterpart(meaning: &str) -> Option<String> {
    let head = head(meaning);
    let behind = described(meaning, head).trim_start().strip_prefix('(')?;
    let end = behind.find([')', ',', ';'])?;
    let beside = &behind[..end];
    let is_pair = |long: &str, short: &str| is_one(short) && initials(long) == short;
    let name = || names(beside).into_iter().next().filter(|name| is_pair(name, head));
    if is_pair(head, beside) { Some(beside.to_owned()) } else { name() }
}

/// The capitals that words begin with.
fn initials(name: &str) -> String {
    let words = name.split([' ', '-']);
    words.filter_map(|word| word.chars().next()).filter(|first| first.is_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_what_they_are_short_for_are_found() {
        let found = |meaning: &str| counterpart(meaning).unwrap_or_default();
        assert_eq!(found("World Trade Organization (WTO)"), "WTO");
        assert_eq!(found("DPP (Democratic Progressive Party, Taiwan)"), "Democratic Progressive Party");
        assert_eq!(found("the Organization of the Petroleum Exporting Countries (OPEC)"), "OPEC");
    }

    #[test]
    fn what_is_not_certain_is_left_out() {
        for meaning in [
            "Kurdistan Worker's Party (PPK)",
            "Kiel (German city)",
            "Xi'an (PRC)",
            "NATO",
            "BBC (abbr. for British Broadcasting Corporation)",
        ] {
            assert_eq!(counterpart(meaning), None, "{meaning}");
        }
    }
}
