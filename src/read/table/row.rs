//! The document that a row of a table is.

use super::TableHeader;
use crate::date::PartialDate;
use crate::document::{Document, Source};
use crate::read::bad::Fault;
use crate::read::batch::Origin;
use crate::read::date::document_date;
use crate::read::object::FieldNames;
use crate::read::select;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};
use std::borrow::Cow;

/// The document of a row.
pub(in crate::read) fn document<'a>(
    origin: &'a Origin,
    row: &str,
    header: &TableHeader,
    names: &FieldNames,
) -> Result<Document<'a>, Fault> {
    let cells = Cells::new(row, header.rows());
    if cells.len() != header.len() {
        return Err(Fault::Ragged { found: cells.len(), expected: header.len() });
    }
    let cell = |name: &str| header.find(name).map(|column| cells.get(column));
    let filled = |name: &str| cell(name).filter(|cell| !cell.is_empty()).map(|cell| Cow::Owned(cell.to_owned()));
    Ok(Document {
        id: filled(&names.id).unwrap_or_else(|| Cow::Owned(format!("{}#{}", origin.path, origin.number))),
        source: Source { path: &origin.path, record: origin.number },
        title: filled(&names.title),
        date: date(cell(&names.date).unwrap_or_default(), names)?,
        lang: filled(&names.lang),
        meta: select::object(names, |name| cell(name).map(|cell| Cow::Owned(select::string(cell)))),
        text: Cow::Owned(cell(&names.text).unwrap_or_default().to_owned()),
        ..Document::default()
    })
}

fn date(cell: &str, names: &FieldNames) -> Result<Option<PartialDate>, Fault> {
    let value = || cell.chars().take(60).collect();
    document_date(cell).map_err(|error| Fault::Date { field: names.date.clone(), value: value(), error })
}

/// The cells of a row, without the quotes around them.
pub(super) struct Cells {
    text: String,
    ends: Vec<usize>,
}

/// What reads the rows of one table. To make it costs more than to read a row.
#[derive(Clone, Debug)]
pub(super) struct RowReader {
    delimiter: u8,
    reader: Reader,
}

impl RowReader {
    /// One for cells with this byte between them.
    pub(super) fn new(delimiter: u8) -> Self {
        // Nowhere but at the end of the row: where a quoted cell holds a line end, that is no end of the row.
        let reader = ReaderBuilder::new().delimiter(delimiter).terminator(Terminator::Any(b'\n')).build();
        Self { delimiter, reader }
    }
}

/// Rows are read alike where the same stands between their cells.
impl PartialEq for RowReader {
    fn eq(&self, other: &Self) -> bool {
        self.delimiter == other.delimiter
    }
}

impl Eq for RowReader {}

impl Cells {
    /// Reads a row, which may end with the `\r` of its line end.
    pub(super) fn new(row: &str, rows: &RowReader) -> Self {
        let row = row.strip_suffix('\r').unwrap_or(row);
        let mut reader = rows.reader.clone();
        let mut bytes = vec![0; row.len()];
        let mut ends = vec![0; bytecount::count(row.as_bytes(), rows.delimiter) + 1];
        let (written, cells) = read(&mut reader, row.as_bytes(), &mut bytes, &mut ends);
        bytes.truncate(written);
        ends.truncate(cells);
        // Quotes and delimiters are ASCII: what is left without them is UTF-8 as before.
        let text = String::from_utf8(bytes).unwrap_or_default();
        Self { text, ends }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, column: usize) -> &str {
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..self.ends[column]).unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.get(column))
    }
}

/// Reads one row into buffers that are large enough; says how much of each is filled.
fn read(reader: &mut Reader, mut row: &[u8], bytes: &mut [u8], ends: &mut [usize]) -> (usize, usize) {
    let (mut written, mut cells) = (0, 0);
    loop {
        let (result, used, out, found) = reader.read_record(row, &mut bytes[written..], &mut ends[cells..]);
        (row, written, cells) = (&row[used..], written + out, cells + found);
        match result {
            // What is read with nothing to read is the end of the row.
            ReadRecordResult::InputEmpty => {}
            _ => return (written, cells),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(row: &str, expected: &[&str]) {
        assert_eq!(Cells::new(row, &RowReader::new(b',')).iter().collect::<Vec<_>>(), expected, "{row:?}");
    }

    #[test]
    fn cells_lose_their_quotes() {
        check("a,b\r", &["a", "b"]);
        check("\"a \"\"b\"\", c\n\nd\r\ne\",,\"\"", &["a \"b\", c\n\nd\r\ne", "", ""]);
        check("耿爽,\"耿\n爽\"", &["耿爽", "耿\n爽"]);
        check("5\" disk,it's", &["5\" disk", "it's"]);
        check(",", &["", ""]);
        check("a,b,", &["a", "b", ""]);
        check("#a,\\,b", &["#a", "\\", "b"]);
    }
}
