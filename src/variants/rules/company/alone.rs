//! Whether a name without its legal form is still that of one company.

use crate::common::common_word;

/// With such a word ahead, a name of two words is that of many: `First National` is any bank, `US Energy` a department.
const OF_MANY: [&str; 16] = [
    "First",
    "Second",
    "National",
    "International",
    "Global",
    "Central",
    "Financial",
    "Public",
    "Federal",
    "Security",
    "Mercantile",
    "Community",
    "City",
    "US",
    "U.S.",
    "UK",
];

/// Banks are called by a common word and one of these, in many places: `Commerce Bancshares` stands in `Texas Commerce Bancshares`.
const BANKS: [&str; 4] = ["Bancorp", "Bancshares", "Bank", "Financial"];

/// Such a word alone is the end of longer names: `Bancorp Inc` stands in `United Foo Bancorp Inc`.
const ENDS: [&str; 14] = [
    "Bancorp",
    "Bancshares",
    "Bank",
    "Capital",
    "Energy",
    "Enterprises",
    "Financial",
    "Group",
    "Holding",
    "Holdings",
    "Industries",
    "Partners",
    "Systems",
    "Technologies",
];

/// American states that are one word: they are in many texts and in few dictionaries, and some company is called by each.
const STATES: [&str; 39] = [
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "Florida",
    "Georgia",
    "Hawaii",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Pennsylvania",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virginia",
    "Wisconsin",
    "Wyoming",
];

/// A name of fewer letters that is one word is an abbreviation of many things: `Cts Corp`, `ABC Inc`.
const FEWEST_LETTERS: usize = 4;

/// Whether a word ahead of a legal form is none of a name: a single letter, or how many companies' names end.
pub(super) fn is_no_name(word: &str) -> bool {
    word.chars().nth(1).is_none() || is_one_of(&ENDS, word)
}

/// Whether a name says who is meant.
pub(super) fn says_who(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    match words[..] {
        [word] => word.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS && !is_one_of(&STATES, word),
        [first, ..] if first.eq_ignore_ascii_case("the") => false,
        [first, last] => !(is_one_of(&OF_MANY, first) || is_one_of(&BANKS, last) && is_common(first)),
        _ => true,
    }
}

fn is_one_of(words: &[&str], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn is_common(word: &str) -> bool {
    common_word(&word.to_lowercase()).is_some()
}
