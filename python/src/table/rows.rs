//! The rows that some documents become.

use super::Tagged;
use super::input::Documents;
use super::plan::Plan;
use crate::desk::{Desk, NotAdded};
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, UInt64Array, new_null_array};
use arrow_schema::ArrowError;
use arrow_select::concat::concat_batches;
use arrow_select::take::take;
use newstag::document::{Document, Source};
use newstag::write::arrow::{Shape, TableBuilder};
use std::borrow::Cow;
use std::sync::Arc;

/// The rows of one piece, as far as they are made.
pub(super) struct Rows<'p> {
    plan: &'p Plan,
    documents: &'p Documents<'p>,
    table: TableBuilder,
    /// For each row of the table being built, the row of the document, and why it could not be tagged.
    of: Vec<u64>,
    errors: Vec<Option<String>>,
    /// In the long shape, documents that could not be tagged, and have a row all the same.
    refused: Vec<(usize, String)>,
    done: Vec<RecordBatch>,
    bad: u64,
    first: Option<String>,
}

impl<'p> Rows<'p> {
    pub(super) fn new(plan: &'p Plan, documents: &'p Documents<'p>) -> Self {
        Self {
            plan,
            documents,
            table: plan.table(),
            of: Vec::new(),
            errors: Vec::new(),
            refused: Vec::new(),
            done: Vec::new(),
            bad: 0,
            first: None,
        }
    }

    /// Adds the rows of a document, which has a number among those that are tagged together.
    pub(super) fn add(
        &mut self,
        desk: &mut Desk,
        row: usize,
        (document, number): (&Document<'_>, usize),
    ) -> Result<(), ArrowError> {
        self.end_refused()?;
        let mut added = desk.add(document, number, &mut self.table);
        if let Err(NotAdded::Full(_)) = added {
            self.end_found()?;
            added = desk.add(document, number, &mut self.table);
        }
        if let Err(reason) = added {
            return self.refuse(desk, row, reason.to_string());
        }
        self.of.resize(self.table.rows(), row as u64);
        self.errors.resize(self.table.rows(), None);
        Ok(())
    }

    /// Adds the row of a document that cannot be tagged.
    pub(super) fn refuse(&mut self, desk: &Desk, row: usize, reason: String) -> Result<(), ArrowError> {
        self.bad += 1;
        self.first.get_or_insert_with(|| format!("row {}: {reason}", self.documents.number(row)));
        if self.plan.shape() == Shape::Long {
            self.end_found()?;
            self.refused.push((row, reason));
            return Ok(());
        }
        // An id that is no text leaves nothing else to call it by.
        let id = self.documents.id(row).unwrap_or(Cow::Borrowed(""));
        let source = Source { path: "-", record: self.documents.number(row) + 1 };
        let document = Document { id, source, ..Document::default() };
        if desk.add_nothing(&document, &mut self.table).is_err() {
            self.end_found()?;
            let added = desk.add_nothing(&document, &mut self.table);
            added.map_err(|error| ArrowError::InvalidArgumentError(error.to_string()))?;
        }
        self.of.push(row as u64);
        self.errors.push(Some(reason));
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Tagged, ArrowError> {
        self.end_found()?;
        self.end_refused()?;
        let batch = match self.done.len() {
            1 => self.done.remove(0),
            _ => concat_batches(&self.plan.schema(), &self.done)?,
        };
        Ok(Tagged { batch, bad: self.bad, first: self.first })
    }

    /// What was found until now becomes a batch.
    fn end_found(&mut self) -> Result<(), ArrowError> {
        if self.table.rows() == 0 {
            return Ok(());
        }
        let made = self.table.finish();
        let (of, errors) = (std::mem::take(&mut self.of), std::mem::take(&mut self.errors));
        self.end(made.columns(), of, errors)
    }

    /// What was refused until now becomes a batch.
    fn end_refused(&mut self) -> Result<(), ArrowError> {
        if self.refused.is_empty() {
            return Ok(());
        }
        let refused = std::mem::take(&mut self.refused);
        let id = |row: usize| self.documents.id(row).ok().map(Cow::into_owned);
        let ids = self.plan.strings(refused.iter().map(|(row, _)| id(*row)));
        let null_or_id = |field: &arrow_schema::FieldRef| match self.plan.is_id(field.name()) {
            true => ids.clone(),
            false => new_null_array(field.data_type(), refused.len()),
        };
        let made: Vec<_> = self.plan.made_schema().fields().iter().map(null_or_id).collect();
        let (of, errors): (Vec<_>, Vec<_>) =
            refused.into_iter().map(|(row, reason)| (row as u64, Some(reason))).unzip();
        self.end(&made, of, errors)
    }

    fn end(&mut self, made: &[ArrayRef], of: Vec<u64>, errors: Vec<Option<String>>) -> Result<(), ArrowError> {
        let number = |row: &u64| i64::try_from(self.documents.number(0) + row).unwrap_or(i64::MAX);
        let row: Option<ArrayRef> = match self.plan.shape() {
            Shape::Long => Some(Arc::new(Int64Array::from_iter_values(of.iter().map(number)))),
            Shape::Nested => None,
        };
        let of = UInt64Array::from(of);
        let kept = self.plan.kept().iter().map(|&at| keep(self.documents.batch().column(at), &of));
        let made = self.plan.made().iter().map(|&at| made[at].clone());
        let errors = self.plan.strings(errors);
        let columns = kept.chain(row.map(Ok)).chain(made.map(Ok)).chain([Ok(errors)]).collect::<Result<Vec<_>, _>>()?;
        self.done.push(RecordBatch::try_new(self.plan.schema(), columns)?);
        Ok(())
    }
}

/// The rows of a kept column; where they are all in their order, without a copy.
fn keep(column: &ArrayRef, rows: &UInt64Array) -> Result<ArrayRef, ArrowError> {
    let first = rows.values().first().copied().unwrap_or_default();
    let in_order = rows.values().iter().zip(first..).all(|(row, expected)| *row == expected);
    match usize::try_from(first) {
        Ok(first) if in_order => Ok(column.slice(first, rows.len())),
        _ => take(column, rows, None),
    }
}
