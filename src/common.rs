//! Common words of English and Chinese: what a text may hold without meaning a name.
//!
//! The words are those of `data/common-words/`, folded when the crate is built.

use xxhash_rust::xxh3::xxh3_64;

/// The words, each with the letter of its class.
static WORDS: WordTable = WordTable(include_bytes!(concat!(env!("OUT_DIR"), "/common-words.table")));

/// How common a word is, the commonest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Commonness {
    /// One of the 4,000 commonest words of its language, which nearly every text holds some of: `may`, `今天`.
    Frequent,
    /// One of the 12,000 commonest: `bishop`, `高兴`.
    Common,
    /// One of the 40,000 commonest, about what a small dictionary of the language has: `gazelle`, `胸脯`.
    Known,
}

/// The language of a common word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordLanguage {
    /// English: words that are written with small letters within a sentence.
    English,
    /// Chinese.
    Chinese,
}

impl WordLanguage {
    /// Its name in English.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "Chinese",
        }
    }
}

/// A word that is common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CommonWord {
    /// Of which language.
    pub language: WordLanguage,
    /// How common.
    pub commonness: Commonness,
}

/// The common word that a folded form is, if it is one.
///
/// Whether a text may hold the word where a name is looked for depends on the case that the name asks for: [`CaseRule::reach`](crate::text::case::CaseRule::reach).
///
/// # Examples
///
/// ```
/// use newstag::common::{CommonWord, Commonness, WordLanguage, common_word};
///
/// let bishop = common_word("bishop");
/// assert_eq!(bishop, Some(CommonWord { language: WordLanguage::English, commonness: Commonness::Common }));
/// assert_eq!(common_word("今天").map(|word| word.commonness), Some(Commonness::Frequent));
/// assert_eq!(common_word("hikvision"), None);
/// ```
pub fn common_word(folded: &str) -> Option<CommonWord> {
    let class = WORDS.letter(folded)?;
    let language = if folded.is_ascii() { WordLanguage::English } else { WordLanguage::Chinese };
    let commonness = match class {
        b'f' => Commonness::Frequent,
        b'c' => Commonness::Common,
        _ => Commonness::Known,
    };
    Some(CommonWord { language, commonness })
}

/// A list of words, a letter with each, in which one look finds a word: `build/words.rs` writes it.
///
/// A word is known by 56 bits of its hash. No two words of a list share them; that a word which is not in a list of 80,000 should, is less likely than one to
/// 10¹¹.
pub(crate) struct WordTable(pub(crate) &'static [u8]);

impl WordTable {
    /// The letter of a word, if the list has it.
    pub(crate) fn letter(&self, word: &str) -> Option<u8> {
        let (places, _) = self.0.as_chunks::<8>();
        let hash = xxh3_64(word.as_bytes());
        let mask = places.len().checked_sub(1)?;
        let mut at = usize::try_from(hash & u64::try_from(mask).ok()?).ok()?;
        loop {
            let entry = u64::from_le_bytes(places[at]);
            if entry == 0 {
                return None;
            }
            if (entry ^ hash) >> 8 == 0 {
                return Some(entry.to_le_bytes()[0]);
            }
            at = (at + 1) & mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static LINES: &str = include_str!(concat!(env!("OUT_DIR"), "/common-words.txt"));

    #[test]
    fn every_word_of_the_list_is_found_and_nothing_beside() {
        for line in LINES.lines() {
            let (word, class) = line.split_once(' ').expect("a line has a word and a class");
            assert_eq!(WORDS.letter(word), class.bytes().next(), "{word}");
            assert_eq!(WORDS.letter(&format!("{word}\u{1}")), None);
        }
        assert!(LINES.lines().count() > 75_000);
        assert_eq!((WORDS.letter(""), WORDS.letter("\u{10FFFF}"), WordTable(&[]).letter("a")), (None, None, None));
    }
}
