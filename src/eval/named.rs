//! Which annotations are names: what a dictionary can be asked for.

/// English pronouns, which gold sets for linking annotate with whom they stand for.
const PRONOUNS: [&str; 25] = [
    "he", "her", "hers", "him", "his", "i", "it", "its", "our", "she", "that", "their", "theirs", "them", "these",
    "they", "this", "those", "us", "we", "who", "whom", "whose", "you", "your",
];

/// Whether words may be a name: they have a capital, or a letter of a script without case, and are no pronoun.
///
/// # Examples
///
/// ```
/// use newstag::eval::is_named;
///
/// assert!(["Ross", "iPhone", "劉鶴"].into_iter().all(is_named));
/// assert!(!["the company", "He", "1996"].into_iter().any(is_named));
/// ```
pub fn is_named(words: &str) -> bool {
    let may_begin_name = |c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase();
    words.chars().any(may_begin_name) && !PRONOUNS.iter().any(|pronoun| pronoun.eq_ignore_ascii_case(words))
}
