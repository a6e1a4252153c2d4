//! A row a document, as the record has it.

use super::columns::{Dates, Ends, FITTING, StringLayout, batch, finished, int32, list_of, optional, required};
use super::mentions::Mentions;
use crate::write::RecordOptions;
use crate::write::tagged::{Tagged, TaggedEntity};
use arrow_array::builder::{Int32Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, MapArray, RecordBatch, StructArray};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use std::sync::Arc;

/// The columns, in the order of the record's keys.
#[derive(Debug)]
pub(super) struct Nested {
    schema: SchemaRef,
    options: RecordOptions,
    id: StringBuilder,
    path: StringBuilder,
    record: Int64Builder,
    title: StringBuilder,
    date: StringBuilder,
    dates: Dates,
    lang: StringBuilder,
    length: Int32Builder,
    text: StringBuilder,
    mentions: Mentions,
    mention_lists: Ends,
    entities: Entities,
    dictionary: StringBuilder,
}

impl Nested {
    pub(super) fn new(options: RecordOptions) -> Self {
        Self {
            schema: Arc::new(Schema::new(fields(options))),
            options,
            id: StringBuilder::default(),
            path: StringBuilder::default(),
            record: Int64Builder::default(),
            title: StringBuilder::default(),
            date: StringBuilder::default(),
            dates: Dates::default(),
            lang: StringBuilder::default(),
            length: Int32Builder::default(),
            text: StringBuilder::default(),
            mentions: Mentions::new(StringLayout::Offsets),
            mention_lists: Ends::default(),
            entities: Entities::default(),
            dictionary: StringBuilder::default(),
        }
    }

    pub(super) fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    pub(super) fn rows(&self) -> usize {
        self.mention_lists.len()
    }

    /// Looks up who is meant in a document that is to be added next, and says roughly how many bytes its row takes.
    pub(super) fn look_up(&mut self, document: &Tagged<'_>) -> usize {
        let text = document.text.filter(|_| self.options.include_text);
        let texts = [Some(document.id), document.title, document.lang, Some(document.source.path), text];
        let own: usize = texts.iter().flatten().map(|text| text.len()).sum();
        let entities: usize = document.entities.iter().map(bytes_of).sum();
        FIXED + own + self.mentions.look_up(document) + entities
    }

    pub(super) fn add(&mut self, document: &Tagged<'_>) {
        self.id.append_value(document.id);
        self.path.append_value(document.source.path);
        self.record.append_value(i64::try_from(document.source.record).unwrap_or(i64::MAX));
        self.title.append_option(document.title);
        self.date.append_option(self.dates.text(document.date));
        self.lang.append_option(document.lang);
        self.length.append_value(int32(document.length_in(self.options.offsets)));
        if self.options.include_text {
            self.text.append_option(document.text);
        }
        for (mention, place) in document.mentions.iter().zip(document.places(self.options.offsets)) {
            self.mentions.add(mention, place);
        }
        self.mention_lists.push(document.mentions.len());
        self.entities.add(&document.entities);
        self.dictionary.append_option(document.dictionary);
    }

    pub(super) fn finish(&mut self) -> RecordBatch {
        let source = vec![finished(&mut self.path), finished(&mut self.record)];
        let mut columns: Vec<ArrayRef> = vec![
            finished(&mut self.id),
            Arc::new(StructArray::new(source_fields(), source, None)),
            finished(&mut self.title),
            finished(&mut self.date),
            finished(&mut self.lang),
            finished(&mut self.length),
        ];
        if self.options.include_text {
            columns.push(finished(&mut self.text));
        }
        columns.extend([
            self.mention_lists.lists(Mentions::fields(StringLayout::Offsets).into(), self.mentions.finish()),
            self.entities.finish(),
            finished(&mut self.dictionary),
        ]);
        batch(self.schema(), columns)
    }
}

/// Numbers, offsets, the date and the hash, a document.
const FIXED: usize = 128;

fn bytes_of(entity: &TaggedEntity<'_>) -> usize {
    let names: usize = entity.names.iter().map(|(lang, name)| lang.len() + name.len() + 2 * size_of::<i32>()).sum();
    let named = entity.named;
    named.id.len() + named.of_type.len() + named.name.len() + names + size_of::<i32>() * (5 + entity.mentions.len())
}

fn fields(options: RecordOptions) -> Vec<Field> {
    use DataType::{Int32, Utf8};
    let mut fields = vec![
        required("id", Utf8),
        required("source", DataType::Struct(source_fields())),
        optional("title", Utf8),
        optional("date", Utf8),
        optional("lang", Utf8),
        required("length", Int32),
    ];
    fields.extend(options.include_text.then(|| optional("text", Utf8)));
    fields.extend([
        required("mentions", list_of(Mentions::fields(StringLayout::Offsets).into())),
        required("entities", list_of(Entities::fields())),
        optional("dictionary", Utf8),
    ]);
    fields
}

fn source_fields() -> Fields {
    Fields::from(vec![required("path", DataType::Utf8), required("record", DataType::Int64)])
}

/// The lists of entities.
#[derive(Debug, Default)]
struct Entities {
    lists: Ends,
    id: StringBuilder,
    of_type: StringBuilder,
    name: StringBuilder,
    names: Ends,
    lang: StringBuilder,
    name_in: StringBuilder,
    mentions: Ends,
    mention: Int32Builder,
}

impl Entities {
    fn fields() -> Fields {
        use DataType::{Int32, Utf8};
        let names = Arc::new(required("entries", DataType::Struct(name_fields())));
        Fields::from(vec![
            required("entity", Utf8),
            required("type", Utf8),
            required("name", Utf8),
            required("names", DataType::Map(names, false)),
            required("mentions", DataType::List(Arc::new(required("item", Int32)))),
        ])
    }

    fn add(&mut self, entities: &[TaggedEntity<'_>]) {
        self.lists.push(entities.len());
        for TaggedEntity { named, names, mentions } in entities {
            self.id.append_value(named.id);
            self.of_type.append_value(named.of_type);
            self.name.append_value(named.name);
            self.names.push(names.len());
            for (lang, name) in names.iter() {
                self.lang.append_value(lang);
                self.name_in.append_value(name);
            }
            self.mentions.push(mentions.len());
            mentions.iter().for_each(|&place| self.mention.append_value(int32(place)));
        }
    }

    fn finish(&mut self) -> ArrayRef {
        let entries = vec![finished(&mut self.lang), finished(&mut self.name_in)];
        let entries = StructArray::new(name_fields(), entries, None);
        let entry = Arc::new(required("entries", DataType::Struct(name_fields())));
        let names = MapArray::try_new(entry, self.names.finish(), entries, None, false).expect(FITTING);
        let item = Arc::new(required("item", DataType::Int32));
        let mentions = ListArray::new(item, self.mentions.finish(), finished(&mut self.mention), None);
        let columns: Vec<ArrayRef> = vec![
            finished(&mut self.id),
            finished(&mut self.of_type),
            finished(&mut self.name),
            Arc::new(names),
            Arc::new(mentions),
        ];
        self.lists.lists(Self::fields(), columns)
    }
}

fn name_fields() -> Fields {
    Fields::from(vec![required("key", DataType::Utf8), required("value", DataType::Utf8)])
}
