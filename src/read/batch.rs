//! Records with their bytes, a few at a time: what goes from the reading thread to a worker.

use super::bad::{BadRecord, Fault};
use super::charset::Found;
#[cfg(feature = "parquet")]
use super::parquet::ParquetRow;
use super::position::{Position, Track, Turn};
use super::table::TableHeader;
use std::ops::Range;
use std::sync::Arc;

/// A batch is sent on when it holds so many bytes …
const BATCH_BYTES: usize = 256 << 10;

/// … or so many records: handing one on costs as much as tagging a few short ones.
const BATCH_RECORDS: usize = 128;

/// What is kept of a record that is longer than allowed.
const KEPT_OF_TOO_LONG: usize = 1 << 10;

/// A few records and the bytes that they stand in.
///
/// The memory of one that is done with is used again ([`read_all`](super::read_all)): new memory costs more than what is read into it.
#[derive(Debug, Default)]
pub struct Batch {
    bytes: Vec<u8>,
    records: Vec<Record>,
    /// The bytes of records that stand elsewhere.
    elsewhere: usize,
    end: Position,
}

/// One record: where its bytes stand and how they are to be read.
#[derive(Clone, Debug)]
pub struct Record {
    /// Where it was read.
    pub origin: Origin,
    /// How its bytes are to be read.
    pub form: Form,
    /// The bytes of input that it took, those that were not kept included.
    pub size: u64,
    /// The charset of the input; only where that is not UTF-8. The bytes are decoded all the same.
    pub charset: Option<&'static str>,
    /// Its number among the records of all inputs, counting from 0.
    pub ordinal: u64,
    /// How the bytes of a broken record would have been read; none where it is none, but what ended the reading of an input.
    meant: Option<Box<Form>>,
    range: Range<usize>,
}

/// Where a record was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The path as given, with `/` between its parts; `-` for standard input.
    pub path: Arc<str>,
    /// The number of the record in it, counting from 1.
    pub number: u64,
    /// The first byte of the record in the decompressed input, counting from 0.
    pub offset: u64,
}

/// How the bytes of a record are to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// They are the text.
    Text,
    /// They are a JSON object.
    Json,
    /// They are a row of a table with this header.
    TableRow(Arc<TableHeader>),
    /// They are none: the record is a row of a Parquet file, decoded.
    #[cfg(feature = "parquet")]
    ParquetRow(ParquetRow),
    /// They are a JSON object that is an item of ninjs.
    Ninjs,
    /// They are a web page.
    Html,
    /// They are a record of a web archive.
    Warc,
    /// They are an item of NewsML-G2 or NITF, in UTF-8 whatever the input was in.
    NewsXml {
        /// The charset that the input was in, where that is not UTF-8.
        charset: Option<&'static str>,
    },
    /// Not at all.
    Broken(Fault),
}

impl Form {
    /// What the quarantine calls it; none where there is nothing to read.
    pub fn name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::TableRow(_) => "row",
            #[cfg(feature = "parquet")]
            Self::ParquetRow(_) => "parquet",
            Self::Ninjs => "ninjs",
            Self::Html => "html",
            Self::Warc => "warc",
            Self::NewsXml { .. } => "news",
            Self::Broken(_) => return None,
        })
    }
}

/// A record that was read once before, and went into a quarantine.
#[derive(Debug)]
pub(super) struct Again {
    /// Where it was read then.
    pub(super) origin: Origin,
    pub(super) form: Form,
    /// How it would be read if it were not broken.
    pub(super) meant: Option<Form>,
    pub(super) charset: Option<&'static str>,
    pub(super) bytes: Vec<u8>,
    /// How long it is; more than its bytes where they are but its beginning.
    pub(super) size: u64,
}

/// Nobody takes records any more: the run is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

impl Batch {
    /// The records, in input order.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The place in the inputs behind the last record.
    pub fn end(&self) -> &Position {
        &self.end
    }

