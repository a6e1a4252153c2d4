//! Rows of a Parquet file, in row groups of bounded size.
//!
//! Workers build the columns, a batch at a time. Where a row group ends depends on the documents alone, and so does where a block ends: the batches of a
//! block are joined before they are encoded, so that the file is the same bytes whatever the number of threads. Blocks are small, so that what is joined is
//! still in the cache, and of a row group no more is held than its pages. The columns of a block are encoded side by side.

use super::{Assemble, Leftover};
use crate::write::arrow::{Shape, TableBuilder};
use crate::write::output::{Kept, Opening, Output, OutputError, Safe, Target};
use crate::write::piece::{Piece, Rows};
use crate::write::settings::Settings;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use arrow_select::concat::concat_batches;
use group::{Footer, GroupFile, OpenGroup};
use parquet::arrow::arrow_writer::{ArrowColumnWriter, ArrowLeafColumn, compute_leaves};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterPropertiesPtr;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;

mod group;
mod properties;

/// A row group ends where it has so many rows, or takes the bytes that the settings say.
const GROUP_ROWS: usize = 1 << 20;

/// A block ends behind the document with which it takes so many bytes.
const BLOCK_BYTES: usize = 256 << 10;

/// The strings of a column of a block have offsets of 31 bits: a large document ends the block ahead of it.
const MOST_BYTES: usize = i32::MAX as usize;

/// A Parquet file.
#[derive(Debug)]
pub(super) struct ParquetSink {
    output: Output,
    schema: SchemaRef,
    properties: WriterPropertiesPtr,
    pool: Option<ThreadPool>,
    group_bytes: usize,
    block: Block,
    group: Group,
    footer: Footer,
    /// How the row groups ended that were not yet told to be safe.
    ends: Vec<String>,
    documents: Documents,
}

/// Rows that are encoded next.
#[derive(Debug, Default)]
struct Block {
    batches: Vec<RecordBatch>,
    rows: usize,
    bytes: usize,
}

/// The row group that the next block belongs to.
#[derive(Debug, Default)]
struct Group {
    /// There is one as soon as there are rows.
    file: Option<OpenGroup>,
    /// Rows and bytes, those of the block included.
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
        let opened = properties::of(shape, &schema).and_then(|properties| {
            let properties = Arc::new(properties);
            Ok((Footer::new(&schema, &properties)?, properties, pool(threads)?))
        });
        let (footer, properties, pool) = opened.map_err(|reason| failed(&output, reason))?;
        let (block, group, documents) = Default::default();
        let group_bytes = settings.row_group_bytes;
        let ends = Vec::new();
        let mut sink = Self { output, schema, properties, pool, group_bytes, block, group, footer, ends, documents };
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
            if self.block.bytes.saturating_add(bytes) > MOST_BYTES {
                self.add(rows.batch.slice(from, until - from));
                self.end_block()?;
                from = until;
            }
            until += count;
            self.block.bytes += bytes;
            self.group.bytes += bytes;
            let ends_group = self.group.bytes >= self.group_bytes || self.group.rows + (until - from) >= GROUP_ROWS;
            if ends_group || self.block.bytes >= BLOCK_BYTES {
                self.add(rows.batch.slice(from, until - from));
                self.end_block()?;
                from = until;
            }
            if ends_group {
                self.end_group(self.documents.taken)?;
            }
        }
        self.add(rows.batch.slice(from, until - from));
        Ok(())
    }

    fn add(&mut self, batch: RecordBatch) {
        self.block.rows += batch.num_rows();
        self.group.rows += batch.num_rows();
        if batch.num_rows() > 0 {
            self.block.batches.push(batch);
        }
    }

    /// Encodes what was gathered.
    fn end_block(&mut self) -> Result<(), OutputError> {
        let Block { batches, rows, .. } = std::mem::take(&mut self.block);
        if rows > 0 {
            self.encode(&batches).map_err(|reason| failed(&self.output, reason))?;
        }
        Ok(())
    }

    /// Writes the row group; so many documents are then complete.
    fn end_group(&mut self, documents: u64) -> Result<(), OutputError> {
        if let Group { file: Some(group), .. } = std::mem::take(&mut self.group) {
            let file = self.closed(group).map_err(|reason| failed(&self.output, reason))?;
            self.output.write(file.chunks())?;
            self.ends.push(file.end());
        }
        self.documents.grouped = documents;
        Ok(())
    }

    fn closed(&mut self, group: OpenGroup) -> Result<GroupFile, ParquetError> {
        let file = group.close(|columns| match &self.pool {
            Some(pool) => pool.install(|| columns.into_par_iter().map(ArrowColumnWriter::close).collect()),
            None => columns.into_iter().map(ArrowColumnWriter::close).collect(),
        })?;
        self.footer.add(&file)?;
        Ok(file)
    }

    /// Each leaf of the nested columns is a column of its own in the file.
    fn encode(&mut self, batches: &[RecordBatch]) -> Result<(), ParquetError> {
        let batch = concat_batches(&self.schema, batches)?;
        let columns = batch.columns().iter().zip(self.schema.fields());
        let leaves: Vec<_> = columns.map(|(column, field)| compute_leaves(field, column)).collect::<Result<_, _>>()?;
        let group = match &mut self.group.file {
            Some(group) => group,
            none => none.insert(OpenGroup::at(&self.schema, &self.properties, self.footer.length())?),
        };
        let work: Vec<_> = group.columns().iter_mut().zip(leaves.iter().flatten()).collect();
        let write = |(column, leaf): (&mut ArrowColumnWriter, &ArrowLeafColumn)| column.write(leaf);
        match &self.pool {
            Some(pool) => pool.install(|| work.into_par_iter().try_for_each(write)),
            None => work.into_iter().try_for_each(write),
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
        self.end_block()?;
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
