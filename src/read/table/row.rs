//! The document that a row of a table is.

use super::TableHeader;
use crate::date::PartialDate;
use crate::document::{Document, Source};
use crate::read::bad::Fault;
use crate::read::batch::Origin;
use crate::read::date::document_date;
use crate::read::object::FieldNames;
use crate::read::select;
use std::borrow::Cow;

/// The document of a row.
pub(in crate::read) fn document<'a>(
    origin: &'a Origin,
    row: &str,
    header: &TableHeader,
    names: &FieldNames,
) -> Result<Document<'a>, Fault> {
    let cells = Cells::new(row, header.delimiter());
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

impl Cells {
    /// Reads a row, which may end with the `\r` of its line end.
    ///
    /// The `csv` crate reads them the same, and the tests compare the two; what it prepares for each row costs more than reading the row.
    pub(super) fn new(row: &str, delimiter: u8) -> Self {
        let mut rest = row.strip_suffix('\r').unwrap_or(row);
        let mut cells = Self { text: String::with_capacity(rest.len()), ends: Vec::new() };
        loop {
            if let Some(quoted) = rest.strip_prefix('"') {
                rest = cells.push_quoted(quoted);
            }
            let end = memchr::memchr(delimiter, rest.as_bytes());
            cells.text.push_str(&rest[..end.unwrap_or(rest.len())]);
            cells.ends.push(cells.text.len());
            match end {
                Some(end) => rest = &rest[end + 1..],
                None => return cells,
            }
        }
    }

    /// Adds what stands ahead of the closing quote, and returns what stands behind it. Two quotes within are one.
    fn push_quoted<'r>(&mut self, mut quoted: &'r str) -> &'r str {
        while let Some(quote) = memchr::memchr(b'"', quoted.as_bytes()) {
            self.text.push_str(&quoted[..quote]);
            let behind = &quoted[quote + 1..];
            let Some(goes_on) = behind.strip_prefix('"') else { return behind };
            self.text.push('"');
            quoted = goes_on;
        }
        self.text.push_str(quoted);
        ""
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(row: &str, expected: &[&str]) {
        assert_eq!(Cells::new(row, b',').iter().collect::<Vec<_>>(), expected, "{row:?}");
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
