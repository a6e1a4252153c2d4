//! A row a mention.

use super::columns::{Dates, StringLayout, Strings, batch, finished, int32, optional, required};
use super::mentions::Mentions;
use super::repeated::{Key, key, taken};
use crate::span::OffsetUnit;
use crate::write::tagged::Tagged;
use arrow_array::builder::{Int32Builder, Int64Builder};
use arrow_array::{RecordBatch, UInt32Array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// The columns: the document's id and the place of the mention in it, what the mention says, and what else is known of the document.
#[derive(Debug)]
pub(super) struct Long {
    schema: SchemaRef,
    unit: OffsetUnit,
    number: Int32Builder,
    mentions: Mentions,
    /// The document of each row, of those that have one.
    document: Vec<Key>,
    documents: usize,
    id: Strings,
    title: Strings,
    date: Strings,
    dates: Dates,
    lang: Strings,
    path: Strings,
    record: Int64Builder,
}

impl Long {
    pub(super) fn new(unit: OffsetUnit, layout: StringLayout) -> Self {
        let strings = || Strings::new(layout);
        Self {
            schema: Arc::new(Schema::new(fields(layout))),
            unit,
            number: Int32Builder::default(),
            mentions: Mentions::new(layout),
            document: Vec::new(),
            documents: 0,
            id: strings(),
            title: strings(),
            date: strings(),
            dates: Dates::default(),
            lang: strings(),
            path: strings(),
            record: Int64Builder::default(),
        }
    }

    pub(super) fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    pub(super) fn rows(&self) -> usize {
        self.mentions.len()
    }

    /// Looks up who is meant in a document that is to be added next, and says roughly how many bytes its rows take.
    pub(super) fn look_up(&mut self, document: &Tagged<'_>) -> usize {
        let texts = [Some(document.id), document.title, document.lang, Some(document.source.path)];
        let repeated: usize = texts.iter().flatten().map(|text| text.len()).sum();
        self.mentions.look_up(document).saturating_add(repeated.saturating_mul(document.mentions.len()))
    }

    pub(super) fn add(&mut self, document: &Tagged<'_>) {
        let rows = document.mentions.len();
        if rows == 0 {
            return;
        }
        for (number, (mention, place)) in document.mentions.iter().zip(document.places(self.unit)).enumerate() {
            self.number.append_value(int32(number));
            self.mentions.add(mention, place);
        }
        let date = self.dates.text(document.date);
        self.id.push(document.id);
        self.title.push_option(document.title);
        self.date.push_option(date);
        self.lang.push_option(document.lang);
        self.path.push(document.source.path);
        self.document.resize(self.document.len() + rows, key(self.documents));
        self.documents += 1;
        self.record.append_value_n(i64::try_from(document.source.record).unwrap_or(i64::MAX), rows);
    }

    pub(super) fn finish(&mut self) -> RecordBatch {
        self.documents = 0;
        let document = UInt32Array::from(std::mem::take(&mut self.document));
        let of_documents = |strings: &mut Strings| taken(&strings.finish(), &document);
        let mut columns = vec![of_documents(&mut self.id), finished(&mut self.number)];
        columns.extend(self.mentions.finish());
        columns.extend([
            of_documents(&mut self.title),
            of_documents(&mut self.date),
            of_documents(&mut self.lang),
            of_documents(&mut self.path),
            finished(&mut self.record),
        ]);
        batch(self.schema(), columns)
    }
}

fn fields(layout: StringLayout) -> Vec<Field> {
    use DataType::{Int32, Int64};
    let strings = || layout.data_type();
    let mut fields = vec![required("doc_id", strings()), required("mention", Int32)];
    fields.extend(Mentions::fields(layout));
    fields.extend([
        optional("title", strings()),
        optional("date", strings()),
        optional("lang", strings()),
        required("path", strings()),
        required("record", Int64),
    ]);
    fields
}
