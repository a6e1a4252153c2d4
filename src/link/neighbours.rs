//! The words beside a name: what tells that it is part of somebody else's.

use super::title;
use super::word::{self, Shapes};
use crate::common::common_word;
use crate::dictionary::EntityRef;
use crate::person_names::{PersonName, is_given_name};
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
        Self { before: word_before(&text[..span.start]), behind: word_behind(&text[span.end..]) }
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
    /// `word` says what the name is among those of persons; `is_family_of_own`, where that may be, whether it is a family name all the same.
    pub fn make_longer(
        self,
        word: PersonName,
        may_be_given: bool,
        is_family_of_own: Option<impl FnOnce() -> bool>,
        fold: impl Fn(&str) -> String,
    ) -> bool {
        let is_given = |word: &str| word::ask(word, &fold, is_given_name);
        let is_word = |folded: &str| is_thing(folded) || common_word(folded).is_some();
        let family_follows = |behind: &str| !word::ask(behind, &fold, is_word);
        let may_be_family = word.is_family || is_family_of_own.is_some();
        let is_family = || word.is_family || is_family_of_own.is_some_and(|is_family| is_family());
        let follows_given = may_be_family && self.before.is_some_and(is_given) && is_family();
        follows_given || may_be_given && word.is_given && self.behind.is_some_and(family_follows)
    }

    /// Whether a word stands behind.
    pub fn is_behind(self) -> bool {
        self.behind.is_some()
    }

    /// Whether any stands there.
    pub fn are_there(self) -> bool {
        self.before.is_some() || self.behind.is_some()
    }

    /// Whether one of them, folded, is of an entity's own names: `Wilbur` in `Wilbur Ross`, where the dictionary has `Wilbur Louis Ross` and `Ross`.
    pub fn any_is(self, is_own: impl Fn(&str) -> bool, fold: impl Fn(&str) -> String) -> bool {
        [self.before, self.behind].into_iter().flatten().any(|word| word::ask(word, &fold, &is_own))
    }
}

/// Whether a folded word is one of the words of an entity's names, or the initial of one.
pub fn is_of_names(entity: EntityRef<'_>, word: &str, fold: impl Fn(&str) -> String) -> bool {
    let is_word = |own: &str| own == word || (word.chars().count() == 1 && own.starts_with(word));
    let in_folded = |name: &[u8]| may_hold(name, word) && folded(name, &fold).split([' ', '-']).any(is_word);
    first_names(entity).any(|name| plain_holds(name, word).unwrap_or_else(|| in_folded(name)))
}

/// The names of an entity that are asked, as bytes: a list that somebody made one entity has thousands, and they would be asked at every mention.
pub(super) fn first_names<'d>(entity: EntityRef<'d>) -> impl Iterator<Item = &'d [u8]> {
    const MOST_ASKED: usize = 64;
    entity.name_bytes(MOST_ASKED)
}

/// A name, folded.
pub(super) fn folded(name: &[u8], fold: impl Fn(&str) -> String) -> String {
    str::from_utf8(name).map(fold).unwrap_or_default()
}

/// Whether a folded word, or one that begins with it if it is a letter, is among the words of a name that only its capitals tell from the folded one; none
/// where more does.
fn plain_holds(name: &[u8], word: &str) -> Option<bool> {
    let word = word.as_bytes();
    let ends = |rest: &[u8]| word.len() == 1 || matches!(rest.get(word.len()), None | Some(b' ' | b'-'));
    let is_begun = |rest: &[u8]| rest.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word));
    // `Jean-Pierre` is two words of a name, and so none.
    let is_word = |rest: &[u8]| is_begun(rest) && ends(rest) && !word.contains(&b'-');
    let (mut begins_word, mut holds) = (true, false);
    for (at, byte) in name.iter().enumerate() {
        if !matches!(byte, b' '..=b'~') {
            return None;
        }
        holds |=
            begins_word && word.first().is_some_and(|first| byte.eq_ignore_ascii_case(first)) && is_word(&name[at..]);
        begins_word = matches!(byte, b' ' | b'-');
    }
    Some(holds)
}

