//! The tagger that Python's `Tagger` is built around.

use crate::desk::{Desk, Desks, Settings};
use crate::dictionary::{self, GivenSource, OpenError};
use crate::limits::{OverLimit, limits_of};
use crate::request::Request;
use crate::table::{self, Found};
use crate::{errors, waiting};
use newstag::document::Document;
use newstag::span::OffsetUnit;
use newstag::tagger::{self, Overlap, Tagger, groups};
use newstag::write::RecordOptions;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use pyo3_arrow::input::AnyRecordBatch;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

/// Documents are dealt out to threads in pieces of about so many bytes; what is shorter altogether is not worth a thread.
const PIECE: usize = 64 << 10;

/// A dictionary that tags documents.
#[pyclass(frozen, module = "newstag._newstag")]
#[derive(Debug)]
pub(crate) struct Engine {
    desks: Desks,
}

#[pymethods]
impl Engine {
    #[new]
    fn new(
        py: Python<'_>,
        sources: Vec<GivenSource>,
        variants: Vec<String>,
        overlap: &str,
        offsets: &str,
        max_mentions: usize,
        max_seconds: f64,
    ) -> PyResult<Self> {
        let (overlap, offsets) = (overlap_of(overlap)?, unit_of(offsets)?);
        let limits = limits_of(max_mentions, max_seconds)?;
        let variants = dictionary::variants(&variants)?;
        let open = move || {
            let dictionary = Arc::new(dictionary::open(&sources, variants)?);
            Tagger::builder(dictionary).overlap(overlap).build().map_err(OpenError::Build)
        };
        let tagger = waiting::for_one(py, open)?.map_err(|error| error.raise(py))?;
        let settings = Settings { records: RecordOptions { offsets, include_text: false }, limits };
        Ok(Self { desks: Desks::new(Arc::new(tagger), settings) })
    }

    /// The record of a document, as a line of JSON.
    fn record<'py>(&self, py: Python<'py>, request: Request) -> PyResult<Bound<'py, PyBytes>> {
        let line = py.detach(|| self.desks.with(|desk| desk.record(&request.document(), None)));
        let line = line.map_err(|over| errors::document(py, "text", over))?;
        Ok(PyBytes::new(py, &line))
    }

    /// The records of documents, in order.
    #[pyo3(signature = (requests, threads=None))]
    fn records<'py>(
        &self,
        py: Python<'py>,
        requests: Vec<Request>,
        threads: Option<NonZeroUsize>,
    ) -> PyResult<Vec<Bound<'py, PyBytes>>> {
        let pieces = pieces(&requests);
        let record = |desk: &mut Desk, piece: &Range<usize>| -> Result<Vec<Vec<u8>>, (u64, OverLimit)> {
            let requests = &requests[piece.clone()];
            let mut lines = Vec::with_capacity(requests.len());
            for group in groups(requests, Request::len) {
                let documents: Vec<Document<'_>> = group.iter().map(Request::document).collect();
                desk.tag(&documents.iter().collect::<Vec<_>>());
                for (number, (request, document)) in group.iter().zip(&documents).enumerate() {
                    lines.push(desk.record(document, Some(number)).map_err(|over| (request.number(), over))?);
                }
            }
            Ok(lines)
        };
        let threads = waiting::threads(threads);
        let lines = match pieces.as_slice() {
            [all] => vec![py.detach(|| self.desks.with(|desk| record(desk, all)))],
            _ => waiting::for_each(py, &self.desks, &pieces, threads, record)?,
        };
        let lines = lines.into_iter().collect::<Result<Vec<_>, _>>();
        let lines =
            lines.map_err(|(number, over)| errors::document(py, "text", format!("document {number}: {over}")))?;
        Ok(lines.iter().flatten().map(|line| PyBytes::new(py, line)).collect())
    }

    /// What is found in the rows of a table.
    #[pyo3(signature = (table, request, threads=None))]
    fn tag(
        &self,
        py: Python<'_>,
        table: AnyRecordBatch,
        request: table::Request,
        threads: Option<NonZeroUsize>,
    ) -> PyResult<Found> {
        table::tag(py, &self.desks, table, &request, threads)
    }

    /// The compiled dictionary.
    fn compiled<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let dictionary = self.desks.tagger().dictionary();
        let image = py.detach(|| tagger::compile(dictionary)).map_err(|error| errors::unusable(py, error))?;
        Ok(PyBytes::new(py, image.bytes()))
    }

    /// The content hash of the dictionary.
    #[getter]
    fn fingerprint(&self) -> &str {
        self.desks.tagger().dictionary().fingerprint()
    }

    /// How many entities it knows.
    #[getter]
    fn entities(&self) -> usize {
        self.desks.tagger().dictionary().len()
    }

    /// How many names they have.
    #[getter]
    fn names(&self) -> usize {
        self.desks.tagger().dictionary().names()
    }
}

/// Ranges of documents of about the same size.
fn pieces(requests: &[Request]) -> Vec<Range<usize>> {
    let (mut pieces, mut start, mut bytes) = (Vec::new(), 0, 0);
    for (at, request) in requests.iter().enumerate() {
        bytes += request.len();
        if bytes >= PIECE {
            pieces.push(start..at + 1);
            (start, bytes) = (at + 1, 0);
        }
    }
    if start < requests.len() {
        pieces.push(start..requests.len());
    }
    pieces
}

fn overlap_of(word: &str) -> PyResult<Overlap> {
    match word {
        "longest" => Ok(Overlap::Longest),
        "all" => Ok(Overlap::All),
        _ => Err(errors::unknown_word("overlap", word, "longest, all")),
    }
}

fn unit_of(word: &str) -> PyResult<OffsetUnit> {
    match word {
        "char" => Ok(OffsetUnit::Char),
        "byte" => Ok(OffsetUnit::Byte),
        "utf16" => Ok(OffsetUnit::Utf16),
        _ => Err(errors::unknown_word("offsets", word, "char, byte, utf16")),
    }
}
