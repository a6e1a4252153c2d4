//! Rows of a Parquet file, in row groups of bounded size.
//!
//! Workers build the columns, a batch at a time. Where a row group ends depends on the documents alone, and the batches of a group are joined
//! before they are encoded, so that the file is the same bytes whatever the number of threads. Columns are encoded side by side.

use super::Assemble;
use crate::write::arrow::{Shape, TableBuilder};
use crate::write::output::{Output, OutputError};
use crate::write::piece::{Piece, Rows};
use crate::write::settings::Settings;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{Field, SchemaRef};
use arrow_select::concat::concat_batches;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowLeafColumn, ArrowRowGroupWriterFactory, compute_leaves,
};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::io;
use std::num::NonZeroUsize;

/// A row group ends behind the document with which its columns take so many bytes …
const GROUP_BYTES: usize = 32 << 20;

/// … or it has so many rows.
const GROUP_ROWS: usize = 1 << 20;

/// The strings of a column of a group have offsets of 31 bits: a large document ends the group ahead of it.
const MOST_BYTES: usize = i32::MAX as usize;

/// A Parquet file.
#[derive(Debug)]
pub(super) struct ParquetSink {
    output: Output,
    schema: SchemaRef,
    /// Writes into memory, which goes to the output a row group at a time.
    file: SerializedFileWriter<Vec<u8>>,
    columns: ArrowRowGroupWriterFactory,
    pool: Option<ThreadPool>,
    gathered: Gathered,
    groups: usize,
}

/// The rows of the next row group.
#[derive(Debug, Default)]
struct Gathered {
    batches: Vec<RecordBatch>,
    rows: usize,
    bytes: usize,
}

impl ParquetSink {
    pub(super) fn open(
        shape: Shape,
        settings: &Settings,
        output: Output,
        threads: NonZeroUsize,
    ) -> Result<Self, OutputError> {
        let schema = TableBuilder::new(shape, settings.record).schema();
        let opened = open(&schema).and_then(|(file, columns)| Ok((file, columns, pool(threads)?)));
        let (file, columns, pool) = opened.map_err(|reason| failed(&output, reason))?;
        Ok(Self { output, schema, file, columns, pool, gathered: Gathered::default(), groups: 0 })
    }

    fn rows(&mut self, rows: &Rows) -> Result<(), OutputError> {
        let (mut from, mut until) = (0, 0);
        for &(count, bytes) in &rows.documents {
            if self.gathered.bytes.saturating_add(bytes) > MOST_BYTES {
                self.gathered.add(rows.batch.slice(from, until - from));
                self.end_group()?;
                from = until;
            }
            until += count;
            self.gathered.bytes += bytes;
            if self.gathered.bytes >= GROUP_BYTES || self.gathered.rows + (until - from) >= GROUP_ROWS {
                self.gathered.add(rows.batch.slice(from, until - from));
                self.end_group()?;
                from = until;
            }
        }
        self.gathered.add(rows.batch.slice(from, until - from));
        Ok(())
    }

    fn end_group(&mut self) -> Result<(), OutputError> {
        let Gathered { batches, rows, .. } = std::mem::take(&mut self.gathered);
        if rows == 0 {
            return Ok(());
        }
        self.write_group(&batches).map_err(|reason| failed(&self.output, reason))?;
        self.hand_on()
    }

    fn write_group(&mut self, batches: &[RecordBatch]) -> Result<(), ParquetError> {
        let batch = concat_batches(&self.schema, batches)?;
        let chunks = self.encoded(&batch)?;
        let mut group = self.file.next_row_group()?;
        for chunk in chunks {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close()?;
        self.groups += 1;
        Ok(())
    }

    /// The columns as they stand in the file; each leaf of the nested ones is a column of its own.
    fn encoded(&self, batch: &RecordBatch) -> Result<Vec<ArrowColumnChunk>, ParquetError> {
        let columns = batch.columns().iter().zip(self.schema.fields());
        let leaves: Vec<Vec<ArrowLeafColumn>> =
            columns.map(|(column, field)| leaves(field, column)).collect::<Result<_, _>>()?;
        let work: Vec<_> =
            self.columns.create_column_writers(self.groups)?.into_iter().zip(leaves.into_iter().flatten()).collect();
        match &self.pool {
            Some(pool) => pool.install(|| work.into_par_iter().map(encode).collect()),
            None => work.into_iter().map(encode).collect(),
        }
    }

    fn hand_on(&mut self) -> Result<(), OutputError> {
        self.file.flush().map_err(|reason| failed(&self.output, reason.into()))?;
        let bytes = std::mem::take(self.file.inner_mut());
        self.output.write(&bytes)
    }
}

impl Gathered {
    fn add(&mut self, batch: RecordBatch) {
        self.rows += batch.num_rows();
        if batch.num_rows() > 0 {
            self.batches.push(batch);
        }
    }
}

fn leaves(field: &Field, column: &ArrayRef) -> Result<Vec<ArrowLeafColumn>, ParquetError> {
    compute_leaves(field, column)
}

fn encode((mut writer, leaf): (ArrowColumnWriter, ArrowLeafColumn)) -> Result<ArrowColumnChunk, ParquetError> {
    writer.write(&leaf)?;
    writer.close()
}

fn open(schema: &SchemaRef) -> Result<(SerializedFileWriter<Vec<u8>>, ArrowRowGroupWriterFactory), ParquetError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("newstag {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(vec![KeyValue::new("newstag.schema".to_owned(), "newstag/1".to_owned())]))
        .build();
    ArrowWriter::try_new(Vec::new(), SchemaRef::clone(schema), Some(properties))?.into_serialized_writer()
}

/// With one thread, the caller's does it all.
fn pool(threads: NonZeroUsize) -> Result<Option<ThreadPool>, ParquetError> {
    if threads == NonZeroUsize::MIN {
        return Ok(None);
    }
    let pool = ThreadPoolBuilder::new().num_threads(threads.get()).thread_name(|number| format!("encoder {number}"));
    pool.build().map(Some).map_err(|reason| ParquetError::General(reason.to_string()))
}

fn failed(output: &Output, reason: ParquetError) -> OutputError {
    output.failure(io::Error::other(reason))
}

impl Assemble for ParquetSink {
    fn piece(&mut self, piece: &mut Piece) -> Result<(), OutputError> {
        std::mem::take(&mut piece.rows).iter().try_for_each(|rows| self.rows(rows))
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutputError> {
        self.end_group()?;
        let Self { mut output, file, .. } = *self;
        let last = file.into_inner().map_err(|reason| failed(&output, reason))?;
        output.write(&last)?;
        output.finish()
    }
}
