//! The words beside a name: what tells that it is part of somebody else's.

use super::{title, word};
use crate::common::common_word;
use crate::dictionary::{EntityRef, NameRef};
use crate::person_names::is_given_name;
use std::ops::Range;

/// The words that stand directly before and behind a span, a space between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neighbours<'t> {
    before: Option<&'t str>,
    behind: Option<&'t str>,
}

/// Words, folded, that make the family name before them the name of a thing: `Davis Cup`, `Harris County`.
#[rustfmt::skip]
const THINGS: [&str; 40] = [
    "act", "airport", "avenue", "award", "bank", "bay", "bridge", "building", "center", "centre", "co", "college", "corp", "county", "cup",
    "district", "doctrine", "foundation", "hall", "hospital", "inc", "institute", "island", "islands", "library", "ltd", "medal", "memorial", "motor",
    "motors", "museum", "park", "prize", "river", "school", "square", "stadium", "street", "tower", "university",
];

impl<'t> Neighbours<'t> {
    /// Those of a span.
    pub fn of(text: &'t str, span: Range<usize>) -> Self {
        let is_name = |text: &&str| begins_with_capital(text);
        let ahead = text[..span.start].strip_suffix(' ').filter(|ahead| may_end_name(ahead)).unwrap_or_default();
        let behind = text[span.end..].strip_prefix(' ').filter(is_name);
        let next = behind.map(word::first);
        Self {
            before: Some(last_word(ahead)).filter(is_name).filter(|word| ends_as_name(word) && !ends_with_month(ahead)),
            behind: next.map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric())),
        }
    }

    /// Whether a part of somebody's name, between these, is not that person's: `Diana Ross` is not Wilbur Ross, `Ross County` nobody.
    ///
    /// `is_own` says whether a folded word is one of the person's names.
    pub fn make_anothers(self, fold: impl Fn(&str) -> String, is_own: impl Fn(&str) -> bool) -> bool {
        let before = self.before.map(|word| fold(word.trim_end_matches('.')));
        let is_given = |word: &str| is_given_name(word) && !title::is_ahead(word);
        let is_strange = |word: &String| (word.chars().count() == 1 || is_given(word)) && !is_own(word);
        before.as_ref().is_some_and(is_strange) || self.behind.is_some_and(|word| is_thing(&fold(word)))
    }

    /// Whether a family name that stands ahead of the given name, between these, is not that of the person of whom it is part: `Wang Baosen` is not Wang Dan.
    ///
    /// `is_own` says whether a folded word is one of the person's names.
    pub fn go_on_otherwise(self, fold: impl Fn(&str) -> String, is_own: impl Fn(&str) -> bool) -> bool {
        self.behind.map(fold).is_some_and(|word| !is_own(&word) && common_word(&word).is_none())
    }

    /// Whether a name of one word, between these, is part of a person's longer name: `Sharp` in `Jody Sharp`, `David` in `David Wasserman`.
    ///
    /// `is_family` says whether the folded word is a family name.
    pub fn make_longer(
        self,
        word: &str,
        may_be_given: bool,
        is_family: impl FnOnce(&str) -> bool,
        fold: impl Fn(&str) -> String,
    ) -> bool {
        let is_given = |word: &str| word::ask(word, &fold, is_given_name);
        let is_word = |folded: &str| is_thing(folded) || common_word(folded).is_some();
        let family_follows = |behind: &str| !word::ask(behind, &fold, is_word);
        let follows_given = self.before.is_some_and(is_given) && is_family(&fold(word));
        follows_given || may_be_given && self.behind.is_some_and(|behind| is_given(word) && family_follows(behind))
    }

    /// Whether a word stands behind.
    pub fn is_behind(self) -> bool {
        self.behind.is_some()
    }

    /// Whether any stands there.
    pub fn are_there(self) -> bool {
        self.before.is_some() || self.behind.is_some()
    }

    /// Whether one of them is of an entity's own names: `Wilbur` in `Wilbur Ross`, where the dictionary has `Wilbur Louis Ross` and `Ross`.
    pub fn are_own(self, entity: EntityRef<'_>, fold: impl Fn(&str) -> String) -> bool {
        [self.before, self.behind].into_iter().flatten().any(|word| is_of_names(entity, &fold(word), &fold))
    }
}

/// Whether a folded word is one of the words of an entity's names, or the initial of one.
pub fn is_of_names(entity: EntityRef<'_>, word: &str, fold: impl Fn(&str) -> String) -> bool {
    let is_word = |own: &str| own == word || (word.chars().count() == 1 && own.starts_with(word));
    let mut names = first_names(entity).filter(|name| may_hold(name.bytes(), word));
    names.any(|name| fold(name.text()).split([' ', '-']).any(is_word))
}

