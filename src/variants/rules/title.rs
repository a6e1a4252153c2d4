//! Titles around a person's name are not part of it: `Dr. Jane Roe`, `Sen. John Doe`, `Ann Other MP`.
//!
//! What remains is a full name of two words or more that begins with none but a whole given name, else nothing is made: `Sir Elton` is no `Elton`.

use crate::dictionary::EntityType;
use crate::variants::{Form, person};

/// Titles ahead, of several words first. Those that are given names too (`Major`, `Judge`, `Prince`, `Earl`) are left out.
const AHEAD: [&[&str]; 53] = [
    &["the", "right", "honourable"],
    &["the", "rt", "hon"],
    &["right", "honourable"],
    &["rt", "hon"],
    &["the", "honourable"],
    &["the", "honorable"],
    &["the", "hon"],
    &["prime", "minister"],
    &["vice", "president"],
    &["foreign", "minister"],
    &["mr"],
    &["mrs"],
    &["ms"],
    &["miss"],
    &["mx"],
    &["dr"],
    &["prof"],
    &["professor"],
    &["assoc"],
    &["sir"],
    &["dame"],
    &["lord"],
    &["lady"],
    &["baroness"],
    &["rev"],
    &["reverend"],
    &["hon"],
    &["honorable"],
    &["honourable"],
    &["sen"],
    &["senator"],
    &["rep"],
    &["representative"],
    &["congressman"],
    &["congresswoman"],
    &["gov"],
    &["governor"],
    &["president"],
    &["premier"],
    &["chancellor"],
    &["minister"],
    &["ambassador"],
    &["gen"],
    &["general"],
    &["col"],
    &["colonel"],
    &["adm"],
    &["admiral"],
    &["lt"],
    &["cardinal"],
    &["archbishop"],
    &["ayatollah"],
    &["herr"],
];

/// Degrees, honours and seats behind.
const BEHIND: [&str; 22] = [
    "MP", "MEP", "MLA", "MSP", "QC", "KC", "SC", "JP", "AC", "CBE", "OBE", "MBE", "KBE", "DBE", "PhD", "MD", "MSc",
    "BSc", "MBA", "LLB", "LLM", "Esq",
];

pub(super) fn apply(kind: &EntityType<&str>, form: &Form, out: &mut Vec<Form>) {
    if *kind != EntityType::Person || !form.text.is_ascii() && !form.text.chars().any(char::is_uppercase) {
        return;
    }
    let words: Vec<&str> = form.text.split_whitespace().collect();
    let rest = without_titles(&words);
    if rest.len() < words.len() && is_full_name(rest) {
        let text = rest.join(" ");
        out.push(form.rewritten(text.trim_end_matches(',').to_owned()));
    }
}

/// Whether a word is a title, ahead of a name or behind it.
pub(in crate::variants) fn is_title(word: &str) -> bool {
    is_behind(word) || AHEAD.iter().any(|title| behind(&[word], title).is_some())
}

fn without_titles<'w, 't>(mut words: &'w [&'t str]) -> &'w [&'t str] {
    while let Some(rest) = AHEAD.iter().find_map(|title| behind(words, title)) {
        words = rest;
    }
    while let Some((_, rest)) = words.split_last().filter(|(last, _)| is_behind(last)) {
        words = rest;
    }
    words
}

fn behind<'w, 't>(words: &'w [&'t str], title: &[&str]) -> Option<&'w [&'t str]> {
    let (ahead, rest) = words.split_at_checked(title.len())?;
    let is_it = |(word, title): (&&str, &&str)| word.trim_end_matches('.').eq_ignore_ascii_case(title);
    ahead.iter().zip(title).all(is_it).then_some(rest)
}

fn is_behind(word: &str) -> bool {
    let plain = word.replace(['.', ','], "");
    BEHIND.contains(&plain.as_str())
}

fn is_full_name(words: &[&str]) -> bool {
    let begins_with_name = words.first().is_some_and(|first| !person::is_initial(first));
    let is_plain = words.iter().all(|word| !word.contains(['(', ')']));
    begins_with_name && is_plain && words.iter().filter(|word| !person::is_generation(word)).count() > 1
}
