//! Row groups that are written one by one, and the footer that is made of them at the end.
//!
//! Each row group is written as the only one of a file of its own that begins where the group will stand. Its columns go into the real file; its end, where
//! the columns are described, is kept. So a file can be gone on with by another process that has these ends, and is the same bytes then.

use arrow_schema::SchemaRef;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory};
use parquet::errors::ParquetError;
use parquet::file::metadata::{
    FileMetaData, PageIndexPolicy, ParquetColumnIndex, ParquetMetaData, ParquetMetaDataBuilder, ParquetMetaDataReader,
    ParquetMetaDataWriter, ParquetOffsetIndex, RowGroupMetaData,
};
use parquet::file::properties::WriterPropertiesPtr;
use parquet::file::writer::{SerializedFileWriter, TrackedWrite};
use std::io::{self, Write};

/// What a Parquet file begins with.
pub(super) const MAGIC: &[u8] = b"PAR1";

/// A file with one row group.
pub(super) struct GroupFile {
    /// Where its columns begin.
    start: usize,
    /// The columns, then the end.
    bytes: Vec<u8>,
    columns: usize,
}

/// What is known of the row groups that were written.
#[derive(Debug)]
pub(super) struct Footer {
    file: FileMetaData,
    groups: Vec<RowGroupMetaData>,
    columns: ParquetColumnIndex,
    offsets: ParquetOffsetIndex,
    length: usize,
}

/// Keeps what is written behind a place, and passes over what is ahead of it.
#[derive(Debug, Default)]
struct Behind {
    ahead: usize,
    kept: Vec<u8>,
}

impl Write for Behind {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let passed = self.ahead.min(bytes.len());
        self.ahead -= passed;
        self.kept.extend_from_slice(&bytes[passed..]);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

type Opened = (SerializedFileWriter<Behind>, ArrowRowGroupWriterFactory);

/// A file whose first row group stands at `start`.
fn open(schema: &SchemaRef, properties: &WriterPropertiesPtr, start: usize) -> Result<Opened, ParquetError> {
    let behind = Behind { ahead: start, kept: Vec::new() };
    let writer = ArrowWriter::try_new(behind, SchemaRef::clone(schema), Some((**properties).clone()))?;
    let (mut file, columns) = writer.into_serialized_writer()?;
    fill(&mut |zeros| file.write_all(zeros), start.saturating_sub(MAGIC.len()))?;
    Ok((file, columns))
}

/// Writes so many bytes, which are passed over.
fn fill(write: &mut dyn FnMut(&[u8]) -> io::Result<()>, mut bytes: usize) -> io::Result<()> {
    let zeros = vec![0; bytes.min(1 << 20)];
    while bytes > 0 {
        let now = bytes.min(zeros.len());
        write(&zeros[..now])?;
        bytes -= now;
    }
    Ok(())
}

/// A row group that is being written.
pub(super) struct OpenGroup {
    file: SerializedFileWriter<Behind>,
    columns: Vec<ArrowColumnWriter>,
    start: usize,
}

impl std::fmt::Debug for OpenGroup {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("OpenGroup").field("start", &self.start).finish_non_exhaustive()
    }
}

impl OpenGroup {
    /// One that will stand at `start`.
    pub(super) fn at(schema: &SchemaRef, properties: &WriterPropertiesPtr, start: usize) -> Result<Self, ParquetError> {
        let (file, columns) = open(schema, properties, start)?;
        Ok(Self { file, columns: columns.create_column_writers(0)?, start })
    }

    /// Its columns, in the order of the schema's leaves.
    pub(super) fn columns(&mut self) -> &mut [ArrowColumnWriter] {
        &mut self.columns
    }

    /// Ends it; `close` makes of the columns what stands in the file.
    pub(super) fn close(
        self,
        close: impl FnOnce(Vec<ArrowColumnWriter>) -> Result<Vec<ArrowColumnChunk>, ParquetError>,
    ) -> Result<GroupFile, ParquetError> {
        let Self { mut file, columns, start } = self;
        let mut group = file.next_row_group()?;
        for chunk in close(columns)? {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close()?;
        file.flush()?;
        let columns = file.inner().kept.len();
        let bytes = file.into_inner()?.kept;
        Ok(GroupFile { start, bytes, columns })
    }
}

impl GroupFile {
    /// The columns of the group.
    pub(super) fn chunks(&self) -> &[u8] {
        &self.bytes[..self.columns]
    }

