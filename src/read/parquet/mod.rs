//! Parquet: each row of a file is a document.
//!
//! Of the file's columns those alone are read that a document needs or the user selected. They are decoded page by page, row groups side by side, into
//! Arrow arrays that workers share; a worker takes its texts from there without a copy.

mod columns;
mod groups;
mod placed;
mod row;
mod value;

pub use row::ParquetRow;

use super::bad::Fault;
use super::batch::{Collector, Form};
use super::halt::Halt;
use super::options::ReadOptions;
use columns::Columns;
use groups::{Groups, sheltered};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use placed::Placed;
use row::Rows;
use std::fs::File;
use std::io;
use std::sync::Arc;

/// What the file is called where it cannot be read.
const FORMAT: &str = "Parquet";

/// Takes each row as a record.
pub(super) fn split(file: File, options: &ReadOptions, out: &mut Collector<'_>) -> Result<(), Halt> {
    let file = Placed::new(file).map_err(Halt::Read)?;
    let metadata = sheltered(|| metadata(&file)).map_err(not_parquet)?;
    let columns = Arc::new(Columns::find(metadata.schema(), &options.fields).map_err(Halt::Broken)?);
    let wide = columns.as_views(metadata.schema());
    let with_views = || ArrowReaderMetadata::try_new(Arc::clone(metadata.metadata()), base().with_schema(wide));
    let metadata = sheltered(|| with_views().map_err(io::Error::from)).map_err(not_parquet)?;
    let mut number = 0;
    let groups = Groups { file: &file, metadata: &metadata, columns: &columns };
    groups.decode(options.decoders, &mut |batch| {
        let rows = Arc::new(Rows::new(batch, Arc::clone(&columns)));
        ParquetRow::all(&rows).try_for_each(|row| {
            number += 1;
            let size = row.size();
            out.add(Form::ParquetRow(row), number - 1, size).map_err(Halt::from)
        })
    })
}

/// The types of the file itself, not those that its writer had in memory: so there is one type of string, not five.
fn base() -> ArrowReaderOptions {
    ArrowReaderOptions::new().with_skip_arrow_metadata(true)
}

fn metadata(file: &Placed) -> io::Result<ArrowReaderMetadata> {
    Ok(ArrowReaderMetadata::load(file, base())?)
}

fn not_parquet(error: io::Error) -> Halt {
    Halt::Broken(Fault::Container { format: FORMAT, message: error.to_string() })
}
