//! A record that cannot be tagged, and why.

use super::batch::{Form, Origin};
use super::date::DocumentDateError;
use super::html::PageFault;
use super::news::NewsFault;
use super::quarantine::QuarantineFault;
use super::warc::ArchiveFault;
use std::time::Duration;

/// A record that cannot be tagged: reported, counted, passed over.
#[derive(Clone, Debug)]
pub struct BadRecord {
    /// Where it was read.
    pub origin: Origin,
    /// What is wrong with it.
    pub fault: Fault,
    /// What it was read as, or would have been; none where it is no record, but what ended the reading of an input.
    pub form: Option<Form>,
    /// The charset of the input, where that is not UTF-8.
    pub charset: Option<&'static str>,
    /// The record itself, or its beginning.
    pub bytes: Vec<u8>,
    /// Whether `bytes` is but the beginning.
    pub truncated: bool,
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The bytes are no UTF-8.
    #[error("not UTF-8: byte {at} of the record (counting from 0) is the first that is wrong")]
    NotUtf8 {
        /// The first byte that is wrong, counting from the record's start.
        at: usize,
    },
    /// The bytes begin with the byte order mark of UTF-16.
    #[error("not UTF-8: it begins with the mark of UTF-16; convert it first: iconv -f UTF-16 -t UTF-8")]
    Utf16,
    /// The record is no JSON.
    #[error("not JSON: {message}")]
    Json {
        /// What serde_json says, with line and column.
        message: String,
    },
    /// The record is JSON, but no object.
    #[error("expected a JSON object such as {{\"id\": …, \"text\": …}}, found {found}")]
    NotAnObject {
        /// What it is.
        found: &'static str,
    },
    /// The field that holds the text is not there.
    #[error("the field \"{field}\", which should hold the text, is missing; {present} (--text-field names another)")]
    NoText {
        /// The field.
        field: String,
        /// The fields that are there, as a sentence.
        present: String,
    },
    /// A field holds something that it cannot hold.
    #[error("the field \"{field}\" should be {expected}, but it is {found}")]
    WrongType {
        /// The field.
        field: String,
        /// What it takes.
        expected: &'static str,
        /// What it holds.
        found: &'static str,
    },
    /// The date is none.
    #[error("the field \"{field}\" holds \"{value}\": {error}")]
    Date {
        /// The field.
        field: String,
        /// Its value, or the start of it.
        value: String,
        /// What was expected.
        error: DocumentDateError,
    },
    /// The bytes are not in the charset that the input is in.
    #[error(
        "not {charset}, which the input is in or was said to be in: behind {behind} stands what is no character of it (--charset names another)"
    )]
    Undecodable {
        /// The charset.
        charset: &'static str,
        /// The last characters ahead of the place, in quotes.
        behind: String,
    },
    /// A row has more or fewer cells than the header.
    #[error("the row has {found} cells, and the header has {expected}")]
    Ragged {
        /// How many the row has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A quote within a cell in quotes.
    #[error(
        "a quote stands in the middle of a cell in quotes: it should be doubled (\"\"), or a delimiter or a line end should follow it"
    )]
    StrayQuote,
    /// A cell in quotes that has no end.
    #[error("a quote is opened in this row and not closed before the input ends")]
    UnclosedQuote,
    /// A row that was mended, and holds a line end that is in no quotes.
    #[error("a line end that is not in quotes stands in this row: a record of a quarantine is one row")]
    SeveralRows,
    /// A table without a header.
    #[error("the header of the table does not end within {limit} bytes")]
    EndlessHeader {
        /// So much was looked at.
        limit: usize,
    },
    /// A column that is meant stands in the table twice.
    #[error("the table has two columns \"{column}\": which of them is meant?")]
    ColumnTwice {
        /// Its name.
        column: String,
    },
    /// A column holds something that it cannot hold.
    #[error("the column \"{column}\" should hold {expected}, but its type is {found}")]
    ColumnType {
        /// Its name.
        column: String,
        /// What is expected in it.
        expected: &'static str,
        /// Its type.
        found: String,
    },
    /// A column of bytes that are no text.
    #[error("the column \"{column}\" is not UTF-8 in this row: byte {at} (counting from 0) is the first that is wrong")]
    ColumnUtf8 {
        /// Its name.
        column: String,
        /// The first byte that is wrong.
        at: usize,
    },
    /// A format that can only be read from a file came through a pipe, or out of an archive.
    #[error("{format} cannot be read from a pipe or from within an archive: save it to a file and name that")]
    NeedsFile {
        /// What it is.
        format: &'static str,
    },
    /// Parquet, and the program was built without it.
    #[error(
        "this newstag was built without Parquet: build it with the feature parquet (cargo install newstag --features parquet)"
    )]
    NoParquet,
    /// A file that is not what it is said to be, or an entry of an archive that cannot be read.
    #[error("cannot read it as {format}: {message}")]
    Container {
        /// What it should be.
        format: &'static str,
        /// What is wrong.
        message: String,
    },
    /// The record is none that `newstag tag` wrote.
    #[error("not a record of newstag tag: {message}")]
    NotAnnotated {
        /// What is wrong with it.
        message: String,
    },
    /// The record carries no text.
    #[error("the record carries no text, which the format {format} needs: tag with --include-text, which keeps it")]
    TextNeeded {
        /// The format.
        format: &'static str,
    },
    /// The record carries no text, so that its offsets stay as they are.
    #[error(
        "the record carries no text, so that its offsets cannot be counted in another unit: tag with --include-text, or leave --offsets out"
    )]
    UnitNeedsText,
    /// The format of the results cannot take the document.
    #[error("{reason}")]
    Unwritable {
        /// Why.
        reason: String,
    },
    /// The record is longer than allowed.
    #[error("{size} bytes long, and the limit is {limit} bytes (--max-record-mib sets it)")]
    TooLong {
        /// Its length.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// The text or the title is longer than allowed.
    #[error("its {field} is {size} bytes long, and the limit is {limit} bytes (--max-text-mib sets it)")]
    TextTooLong {
        /// Which of the two.
        field: &'static str,
        /// Its length, in bytes of UTF-8.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// The brackets of a JSON object stand too deep in each other.
    #[error("its arrays and objects stand more than {limit} deep in each other, which no article needs")]
    TooDeep {
        /// How deep they may.
        limit: usize,
    },
    /// The document has more mentions than allowed.
    #[error("it has more than {limit} mentions, and that is the limit (--max-mentions sets it)")]
    TooManyMentions {
        /// The limit.
        limit: usize,
    },
    /// The document took longer than allowed.
    #[error("it was not tagged within {} seconds, and a document may take no longer (--max-seconds sets it)", limit.as_secs_f64())]
    TooSlow {
        /// The limit.
        limit: Duration,
    },
    /// The file ends in the middle of the record.
    #[error("the input ends in the middle of this record: was the file cut off?")]
    CutShort,
    /// The file ends before the array does.
    #[error("the input ends before the array is closed with `]`: was the file cut off?")]
    ArrayNotClosed,
    /// A web page cannot be tagged.
    #[error(transparent)]
    Page(#[from] PageFault),
    /// A record of a web archive cannot be tagged.
    #[error(transparent)]
    Archive(#[from] ArchiveFault),
    /// An item of NewsML-G2, NITF or ninjs cannot be tagged.
    #[error(transparent)]
    News(#[from] NewsFault),
    /// A line of a quarantine cannot be tagged again.
    #[error(transparent)]
    Quarantine(#[from] QuarantineFault),
    /// A file cannot be opened.
    #[error("cannot open it: {message}")]
    Open {
        /// What the system says.
        message: String,
    },
    /// A file cannot be read, or not decompressed, from here on.
    #[error("cannot read on from here, the rest of the input is lost: {message}")]
    Read {
        /// What the system or the decompressor says.
        message: String,
    },
}
