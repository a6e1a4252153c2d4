//! One form twice in one entity, where one of the two is of no use or contradicts the other.

use crate::check::Checked;
use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::check::names::{self, Named};
use crate::dictionary::{EntityRef, Name, NameRef};
use crate::tagger::fold;
use std::collections::HashMap;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for entity in checked.dictionary.entities().filter(|entity| entity.names().len() > 1) {
        for (named, first, conflict) in conflicts(entity) {
            let advice = format!("this name stands in names[{first}] too, {conflict}: leave one of the two out");
            found.warn(|| Told::name(&named, advice));
        }
    }
}

/// Names that contradict an earlier one, with its place.
fn conflicts(entity: EntityRef<'_>) -> Vec<(Named<'_>, usize, &'static str)> {
    let mut by_form: HashMap<String, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    let values: Vec<Name<&str>> = entity.names().map(NameRef::to_name).collect();
    for (named, value) in names::of_entity(entity).zip(&values) {
        let earlier = by_form.entry(fold(value.text)).or_default();
        let conflict = earlier.iter().find_map(|&first| Some((first, conflict(&values[first], value)?)));
        found.extend(conflict.map(|(first, conflict)| (named, first, conflict)));
        earlier.push(named.at);
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
