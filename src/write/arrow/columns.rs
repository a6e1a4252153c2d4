//! The pieces of columns: fields, offsets of lists, numbers that fit.

use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field, Fields, SchemaRef};
use std::sync::Arc;

/// What the columns of one table are built to fit each other: the sentence of a panic that cannot be.
pub(super) const FITTING: &str = "columns are built side by side, of the types that the schema names";

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

/// A batch of columns.
pub(super) fn batch(schema: SchemaRef, columns: Vec<ArrayRef>) -> RecordBatch {
    RecordBatch::try_new(schema, columns).expect(FITTING)
}
