//! Shared forms with a weight for some of their entities: the others count as if the form had never meant them.

use crate::check::Checked;
use crate::check::finding::{Severity, Told};
use crate::check::findings::Findings;
use crate::check::forms::entities;
use crate::check::names::Named;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    let mut incomplete: Vec<(Vec<Named<'_>>, Named<'_>)> = Vec::new();
    for names in checked.forms().shared().filter(|names| names.iter().any(|named| named.name.weight().is_some())) {
        let without = names
            .chunk_by(|a, b| a.entity.index() == b.entity.index())
            .find(|of_one| of_one.iter().all(|named| named.name.weight().is_none()));
        if let Some(without) = without.map(|of_one| of_one[0]) {
            incomplete.push((names, without));
        }
    }
    incomplete.sort_by_key(|(_, without)| (without.entity.index(), without.at));
    for (names, without) in incomplete {
        let entities = entities(&names);
        found.add(Severity::Note, entities.len() as u64, || {
            let message = format!(
                "{} entities share this form, and some of them have a weight for it; without one \
                 it counts as never used for this entity",
                entities.len()
            );
            Told::name(&without, message)
        });
    }
}
