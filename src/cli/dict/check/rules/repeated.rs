//! One form twice in one entity, where one of the two is of no use or contradicts the other.

use super::{Finding, in_each, name_at};
use crate::dictionary::{Dictionary, EntityRef, Name, NameRef};
use crate::load::quoted;
use crate::tagger::fold;
use std::collections::HashMap;

pub(super) fn find(dictionary: &Dictionary) -> Vec<Finding> {
    in_each(dictionary, of_entity)
}

fn of_entity(entity: EntityRef<'_>) -> Vec<(Option<String>, String)> {
    let mut by_form: HashMap<String, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    let names: Vec<Name<&str>> = entity.names().map(NameRef::to_name).collect();
    for (at, name) in names.iter().enumerate() {
        let earlier = by_form.entry(fold(name.text)).or_default();
        let conflict = earlier.iter().find_map(|&first| Some((first, conflict(&names[first], name)?)));
        if let Some((first, conflict)) = conflict {
            found.push((name_at(at), format!("{} stands in names[{first}] too, {conflict}", quoted(name.text))));
        }
        earlier.push(at);
    }
    found
}

/// In what two names of one folded form contradict each other; none where both are of use.
///
/// Different spellings may differ in all that concerns case; different times, in all else too.
fn conflict(first: &Name<&str>, second: &Name<&str>) -> Option<&'static str> {
    if first == second {
        return Some("word for word");
    }
    if first.text != second.text || first.validity != second.validity {
        return None;
    }
    let differences = [
        (first.usage != second.usage, "with another needs_context or block"),
        (first.boundary != second.boundary, "with another boundary"),
        (first.case != second.case, "with another case"),
        (first.kind != second.kind, "with another kind"),
        (first.family != second.family, "with another family name"),
        (first.weight != second.weight, "with another weight"),
    ];
    differences.iter().find(|(differs, _)| *differs).map(|(_, words)| *words)
}
