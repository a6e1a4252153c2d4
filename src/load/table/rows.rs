//! The rows of a table, each with the line in which it begins.

use csv::{ByteRecord, Reader, ReaderBuilder, Terminator};
use std::io::{self, BufRead, Read};

/// Put behind every table as a row of its own. Where a quote is not closed it ends up in the last cell instead, which is how
/// we notice.
const END: &[u8] = b"\n\0newstag: end of the table\0\n";

/// Reads rows, whatever their length.
pub(in crate::load) struct Rows<R> {
    reader: Reader<R>,
}

impl<R: BufRead> Rows<io::Chain<R, &'static [u8]>> {
    /// The rows of a table whose cells are parted by `delimiter`.
    pub(in crate::load) fn new(input: R, delimiter: u8) -> Self {
        // Records end with \n alone, and `cells` takes the \r of \r\n off: the parser would count lines wrongly else.
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .terminator(Terminator::Any(b'\n'))
            .has_headers(false)
            .flexible(true)
            .from_reader(input.chain(END));
        Self { reader }
    }
}

impl<R: Read> Rows<R> {
    /// Reads the next row that holds anything and tells its line; none at the end of the table.
    pub(in crate::load) fn next(&mut self, record: &mut ByteRecord) -> io::Result<Option<u64>> {
        loop {
            match self.reader.read_byte_record(record) {
                Ok(true) if record.get(0) == Some(END.trim_ascii()) => return Ok(None),
                Ok(true) if cells(record).all(<[u8]>::is_empty) => {}
                Ok(true) => return Ok(Some(self.line(record))),
                Ok(false) => return Ok(None),
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// The line that the reader has come to.
    pub(in crate::load) fn position(&self) -> u64 {
        self.reader.position().line()
    }

    /// The line in which the record that was just read begins. The position that the record carries lies before any blank lines
    /// ahead of it; counted back from its end, these do not matter.
    fn line(&self, record: &ByteRecord) -> u64 {
        let within: usize = record.iter().map(|cell| bytecount::count(cell, b'\n')).sum();
        let end = usize::from(!is_unclosed(record));
        self.position().saturating_sub((within + end) as u64)
    }
}

/// The cells without white space around them.
pub(in crate::load) fn cells(record: &ByteRecord) -> impl Iterator<Item = &[u8]> {
    record.iter().map(|cell| cell.strip_suffix(END).unwrap_or(cell).trim_ascii())
}

/// Whether the rest of the table ended up in the last cell.
pub(in crate::load) fn is_unclosed(record: &ByteRecord) -> bool {
    record.iter().next_back().is_some_and(|cell| cell.ends_with(END))
}
