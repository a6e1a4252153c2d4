//! The list of common words against the folding that names and texts go through.

use newstag::common::{Commonness, WordLanguage, common_word};
use newstag::text::fold;

const ENGLISH: &str = include_str!("../../data/common-words/english.txt");
const CHINESE: &str = include_str!("../../data/common-words/chinese.txt");

/// The words of a list, each with the class that its section says.
fn words(list: &str) -> Vec<(&str, Commonness)> {
    let mut class = None;
    let mut words = Vec::new();
    for line in list.lines() {
        match line {
            "[frequent]" => class = Some(Commonness::Frequent),
            "[common]" => class = Some(Commonness::Common),
            "[known]" => class = Some(Commonness::Known),
            word => words.push((word, class.unwrap())),
        }
    }
    words
}

#[test]
fn every_word_is_found_as_texts_are_folded() {
    for (list, language) in [(ENGLISH, WordLanguage::English), (CHINESE, WordLanguage::Chinese)] {
        let words = words(list);
        assert!(words.len() >= 40_000);
        for (word, class) in words {
            let found = common_word(&fold(word)).unwrap_or_else(|| panic!("{word} is in the list"));
            assert_eq!(found.language, language, "{word}");
            // Of two words that fold alike the commoner one counts.
            assert!(found.commonness <= class, "{word}");
        }
    }
}

#[test]
fn case_accents_and_traditional_characters_do_not_matter() {
    for (written, commonness) in
        [("發展", Commonness::Frequent), ("Café", Commonness::Common), ("MAY", Commonness::Frequent)]
    {
        let word = common_word(&fold(written));
        assert_eq!(word.map(|word| word.commonness), Some(commonness), "{written}");
    }
}

#[test]
fn names_are_no_words() {
    for name in ["hikvision", "耿爽", "香港", "新华社", "beijing", "paris", ""] {
        assert_eq!(common_word(name), None, "{name}");
    }
}
