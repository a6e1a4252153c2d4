//! Tables in and out: Arrow record batches of documents become record batches of what was found in them.
//!
//! ```text
//! batch -input-> documents -desk-> annotations -rows-> columns of the library -plan-> batch, with what is kept of the table
//! ```

mod input;
mod output;
mod plan;
mod rows;

pub(crate) use output::Found;
pub(crate) use plan::Request;

use crate::desk::{Desk, Desks};
use crate::{errors, waiting};
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use input::Documents;
use newstag::tagger::groups;
use plan::Plan;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use rows::Rows;
use std::num::NonZeroUsize;
use std::ops::Range;

/// Rows are dealt out to threads in pieces of at least so many bytes of text, if there are as many, …
const SMALLEST: usize = 2 << 20;

/// … and of no more than these: each piece looks up anew what entities are called.
const LARGEST: usize = 8 << 20;

/// So many pieces for each thread keep all at work to the end.
const FOR_EACH: usize = 8;

/// Some rows of a batch.
struct Piece<'b> {
    documents: &'b Documents<'b>,
    rows: Range<usize>,
}

/// What became of a piece.
struct Tagged {
    batch: RecordBatch,
    /// How many of its rows could not be tagged, and why the first could not.
    bad: u64,
    first: Option<String>,
}

/// Tags all rows of a table.
pub(crate) fn tag(
    py: Python<'_>,
    desks: &Desks,
    table: AnyRecordBatch,
    request: &Request,
    threads: Option<NonZeroUsize>,
) -> PyResult<Found> {
    let reader = table.into_reader()?;
    let schema = reader.schema();
    let batches = reader.collect::<Result<Vec<_>, _>>();
    let batches = batches.map_err(|error| PyValueError::new_err(format!("the table cannot be read: {error}")))?;
    let plan = Plan::of(&schema, request, desks.options()).map_err(|error| error.raise(py))?;
    let documents = documents(&batches, &plan).map_err(|error| PyValueError::new_err(error.to_string()))?;
    let threads = waiting::threads(threads);
    let bytes: usize = documents.iter().map(Documents::all_bytes).sum();
    let size = (bytes / FOR_EACH / threads).clamp(SMALLEST, LARGEST);
    let pieces: Vec<_> = documents.iter().flat_map(|documents| pieces(documents, size)).collect();
    let work = |desk: &mut Desk, piece: &Piece<'_>| tag_piece(desk, piece, &plan);
    let tagged = waiting::for_each(py, desks, &pieces, threads, work)?;
    let tagged = tagged.into_iter().collect::<Result<Vec<_>, _>>();
    let tagged = tagged.map_err(|error| PyValueError::new_err(error.to_string()))?;
    let first = tagged.iter().find_map(|tagged| tagged.first.as_deref());
    if let (Some(first), true) = (first, request.raises()) {
        return Err(errors::row(py, first));
    }
    let bad = tagged.iter().map(|tagged| tagged.bad).sum();
    Ok(Found::new(tagged.into_iter().map(|tagged| tagged.batch).collect(), plan.schema(), bad))
}

fn documents<'b>(batches: &'b [RecordBatch], plan: &Plan) -> Result<Vec<Documents<'b>>, ArrowError> {
    let mut first = 0;
    batches
        .iter()
        .map(|batch| {
            let documents = Documents::of(batch, plan.columns(), first);
            first += batch.num_rows() as u64;
            documents
        })
        .collect()
}

/// The rows of a batch in pieces of about so many bytes of text.
fn pieces<'b>(documents: &'b Documents<'b>, size: usize) -> Vec<Piece<'b>> {
    let (mut pieces, mut start, mut bytes) = (Vec::new(), 0, 0);
    for row in 0..documents.len() {
        bytes += documents.bytes(row);
        if bytes >= size {
            pieces.push(Piece { documents, rows: start..row + 1 });
            (start, bytes) = (row + 1, 0);
        }
    }
    if start < documents.len() {
        pieces.push(Piece { documents, rows: start..documents.len() });
    }
    pieces
}

fn tag_piece(desk: &mut Desk, piece: &Piece<'_>, plan: &Plan) -> Result<Tagged, ArrowError> {
    let mut rows = Rows::new(plan, piece.documents);
    let numbers: Vec<usize> = piece.rows.clone().collect();
    for group in groups(&numbers, |row| piece.documents.bytes(*row)) {
        let documents: Vec<_> = group.iter().map(|&row| piece.documents.document(row)).collect();
        desk.tag(&documents.iter().flatten().collect::<Vec<_>>());
        let mut numbers = 0..;
        for (&row, document) in group.iter().zip(documents) {
            match document {
                Ok(document) => rows.add(desk, row, (&document, numbers.next().unwrap_or_default()))?,
                Err(reason) => rows.refuse(desk, row, reason)?,
            }
        }
    }
    rows.finish()
}
