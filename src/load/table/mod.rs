//! CSV and TSV: a header, then one row a name; rows of one id are one entity.

mod columns;
mod row;
mod rows;

use super::error::{Fault, Problem};
use super::gather::Source;
use super::numbered::utf8;
use columns::Columns;
use csv::ByteRecord;
use row::{Row, Shown};
use std::io::{BufRead, Read};

pub(super) use rows::{Rows, cells, is_unclosed};

/// Reads a table whose cells are parted by `delimiter`.
pub(super) fn read(input: impl BufRead, delimiter: u8, source: &mut Source<'_, '_>) {
    let mut rows = Rows::new(input, delimiter);
    let mut record = ByteRecord::new();
    let Some(header) = next(&mut rows, &mut record, source) else { return };
    let columns = match Columns::of(cells(&record)) {
        Ok(columns) => columns,
        Err(fault) => return source.refuse(&Shown::new(&record, delimiter, header).whole(), fault),
    };
    while let Some(line) = next(&mut rows, &mut record, source) {
        read_row(&record, &columns, &Shown::new(&record, delimiter, line), source);
    }
}

/// Reads the next row and tells its line; none at the end of the source, or where it cannot be read further.
fn next<R: Read>(rows: &mut Rows<R>, record: &mut ByteRecord, source: &mut Source<'_, '_>) -> Option<u64> {
    rows.next(record).unwrap_or_else(|error| {
        source.refuse_file(Some(rows.position()), Problem::Read(error));
        None
    })
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
