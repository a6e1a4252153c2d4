//! The dictionary: entities and their names, offices and their holders, checked and merged.

mod entity;
mod fingerprint;
mod merge;
mod name;

pub use entity::{Entity, EntityType, Extra, Holder, Prior};
pub use merge::{DictionaryBuilder, MergeError};
pub use name::{BoundaryPolicy, CasePolicy, Name, NameKind, UnknownWord, Usage};

use std::collections::HashMap;

/// An entity by its place in [`Dictionary::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityIndex(pub u32);

/// All entities of all sources that were loaded together.
///
/// Made by [`DictionaryBuilder`]; never changes afterwards.
#[derive(Debug, Default)]
pub struct Dictionary {
    entities: Vec<Entity>,
    by_id: HashMap<Box<str>, EntityIndex>,
    fingerprint: String,
}

impl Dictionary {
    /// The entities, in the order in which they were first seen.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The entity at a place.
    pub fn entity(&self, index: EntityIndex) -> &Entity {
        &self.entities[index.0 as usize]
    }

    /// The entities with their places.
    pub fn iter(&self) -> impl Iterator<Item = (EntityIndex, &Entity)> {
        (0..).map(EntityIndex).zip(&self.entities)
    }

    /// The entity of an id.
    pub fn find(&self, id: &str) -> Option<EntityIndex> {
        self.by_id.get(id).copied()
    }

    /// The content hash that stands in every record as `dictionary`: `xxh3:` and 32 hexadecimal digits.
    ///
    /// It depends on what the entities say, not on the files or the order in which they came.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}
