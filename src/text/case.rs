//! Which case a match must be written in, word by word over the name as it was written.

use super::{FoldBuffer, Folded, fold_name};
use crate::dictionary::CasePolicy;
use crate::span::{FoldedSpan, SourceSpan};

/// What a match of a name must look like, worked out once from the name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CaseRule {
    /// Any case will do.
    Free,
    /// One condition a word, words split at white space and hyphens.
    Words(Box<[WordCase]>),
    /// Every cased letter as in the name: one entry a folded character.
    Exact(Box<[LetterCase]>),
}

/// What a word of a match must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordCase {
    /// Any case: the name's word does not begin with an upper-case letter.
    Any,
    /// It begins with an upper-case letter, as `Ross` does: `Ross` and `ROSS` match, `ross` does not.
    Capital,
    /// All its cased letters are upper case, as in `US`, which is never `us` or `Us`.
    Upper,
}

/// The case of one letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LetterCase {
    /// No cased letter.
    Uncased,
    /// Upper case.
    Upper,
    /// Lower case.
    Lower,
}

/// The plainest writing of an ordinary word that a rule lets through: how easily a name that is also a word is found where the word is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// The word in small letters, as it stands within a sentence: `apple` for a name `apple`, or for any with case `any`. What has no case, as Chinese,
    /// is reached in the same way.
    Small,
    /// The word with a capital ahead, as it stands at the beginning of a sentence and in headlines: `Apple`.
    Capital,
    /// The word in capitals, as it stands where everything does: `MAY`.
    Capitals,
    /// No writing that an ordinary word has: `eBay`.
    Unusual,
}

impl CaseRule {
    /// The rule for a name as it is written.
    pub fn of(name: &str, policy: CasePolicy) -> Self {
        let mut buffer = FoldBuffer::default();
        let (folded, whole) = fold_name(name, &mut buffer);
        match policy {
            CasePolicy::Any => Self::Free,
            CasePolicy::Exact => Self::Exact(letters(name, &folded, whole).collect()),
            CasePolicy::Auto => {
                let words: Box<[WordCase]> =
                    words(&folded, whole).map(|word| WordCase::of(&name[folded.source_span(word).range()])).collect();
                if words.iter().all(|&word| word == WordCase::Any) { Self::Free } else { Self::Words(words) }
            }
        }
    }

    /// Whether whatever it allows begins with a capital, if it begins with a letter at all.
    pub fn begins_with_capital(&self) -> bool {
        match self {
            Self::Free => false,
            Self::Words(words) => words.first().is_some_and(|&first| first != WordCase::Any),
            Self::Exact(letters) => letters.first() == Some(&LetterCase::Upper),
        }
    }

    /// The plainest writing that it lets through.
    ///
    /// # Examples
    ///
    /// ```
    /// use newstag::dictionary::CasePolicy;
    /// use newstag::text::case::{CaseRule, Reach};
    ///
    /// let reach = |name, policy| CaseRule::of(name, policy).reach();
    /// assert_eq!(reach("Apple", CasePolicy::Auto), Reach::Capital);
    /// assert_eq!(reach("Apple", CasePolicy::Any), Reach::Small);
    /// assert_eq!(reach("WHO", CasePolicy::Auto), Reach::Capitals);
    /// assert_eq!(reach("eBay", CasePolicy::Exact), Reach::Unusual);
    /// assert_eq!(reach("大连", CasePolicy::Exact), Reach::Small);
    /// ```
    pub fn reach(&self) -> Reach {
        match self {
            Self::Free => Reach::Small,
            Self::Words(words) => match words.split_first() {
                Some((WordCase::Capital, rest)) if rest.iter().all(|&word| word == WordCase::Any) => Reach::Capital,
                Some((WordCase::Capital | WordCase::Upper, _)) => Reach::Capitals,
                _ => Reach::Unusual,
            },
            Self::Exact(letters) => Reach::of_letters(letters),
        }
    }

    /// Whether the match `at` of the folded text is written as the rule asks.
    pub fn allows(&self, source: &str, folded: &Folded<'_>, at: FoldedSpan) -> bool {
        match self {
            Self::Free => true,
            Self::Words(rules) => words_allow(rules.iter().copied(), source, folded, (at, folded.source_span(at))),
            Self::Exact(rules) => letters_allow(rules.iter().copied(), source, folded, at),
        }
    }
}