    /// The bytes of one of the batch's records; of one that is too long, the beginning.
    pub fn bytes(&self, record: &Record) -> &[u8] {
        &self.bytes[record.range.clone()]
    }

    /// Empties the batch, which keeps its memory, save where a long record made it large.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.bytes.shrink_to(2 * BATCH_BYTES);
        self.records.clear();
        self.elsewhere = 0;
    }

    /// The memory that the batch takes, roughly.
    pub fn weight(&self) -> usize {
        self.bytes.len() + self.elsewhere + self.records.len() * size_of::<Record>()
    }

    /// The report on one of the batch's records.
    pub fn bad(&self, record: &Record, fault: Fault) -> BadRecord {
        let (origin, charset) = (record.origin.clone(), record.charset);
        let form = match &record.form {
            Form::Broken(_) => record.meant.as_deref().cloned(),
            form => Some(form.clone()),
        };
        #[cfg(feature = "parquet")]
        if let Form::ParquetRow(row) = &record.form {
            let bytes = row.shown().into_bytes();
            return BadRecord { origin, fault, form, charset, bytes, truncated: false };
        }
        let bytes = self.bytes(record).to_vec();
        let truncated = (bytes.len() as u64) < record.size;
        BadRecord { origin, fault, form, charset, bytes, truncated }
    }
}

/// Gathers the bytes of one record after the other into batches, and keeps count of where they stand.
///
/// The one place that knows the limit on a record's length: of a longer one only the beginning is kept, whatever the format.
pub(super) struct Collector<'s> {
    batch: Batch,
    /// The open record while the batch is away.
    kept: Vec<u8>,
    path: Arc<str>,
    number: u64,
    position: u64,
    open: OpenRecord,
    limit: u64,
    charset: Found,
    track: Track,
    send: SendBatch<'s>,
}

/// Takes a batch and leaves one in its place, whose memory is used for the next: the same, or another that is done with.
pub(super) type SendBatch<'s> = &'s mut dyn FnMut(&mut Batch) -> Result<(), Stopped>;

/// The record that bytes are being added to.
#[derive(Clone, Copy, Debug, Default)]
struct OpenRecord {
    start: usize,
    offset: u64,
    size: u64,
}

impl<'s> Collector<'s> {
    /// A collector that sends its batches to `send`; records may be `limit` bytes long.
    pub(super) fn new(limit: u64, track: Track, send: SendBatch<'s>) -> Self {
        let (batch, kept, open) = (Batch::default(), Vec::new(), OpenRecord::default());
        let charset = Found::default();
        Self { batch, kept, path: Arc::from(""), number: 0, position: 0, open, limit, charset, track, send }
    }

    /// Follows the reading.
    pub(super) fn track(&mut self) -> &mut Track {
        &mut self.track
    }

    /// What comes now comes from another input.
    pub(super) fn start_input(&mut self, path: &str) {
        self.path = Arc::from(path);
        self.number = 0;
        self.position = 0;
        self.charset = Found::default();
        self.open_next();
    }

    /// Where it is noted which charset the input is in, for all records from then on.
    pub(super) fn charset(&self) -> Found {
        self.charset.clone()
    }

