//! The dictionary: entities and their names, offices and their holders, checked and merged.
//!
//! [`Entity`] and [`Name`] are how they come in, as they were written; [`DictionaryBuilder`] merges and compiles them; [`Dictionary`] reads
//! what was compiled, in memory or in a file.

mod codec;
mod compile;
mod entity;
mod fingerprint;
mod merge;
mod name;
mod record;
mod slots;
mod tables;
mod texts;
mod variant;
mod view;

pub use entity::{Entity, EntityType, Extra, Holder, Prior};
pub use merge::{DictionaryBuilder, MergeError};
pub use name::{BoundaryPolicy, CasePolicy, Name, NameKind, UnknownWord, Usage};
pub use variant::{Made, VariantRule, VariantRules};
pub use view::{EntityRef, HolderRef, NameRef};

use crate::image::{Image, Numbers, Section, rows};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;
use zerocopy::little_endian::U32;
use zerocopy::{FromBytes, Immutable, KnownLayout, Unaligned};

/// An entity by its place in [`Dictionary::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityIndex(pub u32);

/// All entities of all sources that were loaded together.
///
/// A view of an [`Image`]: made by [`DictionaryBuilder`] in memory, or opened from a file. It never changes.
#[derive(Clone, Debug)]
pub struct Dictionary {
    image: Arc<Image>,
    fingerprint: String,
    len: usize,
    /// Whether the names of an entity stand behind those of the entity before. In a broken file each of a million entities could have all names.
    has_order: bool,
    /// Whether any name needs context: few dictionaries have such names, and it is asked of every name that is found.
    has_weak_names: bool,
    /// Whether any form is blocked, likewise.
    has_blocked_names: bool,
}

impl Dictionary {
    /// The dictionary that an image holds.
    pub fn of(image: Arc<Image>) -> Self {
        let len = rows::<U32>(image.section(Section::Ids)).len();
        let has_order = rows::<U32>(image.section(Section::NameEnds)).is_sorted_by_key(|end| end.get());
        let policies: &[tables::NameRow] = rows(image.section(Section::NameTable));
        let has = |usage| policies.iter().any(|row| row.usage() == usage);
        let (has_weak_names, has_blocked_names) = (has(Usage::NeedsContext), has(Usage::Blocked));
        let fingerprint = fingerprint::in_words(image.fingerprint());
        Self { fingerprint, len, has_order, has_weak_names, has_blocked_names, image }
    }

    /// The image that it is read from.
    pub fn image(&self) -> &Arc<Image> {
        &self.image
    }

    /// How many entities there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether any of its names needs context.
    pub fn has_weak_names(&self) -> bool {
        self.has_weak_names
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The entities, in the order in which they were first seen.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = EntityRef<'_>> + Clone {
        (0..self.len).map(|at| self.entity(EntityIndex(u32::try_from(at).unwrap_or(u32::MAX))))
    }

    /// The entity at a place; one without id and names where there is none.
    pub fn entity(&self, index: EntityIndex) -> EntityRef<'_> {
        EntityRef { dictionary: self, index }
    }

    /// The entities with their places.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (EntityIndex, EntityRef<'_>)> {
        self.entities().map(|entity| (entity.index(), entity))
    }

    /// The name of a number, as [`NameRef::number`] gives it; one without text where there is none.
    pub fn name(&self, number: u32) -> NameRef<'_> {
        NameRef { dictionary: self, number }
    }

    /// How many names all entities have together.
    pub fn names(&self) -> usize {
        self.places(Section::NameTexts).len()
    }

    /// The texts of the context terms of all entities, in the entities' order.
    pub fn context_terms(&self) -> impl ExactSizeIterator<Item = &str> {
        rows::<tables::TextRow>(self.image.section(Section::Context)).iter().map(|row| self.text(row.text.get()))
    }

    /// The entity of an id.
    pub fn find(&self, id: &str) -> Option<EntityIndex> {
        let order = self.places(Section::IdOrder);
        let id_at = |place: &U32| self.entity(EntityIndex(place.get())).id();
        let hash = xxh3_64(id.as_bytes());
        let start = order.partition_point(|place| xxh3_64(id_at(place).as_bytes()) < hash);
        let of_hash = order.iter().skip(start).take_while(|place| xxh3_64(id_at(place).as_bytes()) == hash);
        of_hash.map(|place| EntityIndex(place.get())).find(|index| self.entity(*index).id() == id)
    }

    /// The content hash that stands in every record as `dictionary`: `xxh3:` and 32 hexadecimal digits.
    ///
    /// It depends on what the entities say, not on the files or the order in which they came.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    fn text(&self, place: u32) -> &str {
        texts::text(self.image.section(Section::Texts), place)
    }

    /// The bytes of a text, not looked at, by its place as [`NameRef::text_place`] gives it: for what asks of every mention.
    pub fn text_at(&self, place: u32) -> &[u8] {
        texts::bytes(self.image.section(Section::Texts), place)
    }

    fn rows<T: FromBytes + Immutable + KnownLayout + Unaligned>(&self, section: Section) -> &[T] {
        rows(self.image.section(section))
    }

    fn places(&self, section: Section) -> &[U32] {
        self.rows(section)
    }

    /// The row of an entity or name in the table of those that many share.
    fn row<T>(&self, numbers: Section, table: Section, at: u32) -> T
    where
        T: Copy + Default + FromBytes + Immutable + KnownLayout + Unaligned,
    {
        let number = Numbers::of(self.image.section(numbers)).get(at as usize);
        number.and_then(|number| self.rows::<T>(table).get(number as usize)).copied().unwrap_or_default()
    }
}
