//! The header of a table: what its columns are called and what stands between cells.

use super::row::Cells;
use crate::read::bad::Fault;
use crate::read::object::FieldNames;

/// What may stand between cells, where nobody says it; of those that are equally frequent in the header the first.
const DELIMITERS: [u8; 4] = *b"\t;|,";

/// The header of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct TableHeader {
    columns: Vec<String>,
    delimiter: u8,
}

impl TableHeader {
    /// Reads a header, which holds the column of the text.
    pub(super) fn new(line: &str, delimiter: u8, names: &FieldNames) -> Result<Self, Fault> {
        Self::of_line(line, delimiter).checked(names)
    }

    /// The header with these columns, which holds the column of the text.
    pub(in crate::read) fn of_columns(columns: Vec<String>, delimiter: u8, names: &FieldNames) -> Result<Self, Fault> {
        Self { columns, delimiter }.checked(names)
    }

    fn checked(self, names: &FieldNames) -> Result<Self, Fault> {
        for (_, name) in names.parts() {
            if self.columns.iter().filter(|column| *column == name).count() > 1 {
                return Err(Fault::ColumnTwice { column: name.to_owned() });
            }
        }
        match self.find(&names.text) {
            Some(_) => Ok(self),
            None => Err(Fault::NoText { field: names.text.clone(), present: self.present() }),
        }
    }

    fn of_line(line: &str, delimiter: u8) -> Self {
        let columns = Cells::new(line, delimiter).iter().map(|cell| cell.trim().to_owned()).collect();
        Self { columns, delimiter }
    }

    /// What the columns are called.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// How many columns there are.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    /// What stands between cells.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The place of the column with a name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The columns that there are, as a sentence.
    fn present(&self) -> String {
        const SHOWN: usize = 12;
        let shown = |column: &String| format!("{:?}", column.chars().take(40).collect::<String>());
        let mut columns: Vec<String> = self.columns.iter().take(SHOWN).map(shown).collect();
        if self.columns.len() > SHOWN {
            columns.push("…".to_owned());
        }
        format!("the columns of the table are {}", columns.join(", "))
    }
}

/// The delimiter that a header has most of, outside of quotes.
pub(super) fn delimiter_of(line: &[u8]) -> u8 {
    let mut counts = DELIMITERS.map(|delimiter| (0_usize, delimiter));
    let mut in_quotes = false;
    for &byte in line {
        in_quotes ^= byte == b'"';
        if let Some((count, _)) = counts.iter_mut().find(|(_, delimiter)| *delimiter == byte).filter(|_| !in_quotes) {
            *count += 1;
        }
    }
    // Of equals the last is the greatest.
    counts.iter().rev().max_by_key(|(count, _)| *count).map_or(DELIMITERS[0], |(_, delimiter)| *delimiter)
}

/// Whether a line is the header of a table with a column for the text and others; then what stands between its cells.
pub(in crate::read) fn is_header(line: &[u8], text_field: &str) -> Option<u8> {
    let line = str::from_utf8(line).ok()?;
    let delimiter = delimiter_of(line.as_bytes());
    let header = TableHeader::of_line(line, delimiter);
    (header.len() > 1 && header.find(text_field).is_some()).then_some(delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_most_frequent() {
        for (line, delimiter) in [
            ("id,text", b','),
            ("id;\"a,b,c\";text", b';'),
            ("id\ttext, more", b'\t'),
            ("a|b|c", b'|'),
            ("text", b'\t'),
        ] {
            assert_eq!(delimiter_of(line.as_bytes()), delimiter, "{line}");
        }
    }

    #[test]
    fn a_line_of_prose_is_no_header() {
        assert_eq!(is_header(b"id,text\r", "text"), Some(b','));
        assert_eq!(is_header(b"\"id\";\"text\"", "text"), Some(b';'));
        for line in ["The text, as it stands", "text", "", "id,body"] {
            assert_eq!(is_header(line.as_bytes(), "text"), None, "{line}");
        }
    }
}
