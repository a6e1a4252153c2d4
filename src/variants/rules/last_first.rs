//! The family name ahead, as lists and captions have it: `Trump, Donald`.
//!
//! Where either part is a given name, the two may as well be two persons in a row (`Lewis, Stephen and Ann`), and nothing is made. Whoever knows
//! more names than these rules can say the same of countries (`Jordan, Chad`). `Trump, D. J.` is for bibliographies.

use crate::dictionary::EntityType;
use crate::variants::person::{Person, is_initial, is_initials};
use crate::variants::{Form, is_given_name};

pub(super) fn apply(kind: &EntityType<&str>, form: &Form, out: &mut Vec<Form>) {
    if *kind != EntityType::Person {
        return;
    }
    let Some(person) = Person::of(form) else { return };
    let begins_short = person.given.first().is_none_or(|first| is_initial(first) || is_initials(first));
    if person.generation.is_none() && !begins_short && !is_given_name(&person.family) {
        let text = format!("{}, {}", person.family, person.given.join(" "));
        out.push(form.rewritten(text));
    }
}