    /// How the file ends, for [`Footer::add_end`].
    pub(super) fn end(&self) -> String {
        format!("{}:{}", self.start + self.columns, STANDARD.encode(&self.bytes[self.columns..]))
    }
}

impl Footer {
    /// That of a file without row groups.
    pub(super) fn new(schema: &SchemaRef, properties: &WriterPropertiesPtr) -> Result<Self, ParquetError> {
        let (file, _) = open(schema, properties, 0)?;
        let empty = ParquetMetaDataReader::new().parse_and_finish(&Bytes::from(file.into_inner()?.kept))?;
        let (groups, columns, offsets) = Default::default();
        Ok(Self { file: empty.file_metadata().clone(), groups, columns, offsets, length: MAGIC.len() })
    }

    /// Where the next row group will stand.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Adds a row group.
    pub(super) fn add(&mut self, file: &GroupFile) -> Result<(), ParquetError> {
        self.add_tail(file.start + file.columns, Bytes::copy_from_slice(&file.bytes[file.columns..]))
    }

    /// Adds a row group by what [`GroupFile::end`] said.
    pub(super) fn add_end(&mut self, end: &str) -> Result<(), ParquetError> {
        let broken = || ParquetError::General("the end of a row group is noted in another way".to_owned());
        let (length, tail) = end.split_once(':').ok_or_else(broken)?;
        let length = length.parse().map_err(|_| broken())?;
        let tail = STANDARD.decode(tail).map_err(|_| broken())?;
        self.add_tail(length, Bytes::from(tail))
    }

    /// `length`: where the file's columns end and its tail begins.
    fn add_tail(&mut self, length: usize, tail: Bytes) -> Result<(), ParquetError> {
        let size = (length + tail.len()) as u64;
        let mut reader = ParquetMetaDataReader::new().with_page_index_policy(PageIndexPolicy::Optional);
        reader.try_parse_sized(&tail, size)?;
        let mut found = reader.finish()?.into_builder();
        let ordinal = i16::try_from(self.groups.len()).ok();
        for group in found.take_row_groups() {
            let group = group.into_builder();
            self.groups.push(ordinal.into_iter().fold(group, |group, ordinal| group.set_ordinal(ordinal)).build()?);
        }
        self.columns.extend(found.take_column_index().unwrap_or_default());
        self.offsets.extend(found.take_offset_index().unwrap_or_default());
        self.length = length;
        Ok(())
    }

    /// What stands behind the last row group.
    pub(super) fn bytes(self) -> Result<Vec<u8>, ParquetError> {
        let length = self.length;
        let mut behind = Behind { ahead: length, kept: Vec::new() };
        let mut tracked = TrackedWrite::new(&mut behind);
        fill(&mut |zeros| tracked.write_all(zeros), length)?;
        ParquetMetaDataWriter::new_with_tracked(tracked, &self.metadata()).finish()?;
        Ok(behind.kept)
    }

    fn metadata(self) -> ParquetMetaData {
        let Self { file, groups, columns, offsets, .. } = self;
        let rows = groups.iter().map(RowGroupMetaData::num_rows).sum();
        let file = FileMetaData::new(
            file.version(),
            rows,
            file.created_by().map(str::to_owned),
            file.key_value_metadata().cloned(),
            file.schema_descr_ptr(),
            file.column_orders().cloned(),
        );
        let is_complete = |indexes: usize| indexes == groups.len() && indexes > 0;
        let (columns, offsets) =
            (Some(columns).filter(|all| is_complete(all.len())), Some(offsets).filter(|all| is_complete(all.len())));
        ParquetMetaDataBuilder::new(file)
            .set_row_groups(groups)
            .set_column_index(columns)
            .set_offset_index(offsets)
            .build()
    }
}
