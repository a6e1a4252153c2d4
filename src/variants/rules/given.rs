//! Hyphen, space or nothing within a given name: `Tsai Ing-wen`, `Tsai Ing Wen`, `Tsai Ingwen`; `Jean-Pierre Roe`, `Jean Pierre Roe`.
//!
//! Capitals need no form of their own: `Ing-wen` asks for one capital and takes two.

use crate::dictionary::EntityType;
use crate::variants::Form;

/// Syllables of Chinese and Korean given names are not longer.
const LONGEST_SYLLABLE: usize = 6;

pub(super) fn apply(kind: &EntityType<&str>, form: &Form, out: &mut Vec<Form>) {
    if *kind != EntityType::Person || form.text.contains(',') {
        return;
    }
    let words: Vec<&str> = form.text.split_whitespace().collect();
    let made = hyphenated(&words, form.family.as_deref()).unwrap_or_default();
    let made = made.into_iter().chain(parted(&words, form.family.as_deref()));
    out.extend(made.map(|text| form.rewritten(text)));
}

/// The forms of a name one of whose given names has a hyphen.
fn hyphenated(words: &[&str], family: Option<&str>) -> Option<Vec<String>> {
    let is_family = |word: &str| family.is_some_and(|family| family.contains(word));
    let at = words.iter().position(|word| word.contains('-') && !is_family(word)).filter(|_| words.len() > 1)?;
    let (first, second) = words[at].split_once('-').filter(|(first, second)| is_syllable(first) && is_part(second))?;
    let with = |given: String| {
        let mut words: Vec<&str> = words.to_vec();
        words[at] = &given;
        words.join(" ")
    };
    let spaced = with(format!("{first} {second}"));
    let is_one_name = second.starts_with(char::is_lowercase);
    Some(std::iter::once(spaced).chain(is_one_name.then(|| with(format!("{first}{second}")))).collect())
}

/// The forms of a name of family name and two syllables: `Moon Jae In`. Only the dictionary knows that the first word is the family name.
fn parted(words: &[&str], family: Option<&str>) -> Vec<String> {
    match *words {
        [first, a, b] if family == Some(first) && [a, b].iter().all(|word| is_syllable(word) && has_small(word)) => {
            let b = b.to_lowercase();
            vec![format!("{first} {a}-{b}"), format!("{first} {a}{b}")]
        }
        _ => Vec::new(),
    }
}

fn has_small(word: &str) -> bool {
    word.contains(char::is_lowercase)
}

fn is_syllable(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && is_part(word)
}

fn is_part(word: &str) -> bool {
    (2..=LONGEST_SYLLABLE).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
}
