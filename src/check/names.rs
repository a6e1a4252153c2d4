//! The names of a dictionary, each with its entity.

use crate::dictionary::{Dictionary, EntityRef, NameRef};
use crate::tagger::fold;

/// A name and whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'d> {
    pub(super) entity: EntityRef<'d>,
    /// The name's place in the entity's list.
    pub(super) at: usize,
    pub(super) name: NameRef<'d>,
}

impl Named<'_> {
    /// Whether an earlier name of the entity has the same folded form, as `劉鶴` has behind `刘鹤`: what is wrong with both is told once.
    pub(super) fn is_told_already(&self, folded: &str) -> bool {
        self.entity.names().take(self.at).any(|name| name.case() == self.name.case() && fold(name.text()) == folded)
    }
}

/// The names of an entity.
pub(super) fn of_entity(entity: EntityRef<'_>) -> impl Iterator<Item = Named<'_>> {
    entity.names().enumerate().map(move |(at, name)| Named { entity, at, name })
}

/// The names of all entities.
pub(super) fn all(dictionary: &Dictionary) -> impl Iterator<Item = Named<'_>> {
    dictionary.entities().flat_map(of_entity)
}
