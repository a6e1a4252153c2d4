//! Which names are looked for.
//!
//! Each folded form of the dictionary once, as it was first written, whatever the entity; those that hold nothing to be found, or
//! that begin with a mark and so may stand in the middle of a word, are left out.

use crate::definition::Which;
use newstag::dictionary::Dictionary;
use newstag::text::{WALL, fold};
use std::collections::BTreeMap;
use unicode_normalization::char::is_combining_mark;

/// The names of a dictionary that take part, in the order of their folded forms.
pub(crate) fn of(dictionary: &Dictionary, which: Which) -> Vec<&str> {
    let mut distinct = BTreeMap::new();
    for name in dictionary.entities().flat_map(|entity| entity.names()) {
        let folded = folded(name.text());
        if takes_part(&folded, which) {
            distinct.entry(folded).or_insert(name.text());
        }
    }
    distinct.into_values().collect()
}

/// So many of the names, evenly spread over all.
pub(crate) fn spread<'n>(names: &[&'n str], number: usize) -> Vec<&'n str> {
    let number = number.min(names.len());
    (0..number).map(|place| names[place * names.len() / number]).collect()
}

/// A name folded, in lower case.
pub(crate) fn folded(name: &str) -> String {
    fold(name).to_ascii_lowercase()
}

fn takes_part(folded: &str, which: Which) -> bool {
    !folded.is_empty()
        && !folded.contains(WALL)
        && !folded.starts_with(is_combining_mark)
        && (which == Which::Any || folded.chars().any(is_han))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
