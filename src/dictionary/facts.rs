//! What is asked of every name that is found: where the tables stand that tell it is looked up once for many names.

use super::tables::{EntityRow, NameRow, type_of_code};
use super::{Dictionary, EntityIndex, EntityType, NameKind, Prior, texts};
use crate::image::{Numbers, Section, rows, stretch};
use zerocopy::little_endian::U32;

/// What a dictionary says of a name and of its entity.
#[derive(Clone, Copy, Debug)]
pub struct NameFacts<'d> {
    /// The form as it was written, not looked at.
    pub text: &'d [u8],
    /// What sort of name it is.
    pub kind: NameKind,
    /// How often the form means the entity: [`NameRef::weight`](super::NameRef::weight).
    pub weight: Option<f64>,
    /// What sort of thing the entity is; not the word for another.
    pub entity: EntityType<()>,
    /// How likely it is meant before anything is read.
    pub prior: Prior,
    /// Whether it has context terms.
    pub has_context: bool,
}

/// The tables that tell it.
#[derive(Clone, Copy, Debug)]
pub struct FactTables<'d> {
    dictionary: &'d Dictionary,
    entities: Numbers<'d>,
    entity_rows: &'d [EntityRow],
    name_ends: &'d [U32],
    names: Numbers<'d>,
    name_rows: &'d [NameRow],
    name_texts: &'d [U32],
    texts: &'d [u8],
}

/// The tables that tell only what sorts of things entities are.
#[derive(Clone, Copy, Debug)]
pub struct SortTables<'d> {
    entities: Numbers<'d>,
    entity_rows: &'d [EntityRow],
}

impl SortTables<'_> {
    /// What sort of thing an entity is; not the word for another.
    pub fn of(&self, entity: EntityIndex) -> EntityType<()> {
        type_of_code(row(self.entities, self.entity_rows, entity.0).kind, || ())
    }
}

impl Dictionary {
    /// What tells the sorts of many entities.
    pub fn sorts(&self) -> SortTables<'_> {
        let sections = self.image.sections();
        SortTables {
            entities: Numbers::of(sections.get(Section::EntityRows)),
            entity_rows: rows(sections.get(Section::EntityTable)),
        }
    }

    /// What tells the facts of many names.
    pub fn facts(&self) -> FactTables<'_> {
        let sections = self.image.sections();
        FactTables {
            dictionary: self,
            entities: Numbers::of(sections.get(Section::EntityRows)),
            entity_rows: rows(sections.get(Section::EntityTable)),
            name_ends: if self.has_order { rows(sections.get(Section::NameEnds)) } else { &[] },
            names: Numbers::of(sections.get(Section::NameRows)),
            name_rows: rows(sections.get(Section::NameTable)),
            name_texts: rows(sections.get(Section::NameTexts)),
            texts: sections.get(Section::Texts),
        }
    }
}

impl<'d> FactTables<'d> {
    /// Those of one name of an entity, by its place among the entity's; of one that is not there, what a name says that says nothing.
    pub fn of(&self, entity: EntityIndex, name: u32) -> NameFacts<'d> {
        let entity_row = row(self.entities, self.entity_rows, entity.0);
        let numbers = stretch(self.name_ends, entity.0 as usize);
        let number = numbers.start.saturating_add(name as usize);
        let number = if number < numbers.end { u32::try_from(number).unwrap_or(u32::MAX) } else { u32::MAX };
        let name_row: NameRow = row(self.names, self.name_rows, number);
        let text = self.name_texts.get(number as usize).map_or(&[][..], |place| texts::bytes(self.texts, place.get()));
        NameFacts {
            text,
            kind: name_row.kind(),
            weight: self.dictionary.name(number).weight_by(&name_row),
            entity: type_of_code(entity_row.kind, || ()),
            prior: entity_row.prior(),
            has_context: entity_row.has(EntityRow::HAS_CONTEXT),
        }
    }
}

fn row<T: Copy + Default>(numbers: Numbers<'_>, rows: &[T], at: u32) -> T {
    numbers.get(at as usize).and_then(|number| rows.get(number as usize)).copied().unwrap_or_default()
}