    /// Passes over bytes that stand between two records.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.position += bytes as u64;
        self.open.offset = self.position;
    }

    /// Adds bytes to the open record.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.position += bytes.len() as u64;
        self.open.size += bytes.len() as u64;
        if self.open.size <= self.limit {
            if self.batch.bytes.capacity() == 0 {
                // Growing step by step would touch twice as much new memory.
                self.batch.bytes.reserve(BATCH_BYTES);
            }
            self.batch.bytes.extend_from_slice(bytes);
        } else {
            self.keep_beginning(bytes);
        }
    }

    fn keep_beginning(&mut self, more: &[u8]) {
        let held = self.batch.bytes.len() - self.open.start;
        let missing = KEPT_OF_TOO_LONG.saturating_sub(held).min(more.len());
        self.batch.bytes.extend_from_slice(&more[..missing]);
        self.batch.bytes.truncate(self.open.start + held.min(KEPT_OF_TOO_LONG) + missing);
        if held > BATCH_BYTES {
            self.batch.bytes.shrink_to(BATCH_BYTES);
        }
    }

    /// How long a record may be.
    pub(super) fn limit(&self) -> u64 {
        self.limit
    }

    /// Whether the open record holds nothing but white space.
    pub(super) fn is_blank(&self) -> bool {
        let held = &self.batch.bytes[self.open.start..];
        held.len() as u64 == self.open.size && held.iter().all(u8::is_ascii_whitespace)
    }

    /// The bytes of the open record; of one that is too long, the beginning.
    pub(super) fn held(&self) -> &[u8] {
        &self.batch.bytes[self.open.start..]
    }

    /// The open record is broken, and was taken for longer than it is: it ends with its first line. Gives back what stands behind that, to be
    /// read again; none where the record is one line, or too long to be held.
    pub(super) fn break_at_line(&mut self, fault: &Fault, meant: &Form) -> Result<Option<Vec<u8>>, Stopped> {
        let held = self.held();
        let Some(line) = memchr::memchr(b'\n', held).filter(|_| held.len() as u64 == self.open.size) else {
            return Ok(None);
        };
        let rest = held[line + 1..].to_vec();
        self.batch.bytes.truncate(self.open.start + line);
        self.open.size = line as u64;
        self.position = self.open.offset + line as u64;
        self.finish_broken(fault.clone(), meant.clone())?;
        self.skip(1);
        Ok(Some(rest))
    }

    /// Adds a record whose bytes, so many, stand elsewhere.
    #[cfg(feature = "parquet")]
    pub(super) fn add(&mut self, form: Form, offset: u64, size: u64) -> Result<(), Stopped> {
        self.open.offset = offset;
        let elsewhere = usize::try_from(size).unwrap_or(usize::MAX);
        self.finish_with(form, None, size, elsewhere)
    }

    /// Forgets the open record.
    pub(super) fn discard(&mut self) {
        self.batch.bytes.truncate(self.open.start);
        self.open_next();
    }

    /// The open record is complete.
    pub(super) fn finish(&mut self, form: Form) -> Result<(), Stopped> {
        self.finish_with(form, None, self.open.size, 0)
    }

    /// The open record is complete, and broken; whole, it would be read as `meant`.
    pub(super) fn finish_broken(&mut self, fault: Fault, meant: Form) -> Result<(), Stopped> {
        self.finish_with(Form::Broken(fault), Some(meant), self.open.size, 0)
    }

    fn finish_with(&mut self, form: Form, meant: Option<Form>, size: u64, elsewhere: usize) -> Result<(), Stopped> {
        let origin = Origin { path: Arc::clone(&self.path), number: self.number + 1, offset: self.open.offset };
        self.push(origin, (form, meant), self.charset.get(), (size, elsewhere))
    }

    /// Adds a record that was read before: its place is the one that it had then.
    pub(super) fn add_again(&mut self, record: Again) -> Result<(), Stopped> {
        let Again { origin, form, meant, charset, mut bytes, size } = record;
        if size > self.limit {
            bytes.truncate(KEPT_OF_TOO_LONG);
        }
        self.batch.bytes.extend_from_slice(&bytes);
        self.push(origin, (form, meant), charset, (size, 0))
    }

    /// Adds a record, of so many bytes, of which so many stand elsewhere.
    fn push(
        &mut self,
        origin: Origin,
        (form, meant): (Form, Option<Form>),
        charset: Option<&'static str>,
        (size, elsewhere): (u64, usize),
    ) -> Result<(), Stopped> {
        self.number += 1;
        match self.track.record(&self.batch.bytes[self.open.start..], size) {
            Turn::Take => {}
            Turn::PassOver => {
                self.discard();
                return Ok(());
            }
            Turn::Changed => return Err(Stopped),
        }
        let ordinal = self.track.ordinal();
        let (form, meant) = match form {
            Form::Broken(fault) => (Form::Broken(fault), meant),
            form if size > self.limit => (Form::Broken(Fault::TooLong { size, limit: self.limit }), Some(form)),
            form => (form, None),
        };
        let (range, meant) = (self.open.start..self.batch.bytes.len(), meant.map(Box::new));
        self.batch.records.push(Record { origin, form, size, charset, ordinal, meant, range });
        self.batch.elsewhere = self.batch.elsewhere.saturating_add(elsewhere);
        self.open_next();
        let bytes = self.batch.bytes.len().saturating_add(self.batch.elsewhere);
        let full = self.batch.records.len() >= BATCH_RECORDS || bytes >= BATCH_BYTES;
        if full { self.flush() } else { Ok(()) }
    }

    fn open_next(&mut self) {
        self.open = OpenRecord { start: self.batch.bytes.len(), offset: self.position, size: 0 };
    }

    /// Sends what is complete. Called where reading may have to wait for whoever writes the input; an open record stays.
    pub(super) fn flush(&mut self) -> Result<(), Stopped> {
        if self.batch.records.is_empty() {
            return Ok(());
        }
        self.kept.extend_from_slice(&self.batch.bytes[self.open.start..]);
        self.batch.bytes.truncate(self.open.start);
        self.open.start = 0;
        self.batch.end = self.track.position();
        let sent = (self.send)(&mut self.batch);
        self.batch.clear();
        self.batch.bytes.append(&mut self.kept);
        self.kept.shrink_to(BATCH_BYTES);
        sent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collected(limit: u64, fill: impl FnOnce(&mut Collector<'_>)) -> Vec<Batch> {
        let mut batches = Vec::new();
        let mut send = |batch: &mut Batch| {
            batches.push(std::mem::take(batch));
            Ok(())
        };
        let mut collector = Collector::new(limit, Track::new(None, None), &mut send);
        collector.start_input("in");
        fill(&mut collector);
        collector.flush().unwrap();
        batches
    }

    #[test]
    fn an_open_record_outlives_a_flush() {
        let batches = collected(100, |out| {
            out.extend(b"one");
            out.finish(Form::Text).unwrap();
            out.skip(1);
            out.extend(b"tw");
            out.flush().unwrap();
            out.extend(b"o");
            out.finish(Form::Text).unwrap();
        });
        let texts: Vec<_> = batches.iter().map(|batch| batch.bytes(&batch.records()[0])).collect();
        assert_eq!(texts, [b"one", b"two"]);
        let second = &batches[1].records()[0].origin;
        assert_eq!((second.number, second.offset), (2, 4));
    }

    #[test]
    fn of_a_record_past_the_limit_the_beginning_is_kept() {
        let batches = collected(2000, |out| {
            out.extend(b"before");
            out.finish(Form::Text).unwrap();
            for _ in 0..5000 {
                out.extend(b"0123456789");
            }
            out.finish(Form::Text).unwrap();
            out.extend(b"behind");
            out.finish(Form::Text).unwrap();
        });
        let batch = &batches[0];
        let [before, long, behind] = batch.records() else { panic!("three records: {batch:?}") };
        assert_eq!(batch.bytes(before), b"before");
        assert_eq!(batch.bytes(behind), b"behind");
        assert_eq!(behind.origin.offset, 50_006);
        assert_eq!(long.form, Form::Broken(Fault::TooLong { size: 50_000, limit: 2000 }));
        assert_eq!(batch.bytes(long).len(), KEPT_OF_TOO_LONG);
        assert!(batch.bytes(long).starts_with(b"01234567890"));
        assert!(batch.bad(long, Fault::CutShort).truncated);
        assert!(!batch.bad(before, Fault::CutShort).truncated);
    }
}
