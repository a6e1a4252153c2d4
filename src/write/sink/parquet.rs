//! Rows of a Parquet file, in row groups of bounded size.
//!
//! Workers build the columns, a batch at a time. Where a row group ends depends on the documents alone, and the batches of a group are joined
//! before they are encoded, so that the file is the same bytes whatever the number of threads. Columns are encoded side by side.

use super::{Assemble, Leftover};
use crate::write::arrow::{Shape, TableBuilder};
use crate::write::output::{Kept, Opening, Output, OutputError, Safe, Target};
use crate::write::piece::{Piece, Rows};
use crate::write::settings::Settings;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{Field, SchemaRef};
use arrow_select::concat::concat_batches;
use group::{Footer, GroupFile};
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowColumnWriter, ArrowLeafColumn, compute_leaves};
use parquet::errors::ParquetError;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::io;
use std::num::NonZeroUsize;

mod group;

/// A row group ends where it has so many rows, or takes the bytes that the settings say.
const GROUP_ROWS: usize = 1 << 20;

/// The strings of a column of a group have offsets of 31 bits: a large document ends the group ahead of it.
const MOST_BYTES: usize = i32::MAX as usize;

/// A Parquet file.
#[derive(Debug)]
pub(super) struct ParquetSink {
    output: Output,
    schema: SchemaRef,
    pool: Option<ThreadPool>,
    group_bytes: usize,
    gathered: Gathered,
    footer: Footer,
    /// How the row groups ended that were not yet told to be safe.
    ends: Vec<String>,
    documents: Documents,
}

/// The rows of the next row group.
#[derive(Debug, Default)]
struct Gathered {
    batches: Vec<RecordBatch>,
    rows: usize,
    bytes: usize,
}

/// Documents, in numbers.
#[derive(Debug, Default)]
struct Documents {
    taken: u64,
    /// Those whose row groups are complete.
    grouped: u64,
    /// Those that stand in the file already, and come once more.
    again: u64,
}

impl ParquetSink {
    pub(super) fn open(
        shape: Shape,
        settings: &Settings,
        target: &Target,
        opening: Opening<'_>,
        threads: NonZeroUsize,
    ) -> Result<Self, OutputError> {
        let output = open(target, opening)?;
        let schema = TableBuilder::new(shape, settings.record).schema();
        let opened = Footer::new(&schema).and_then(|footer| Ok((footer, pool(threads)?)));
        let (footer, pool) = opened.map_err(|reason| failed(&output, reason))?;
        let (gathered, documents) = Default::default();
        let group_bytes = settings.row_group_bytes;
        let mut sink = Self { output, schema, pool, group_bytes, gathered, footer, ends: Vec::new(), documents };
        match opening {
            Opening::TakeUp(kept) => sink.take_up(&kept.safe, kept.taken)?,
            Opening::Temporary | Opening::Partial | Opening::Anew => sink.output.write(group::MAGIC)?,
        }
        Ok(sink)
    }

    fn take_up(&mut self, safe: &Safe, taken: u64) -> Result<(), OutputError> {
        self.documents = Documents { taken, grouped: safe.taken, again: safe.taken - taken };
        for end in &safe.groups {
            self.footer.add_end(end).map_err(|reason| failed(&self.output, reason))?;
        }
        Ok(())
    }

    fn rows(&mut self, rows: &Rows) -> Result<(), OutputError> {
        let (mut from, mut until) = (0, 0);
        for &(count, bytes) in &rows.documents {
            self.documents.taken += 1;
            if self.documents.again > 0 {
                self.documents.again -= 1;
                (from, until) = (until + count, until + count);
                continue;
            }
            if self.gathered.bytes.saturating_add(bytes) > MOST_BYTES {
                self.gathered.add(rows.batch.slice(from, until - from));
                self.end_group(self.documents.taken - 1)?;
                from = until;
            }
            until += count;
            self.gathered.bytes += bytes;
            if self.gathered.bytes >= self.group_bytes || self.gathered.rows + (until - from) >= GROUP_ROWS {
                self.gathered.add(rows.batch.slice(from, until - from));
                self.end_group(self.documents.taken)?;
                from = until;
            }
        }
        self.gathered.add(rows.batch.slice(from, until - from));
        Ok(())
    }