/// The names of an entity that are asked: a list that somebody made one entity has thousands, and they would be asked at every mention.
pub(super) fn first_names(entity: EntityRef<'_>) -> impl Iterator<Item = NameRef<'_>> {
    const MOST_ASKED: usize = 64;
    entity.names().take(MOST_ASKED)
}

/// Whether a name may hold a folded word: what spares folding all the names of an entity that has hundreds. A name beyond ASCII may, if it has
/// the first letter or one with a mark; a name in Han has neither.
pub(super) fn may_hold(name: &[u8], folded: &str) -> bool {
    let bytes = folded.as_bytes();
    let Some(first) = bytes.first() else { return false };
    let stands_at = |at: usize| name.get(at..at + bytes.len()).is_some_and(|part| part.eq_ignore_ascii_case(bytes));
    let (mut begins_word, mut is_plain) = (true, true);
    for (at, byte) in name.iter().enumerate() {
        if begins_word && byte.eq_ignore_ascii_case(first) && stands_at(at) {
            return true;
        }
        begins_word = matches!(byte, b' ' | b'-');
        is_plain &= matches!(byte, b' '..=b'~');
    }
    let may_be_letter = |byte: &u8| byte.eq_ignore_ascii_case(first) || (0xC2..0xE2).contains(byte);
    !is_plain && (!folded.is_ascii() || name.iter().any(may_be_letter))
}

fn is_thing(folded: &str) -> bool {
    THINGS.contains(&folded)
}

/// The last word of a text; quotes and parentheses that open are not part of it.
fn last_word(text: &str) -> &str {
    let is_apart_in_ascii = |byte: &u8| !byte.is_ascii_alphanumeric() && !matches!(byte, b'.' | b'-');
    let start = text.bytes().rposition(|byte| is_apart_in_ascii(&byte)).map_or(0, |at| at + 1);
    // What is none of the usual is looked at closer.
    if start == 0 || text.as_bytes()[start - 1] == b' ' {
        return &text[start..];
    }
    let is_apart = |c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '\'' | '‘' | '/');
    text.rsplit(is_apart).next().unwrap_or_default()
}

/// Whether a text ends with a month, or a Sunday, that is no given name: `In June`, `3 August`, but not `singer June`.
fn ends_with_month(text: &str) -> bool {
    const MONTHS: [&str; 6] = ["January", "April", "May", "June", "August", "Sunday"];
    const AHEAD: [&str; 11] = ["in", "on", "since", "until", "till", "last", "next", "this", "late", "early", "during"];
    let month = last_word(text);
    let ahead = last_word(text[..text.len() - month.len()].trim_end_matches(' '));
    let tells_time = |word: &str| {
        AHEAD.iter().any(|ahead| ahead.eq_ignore_ascii_case(word))
            || !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    MONTHS.iter().any(|name| name.eq_ignore_ascii_case(month)) && tells_time(ahead)
}

fn begins_with_capital(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
        _ => text.starts_with(char::is_uppercase),
    }
}

/// Whether the last character of a text may be that of a word before a name, which spares looking for the word.
fn may_end_name(text: &str) -> bool {
    match text.as_bytes().last() {
        Some(last) if last.is_ascii() => *last == b'.' || last.is_ascii_alphanumeric(),
        _ => text.ends_with(char::is_alphanumeric),
    }
}

/// Whether the word before a name may belong to it: it is not the last of a sentence or of a clause.
fn ends_as_name(word: &str) -> bool {
    match word.strip_suffix('.') {
        Some(initial) => initial.chars().count() == 1,
        None => word.ends_with(char::is_alphanumeric),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between<'t>(text: &'t str, name: &str) -> Neighbours<'t> {
        let start = text.find(name).expect("it is in the text");
        Neighbours::of(text, start..start + name.len())
    }

    #[test]
    fn words_of_the_same_clause_are_neighbours() {
        let expected = |before, behind| Neighbours { before, behind };
        assert_eq!(between("said Jody Sharp, 60", "Sharp"), expected(Some("Jody"), None));
        assert_eq!(between("It was Jody. Sharp fell", "Sharp"), expected(None, None));
        assert_eq!(between("(J. Sharp Motor)", "Sharp"), expected(Some("J."), Some("Motor")));
        assert_eq!(between("of 夏普 Sharp", "夏普"), expected(None, Some("Sharp")));
    }

    #[test]
    fn a_month_is_a_neighbour_where_it_is_a_given_name() {
        let before = |text| between(text, "Ross").before;
        assert_eq!(["In June Ross", "on 3 August Ross", "since April Ross"].map(before), [None; 3]);
        assert_eq!(
            ["singer June Ross", "June Ross", "In Jordan Ross"].map(before),
            ["June", "June", "Jordan"].map(Some)
        );
    }

    #[test]
    fn a_family_name_alone_belongs_to_the_person_named_in_full() {
        let is_own =
            |word: &str| "wilbur ross".split(' ').any(|own| own == word || (word.len() == 1 && own.starts_with(word)));
        let anothers = |text| between(text, "Ross").make_anothers(str::to_lowercase, is_own);
        assert!(
            anothers("Diana Ross")
                && anothers("the Ross Institute")
                && anothers("Ross COUNTY")
                && anothers("J. Ross said")
        );
        assert!(!anothers("Secretary Ross said") && !anothers("W. Ross") && !anothers("But Ross, Diana"));
    }

    #[test]
    fn a_family_name_ahead_is_that_of_the_person_whose_given_name_follows() {
        let otherwise =
            |text| between(text, "Wang").go_on_otherwise(str::to_lowercase, |word| ["wang", "dan"].contains(&word));
        assert!(otherwise("vice-mayor Wang Baosen was"));
        assert!(!otherwise("as Wang Dan said") && !otherwise("Wang Says No") && !otherwise("Wang said"));
    }

    #[test]
    fn a_word_in_a_longer_name_of_a_person() {
        let longer = |text, word| {
            between(text, word).make_longer(word, true, crate::person_names::is_family_name, str::to_lowercase)
        };
        assert!(longer("Jody Sharp, 60", "Sharp") && longer("said David Wasserman", "David"));
        assert!(!longer("shares of Sharp rose", "Sharp") && !longer("said David, who", "David"));
        assert!(!longer("In Jordan King Abdullah", "Jordan"), "king is a word");
    }
}
