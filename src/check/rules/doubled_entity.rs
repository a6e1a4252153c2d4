//! The same name and type under several ids: one thing that was entered twice, or two that need something to tell them apart.

use super::shared_form::what_tells;
use crate::check::Checked;
use crate::check::finding::{Severity, Told};
use crate::check::findings::Findings;
use crate::check::forms::{entities, in_words};
use crate::check::names::Named;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    let mut groups: Vec<Vec<Named<'_>>> = checked.forms().shared().flat_map(|names| of_one_type(&names)).collect();
    groups.sort_by_key(|names| names[0].entity.index());
    for names in groups {
        let entities = entities(&names);
        // Where the dictionary says which is the likelier, its author knows of both.
        let severity = if what_tells(&names, &entities).is_some() { Severity::Note } else { Severity::Warning };
        found.add(severity, entities.len() as u64, || {
            let message = format!(
                "{} entities of one type have this first name: {}; if they are one, give their lines one id; if not, add what tells them apart: priors, \
                 context terms, dates",
                entities.len(),
                in_words(&entities)
            );
            Told::name(&names[0], message)
        });
    }
}

/// Whether a form is the first name of all its entities, and these are of one type: then this rule tells of it.
pub(super) fn is_one_thing(names: &[Named<'_>]) -> bool {
    let firsts = || names.iter().filter(|named| named.at == 0);
    let kind = names[0].entity.kind();
    firsts().count() == entities(names).len() && firsts().all(|named| named.entity.kind() == kind)
}

/// Of the names of a form, those that are first names of entities of one type, for each type that has several.
fn of_one_type<'d>(names: &[Named<'d>]) -> Vec<Vec<Named<'d>>> {
    let mut firsts: Vec<Named<'d>> = names.iter().filter(|named| named.at == 0).copied().collect();
    firsts.sort_by_key(|named| (named.entity.kind().word(), named.entity.index()));
    let same_type = firsts.chunk_by(|a, b| a.entity.kind() == b.entity.kind());
    same_type.filter(|names| names.len() > 1).map(<[Named<'d>]>::to_vec).collect()
}
