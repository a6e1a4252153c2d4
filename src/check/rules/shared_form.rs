//! Forms that several entities share: each match of them is a choice, and the less there is to choose by, the worse.

use super::doubled_entity;
use crate::check::Checked;
use crate::check::finding::{Severity, Told};
use crate::check::findings::Findings;
use crate::check::forms::{entities, in_words};
use crate::check::names::Named;
use crate::dictionary::{EntityRef, Usage};

/// Of more names it is not asked whether their dates lie apart: that takes a look at each two.
const MOST_DATED: usize = 50;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    let mut shared: Vec<Vec<Named<'_>>> =
        checked.forms().shared().filter(|names| !doubled_entity::is_one_thing(names)).collect();
    shared.sort_by_key(|names| (names[0].entity.index(), names[0].at));
    for names in shared {
        let entities = entities(&names);
        let badness = 2 * entities.len() as u64 + u64::from(has_several_types(&entities));
        match what_tells(&names, &entities) {
            Some(telling) => found.add(Severity::Note, badness, || {
                told(&names, &entities, &format!("{telling}, and so does what a text says"))
            }),
            None => found.add(Severity::Warning, badness, || told(&names, &entities, UNTOLD)),
        }
    }
}

const UNTOLD: &str = "nothing in the dictionary tells them apart: give the likelier a higher prior, their names a weight, or each context terms";

fn told(names: &[Named<'_>], entities: &[EntityRef<'_>], end: &str) -> Told {
    Told::name(&names[0], format!("this form means {} entities: {}; {end}", entities.len(), in_words(entities)))
}

fn has_several_types(entities: &[EntityRef<'_>]) -> bool {
    entities.iter().any(|entity| entity.kind() != entities[0].kind())
}

/// What the dictionary has to choose by, the plainest first.
pub(super) fn what_tells(names: &[Named<'_>], entities: &[EntityRef<'_>]) -> Option<&'static str> {
    let always = names.iter().filter(|named| named.name.usage() == Usage::Always);
    let mut ids: Vec<u32> = always.map(|named| named.entity.index().0).collect();
    ids.dedup();
    if has_one_best(entities.iter().map(|entity| entity.prior().value())) {
        Some("the priors choose among them")
    } else if has_one_best(names.iter().filter_map(|named| named.name.weight())) {
        Some("the weights choose among them")
    } else if lie_apart(names) {
        Some("the dates of the names choose among them")
    } else if ids.len() <= 1 {
        Some("needs_context chooses among them")
    } else {
        entities.iter().any(|entity| entity.context().len() > 0).then_some("context terms choose among them")
    }
}

/// Whether one value is higher than all others.
fn has_one_best(values: impl Iterator<Item = f64>) -> bool {
    let mut best: Option<(f64, bool)> = None;
    for value in values {
        best = Some(match best {
            Some((highest, _)) if value == highest => (highest, false),
            Some((highest, alone)) if value < highest => (highest, alone),
            _ => (value, true),
        });
    }
    best.is_some_and(|(_, alone)| alone)
}

/// Whether no day belongs to the names of two entities.
fn lie_apart(names: &[Named<'_>]) -> bool {
    let meet = |a: &Named<'_>, b: &Named<'_>| {
        a.entity.index() != b.entity.index() && a.name.validity().overlaps(&b.name.validity())
    };
    names.len() <= MOST_DATED && names.iter().enumerate().all(|(at, a)| names[at + 1..].iter().all(|b| !meet(a, b)))
}
