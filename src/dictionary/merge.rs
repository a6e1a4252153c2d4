//! Gathering entities from all sources: two lines of one id become one entity.

use super::codec::{Reader, put_number};
use super::slots::Slots;
use super::{Dictionary, Entity, EntityIndex, Prior, compile, record};
use xxhash_rust::xxh3::xxh3_64;

/// Gathers entities, then makes a [`Dictionary`].
///
/// An entity is held as a record of bytes in one stretch of memory: millions of them as values of their own would need many times as much.
#[derive(Debug, Default)]
pub struct DictionaryBuilder {
    /// Records, each with its length ahead.
    arena: Vec<u8>,
    /// Where the record of each entity begins.
    starts: Vec<usize>,
    by_id: Slots,
    /// The entity that was merged last. Lines of one id mostly follow each other, and then it is read and written once.
    open: Option<(EntityIndex, Entity)>,
    /// The bytes of records that were replaced.
    garbage: usize,
    scratch: Vec<u8>,
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

/// Less garbage than this is not worth clearing away.
const LITTLE_GARBAGE: usize = if cfg!(test) { 1 << 10 } else { 64 << 20 };

impl DictionaryBuilder {
    /// A dictionary has less than this many bytes of text, so that 32 bits tell the place of each.
    pub const MOST_BYTES: usize = 4 << 30;

    /// Adds an entity, or its names and what else it says to the one of the same id.
    ///
    /// Names, context terms and holders that are there already are not added twice. Of two priors the higher counts unless one
    /// is the default; of two values of a carried field, and of what they say of variants, the first.
    ///
    /// # Errors
    ///
    /// [`MergeError`] where the types of the two differ; the entity that came first stays as it was.
    pub fn add<S: AsRef<str>>(&mut self, entity: Entity<S>) -> Result<EntityIndex, MergeError> {
        if let Some(known) = self.find(entity.id.as_ref()) {
            return self.merge(known, &entity).map(|()| known);
        }
        let index = u32::try_from(self.starts.len()).expect("fewer than 4 billion entities fit into memory");
        self.by_id.insert(xxh3_64(entity.id.as_ref().as_bytes()), index);
        let start = self.append(&entity);
        self.starts.push(start);
        Ok(EntityIndex(index))
    }

    /// The entity of an id.
    pub fn find(&self, id: &str) -> Option<EntityIndex> {
        let is_it = |index: u32| record::id(self.record(index as usize)) == id;
        self.by_id.find(xxh3_64(id.as_bytes()), is_it).map(EntityIndex)
    }

    /// Whether what was added may have more text than a dictionary can hold ([`MOST_BYTES`](Self::MOST_BYTES)).
    pub fn is_full(&self) -> bool {
        self.arena.len() - self.garbage >= Self::MOST_BYTES
    }

    /// The finished dictionary.
    ///
    /// # Panics
    ///
    /// If the builder [is full](Self::is_full).
    pub fn build(mut self) -> Dictionary {
        self.close();
        compile::dictionary(&self)
    }

    /// The records of all entities, in the order in which they were first seen.
    pub(super) fn records(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        (0..self.starts.len()).map(|index| self.record(index))
    }

    fn record(&self, index: usize) -> &[u8] {
        let start = self.starts.get(index).copied().unwrap_or(self.arena.len());
        let mut from = Reader::new(self.arena.get(start..).unwrap_or_default());
        let length = from.number();
        from.take(length)
    }

    /// Writes a record behind all others and returns where it begins.
    fn append<S: AsRef<str>>(&mut self, entity: &Entity<S>) -> usize {
        self.scratch.clear();
        record::put(&mut self.scratch, entity);
        let start = self.arena.len();
        put_number(&mut self.arena, self.scratch.len());
        self.arena.extend_from_slice(&self.scratch);
        start
    }

    fn merge<S: AsRef<str>>(&mut self, index: EntityIndex, second: &Entity<S>) -> Result<(), MergeError> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != index) {
            self.close();
            self.open = Some((index, record::entity(self.record(index.0 as usize)).to_boxed()));
        }
        self.open.as_mut().map_or(Ok(()), |(_, first)| merge(first, second.to_boxed()))
    }

    /// Writes the entity that was merged last.
    fn close(&mut self) {
        let Some((index, entity)) = self.open.take() else { return };
        self.garbage += self.record(index.0 as usize).len();
        let start = self.append(&entity);
        self.starts[index.0 as usize] = start;
        if self.garbage > LITTLE_GARBAGE && self.garbage > self.arena.len() / 2 {
            self.clear_away();
        }
    }

    fn clear_away(&mut self) {
        let mut arena = Vec::with_capacity(self.arena.len() - self.garbage);
        let mut starts = Vec::with_capacity(self.starts.len());
        for record in self.records() {
            starts.push(arena.len());
            put_number(&mut arena, record.len());
            arena.extend_from_slice(record);
        }
        (self.arena, self.starts, self.garbage) = (arena, starts, 0);
    }
}

fn merge(first: &mut Entity, second: Entity) -> Result<(), MergeError> {
    if first.kind != second.kind {
        let word = |entity: &Entity| entity.kind.as_str().into();
        return Err(MergeError { first: word(first), second: word(&second), id: second.id });
    }
    add_new(&mut first.names, second.names);
    add_new(&mut first.context, second.context);
    add_new(&mut first.holders, second.holders);
    for extra in second.extra {
        if first.extra.iter().all(|known| known.field != extra.field) {
            first.extra.push(extra);
        }
    }
    first.variants = first.variants.or(second.variants);
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dictionary::{EntityType, Name};

    fn entity(id: usize, name: usize) -> Entity {
        let names = vec![Name::new(&format!("name {name}"))];
        Entity { names, ..Entity::new(&format!("id/{id}"), EntityType::Place) }
    }

    #[test]
    fn lines_of_several_ids_by_turns_are_merged_and_leave_little_behind() {
        const IDS: usize = 7;
        const LINES: usize = 700;
        let mut builder = DictionaryBuilder::default();
        for line in 0..LINES {
            let index = builder.add(entity(line % IDS, line)).unwrap();
            assert_eq!(index.0 as usize, line % IDS);
            let other_type = Entity { kind: EntityType::Person, ..entity(line % IDS, line) };
            assert_eq!(builder.add(other_type).unwrap_err().first.as_ref(), "place");
        }
        assert!(builder.garbage <= builder.arena.len() / 2 + LITTLE_GARBAGE, "{} bytes", builder.garbage);
        let dictionary = builder.build();
        assert_eq!(dictionary.len(), IDS);
        for (id, entity) in dictionary.entities().enumerate() {
            assert_eq!(entity.id(), format!("id/{id}"));
            let names: Vec<&str> = entity.names().map(|name| name.text()).collect();
            let expected: Vec<String> = (id..LINES).step_by(IDS).map(|line| format!("name {line}")).collect();
            assert_eq!(names, expected);
        }
    }
}
