//! A batch of documents, whatever types their columns have.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray, RecordBatch};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType};
use newstag::document::{Document, Source};
use newstag::read::{document_date, language};
use newstag::span::MAX_TEXT_BYTES;
use std::borrow::Cow;

/// The places of the columns in which the parts of a document stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    pub(super) text: usize,
    pub(super) id: Option<usize>,
    pub(super) title: Option<usize>,
    pub(super) date: Option<usize>,
    pub(super) lang: Option<usize>,
    pub(super) reason: Option<usize>,
}

/// The documents of a batch.
pub(super) struct Documents<'b> {
    batch: &'b RecordBatch,
    /// How many rows stand ahead of the batch.
    first: u64,
    text: Strings,
    id: Option<Strings>,
    title: Option<Strings>,
    date: Option<Strings>,
    lang: Option<Strings>,
    reason: Option<Strings>,
}

impl<'b> Documents<'b> {
    pub(super) fn of(batch: &'b RecordBatch, columns: Columns, first: u64) -> Result<Self, ArrowError> {
        let strings = |at: Option<usize>| at.map(|at| Strings::of(batch.column(at))).transpose();
        Ok(Self {
            batch,
            first,
            text: Strings::of(batch.column(columns.text))?,
            id: strings(columns.id)?,
            title: strings(columns.title)?,
            date: strings(columns.date)?,
            lang: strings(columns.lang)?,
            reason: strings(columns.reason)?,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.batch.num_rows()
    }

    pub(super) fn batch(&self) -> &RecordBatch {
        self.batch
    }

    /// The place of a row in the whole table, from 0.
    pub(super) fn number(&self, row: usize) -> u64 {
        self.first + row as u64
    }

    /// The bytes of a row's text.
    pub(super) fn bytes(&self, row: usize) -> usize {
        self.text.get(row).map_or(0, <[u8]>::len)
    }

    /// The bytes of all texts.
    pub(super) fn all_bytes(&self) -> usize {
        (0..self.len()).map(|row| self.bytes(row)).sum()
    }

    /// The document in a row, or why there is none.
    pub(super) fn document(&self, row: usize) -> Result<Document<'_>, String> {
        if let Some(reason) = part("reason", self.reason.as_ref(), row)? {
            return Err(reason.to_owned());
        }
        let text = part("text", Some(&self.text), row)?.ok_or("text: null; expected text")?;
        let date = part("date", self.date.as_ref(), row)?.map(|date| (date, document_date(date)));
        let date = match date {
            Some((date, Err(error))) => return Err(format!("date: {date:?}: {error}")),
            Some((_, Ok(date))) => date,
            None => None,
        };
        let lang = part("lang", self.lang.as_ref(), row)?.filter(|lang| !lang.is_empty());
        Ok(Document {
            id: self.id(row)?,
            source: Source { path: "-", record: self.number(row) + 1 },
            title: part("title", self.title.as_ref(), row)?.map(Cow::Borrowed),
            date,
            lang: lang.or_else(|| language(text)).map(Cow::Borrowed),
            text: Cow::Borrowed(text),
            ..Document::default()
        })
    }

    /// A document without an id is called by its row, as one from standard input.
    pub(super) fn id(&self, row: usize) -> Result<Cow<'_, str>, String> {
        let id = part("id", self.id.as_ref(), row)?;
        Ok(id.map_or_else(|| Cow::Owned(format!("-#{}", self.number(row) + 1)), Cow::Borrowed))
    }
}

/// A part of a document: checked, since what comes from other programs may call itself UTF-8 and not be it.
fn part<'s>(name: &str, strings: Option<&'s Strings>, row: usize) -> Result<Option<&'s str>, String> {
    let Some(bytes) = strings.and_then(|strings| strings.get(row)) else { return Ok(None) };
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(format!("{name}: {} bytes long, and the limit is {MAX_TEXT_BYTES} bytes", bytes.len()));
    }
    let text = str::from_utf8(bytes);
    text.map(Some).map_err(|error| {
        format!("{name}: not UTF-8: byte {} (counting from 0) is the first that is wrong", error.valid_up_to())
    })
}

/// A column of strings, as bytes: that they are UTF-8 nobody has checked.
#[derive(Debug)]
pub(super) enum Strings {
    Small(BinaryArray),
    Large(LargeBinaryArray),
    View(BinaryViewArray),
}

impl Strings {
    fn of(column: &ArrayRef) -> Result<Self, ArrowError> {
        Ok(match column.data_type() {
            DataType::Utf8 => Self::Small(column.as_string::<i32>().clone().into()),
            DataType::LargeUtf8 => Self::Large(column.as_string::<i64>().clone().into()),
            DataType::Utf8View => Self::View(column.as_string_view().clone().to_binary_view()),
            DataType::Binary => Self::Small(column.as_binary::<i32>().clone()),
            DataType::LargeBinary => Self::Large(column.as_binary::<i64>().clone()),
            DataType::BinaryView => Self::View(column.as_binary_view().clone()),
            // Dictionaries of strings, and the numbers, dates and times that ids and dates may be.
            _ => Self::Small(cast(column, &DataType::Utf8)?.as_string::<i32>().clone().into()),
        })
    }

    fn get(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Small(strings) => strings.is_valid(row).then(|| strings.value(row)),
            Self::Large(strings) => strings.is_valid(row).then(|| strings.value(row)),
            Self::View(strings) => strings.is_valid(row).then(|| strings.value(row)),
        }
    }
}

/// Whether a column of this type may hold the text of documents.
pub(super) fn is_text(of: &DataType) -> bool {
    match of {
        DataType::Dictionary(_, values) => is_text(values),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::Null => true,
        _ => false,
    }
}
