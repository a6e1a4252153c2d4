//! Names of an entity that another one makes useless: they differ in case alone, and the other lets through whatever they do.

use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::check::names::Named;
use crate::check::{Checked, names};
use crate::dictionary::{CasePolicy, EntityRef, Name, NameRef};
use crate::tagger::{CaseRule, WordCase};
use std::collections::HashMap;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for entity in checked.dictionary.entities().filter(|entity| entity.names().len() > 1) {
        for (useless, useful) in pairs(entity) {
            found.note(|| {
                let other = useful.name.text();
                let message = format!(
                    "whatever this name matches, names[{}] {other:?} matches too, since only case differs: leave this \
                     one out",
                    useful.at
                );
                Told::name(&useless, message)
            });
        }
    }
}

/// Names with one that covers them. The first name is what the entity is called in the output, and stays whatever covers it.
fn pairs(entity: EntityRef<'_>) -> Vec<(Named<'_>, Named<'_>)> {
    let mut by_letters: HashMap<String, Vec<Named<'_>>> = HashMap::new();
    for named in names::of_entity(entity) {
        by_letters.entry(named.name.text().to_lowercase()).or_default().push(named);
    }
    let mut pairs = Vec::new();
    for alike in by_letters.values().filter(|names| names.len() > 1) {
        for useless in alike.iter().filter(|named| named.at > 0) {
            let useful = alike.iter().find(|other| covers(other.name, useless.name));
            pairs.extend(useful.map(|useful| (*useless, *useful)));
        }
    }
    pairs.sort_by_key(|(useless, _)| useless.at);
    pairs
}

/// Whether a name matches all that another one does and says the same of it.
fn covers(name: NameRef<'_>, other: NameRef<'_>) -> bool {
    let rule = |name: NameRef<'_>| CaseRule::of(name.text(), name.case());
    name.text() != other.text() && without_case(name) == without_case(other) && is_wider(&rule(name), &rule(other))
}

/// All that a name says, save how it is written.
fn without_case(name: NameRef<'_>) -> Name<&str> {
    Name { text: "", case: CasePolicy::Auto, ..name.to_name() }
}

/// Whether a rule lets through all that another does, and more.
fn is_wider(rule: &CaseRule, other: &CaseRule) -> bool {
    match (rule, other) {
        (CaseRule::Free, other) => *other != CaseRule::Free,
        (CaseRule::Words(words), CaseRule::Words(others)) => {
            words != others && words.iter().zip(others).all(|(word, other)| allows(*word, *other))
        }
        _ => false,
    }
}

/// Whether what one rule for a word lets through, another does too.
fn allows(word: WordCase, other: WordCase) -> bool {
    match word {
        WordCase::Any => true,
        WordCase::Capital => other != WordCase::Any,
        WordCase::Upper => other == WordCase::Upper,
    }
}
