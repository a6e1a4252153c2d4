//! Names with a middle initial that the dictionary lacks: `Gerald R. Ford`, where it has `Gerald Ford`.

use super::partial::{may_be_person, may_be_persons};
use super::{Inner, Tagger};
use crate::allowance::Allowance;
use crate::dictionary::EntityType;
use crate::document::{Document, Field};
use crate::hit::{Hit, Part};
use crate::span::{SourceSpan, offset};
use memchr::memchr_iter;
use std::ops::Range;

impl Tagger {
    /// Adds a hit of a person's name wherever a text has the name with an initial between its first two words.
    pub(super) fn add_names_with_initials(
        &self,
        document: &Document<'_>,
        field: Field,
        allowance: &Allowance<'_>,
        hits: &mut Vec<Hit>,
        scratch: &mut Inner,
    ) {
        let text = document.field(field);
        let places = memchr_iter(b'.', text.as_bytes()).filter_map(|dot| around_initial(text, dot));
        for place in places.take_while(|_| !allowance.is_over()) {
            let without = format!("{} {}", &text[place.before.clone()], &text[place.behind.clone()]);
            let is_person = |hit: &&Hit| match self.dictionary.entity(hit.entity).kind() {
                EntityType::Person => true,
                EntityType::Other(word) => may_be_persons(word) && may_be_person(&without),
                _ => false,
            };
            // A name may end ahead of the word's end: `Gerald R. Ford's`.
            let joined = place.before.len() + 1;
            let named = self
                .scan(&without, scratch.get())
                .iter()
                .filter(|hit| hit.span.start == 0 && hit.span.range().end > joined)
                .filter(|hit| self.counts_on_date(document, hit.entity, hit.name))
                .filter(is_person);
            let span = |hit: &Hit| SourceSpan {
                start: offset(place.before.start),
                end: offset(place.behind.start + hit.span.range().end - joined),
            };
            hits.extend(named.map(|hit| Hit { field, span: span(hit), part: Part::Whole, ..*hit }));
        }
    }
}

/// The words on both sides of an initial.
#[derive(Debug, PartialEq, Eq)]
struct Around {
    before: Range<usize>,
    behind: Range<usize>,
}

/// The words around the initial that a dot ends, if there is one between two words with capitals: a space on each side, nothing else.
fn around_initial(text: &str, dot: usize) -> Option<Around> {
    let bytes = text.as_bytes();
    let initial = dot.checked_sub(1)?;
    let space = initial.checked_sub(1)?;
    let is_initial = bytes[initial].is_ascii_uppercase() && bytes[space] == b' ' && bytes.get(dot + 1) == Some(&b' ');
    if !is_initial {
        return None;
    }
    let before = text[..space].rsplit(char::is_whitespace).next()?;
    let behind = text[dot + 2..].split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'').next()?;
    let is_name = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(1).is_some_and(char::is_alphabetic)
    };
    let are_names = is_name(before) && is_name(behind) && before.chars().all(|c| c.is_alphabetic() || c == '-');
    are_names.then(|| Around { before: space - before.len()..space, behind: dot + 2..dot + 2 + behind.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_initial_stands_between_two_words_with_capitals() {
        let around = |text: &'static str| {
            let found = text.match_indices('.').find_map(|(dot, _)| around_initial(text, dot))?;
            Some((&text[found.before], &text[found.behind]))
        };
        assert_eq!(around("President Gerald R. Ford's casket"), Some(("Gerald", "Ford's")));
        assert_eq!(around("Peña N. Nieto"), Some(("Peña", "Nieto")));
        for none in
            ["plan B. The", "U.S. Ford", "Gerald R.Ford", "Gerald  R. Ford", "R. Ford", "Gerald R.", "a R. Ford"]
        {
            assert_eq!(around(none).filter(|(before, _)| *before != "plan"), None, "{none}");
        }
    }
}