impl Reach {
    /// That of a rule which asks for every letter.
    fn of_letters(letters: &[LetterCase]) -> Self {
        let mut cased = letters.iter().filter(|&&letter| letter != LetterCase::Uncased);
        let first = cased.next();
        let rest: Vec<&LetterCase> = cased.collect();
        match first {
            None => Self::Small,
            Some(LetterCase::Upper) if rest.iter().all(|&&letter| letter == LetterCase::Lower) => Self::Capital,
            Some(LetterCase::Upper) if rest.iter().all(|&&letter| letter == LetterCase::Upper) => Self::Capitals,
            Some(LetterCase::Lower) if rest.iter().all(|&&letter| letter == LetterCase::Lower) => Self::Small,
            Some(_) => Self::Unusual,
        }
    }
}

/// Whether the words of a match, which stands at a place of the folded text and of the source, are written as the rule [`CaseRule::Words`] of these asks.
pub fn words_allow(
    rules: impl Iterator<Item = WordCase>,
    source: &str,
    folded: &Folded,
    (at, span): (FoldedSpan, SourceSpan),
) -> bool {
    let written = &source.as_bytes()[span.range()];
    // Whatever else is in the text, this folds to itself.
    if written.is_ascii() {
        return words_allow_in_ascii(rules, written);
    }
    words(folded, at)
        .zip(rules)
        .all(|(word, rule)| rule == WordCase::Any || rule.allows(&source[folded.source_span(word).range()]))
}

/// The same of a match that is all ASCII.
fn words_allow_in_ascii(mut rules: impl Iterator<Item = WordCase>, text: &[u8]) -> bool {
    let (mut begins, mut asked) = (true, WordCase::Any);
    for &byte in text {
        if is_separator(char::from(byte)) {
            begins = true;
            continue;
        }
        if begins {
            // A match has no more words than its name; if it had, they could be written in any case.
            asked = rules.next().unwrap_or(WordCase::Any);
        }
        let is_forbidden = match asked {
            WordCase::Any => false,
            WordCase::Capital => begins && !byte.is_ascii_uppercase(),
            WordCase::Upper => byte.is_ascii_lowercase(),
        };
        if is_forbidden {
            return false;
        }
        begins = false;
    }
    true
}

/// Whether the letters of a match are written as the rule [`CaseRule::Exact`] of these asks.
pub fn letters_allow(rules: impl Iterator<Item = LetterCase>, source: &str, folded: &Folded, at: FoldedSpan) -> bool {
    letters(source, folded, at).zip(rules).all(|(letter, rule)| letter == rule)
}

impl WordCase {
    /// What a word of a name asks for.
    fn of(word: &str) -> Self {
        let cased = || word.chars().filter(|&c| is_cased(c));
        if cased().nth(1).is_some() && cased().all(char::is_uppercase) {
            Self::Upper
        } else if Self::Capital.allows(word) {
            Self::Capital
        } else {
            Self::Any
        }
    }

    fn allows(self, word: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Capital => word.chars().next().is_some_and(|c| is_cased(c) && !c.is_lowercase()),
            Self::Upper => word.chars().filter(|&c| is_cased(c)).all(char::is_uppercase),
        }
    }
}

impl LetterCase {
    fn of(c: char) -> Self {
        if c.is_uppercase() {
            Self::Upper
        } else if c.is_lowercase() {
            Self::Lower
        } else {
            Self::Uncased
        }
    }
}

/// Upper, lower and title case letters; `ǅ` is neither upper nor lower, yet has both.
fn is_cased(c: char) -> bool {
    c.is_uppercase() || c.is_lowercase() || c.to_lowercase().ne(std::iter::once(c))
}

/// The words of a match: runs between spaces and hyphens.
fn words<'t>(folded: &Folded<'t>, at: FoldedSpan) -> impl Iterator<Item = FoldedSpan> + use<'t> {
    let mut next = at.range().start;
    folded.text()[at.range()].split(is_separator).filter_map(move |word| {
        let start = next;
        next = start + word.len() + 1;
        (!word.is_empty()).then(|| FoldedSpan::new(start, start + word.len()))
    })
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '-' | '\t'..='\r')
}

/// The case that each folded character of a match has in the source: that of the letter which it came from. A run of white space is
/// one character.
fn letters(source: &str, folded: &Folded<'_>, at: FoldedSpan) -> impl Iterator<Item = LetterCase> {
    let start = at.range().start;
    let mut before = 'a';
    let characters = folded.text()[at.range()].char_indices().filter(move |&(_, c)| {
        let before = std::mem::replace(&mut before, c);
        !(before.is_ascii_whitespace() && c.is_ascii_whitespace())
    });
    characters.map(move |(offset, c)| {
        let at = FoldedSpan::new(start + offset, start + offset + c.len_utf8());
        let written = source[folded.source_span(at).range()].chars().find(|&c| is_cased(c));
        written.filter(|_| is_cased(c)).map_or(LetterCase::Uncased, LetterCase::of)
    })
}
