//! From records to the sections of a compiled dictionary.

use super::tables::{EntityRow, ExtraRow, HolderRow, MadeRow, NONE, NameRow, TextRow, WeightRow, type_code};
use super::texts::Texts;
use super::{Dictionary, DictionaryBuilder, Entity, EntityIndex, EntityType, Extra, Name, fingerprint, record};
use crate::image::{ImageBuilder, Section, pack};
use rayon::prelude::*;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;
use zerocopy::little_endian::{U16, U32, U64};
use zerocopy::{Immutable, IntoBytes};

/// Compiles what a builder has gathered.
pub(super) fn dictionary(builder: &DictionaryBuilder) -> Dictionary {
    let mut compiler = Compiler::default();
    for (index, record) in (0..).zip(builder.records()) {
        compiler.add(index, &record::entity(record), builder);
    }
    let mut image = ImageBuilder::new(fingerprint::of(builder.records()));
    image.add(Section::IdOrder, id_order(builder));
    compiler.finish(&mut image);
    Dictionary::of(Arc::new(image.build()))
}

/// The entities in the order of the hashes of their ids.
fn id_order(builder: &DictionaryBuilder) -> Vec<u8> {
    let hash = |record: &[u8]| xxh3_64(record::id(record).as_bytes());
    let mut order: Vec<(u64, u32)> = builder.records().map(hash).zip(0..).collect();
    order.par_sort_unstable();
    bytes(order.into_iter().map(|(_, index)| U32::new(index)))
}

/// The sections that grow while entity after entity is added.
#[derive(Default)]
struct Compiler {
    texts: Texts,
    ids: Vec<U32>,
    entity_rows: Shared<EntityRow>,
    name_ends: Vec<U32>,
    name_texts: Vec<U32>,
    name_rows: Shared<NameRow>,
    families: Vec<TextRow>,
    weights: Vec<WeightRow>,
    made: Vec<MadeRow>,
    name_extras: Vec<ExtraRow>,
    context: Vec<TextRow>,
    holders: Vec<HolderRow>,
    entity_extras: Vec<ExtraRow>,
}

impl Compiler {
    fn add(&mut self, index: u32, entity: &Entity<&str>, builder: &DictionaryBuilder) {
        let owner = U32::new(index);
        self.ids.push(U32::new(self.texts.place(entity.id)));
        entity.names.iter().for_each(|name| self.add_name(name));
        self.name_ends.push(U32::new(self.names()));
        for term in &entity.context {
            self.context.push(TextRow { owner, text: U32::new(self.texts.place(term)) });
        }
        for holder in &entity.holders {
            let entity = builder.find(holder.entity).map_or(NONE, |EntityIndex(index)| index);
            let id = U32::new(self.texts.place(holder.entity));
            self.holders.push(HolderRow { owner, id, entity: U32::new(entity), dates: holder.validity.into() });
        }
        add_extras(&mut self.entity_extras, &mut self.texts, index, &entity.extra);
        let row = self.entity_row(entity);
        self.entity_rows.push(row);
    }

    fn entity_row(&mut self, entity: &Entity<&str>) -> EntityRow {
        let word = match entity.kind {
            EntityType::Other(word) => self.texts.place(word),
            _ => NONE,
        };
        EntityRow {
            prior: U64::new(entity.prior.value().to_bits()),
            word: U32::new(word),
            kind: type_code(&entity.kind),
            flags: flag(!entity.context.is_empty(), EntityRow::HAS_CONTEXT)
                | flag(!entity.holders.is_empty(), EntityRow::HAS_HOLDERS)
                | flag(!entity.extra.is_empty(), EntityRow::HAS_EXTRA)
                | flag(entity.variants.is_some(), EntityRow::HAS_VARIANTS),
            variants: U16::new(entity.variants.unwrap_or_default().bits()),
        }
    }

    fn add_name(&mut self, name: &Name<&str>) {
        let number = self.names();
        let owner = U32::new(number);
        self.name_texts.push(U32::new(self.texts.place(name.text)));
        if let Some(family) = name.family {
            self.families.push(TextRow { owner, text: U32::new(self.texts.place(family)) });
        }
        if let Some(weight) = name.weight {
            self.weights.push(WeightRow { owner, bits: U64::new(weight.to_bits()) });
        }
        if let Some(made) = name.made {
            let from = U32::new(self.texts.place(made.from));
            self.made.push(MadeRow { owner, from, rules: U16::new(made.rules.bits()) });
        }
        add_extras(&mut self.name_extras, &mut self.texts, number, &name.extra);
        let row = NameRow {
            lang: U32::new(name.lang.map_or(NONE, |lang| self.texts.place(lang))),
            dates: name.validity.into(),
            kind: name.kind.code(),
            case: name.case.code(),
            boundary: name.boundary.code(),
            usage: name.usage.code(),
            flags: flag(name.family.is_some(), NameRow::HAS_FAMILY)
                | flag(name.weight.is_some(), NameRow::HAS_WEIGHT)
                | flag(!name.extra.is_empty(), NameRow::HAS_EXTRA)
                | flag(name.made.is_some(), NameRow::HAS_MADE),
            reserved: [0; 3],
        };
        self.name_rows.push(row);
    }

    /// How many names there are so far.
    fn names(&self) -> u32 {
        u32::try_from(self.name_texts.len()).expect("a builder that is not full has fewer than 4 billion names")
    }

    fn finish(self, image: &mut ImageBuilder) {
        image.add(Section::Texts, self.texts.finish());
        image.add(Section::Ids, bytes(self.ids));
        image.add(Section::EntityRows, pack(&self.entity_rows.numbers));
        image.add(Section::EntityTable, bytes(self.entity_rows.rows));
        image.add(Section::NameEnds, bytes(self.name_ends));
        image.add(Section::NameTexts, bytes(self.name_texts));
        image.add(Section::NameRows, pack(&self.name_rows.numbers));
        image.add(Section::NameTable, bytes(self.name_rows.rows));
        image.add(Section::Families, bytes(self.families));
        image.add(Section::Weights, bytes(self.weights));
        // A section that is not there costs nothing.
        if !self.made.is_empty() {
            image.add(Section::Made, bytes(self.made));
        }
        image.add(Section::NameExtras, bytes(self.name_extras));
        image.add(Section::Context, bytes(self.context));
        image.add(Section::Holders, bytes(self.holders));
        image.add(Section::EntityExtras, bytes(self.entity_extras));
    }
}

/// Rows, each once, and for each entity or name the number of its row.
#[derive(Default)]
struct Shared<R> {
    rows: Vec<R>,
    known: HashMap<R, u32>,
    numbers: Vec<u32>,
}

impl<R: Copy + Eq + Hash> Shared<R> {
    fn push(&mut self, row: R) {
        let next = u32::try_from(self.rows.len()).expect("no more rows than names");
        let number = *self.known.entry(row).or_insert_with(|| {
            self.rows.push(row);
            next
        });
        self.numbers.push(number);
    }
}

fn flag(is_there: bool, flag: u8) -> u8 {
    if is_there { flag } else { 0 }
}

fn add_extras(rows: &mut Vec<ExtraRow>, texts: &mut Texts, owner: u32, extras: &[Extra<&str>]) {
    for extra in extras {
        let (field, json) = (U32::new(texts.place(extra.field)), U32::new(texts.place(extra.json)));
        rows.push(ExtraRow { owner: U32::new(owner), field, json });
    }
}

fn bytes<T: IntoBytes + Immutable>(rows: impl IntoIterator<Item = T>) -> Vec<u8> {
    let rows: Vec<T> = rows.into_iter().collect();
    rows.as_bytes().to_vec()
}
