//! The row groups of a file, decoded side by side and handed over in their order.
//!
//! ```text
//! decoder 1: groups 0, 2, 4 … --batches--\
//!                                         reading thread: 0, 1, 2, 3, 4 …
//! decoder 2: groups 1, 3, 5 … --batches--/
//! ```
//!
//! Each decoder is a few batches ahead at most, so that what is decoded and not yet handed over is bounded whatever the size of row groups.

use super::columns::Columns;
use super::placed::Placed;
use crate::read::halt::Halt;
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use crossbeam_channel::{Receiver, Sender, bounded};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ParquetRecordBatchReaderBuilder};
use std::io;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{self, Scope};

/// So many bytes are decoded at a time, as far as the file says how long its rows are …
const DECODED: usize = 512 << 10;

/// … and so many rows at most.
const MOST_ROWS: usize = 1 << 10;

/// So many batches a decoder is ahead of who takes them.
const AHEAD: usize = 2;

/// The row groups of a file.
pub(super) struct Groups<'f> {
    pub(super) file: &'f Placed,
    pub(super) metadata: &'f ArrowReaderMetadata,
    pub(super) columns: &'f Columns,
}

/// What a decoder hands over.
enum Decoded {
    Rows(RecordBatch),
    /// The row group has no more.
    End,
}

impl Groups<'_> {
    /// Hands over all rows in their order; so many threads decode, and with one it is the caller's.
    pub(super) fn decode(
        &self,
        decoders: NonZeroUsize,
        take: &mut dyn FnMut(RecordBatch) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let groups = self.metadata.metadata().num_row_groups();
        let decoders = decoders.get().min(groups);
        if decoders <= 1 {
            return (0..groups).try_for_each(|group| self.group(group, take));
        }
        thread::scope(|scope| {
            let lanes: Vec<_> = (0..decoders)
                .map(|first| self.lane(scope, (first..groups).step_by(decoders)))
                .collect::<io::Result<_>>()
                .map_err(Halt::Read)?;
            (0..groups).try_for_each(|group| take_group(&lanes[group % decoders], take))
        })
    }

    /// Starts a decoder; it ends where nobody takes its batches any more.
    fn lane<'s>(
        &'s self,
        scope: &'s Scope<'s, '_>,
        groups: impl Iterator<Item = usize> + Send + 's,
    ) -> io::Result<Receiver<Result<Decoded, Halt>>> {
        let (send, lane) = bounded(AHEAD);
        let mut groups = groups;
        let decode = move || {
            let ended = groups.try_for_each(|group| {
                self.group(group, &mut |rows| send_on(&send, Decoded::Rows(rows)))?;
                send_on(&send, Decoded::End)
            });
            if let Err(halt) = ended {
                // Nobody is there who would want to know that nobody is there.
                let _ = send.send(Err(halt));
            }
        };
        thread::Builder::new().name("decoder".to_owned()).spawn_scoped(scope, decode)?;
        Ok(lane)
    }

    /// Decodes a row group.
    fn group(&self, group: usize, take: &mut dyn FnMut(RecordBatch) -> Result<(), Halt>) -> Result<(), Halt> {
        let open = || {
            let mask = ProjectionMask::roots(self.metadata.parquet_schema(), self.columns.roots());
            let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(self.file.clone(), self.metadata.clone());
            let builder = builder.with_row_groups(vec![group]).with_projection(mask);
            Ok(builder.with_batch_size(self.rows_at_a_time(group)).build()?)
        };
        let mut batches = sheltered(open).map_err(Halt::Read)?;
        while let Some(batch) = sheltered(|| batches.next().transpose().map_err(reason)).map_err(Halt::Read)? {
            take(batch)?;
        }
        Ok(())
    }

    fn rows_at_a_time(&self, group: usize) -> usize {
        let group = self.metadata.metadata().row_group(group);
        let is_read = |root: usize| self.columns.roots().any(|read| read == root);
        let schema = self.metadata.parquet_schema();
        let read = group.columns().iter().enumerate().filter(|(leaf, _)| is_read(schema.get_column_root_idx(*leaf)));
        let bytes: i64 = read.map(|(_, column)| column.uncompressed_size().max(0)).fold(0, i64::saturating_add);
        let row = (bytes / group.num_rows().max(1)).max(1);
        (DECODED / usize::try_from(row).unwrap_or(DECODED)).clamp(1, MOST_ROWS)
    }
}

fn send_on(send: &Sender<Result<Decoded, Halt>>, decoded: Decoded) -> Result<(), Halt> {
    send.send(Ok(decoded)).map_err(|_| Halt::Stopped)
}

fn take_group(
    lane: &Receiver<Result<Decoded, Halt>>,
    take: &mut dyn FnMut(RecordBatch) -> Result<(), Halt>,
) -> Result<(), Halt> {
    loop {
        match lane.recv().unwrap_or(Err(Halt::Stopped))? {
            Decoded::Rows(rows) => take(rows)?,
            Decoded::End => return Ok(()),
        }
    }
}

fn reason(error: ArrowError) -> io::Error {
    match error {
        // The parser's own words, without those of the layers around it.
        ArrowError::ParquetError(message) => io::Error::other(message),
        other => io::Error::other(other),
    }
}

/// A broken file is the file's fault: where the decoder panics over one, that is an error of reading.
pub(super) fn sheltered<T>(read: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let outcome = catch_unwind(AssertUnwindSafe(read));
    outcome.unwrap_or_else(|_| Err(io::Error::other("the file is damaged: its decoder gave up")))
}
