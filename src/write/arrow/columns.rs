//! The pieces of columns: fields, offsets of lists, numbers that fit.

use crate::date::PartialDate;
use arrow_array::builder::{ArrayBuilder, BooleanBuilder, Int32Builder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, RecordBatch, StringViewArray, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field, Fields, SchemaRef};
use std::sync::Arc;

/// What the columns of one table are built to fit each other: the sentence of a panic that cannot be.
pub(super) const FITTING: &str = "columns are built side by side, of the types that the schema names";

/// How the strings of a table are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StringLayout {
    /// Utf8: one behind the other, with the places where each ends. What every program takes.
    #[default]
    Offsets,
    /// Utf8View: short ones in place, longer ones with a reference. What polars keeps, and need not convert.
    Views,
}

impl StringLayout {
    /// The type of the columns.
    pub fn data_type(self) -> DataType {
        match self {
            Self::Offsets => DataType::Utf8,
            Self::Views => DataType::Utf8View,
        }
    }
}

/// A column of strings in the making: one behind the other in either layout, since a view that is made of a string at once waits for memory.
#[derive(Debug)]
pub(super) struct Strings {
    builder: StringBuilder,
    layout: StringLayout,
}

impl Strings {
    pub(super) fn new(layout: StringLayout) -> Self {
        Self { builder: StringBuilder::default(), layout }
    }

    pub(super) fn push(&mut self, value: &str) {
        self.builder.append_value(value);
    }

    pub(super) fn push_option(&mut self, value: Option<&str>) {
        self.builder.append_option(value);
    }

    pub(super) fn push_nulls(&mut self, rows: usize) {
        self.builder.append_nulls(rows);
    }

    /// The column; it is empty then.
    pub(super) fn finish(&mut self) -> ArrayRef {
        let strings = self.builder.finish();
        match self.layout {
            StringLayout::Offsets => Arc::new(strings),
            StringLayout::Views => Arc::new(StringViewArray::from(&strings)),
        }
    }
}

/// A column in which every row has a value.
pub(super) fn required(name: &str, of: DataType) -> Field {
    Field::new(name, of, false)
}

/// A column with rows of which nothing is known.
pub(super) fn optional(name: &str, of: DataType) -> Field {
    Field::new(name, of, true)
}

/// A list of rows.
pub(super) fn list_of(fields: Fields) -> DataType {
    DataType::List(Arc::new(required("item", DataType::Struct(fields))))
}

/// A number of a document; the longest text has 28 bits.
pub(super) fn int32(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Where each list of a column ends in the values of all lists.
#[derive(Debug)]
pub(super) struct Ends(Vec<i32>);

impl Default for Ends {
    fn default() -> Self {
        Self(vec![0])
    }
}

impl Ends {
    /// The next list has so many values.
    pub(super) fn push(&mut self, values: usize) {
        let last = self.0.last().copied().unwrap_or_default();
        self.0.push(last.saturating_add(int32(values)));
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.0.len() - 1
    }

    /// The offsets, and none again.
    pub(super) fn finish(&mut self) -> OffsetBuffer<i32> {
        OffsetBuffer::new(std::mem::take(self).0.into())
    }

    /// A column of lists of rows.
    pub(super) fn lists(&mut self, fields: Fields, columns: Vec<ArrayRef>) -> ArrayRef {
        let item = Arc::new(required("item", DataType::Struct(fields.clone())));
        let values = Arc::new(StructArray::new(fields, columns, None));
        Arc::new(ListArray::new(item, self.finish(), values, None))
    }
}

/// A builder of a column that has no value in most rows: those rows are counted, and added together.
#[derive(Debug, Default)]
pub(super) struct Seldom<B> {
    builder: B,
    without: usize,
}

/// What of a builder a [`Seldom`] takes.
pub(super) trait Sparse {
    type Value<'v>;

    fn value(&mut self, value: Self::Value<'_>);

    fn nothing(&mut self, rows: usize);

    fn column(&mut self) -> ArrayRef;
}

impl<B: Sparse> Seldom<B> {
    pub(super) fn of(builder: B) -> Self {
        Self { builder, without: 0 }
    }

    pub(super) fn push(&mut self, value: Option<B::Value<'_>>) {
        match value {
            Some(value) => {
                self.fill();
                self.builder.value(value);
            }
            None => self.without += 1,
        }
    }

    fn fill(&mut self) {
        if self.without > 0 {
            self.builder.nothing(std::mem::take(&mut self.without));
        }
    }

    /// The column; the builder is empty then.
    pub(super) fn finish(&mut self) -> ArrayRef {
        self.fill();
        self.builder.column()
    }
}

impl Sparse for Strings {
    type Value<'v> = &'v str;

    fn value(&mut self, value: &str) {
        self.push(value);
    }

    fn nothing(&mut self, rows: usize) {
        self.push_nulls(rows);
    }

    fn column(&mut self) -> ArrayRef {
        self.finish()
    }
}

impl Sparse for Int32Builder {
    type Value<'v> = i32;

    fn value(&mut self, value: i32) {
        self.append_value(value);
    }

    fn nothing(&mut self, rows: usize) {
        self.append_nulls(rows);
    }

    fn column(&mut self) -> ArrayRef {
        finished(self)
    }
}

impl Sparse for BooleanBuilder {
    type Value<'v> = bool;

    fn value(&mut self, value: bool) {
        self.append_value(value);
    }

    fn nothing(&mut self, rows: usize) {
        self.append_nulls(rows);
    }

    fn column(&mut self) -> ArrayRef {
        finished(self)
    }
}

/// What a builder has gathered; it is empty then.
pub(super) fn finished(builder: &mut impl ArrayBuilder) -> ArrayRef {
    builder.finish()
}

/// Dates in words. Documents of one day come one behind the other.
#[derive(Debug, Default)]
pub(super) struct Dates {
    last: Option<PartialDate>,
    text: String,
}

impl Dates {
    /// A date in words.
    pub(super) fn text(&mut self, date: Option<PartialDate>) -> Option<&str> {
        let date = date?;
        if self.last != Some(date) {
            self.text = date.to_string();
            self.last = Some(date);
        }
        Some(&self.text)
    }
}

/// A batch of columns.
pub(super) fn batch(schema: SchemaRef, columns: Vec<ArrayRef>) -> RecordBatch {
    RecordBatch::try_new(schema, columns).expect(FITTING)
}
