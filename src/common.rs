//! Common words of English and Chinese: what a text may hold without meaning a name.
//!
//! The words are those of `data/common-words/`, folded when the crate is built.

/// A line a word, in the order of the words' bytes: the word, a space, the letter of its class.
static LINES: &str = include_str!(concat!(env!("OUT_DIR"), "/common-words.txt"));

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
    let class = find(LINES, folded)?;
    let language = if folded.is_ascii() { WordLanguage::English } else { WordLanguage::Chinese };
    let commonness = match class {
        "f" => Commonness::Frequent,
        "c" => Commonness::Common,
        _ => Commonness::Known,
    };
    Some(CommonWord { language, commonness })
}

/// What stands behind a word in lines that are in order.
fn find<'l>(lines: &'l str, word: &str) -> Option<&'l str> {
    let mut rest = lines.as_bytes();
    while !rest.is_empty() {
        let middle = rest.len() / 2;
        let start = rest[..middle].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let end = rest[middle..].iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| middle + at);
        let line = str::from_utf8(&rest[start..end]).ok()?;
        let (found, class) = line.split_once(' ')?;
        match word.cmp(found) {
            std::cmp::Ordering::Less => rest = &rest[..start],
            std::cmp::Ordering::Equal => return Some(class),
            std::cmp::Ordering::Greater => rest = rest.get(end + 1..).unwrap_or_default(),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_is_found_and_nothing_between() {
        let mut before = "";
        for line in LINES.lines() {
            let (word, class) = line.split_once(' ').expect("a line has a word and a class");
            assert!(before < word, "{before} stands ahead of {word}");
            assert_eq!(find(LINES, word), Some(class));
            assert_eq!(find(LINES, &format!("{word}\u{1}")), None);
            before = word;
        }
        assert!(LINES.lines().count() > 75_000);
        assert_eq!((find(LINES, ""), find(LINES, "\u{10FFFF}"), find("", "a")), (None, None, None));
    }
}
