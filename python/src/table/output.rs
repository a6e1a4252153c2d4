//! What was found in a table, for whoever speaks Arrow.

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{Field, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use std::sync::Arc;

/// A table of what was found.
#[pyclass(frozen, module = "newstag._newstag")]
#[derive(Debug)]
pub(crate) struct Found {
    batches: Vec<RecordBatch>,
    schema: SchemaRef,
    bad: u64,
}

impl Found {
    pub(super) fn new(batches: Vec<RecordBatch>, schema: SchemaRef, bad: u64) -> Self {
        Self { batches, schema, bad }
    }

    /// A table of one batch.
    pub(crate) fn of(batch: RecordBatch) -> Self {
        Self { schema: batch.schema(), batches: vec![batch], bad: 0 }
    }
}

#[pymethods]
impl Found {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let field = Field::new_struct("", self.schema.fields().clone(), false);
        let rows = |batch: RecordBatch| -> ArrayRef { Arc::new(StructArray::from(batch)) };
        let batches: Vec<_> = self.batches.iter().cloned().map(|batch| Ok(rows(batch))).collect();
        let reader = ArrayIterator::new(batches, Arc::new(field));
        to_stream_pycapsule(py, Box::new(reader), requested_schema)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.schema.as_ref())
    }

    /// How many rows could not be tagged.
    #[getter]
    fn bad(&self) -> u64 {
        self.bad
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }
}
