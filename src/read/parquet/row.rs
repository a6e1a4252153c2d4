//! The document that a row of a Parquet file is.

use super::columns::Columns;
use super::value;
use crate::date::PartialDate;
use crate::document::{Document, Source};
use crate::read::bad::Fault;
use crate::read::batch::Origin;
use crate::read::date::document_date;
use crate::read::select;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use std::borrow::Cow;
use std::sync::Arc;

/// Rows that were decoded together.
#[derive(Debug)]
pub(super) struct Rows {
    batch: RecordBatch,
    columns: Arc<Columns>,
}

impl Rows {
    pub(super) fn new(batch: RecordBatch, columns: Arc<Columns>) -> Self {
        Self { batch, columns }
    }
}

/// A row of a Parquet file.
#[derive(Clone, Debug)]
pub struct ParquetRow {
    rows: Arc<Rows>,
    row: usize,
}

/// Two are the same if they are the same row of the same file.
impl PartialEq for ParquetRow {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.rows, &other.rows) && self.row == other.row
    }
}

impl Eq for ParquetRow {}

impl ParquetRow {
    /// All rows, in order.
    pub(super) fn all(rows: &Arc<Rows>) -> impl Iterator<Item = Self> {
        (0..rows.batch.num_rows()).map(|row| Self { rows: Arc::clone(rows), row })
    }

    /// The bytes of its strings.
    pub(super) fn size(&self) -> u64 {
        self.rows.batch.columns().iter().map(|column| bytes(column, self.row).map_or(0, <[u8]>::len) as u64).sum()
    }

    /// The document that it is.
    pub(in crate::read) fn document<'a>(&'a self, origin: &'a Origin) -> Result<Document<'a>, Fault> {
        let Columns { names, text, id, title, date, lang, .. } = &*self.rows.columns;
        let id = id.map_or(Ok(None), |column| self.text_or_number(column, &names.id))?.filter(|id| !id.is_empty());
        Ok(Document {
            id: id.unwrap_or_else(|| Cow::Owned(format!("{}#{}", origin.path, origin.number))),
            source: Source { path: &origin.path, record: origin.number },
            title: title.map_or(Ok(None), |column| self.text(column, &names.title))?.map(Cow::Borrowed),
            date: date.map_or(Ok(None), |column| self.date(column, &names.date))?,
            lang: lang
                .map_or(Ok(None), |column| self.text(column, &names.lang))?
                .filter(|lang| !lang.is_empty())
                .map(Cow::Borrowed),
            meta: select::object(names, |path| Some(Cow::Owned(self.selected(path)))),
            text: Cow::Borrowed(self.text(*text, &names.text)?.ok_or_else(|| no_string(&names.text))?),
            ..Document::default()
        })
    }

    /// The row for people to look at, as a JSON object of the columns that were read.
    pub(in crate::read) fn shown(&self) -> String {
        let schema = self.rows.batch.schema();
        let pair = |(field, column): (&Arc<arrow_schema::Field>, &ArrayRef)| {
            format!("{}:{}", select::string(field.name()), value::json(column, self.row))
        };
        let pairs: Vec<String> = schema.fields().iter().zip(self.rows.batch.columns()).map(pair).collect();
        format!("{{{}}}", pairs.join(","))
    }

    fn selected(&self, path: &str) -> String {
        value::at_path(&self.rows.batch, self.row, path)
    }

    fn column(&self, column: usize) -> &dyn Array {
        self.rows.batch.column(column).as_ref()
    }

    fn text(&self, column: usize, name: &str) -> Result<Option<&str>, Fault> {
        let Some(bytes) = bytes(self.column(column), self.row) else { return Ok(None) };
        let fault = |error: std::str::Utf8Error| Fault::ColumnUtf8 { column: name.to_owned(), at: error.valid_up_to() };
        str::from_utf8(bytes).map(Some).map_err(fault)
    }

    fn text_or_number(&self, column: usize, name: &str) -> Result<Option<Cow<'_, str>>, Fault> {
        let array = self.column(column);
        if array.data_type().is_integer() {
            return Ok((!array.is_null(self.row)).then(|| Cow::Owned(value::json(array, self.row))));
        }
        Ok(self.text(column, name)?.map(Cow::Borrowed))
    }

    fn date(&self, column: usize, name: &str) -> Result<Option<PartialDate>, Fault> {
        let array = self.column(column);
        let value = match value::day(array, self.row) {
            Some(day) => Some(Cow::Owned(day)),
            None => self.text_or_number(column, name)?,
        };
        let Some(value) = value else { return Ok(None) };
        let fault = |error| Fault::Date { field: name.to_owned(), value: value.chars().take(60).collect(), error };
        document_date(&value).map_err(fault)
    }
}

/// The bytes of a string; none where there is none.
fn bytes(array: &dyn Array, row: usize) -> Option<&[u8]> {
    if array.is_null(row) {
        return None;
    }
    match array.data_type() {
        DataType::Utf8View => Some(array.as_string_view().value(row).as_bytes()),
        DataType::BinaryView => Some(array.as_binary_view().value(row)),
        _ => None,
    }
}

fn no_string(name: &str) -> Fault {
    Fault::WrongType { field: name.to_owned(), expected: "a string", found: "null" }
}
