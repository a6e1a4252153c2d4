//! What sorts of things many entities are: where the tables stand that tell it is looked up once for all.

use super::tables::{EntityRow, type_of_code};
use super::{Dictionary, EntityIndex, EntityType};
use crate::image::{Numbers, Section, rows};

/// The tables that tell what sorts of things entities are.
#[derive(Clone, Copy, Debug)]
pub struct SortTables<'d> {
    entities: Numbers<'d>,
    entity_rows: &'d [EntityRow],
}

impl SortTables<'_> {
    /// What sort of thing an entity is; not the word for another.
    pub fn of(&self, entity: EntityIndex) -> EntityType<()> {
        let row = self.entities.get(entity.0 as usize).and_then(|number| self.entity_rows.get(number as usize));
        type_of_code(row.copied().unwrap_or_default().kind, || ())
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
}
