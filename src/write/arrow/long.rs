//! A row a mention.

use super::columns::{Dates, StringLayout, Strings, batch, finished, int32, optional, required};
use super::mentions::Mentions;
use crate::span::OffsetUnit;
use crate::write::tagged::Tagged;
use arrow_array::RecordBatch;
use arrow_array::builder::{Int32Builder, Int64Builder};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// The columns: the document's id and the place of the mention in it, what the mention says, and what else is known of the document.
#[derive(Debug)]
pub(super) struct Long {
    schema: SchemaRef,
    unit: OffsetUnit,
    id: Strings,
    number: Int32Builder,
    mentions: Mentions,
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
            id: strings(),
            number: Int32Builder::default(),
            mentions: Mentions::new(layout),
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
        self.id.repeat(Some(document.id), rows);
        self.title.repeat(document.title, rows);
        self.date.repeat(date, rows);
        self.lang.repeat(document.lang, rows);
        self.path.repeat(Some(document.source.path), rows);
        self.record.append_value_n(i64::try_from(document.source.record).unwrap_or(i64::MAX), rows);
    }

    pub(super) fn finish(&mut self) -> RecordBatch {
        let mut columns = vec![self.id.finish(), finished(&mut self.number)];
        columns.extend(self.mentions.finish());
        columns.extend([
            self.title.finish(),
            self.date.finish(),
            self.lang.finish(),
            self.path.finish(),
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
