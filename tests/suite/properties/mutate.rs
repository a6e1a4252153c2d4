//! Other writings of a name.

use crate::oracle::characters::{simplified, traditional};
use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

/// One way to write a name differently. Most leave it the same name, some do not.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mutation {
    AsItIs,
    Upper,
    Lower,
    Title,
    Wide,
    Simplified,
    Traditional,
    Composed,
    Decomposed,
    OtherSpaces,
    LineEnds,
    OtherHyphens,
    OtherQuotes,
    Invisible,
    Dotted,
    Undotted,
    Accented,
    CutShort,
}

impl Mutation {
    /// Any of them, as it is most often.
    pub(super) fn any() -> impl Strategy<Value = Self> {
        use Mutation::*;
        let others = [
            Upper,
            Lower,
            Title,
            Wide,
            Simplified,
            Traditional,
            Composed,
            Decomposed,
            OtherSpaces,
            LineEnds,
            OtherHyphens,
            OtherQuotes,
            Invisible,
            Dotted,
            Undotted,
            Accented,
            CutShort,
        ];
        prop_oneof![1 => Just(AsItIs), 2 => select(others.to_vec())]
    }

    /// A name in this writing.
    pub(super) fn of(self, name: &str) -> String {
        let replaced = |from: char, to: &str| name.replace(from, to);
        match self {
            Self::AsItIs => name.to_owned(),
            Self::Upper => name.to_uppercase(),
            Self::Lower => name.to_lowercase(),
            Self::Title => title(name),
            Self::Wide => name.chars().map(wide).collect(),
            Self::Simplified => simplified(name),
            Self::Traditional => traditional(name),
            Self::Composed => name.nfc().collect(),
            Self::Decomposed => name.nfd().collect(),
            Self::OtherSpaces => replaced(' ', "\u{A0}\u{3000}"),
            Self::LineEnds => name.chars().flat_map(|c| [c, '\n']).collect(),
            Self::OtherHyphens => replaced('-', "–"),
            Self::OtherQuotes => replaced('\'', "’"),
            Self::Invisible => name.chars().flat_map(|c| [c, '\u{200B}']).collect(),
            Self::Dotted => name.chars().flat_map(|c| [c, '.']).collect(),
            Self::Undotted => replaced('.', ""),
            Self::Accented => name.chars().flat_map(|c| [c, '\u{301}']).collect(),
            Self::CutShort => name.chars().take(name.chars().count().div_ceil(2)).collect(),
        }
    }
}

fn title(name: &str) -> String {
    let mut chars = name.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
        .unwrap_or_default()
}

/// The full-width form of an ASCII character.
fn wide(c: char) -> char {
    match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).expect("the full-width forms stand in the order of ASCII"),
        other => other,
    }
}
