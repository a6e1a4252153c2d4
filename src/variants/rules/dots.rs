//! Dots of abbreviations that are one word of a longer name: `US Congress`, `U.S. Congress`; `St. Louis`, `St Louis`.
//!
//! A name that is nothing but an acronym needs no variant: dots are looked for in any case (docs/matching.md).

use crate::dictionary::EntityType;
use crate::variants::Form;

/// Acronyms that newspapers write with dots. Others stay as they are: nobody writes `N.A.S.A.` within a name.
const DOTTED: [&str; 6] = ["US", "UN", "UK", "EU", "USA", "DC"];

/// Words that are cut short, with or without a dot.
const SHORTENED: [&str; 4] = ["St", "Mt", "Ft", "Dept"];

pub(super) fn apply(kind: &EntityType<&str>, form: &Form, out: &mut Vec<Form>) {
    let words: Vec<&str> = form.text.split(' ').collect();
    if words.len() < 2 || *kind == EntityType::Person {
        return;
    }
    for rewrite in [with_dots, without_dots] {
        let rewritten: Vec<String> = words.iter().map(|word| rewrite(word).unwrap_or((*word).to_owned())).collect();
        let text = rewritten.join(" ");
        if text != form.text {
            out.push(form.rewritten(text));
        }
    }
}

fn with_dots(word: &str) -> Option<String> {
    if SHORTENED.contains(&word) {
        return Some(format!("{word}."));
    }
    DOTTED.contains(&word).then(|| word.chars().flat_map(|c| [c, '.']).collect())
}

/// `U.S.` and `St.` without dots. A single letter keeps its dot: it is an initial.
fn without_dots(word: &str) -> Option<String> {
    let letters: Vec<&str> = word.strip_suffix('.')?.split('.').collect();
    let is_acronym = letters.len() > 1 && letters.iter().all(|letter| is_capital(letter));
    let is_shortened = letters.first().is_some_and(|word| SHORTENED.contains(word)) && letters.len() == 1;
    (is_acronym || is_shortened).then(|| letters.concat())
}

fn is_capital(letter: &str) -> bool {
    let mut characters = letter.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.next().is_none()
}
