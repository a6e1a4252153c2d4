//! Gathering entities from all sources: two lines of one id become one entity.

use super::{Dictionary, Entity, EntityIndex, EntityType, Prior, fingerprint};
use std::collections::hash_map::Entry;

/// Gathers entities, then makes a [`Dictionary`].
#[derive(Debug, Default)]
pub struct DictionaryBuilder {
    dictionary: Dictionary,
}

/// Two lines of one id that do not go together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the id {id} was given the type {first} before: an id has one type in all loaded dictionaries")]
pub struct MergeError {
    /// The id.
    pub id: Box<str>,
    /// The type of the line that came first.
    pub first: Box<str>,
    /// The type of this line.
    pub second: Box<str>,
}

impl DictionaryBuilder {
    /// Adds an entity, or its names and what else it says to the one of the same id.
    ///
    /// Names, context terms and holders that are there already are not added twice. Of two priors the higher counts unless one
    /// is the default; of two values of a carried field, the first.
    ///
    /// # Errors
    ///
    /// [`MergeError`] where the types of the two differ; the entity that came first stays as it was.
    pub fn add(&mut self, entity: Entity) -> Result<(), MergeError> {
        let next = EntityIndex(
            u32::try_from(self.dictionary.entities.len()).expect("fewer than 4 billion entities fit into memory"),
        );
        match self.dictionary.by_id.entry(entity.id.clone()) {
            Entry::Vacant(vacant) => {
                vacant.insert(next);
                self.dictionary.entities.push(entity);
                Ok(())
            }
            Entry::Occupied(occupied) => merge(&mut self.dictionary.entities[occupied.get().0 as usize], entity),
        }
    }

    /// The finished dictionary.
    pub fn build(mut self) -> Dictionary {
        self.dictionary.fingerprint = fingerprint::of(&self.dictionary.entities);
        self.dictionary
    }
}

fn merge(first: &mut Entity, second: Entity) -> Result<(), MergeError> {
    if first.kind != second.kind {
        let word = |kind: &EntityType| kind.as_str().into();
        return Err(MergeError { id: second.id, first: word(&first.kind), second: word(&second.kind) });
    }
    add_new(&mut first.names, second.names);
    add_new(&mut first.context, second.context);
    add_new(&mut first.holders, second.holders);
    for extra in second.extra {
        if first.extra.iter().all(|known| known.field != extra.field) {
            first.extra.push(extra);
        }
    }
    if first.prior == Prior::default() || (second.prior != Prior::default() && second.prior > first.prior) {
        first.prior = second.prior;
    }
    Ok(())
}

fn add_new<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
    for item in more {
        if !all.contains(&item) {
            all.push(item);
        }
    }
}