/// Whether a name beyond ASCII may hold a folded word: what spares folding all the names of an entity that has hundreds.
pub(super) fn may_hold(name: &[u8], word: &str) -> bool {
    let Some(first) = word.as_bytes().first() else { return false };
    !word.is_ascii() || name.iter().any(|byte| byte.eq_ignore_ascii_case(first) || begins_marked(*byte))
}

/// Whether a name beyond ASCII may hold a folded word that begins with any Latin letter.
pub(super) fn has_letters(name: &[u8]) -> bool {
    name.iter().any(|byte| byte.is_ascii_alphabetic() || begins_marked(*byte))
}

/// Whether a byte may begin a Latin letter with a mark. No letter in Cyrillic, Hebrew, Arabic or Han becomes a Latin one.
fn begins_marked(byte: u8) -> bool {
    matches!(byte, 0xC2..0xD0 | 0xE0..0xE2)
}

fn is_thing(folded: &str) -> bool {
    static SHAPES: Shapes = Shapes::of(&THINGS);
    SHAPES.may_have(folded) && THINGS.contains(&folded)
}

/// The word that stands directly before a name, if it may belong to it.
fn word_before(ahead: &str) -> Option<&str> {
    let ahead = ahead.strip_suffix(' ').filter(|ahead| may_end_name(ahead))?;
    let word = last_word(ahead);
    let is_name = begins_with_capital(word) && ends_as_name(word);
    (is_name && !is_month(word, &ahead[..ahead.len() - word.len()])).then_some(word)
}

/// The word that stands directly behind a name, if it has a capital.
fn word_behind(behind: &str) -> Option<&str> {
    let behind = behind.strip_prefix(' ').filter(|behind| begins_with_capital(behind))?;
    Some(word::first(behind).trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// The last word of a text; quotes and parentheses that open are not part of it.
fn last_word(text: &str) -> &str {
    let word = word::ending(text, word::CAPITAL | word::SMALL | word::DIGIT | word::DOT | word::HYPHEN);
    let ahead = &text.as_bytes()[..text.len() - word.len()];
    // What is none of the usual is looked at closer.
    if matches!(ahead.last(), None | Some(b' ')) {
        return word;
    }
    let is_apart = |c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '\'' | '‘' | '/');
    text.rsplit(is_apart).next().unwrap_or_default()
}

/// Whether a word is a month, or a Sunday, and no given name by what stands ahead of it: `In June`, `3 August`, but not `singer June`.
fn is_month(word: &str, ahead: &str) -> bool {
    const MONTHS: [&str; 6] = ["January", "April", "May", "June", "August", "Sunday"];
    const AHEAD: [&str; 11] = ["in", "on", "since", "until", "till", "last", "next", "this", "late", "early", "during"];
    let tells_time = |word: &str| {
        AHEAD.iter().any(|ahead| ahead.eq_ignore_ascii_case(word))
            || !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    MONTHS.iter().any(|name| name.eq_ignore_ascii_case(word)) && tells_time(last_word(ahead.trim_end_matches(' ')))
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
    use crate::person_names::person_name;

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
        let longer = |text, word: &str| {
            let person = person_name(&word.to_lowercase());
            between(text, word).make_longer(person, true, None::<fn() -> bool>, str::to_lowercase)
        };
        assert!(longer("Jody Sharp, 60", "Sharp") && longer("said David Wasserman", "David"));
        assert!(!longer("shares of Sharp rose", "Sharp") && !longer("said David, who", "David"));
        assert!(!longer("In Jordan King Abdullah", "Jordan"), "king is a word");
        let of_own = |is_family: Option<fn() -> bool>| {
            between("said Jody Hikvision", "Hikvision").make_longer(
                PersonName::default(),
                true,
                is_family,
                str::to_lowercase,
            )
        };
        assert!(of_own(Some(|| true)) && !of_own(Some(|| false)) && !of_own(None));
    }
}
