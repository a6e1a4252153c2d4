//! Forms that several entities share: each match of them is a choice.

use super::Finding;
use crate::dictionary::{Dictionary, EntityIndex, NameRef, Usage};
use crate::load::quoted;
use crate::tagger::fold;
use std::hash::{BuildHasher, RandomState};

/// So many of the forms are told.
const WORST: usize = 10;

pub(super) fn find(dictionary: &Dictionary) -> Vec<Finding> {
    let forms = Forms::of(dictionary);
    let mut shared: Vec<&[(u64, EntityIndex)]> = forms.shared().collect();
    if shared.is_empty() {
        return Vec::new();
    }
    let count = shared.len();
    shared.sort_by_key(|entities| std::cmp::Reverse(entities.len()));
    let worst: Vec<String> = shared.iter().take(WORST).map(|entities| forms.in_words(entities)).collect();
    let message = match count {
        1 => format!("1 form is shared by several entities: {}", worst.join(", ")),
        _ if count <= WORST => format!("{count} forms are shared by several entities: {}", worst.join(", ")),
        _ => format!("{count} forms are shared by several entities, most of all {}", worst.join(", ")),
    };
    vec![Finding { entity: None, field: None, message }]
}

/// All forms by hash, each with its entities: some 16 bytes a name, whatever the names' length.
struct Forms<'d> {
    dictionary: &'d Dictionary,
    hasher: RandomState,
    sorted: Vec<(u64, EntityIndex)>,
}

impl<'d> Forms<'d> {
    fn of(dictionary: &'d Dictionary) -> Self {
        let hasher = RandomState::new();
        let mut sorted: Vec<(u64, EntityIndex)> = dictionary
            .iter()
            .flat_map(|(index, entity)| entity.names().map(move |name| (index, name)))
            .filter(|(_, name)| name.usage() != Usage::Blocked)
            .map(|(index, name)| (hasher.hash_one(fold(name.text())), index))
            .collect();
        sorted.sort_unstable();
        sorted.dedup();
        Self { dictionary, hasher, sorted }
    }

    /// The forms of more than one entity, with these entities.
    fn shared(&self) -> impl Iterator<Item = &[(u64, EntityIndex)]> {
        self.sorted.chunk_by(|a, b| a.0 == b.0).filter(|entities| entities.len() > 1)
    }

    fn in_words(&self, entities: &[(u64, EntityIndex)]) -> String {
        let (hash, first) = entities[0];
        let is_form = |name: &NameRef<'_>| self.hasher.hash_one(fold(name.text())) == hash;
        let name = self.dictionary.entity(first).names().find(is_form).map_or("", NameRef::text);
        format!("{} ({})", quoted(name), entities.len())
    }
}
