//! CSV and TSV: a header, then one row a name; rows of one id are one entity.

mod columns;
mod row;

use super::error::{Fault, Problem};
use super::gather::Source;
use super::numbered::utf8;
use columns::Columns;
use csv::{ByteRecord, Reader, ReaderBuilder, Terminator};
use row::{Row, Shown};
use std::io::{BufRead, Read};

/// Put behind every table as a row of its own. Where a quote is not closed it ends up in the last cell instead, which is how
/// we notice.
const END: &[u8] = b"\n\0newstag: end of the table\0\n";

/// Reads a table whose cells are parted by `delimiter`.
pub(super) fn read(input: impl BufRead, delimiter: u8, source: &mut Source<'_, '_>) {
    // Records end with \n alone, and `cells` takes the \r of \r\n off: the parser would count lines wrongly else.
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .terminator(Terminator::Any(b'\n'))
        .has_headers(false)
        .flexible(true)
        .from_reader(input.chain(END));
    let mut record = ByteRecord::new();
    let Some(header) = next(&mut reader, &mut record, source) else { return };
    let columns = match Columns::of(cells(&record)) {
        Ok(columns) => columns,
        Err(fault) => return source.refuse(&Shown::new(&record, delimiter, header).whole(), fault),
    };
    while let Some(line) = next(&mut reader, &mut record, source) {
        read_row(&record, &columns, &Shown::new(&record, delimiter, line), source);
    }
}

/// Reads the next row that holds anything and tells its line; none at the end of the source, or where it cannot be read further.
fn next<R: Read>(reader: &mut Reader<R>, record: &mut ByteRecord, source: &mut Source<'_, '_>) -> Option<u64> {
    loop {
        match reader.read_byte_record(record) {
            Ok(true) if record.get(0) == Some(END.trim_ascii()) => return None,
            Ok(true) if cells(record).all(<[u8]>::is_empty) => {}
            Ok(true) => return Some(line(reader, record)),
            Ok(false) => return None,
            Err(error) => {
                source.refuse_file(Some(reader.position().line()), Problem::Read(error.into()));
                return None;
            }
        }
    }
}

/// The line in which the record that was just read begins. The position that the record carries lies before any blank lines
/// ahead of it; counted back from its end, these do not matter.
fn line<R: Read>(reader: &Reader<R>, record: &ByteRecord) -> u64 {
    let within: usize = record.iter().map(|cell| bytecount::count(cell, b'\n')).sum();
    let end = usize::from(!is_unclosed(record));
    reader.position().line().saturating_sub((within + end) as u64)
}

/// The cells without white space around them.
fn cells(record: &ByteRecord) -> impl Iterator<Item = &[u8]> {
    record.iter().map(|cell| cell.strip_suffix(END).unwrap_or(cell).trim_ascii())
}

/// Whether the rest of the table ended up in the last cell.
fn is_unclosed(record: &ByteRecord) -> bool {
    record.iter().next_back().is_some_and(|cell| cell.ends_with(END))
}

fn read_row(record: &ByteRecord, columns: &Columns, shown: &Shown, source: &mut Source<'_, '_>) {
    if is_unclosed(record) {
        return source.refuse(&shown.cell(record.len() - 1), Fault::whole(Problem::UnclosedQuote));
    }
    if record.len() != columns.len() {
        let problem = Problem::Ragged { found: record.len(), expected: columns.len() };
        return source.refuse(&shown.whole(), Fault::whole(problem));
    }
    let mut row = Vec::with_capacity(record.len());
    for (index, cell) in cells(record).enumerate() {
        match utf8(cell) {
            Ok(cell) => row.push(cell),
            Err(problem) => {
                let field = Some(columns.name(index).to_owned());
                return source.refuse(&shown.cell(index), Fault { field, value: None, problem });
            }
        }
    }
    match Row::new(&row, columns).entity() {
        Ok(entity) => source.add(entity, &shown.cell(columns.kind)),
        Err(faults) => faults.into_iter().for_each(|(index, fault)| source.refuse(&shown.cell(index), fault)),
    }
}