    /// Writes what was gathered; so many documents are then complete.
    fn end_group(&mut self, documents: u64) -> Result<(), OutputError> {
        let Gathered { batches, rows, .. } = std::mem::take(&mut self.gathered);
        if rows > 0 {
            let file = self.group(&batches).map_err(|reason| failed(&self.output, reason))?;
            self.output.write(file.chunks())?;
            self.ends.push(file.end());
        }
        self.documents.grouped = documents;
        Ok(())
    }

    fn group(&mut self, batches: &[RecordBatch]) -> Result<GroupFile, ParquetError> {
        let batch = concat_batches(&self.schema, batches)?;
        let file = GroupFile::write(&self.schema, self.footer.length(), |writers| self.encoded(writers, &batch))?;
        self.footer.add(&file)?;
        Ok(file)
    }

    /// The columns as they stand in the file; each leaf of the nested ones is a column of its own.
    fn encoded(
        &self,
        writers: Vec<ArrowColumnWriter>,
        batch: &RecordBatch,
    ) -> Result<Vec<ArrowColumnChunk>, ParquetError> {
        let columns = batch.columns().iter().zip(self.schema.fields());
        let leaves: Vec<Vec<ArrowLeafColumn>> =
            columns.map(|(column, field)| leaves(field, column)).collect::<Result<_, _>>()?;
        let work: Vec<_> = writers.into_iter().zip(leaves.into_iter().flatten()).collect();
        match &self.pool {
            Some(pool) => pool.install(|| work.into_par_iter().map(encode).collect()),
            None => work.into_iter().map(encode).collect(),
        }
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

/// The file itself counts bytes, of which none comes twice; what does is documents.
fn open(target: &Target, opening: Opening<'_>) -> Result<Output, OutputError> {
    if let (true, Target::Path(path)) = (target.is_compressed(), target) {
        let message = "a Parquet file is compressed within: name it without .gz or .zst";
        let reason = io::Error::new(io::ErrorKind::InvalidInput, message);
        return Err(OutputError::Open { path: path.clone(), reason });
    }
    let Opening::TakeUp(kept) = opening else { return Output::open_as(target, opening) };
    let safe = Safe { file: kept.safe.file.clone(), ..Safe::default() };
    Output::open_as(target, Opening::TakeUp(&Kept { safe, taken: 0 }))
}

fn leaves(field: &Field, column: &ArrayRef) -> Result<Vec<ArrowLeafColumn>, ParquetError> {
    compute_leaves(field, column)
}

fn encode((mut writer, leaf): (ArrowColumnWriter, ArrowLeafColumn)) -> Result<ArrowColumnChunk, ParquetError> {
    writer.write(&leaf)?;
    writer.close()
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

    fn taken(&self) -> u64 {
        self.documents.taken
    }

    fn sync(&mut self) -> Result<Option<Safe>, OutputError> {
        let safe = self.output.sync()?;
        Ok(safe.map(|safe| Safe { taken: self.documents.grouped, groups: std::mem::take(&mut self.ends), ..safe }))
    }

    fn keep(&mut self) {
        self.output.keep();
    }

    fn finish(mut self: Box<Self>) -> Result<Leftover, OutputError> {
        self.end_group(self.documents.taken)?;
        let Self { mut output, footer, .. } = *self;
        let last = footer.bytes().map_err(|reason| failed(&output, reason))?;
        output.write(&last)?;
        output.finish()?;
        Ok(Leftover::default())
    }

    fn discard(self: Box<Self>) {
        self.output.discard();
    }
}
