//! `&` and `and`: `Procter & Gamble` and `Procter and Gamble`.

use crate::dictionary::EntityType;
use crate::variants::Form;

const SIGN: &str = " & ";
const WORD: &str = " and ";

/// A person whose name has an `and` in it is two persons.
pub(super) fn apply(kind: &EntityType<&str>, form: &Form, out: &mut Vec<Form>) {
    if *kind == EntityType::Person {
        return;
    }
    for (from, to) in [(SIGN, WORD), (WORD, SIGN)] {
        if form.text.contains(from) {
            out.push(form.rewritten(form.text.replace(from, to)));
        }
    }
}
