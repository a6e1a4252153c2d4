//! All forms of a dictionary, each with the names that have it.

use super::names::Named;
use crate::dictionary::{Dictionary, EntityIndex, EntityRef, Usage};
use crate::tagger::fold;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

/// Names by the hash of their folded form: 16 bytes a name, whatever its length. Names that are blocked have no form.
///
/// Two forms of one hash would be told as one: a chance of one in a million for five million forms.
pub(super) struct Forms<'d> {
    dictionary: &'d Dictionary,
    sorted: Vec<OfForm>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct OfForm {
    hash: u64,
    entity: EntityIndex,
    /// The name's place in the entity's list.
    at: u32,
}

impl<'d> Forms<'d> {
    pub(super) fn of(dictionary: &'d Dictionary) -> Self {
        let entities = u32::try_from(dictionary.len()).unwrap_or(u32::MAX);
        let of_entity = |index: u32| names_of(dictionary.entity(EntityIndex(index)));
        let mut sorted: Vec<OfForm> = (0..entities).into_par_iter().flat_map_iter(of_entity).collect();
        sorted.par_sort_unstable();
        Self { dictionary, sorted }
    }

    /// The names of each form that several entities have, in the entities' order.
    pub(super) fn shared(&self) -> impl Iterator<Item = Vec<Named<'d>>> {
        let is_shared =
            |names: &&[OfForm]| names.first().map(|name| name.entity) != names.last().map(|name| name.entity);
        let groups = self.sorted.chunk_by(|a, b| a.hash == b.hash).filter(is_shared);
        groups.map(|names| names.iter().map(|name| self.named(name)).collect())
    }

    fn named(&self, of_form: &OfForm) -> Named<'d> {
        let entity = self.dictionary.entity(of_form.entity);
        Named { entity, at: of_form.at as usize, name: entity.name(of_form.at) }
    }
}

fn names_of(entity: EntityRef<'_>) -> impl Iterator<Item = OfForm> {
    let names = (0..).zip(entity.names()).filter(|(_, name)| name.usage() != Usage::Blocked);
    names.map(move |(at, name)| OfForm { hash: xxh3_64(fold(name.text()).as_bytes()), entity: entity.index(), at })
}

/// The entities of a form's names, each once.
pub(super) fn entities<'d>(names: &[Named<'d>]) -> Vec<EntityRef<'d>> {
    names.chunk_by(|a, b| a.entity.index() == b.entity.index()).map(|of_one| of_one[0].entity).collect()
}

/// So many entities of a form are named.
const NAMED: usize = 4;

/// The entities of a form as a message names them.
pub(super) fn in_words(entities: &[EntityRef<'_>]) -> String {
    let named = entities.iter().take(NAMED).map(|entity| format!("{} ({})", entity.id(), entity.kind().word()));
    let rest = entities.len().saturating_sub(NAMED);
    let rest = (rest > 0).then(|| format!("{rest} more"));
    named.chain(rest).collect::<Vec<_>>().join(", ")
}
