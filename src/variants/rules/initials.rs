//! Middle names and initials: `Donald John Trump` is `Donald J. Trump`, `Donald Trump` and `D. J. Trump` as well.
//!
//! What is certain: an initial in the middle may be left out; a middle name that is a usual English given name may, too, while `Pedro Sánchez Pérez`
//! is no `Pedro Pérez`. Names become initials where one of them is an English given name or an initial already: elsewhere nobody writes them so.
//! Initials alone are several people's (`J.J. Roe`): they need context. A single one with a family name is anybody's, and not made.

use crate::dictionary::{EntityType, Usage};
use crate::variants::person::{Person, is_initial, is_initials};
use crate::variants::{Form, is_given_name};

/// Words behind the first given name, at most. Longer names are rarely Western.
const MOST_MIDDLE: usize = 3;

pub(super) fn apply(kind: &EntityType<&str>, form: &Form, out: &mut Vec<Form>) {
    if *kind != EntityType::Person {
        return;
    }
    let Some(person) = Person::of(form) else { return };
    let Some((&first, middle)) = person.given.split_first() else { return };
    if middle.len() > MOST_MIDDLE || !person.given.iter().all(|word| has_initial(word)) {
        return;
    }
    let with = |given: String| form.rewritten(person.called(&given));
    out.extend(without_middle(first, middle).into_iter().map(with));
    let usage = if person.given.iter().all(|word| is_short(word)) { form.usage } else { Usage::NeedsContext };
    out.extend(all_short(first, middle).into_iter().map(with).map(|short| Form { usage, ..short }));
}

/// Ways to write the given names that leave the first whole.
fn without_middle(first: &str, middle: &[&str]) -> Vec<String> {
    if middle.is_empty() || is_short(first) || !is_usual(first, middle) {
        return Vec::new();
    }
    let with_initials = spellings(&initials(middle)).into_iter().map(|middle| format!("{first} {middle}"));
    may_go(middle).then(|| first.to_owned()).into_iter().chain(with_initials).collect()
}

/// The same of nothing but initials.
fn all_short(first: &str, middle: &[&str]) -> Vec<String> {
    let letters = initials(&[&[first], middle].concat());
    let is_written_so = if middle.is_empty() { is_short(first) } else { is_usual(first, middle) };
    if is_written_so { spellings(&letters).to_vec() } else { Vec::new() }
}

fn is_usual(first: &str, middle: &[&str]) -> bool {
    may_go(middle) || is_given_name(first)
}

fn may_go(middle: &[&str]) -> bool {
    middle.iter().all(|word| is_short(word)) || middle.iter().all(|word| is_given_name(word))
}

fn is_short(word: &str) -> bool {
    is_initial(word) || is_initials(word)
}

/// `J. F.`, `J.F.`, `J F`, and `JF` not: it would be an acronym.
fn spellings(letters: &[char]) -> [String; 3] {
    let dotted: Vec<String> = letters.iter().map(|letter| format!("{letter}.")).collect();
    let plain: Vec<String> = letters.iter().map(char::to_string).collect();
    [dotted.join(" "), dotted.concat(), plain.join(" ")]
}

/// The first letter of each name, and all of `H.W.`.
fn initials(names: &[&str]) -> Vec<char> {
    let of = |name: &&str| {
        let name = *name;
        let parts = if is_initials(name) { name.split_terminator('.').collect() } else { vec![name] };
        parts.into_iter().filter_map(|part| part.chars().next()).collect::<Vec<char>>()
    };
    names.iter().flat_map(of).collect()
}

fn has_initial(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !word.contains('-')
}
