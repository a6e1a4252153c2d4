//! Names that count only in company.

use crate::dictionary::{Dictionary, EntityIndex, Usage};
use crate::hit::Hit;
use std::collections::{HashMap, HashSet};

/// What in a document may support a name.
pub trait Support {
    /// Whether a context term of the entity stands in the document.
    fn has_context(&self, entity: EntityIndex) -> bool;

    /// Whether two names of an entity have the same folded form, or one stands in the other as its variant.
    fn is_one_form(&self, entity: EntityIndex, names: [u32; 2]) -> bool;

    /// Whether the time for the document is over: which hits survive then is not asked any more.
    fn is_over(&self) -> bool;
}

/// Drops the hits of names that need context and have none.
///
/// Support is a context term of the entity, or a hit of another name of it: one with another folded form.
pub fn keep_supported(hits: &mut Vec<Hit>, dictionary: &Dictionary, support: &impl Support) {
    if !dictionary.has_weak_names() {
        return;
    }
    let needs_context = |hit: &Hit| dictionary.entity(hit.entity).name(hit.name).usage() == Usage::NeedsContext;
    let weak: HashSet<EntityIndex> = hits.iter().filter(|hit| needs_context(hit)).map(|hit| hit.entity).collect();
    if weak.is_empty() {
        return;
    }
    let mut supported: HashSet<EntityIndex> =
        weak.iter().copied().filter(|&entity| support.has_context(entity)).collect();
    let mut first_names = HashMap::new();
    let weak_hits = hits.iter().filter(|hit| weak.contains(&hit.entity));
    for hit in weak_hits.take_while(|_| !support.is_over()) {
        let first = *first_names.entry(hit.entity).or_insert(hit.name);
        if first != hit.name && !supported.contains(&hit.entity) && !support.is_one_form(hit.entity, [first, hit.name])
        {
            supported.insert(hit.entity);
        }
    }
    hits.retain(|hit| !needs_context(hit) || supported.contains(&hit.entity));
}
