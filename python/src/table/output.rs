//! What was found in a table, for whoever speaks Arrow.

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use pyo3::prelude::*;
use pyo3_arrow::{PySchema, PyTable};

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
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let table = PyTable::try_new(self.batches.clone(), self.schema.clone())?;
        Bound::new(py, table)?.call_method1("__arrow_c_stream__", (requested_schema,))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Bound::new(py, PySchema::new(self.schema.clone()))?.call_method0("__arrow_c_schema__")
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
