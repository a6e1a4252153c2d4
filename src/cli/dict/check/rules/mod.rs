//! What is risky in a dictionary that can be read: one rule a file.

mod blank_line;
mod holders;
mod prior;
mod repeated;
mod shared;
mod short;
mod types;
mod typos;

use crate::dictionary::{Dictionary, EntityIndex, EntityRef};

/// Something that may not do what its author expects.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Warning {
    /// A word for the rule.
    pub(super) code: &'static str,
    /// The entity that it is about, if it is about one.
    pub(super) entity: Option<EntityIndex>,
    /// The field of the entity, such as `names[1]`.
    pub(super) field: Option<String>,
    /// What is risky and why, as a sentence without place.
    pub(super) message: String,
}

/// A rule, the word for it first.
type Rule = (&'static str, fn(&Dictionary) -> Vec<Finding>);

/// What a rule found.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    entity: Option<EntityIndex>,
    field: Option<String>,
    message: String,
}

/// All rules, in the order in which their warnings are told.
const RULES: &[Rule] = &[
    ("blank-line", blank_line::find),
    ("unknown-holder", holders::find),
    ("repeated-form", repeated::find),
    ("short-name", short::find),
    ("unused-field", typos::find),
    ("unusual-type", types::find),
    ("prior-zero", prior::find),
    ("shared-form", shared::find),
];

/// The warnings of all rules, those of one rule together.
pub(super) fn all(dictionary: &Dictionary) -> Vec<Warning> {
    let of_rule = |&(code, find): &Rule| {
        find(dictionary).into_iter().map(move |Finding { entity, field, message }| Warning {
            code,
            entity,
            field,
            message,
        })
    };
    RULES.iter().flat_map(of_rule).collect()
}

/// What a rule that looks at one entity at a time found, entity for entity; each finding a field and a message.
fn in_each(dictionary: &Dictionary, look: impl Fn(EntityRef<'_>) -> Vec<(Option<String>, String)>) -> Vec<Finding> {
    let of_entity = |(index, entity)| {
        let found = look(entity).into_iter();
        found.map(move |(field, message)| Finding { entity: Some(index), field, message })
    };
    dictionary.iter().flat_map(of_entity).collect()
}

/// How a message names a name by its place.
fn name_at(index: usize) -> Option<String> {
    Some(format!("names[{index}]"))
}

#[cfg(test)]
mod tests;
