//! Names with a middle initial that the dictionary lacks: `Gerald R. Ford`, where it has `Gerald Ford`.

use super::partial::{may_be_person, may_be_persons};
use super::{Inner, Tagger};
use crate::allowance::Allowance;
use crate::dictionary::EntityType;
use crate::document::{Document, Field};
use crate::hit::{Hit, Part};
use crate::span::{SourceSpan, offset};
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
        let places = initials(text.as_bytes()).filter_map(|initial| around_initial(text, initial));
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

/// A capital with a dot, a space on each side.
const INITIAL: usize = " R. ".len();

/// So many places are looked at in one go: mostly there is no initial at any of them.
const BLOCK: usize = 64;

/// Where the space ahead of each initial stands.
fn initials(text: &[u8]) -> impl Iterator<Item = usize> {
    let places = (text.len() + 1).saturating_sub(INITIAL);
    let may_have_one = |start: &usize| text[*start..].first_chunk().is_none_or(has_initial);
    let blocks = (0..places).step_by(BLOCK).filter(may_have_one);
    let within = move |start: usize| start..places.min(start + BLOCK);
    blocks.flat_map(within).filter(|&start| text[start..].first_chunk().is_some_and(is_initial))
}

fn is_initial([before, capital, dot, behind]: &[u8; INITIAL]) -> bool {
    // Without a branch, so that many places are looked at side by side.
    (*before == b' ') & capital.is_ascii_uppercase() & (*dot == b'.') & (*behind == b' ')
}

fn has_initial(window: &[u8; BLOCK + INITIAL - 1]) -> bool {
    (0..BLOCK).fold(false, |any, at| any | is_initial(&[window[at], window[at + 1], window[at + 2], window[at + 3]]))
}

/// The words around an initial, if they have capitals and nothing stands between: the place is that of the space ahead of it.
fn around_initial(text: &str, space: usize) -> Option<Around> {
    let start = space + INITIAL;
    let before = text[..space].rsplit(char::is_whitespace).next()?;
    let behind = text[start..].split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'').next()?;
    let is_name = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(1).is_some_and(char::is_alphabetic)
    };
    let are_names = is_name(before) && is_name(behind) && before.chars().all(|c| c.is_alphabetic() || c == '-');
    are_names.then(|| Around { before: space - before.len()..space, behind: start..start + behind.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_found_wherever_they_stand() {
        for ahead in 0..3 * BLOCK {
            let text = format!("{} R. Q. {}", "a".repeat(ahead), "b. ".repeat(ahead % 40));
            assert_eq!(initials(text.as_bytes()).collect::<Vec<_>>(), [ahead, ahead + 3], "{text}");
            assert_eq!(initials(&text.as_bytes()[..ahead + 3]).count(), 0);
        }
    }

    #[test]
    fn an_initial_stands_between_two_words_with_capitals() {
        let around = |text: &'static str| {
            let found = initials(text.as_bytes()).find_map(|place| around_initial(text, place))?;
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
