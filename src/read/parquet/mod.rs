//! Parquet: each row of a file is a document.
//!
//! Of the file's columns those alone are read that a document needs or the user selected. They are decoded here, row group by row group and page by
//! page, into Arrow arrays that workers share; a worker takes its texts from there without a copy.

mod columns;
mod row;
mod value;

pub use row::ParquetRow;

use super::bad::Fault;
use super::batch::{Collector, Form};
use super::halt::Halt;
use super::options::ReadOptions;
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use columns::Columns;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use row::Rows;
use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What the file is called where it cannot be read.
const FORMAT: &str = "Parquet";

/// So many bytes are decoded at a time, as far as the file says how long its rows are …
const DECODED: usize = 512 << 10;

/// … and so many rows at most.
const MOST_ROWS: usize = 1 << 10;

/// Takes each row as a record.
pub(super) fn split(file: File, options: &ReadOptions, out: &mut Collector<'_>) -> Result<(), Halt> {
    let metadata = sheltered(|| metadata(&file)).map_err(not_parquet)?;
    let columns = Arc::new(Columns::find(metadata.schema(), &options.fields).map_err(Halt::Broken)?);
    let wide = columns.as_views(metadata.schema());
    let with_views = || ArrowReaderMetadata::try_new(Arc::clone(metadata.metadata()), base().with_schema(wide));
    let metadata = sheltered(|| with_views().map_err(io::Error::from)).map_err(not_parquet)?;
    let mut number = 0;
    for group in 0..metadata.metadata().num_row_groups() {
        read_group(&file, &metadata, group, &columns, &mut |batch| {
            let rows = Arc::new(Rows::new(batch, Arc::clone(&columns)));
            ParquetRow::all(&rows).try_for_each(|row| {
                number += 1;
                let size = row.size();
                out.add(Form::ParquetRow(row), number - 1, size).map_err(Halt::from)
            })
        })?;
    }
    Ok(())
}

/// The types of the file itself, not those that its writer had in memory: so there is one type of string, not five.
fn base() -> ArrowReaderOptions {
    ArrowReaderOptions::new().with_skip_arrow_metadata(true)
}

fn metadata(file: &File) -> io::Result<ArrowReaderMetadata> {
    Ok(ArrowReaderMetadata::load(file, base())?)
}

fn not_parquet(error: io::Error) -> Halt {
    Halt::Broken(Fault::Container { format: FORMAT, message: error.to_string() })
}

fn read_group(
    file: &File,
    metadata: &ArrowReaderMetadata,
    group: usize,
    columns: &Columns,
    take: &mut dyn FnMut(RecordBatch) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let open = || {
        let mask = ProjectionMask::roots(metadata.parquet_schema(), columns.roots());
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file.try_clone()?, metadata.clone());
        let builder = builder.with_row_groups(vec![group]).with_projection(mask);
        Ok(builder.with_batch_size(rows_at_a_time(metadata, group, columns)).build()?)
    };
    let mut batches = sheltered(open).map_err(Halt::Read)?;
    while let Some(batch) = sheltered(|| batches.next().transpose().map_err(reason)).map_err(Halt::Read)? {
        take(batch)?;
    }
    Ok(())
}

fn reason(error: ArrowError) -> io::Error {
    match error {
        // The parser's own words, without those of the layers around it.
        ArrowError::ParquetError(message) => io::Error::other(message),
        other => io::Error::other(other),
    }
}

/// A broken file is the file's fault: where the decoder panics over one, that is an error of reading.
fn sheltered<T>(read: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let outcome = catch_unwind(AssertUnwindSafe(read));
    outcome.unwrap_or_else(|_| Err(io::Error::other("the file is damaged: its decoder gave up")))
}

fn rows_at_a_time(metadata: &ArrowReaderMetadata, group: usize, columns: &Columns) -> usize {
    let group = metadata.metadata().row_group(group);
    let is_read = |root: usize| columns.roots().any(|read| read == root);
    let schema = metadata.parquet_schema();
    let read = group.columns().iter().enumerate().filter(|(leaf, _)| is_read(schema.get_column_root_idx(*leaf)));
    let bytes: i64 = read.map(|(_, column)| column.uncompressed_size().max(0)).fold(0, i64::saturating_add);
    let row = (bytes / group.num_rows().max(1)).max(1);
    (DECODED / usize::try_from(row).unwrap_or(DECODED)).clamp(1, MOST_ROWS)
}
