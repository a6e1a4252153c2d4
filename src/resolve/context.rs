//! Names that count only in company.

use crate::dictionary::{Dictionary, EntityIndex, Usage};
use crate::hit::Hit;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// What in a document may support a name.
pub trait Support {
    /// Whether a context term of the entity stands in the document.
    fn has_context(&self, entity: EntityIndex) -> bool;

    /// The folded form of a name.
    fn form(&self, entity: EntityIndex, name: u32) -> String;
}

/// Drops the hits of names that need context and have none.
///
/// Support is a context term of the entity, or a hit of another name of it: one with another folded form.
pub fn keep_supported(hits: &mut Vec<Hit>, dictionary: &Dictionary, support: &impl Support) {
    let needs_context = |hit: &Hit| dictionary.entity(hit.entity).name(hit.name).usage() == Usage::NeedsContext;
    let weak: HashSet<EntityIndex> = hits.iter().filter(|hit| needs_context(hit)).map(|hit| hit.entity).collect();
    if weak.is_empty() {
        return;
    }
    let mut supported: HashSet<EntityIndex> =
        weak.iter().copied().filter(|&entity| support.has_context(entity)).collect();
    let mut first_forms = HashMap::new();
    for hit in hits.iter().filter(|hit| weak.contains(&hit.entity)) {
        let form = support.form(hit.entity, hit.name);
        match first_forms.entry(hit.entity) {
            Entry::Vacant(vacant) => _ = vacant.insert(form),
            Entry::Occupied(first) if *first.get() != form => _ = supported.insert(hit.entity),
            Entry::Occupied(_) => {}
        }
    }
    hits.retain(|hit| !needs_context(hit) || supported.contains(&hit.entity));
}
