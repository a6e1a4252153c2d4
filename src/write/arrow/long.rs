//! A row a mention.

use super::columns::{Dates, batch, int32, optional, required};
use super::mentions::{Mentions, finished};
use crate::span::OffsetUnit;
use crate::write::tagged::Tagged;
use arrow_array::RecordBatch;
use arrow_array::builder::{Int32Builder, Int64Builder, StringBuilder};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// The columns: the document's id and the place of the mention in it, what the mention says, and what else is known of the document.
#[derive(Debug)]
pub(super) struct Long {
    schema: SchemaRef,
    unit: OffsetUnit,
    id: StringBuilder,
    number: Int32Builder,
    mentions: Mentions,
    title: StringBuilder,
    date: StringBuilder,
    dates: Dates,
    lang: StringBuilder,
    path: StringBuilder,
    record: Int64Builder,
}

impl Long {
    pub(super) fn new(unit: OffsetUnit) -> Self {
        Self {
            schema: Arc::new(Schema::new(fields())),
            unit,
            id: StringBuilder::default(),
            number: Int32Builder::default(),
            mentions: Mentions::default(),
            title: StringBuilder::default(),
            date: StringBuilder::default(),
            dates: Dates::default(),
            lang: StringBuilder::default(),
            path: StringBuilder::default(),
            record: Int64Builder::default(),
        }
    }

    pub(super) fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    pub(super) fn rows(&self) -> usize {
        self.mentions.len()
    }

    pub(super) fn bytes_of(document: &Tagged<'_>) -> usize {
        let texts = [Some(document.id), document.title, document.lang, Some(document.source.path)];
        let repeated: usize = texts.iter().flatten().map(|text| text.len()).sum();
        Mentions::bytes_of(document).saturating_add(repeated.saturating_mul(document.mentions.len()))
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
        repeat(&mut self.id, Some(document.id), rows);
        repeat(&mut self.title, document.title, rows);
        repeat(&mut self.date, date, rows);
        repeat(&mut self.lang, document.lang, rows);
        repeat(&mut self.path, Some(document.source.path), rows);
        self.record.append_value_n(i64::try_from(document.source.record).unwrap_or(i64::MAX), rows);
    }

    pub(super) fn finish(&mut self) -> RecordBatch {
        let mut columns = vec![finished(&mut self.id), finished(&mut self.number)];
        columns.extend(self.mentions.finish());
        columns.extend([
            finished(&mut self.title),
            finished(&mut self.date),
            finished(&mut self.lang),
            finished(&mut self.path),
            finished(&mut self.record),
        ]);
        batch(self.schema(), columns)
    }
}

/// What all rows of a document have in common.
fn repeat(column: &mut StringBuilder, value: Option<&str>, rows: usize) {
    match value {
        Some(value) => column.append_value_n(value, rows),
        None => column.append_nulls(rows),
    }
}

fn fields() -> Vec<Field> {
    use DataType::{Int32, Int64, Utf8};
    let mut fields = vec![required("doc_id", Utf8), required("mention", Int32)];
    fields.extend(Mentions::fields());
    fields.extend([
        optional("title", Utf8),
        optional("date", Utf8),
        optional("lang", Utf8),
        required("path", Utf8),
        required("record", Int64),
    ]);
    fields
}
