//! Cuts a table into its rows.
//!
//! A quote that is never closed would swallow all rows behind it. So quotes are held to the rules: what stands behind the quote that ends a
//! cell is a delimiter or a line end. Where it is not, or the input ends first, the row ends with its first line, is bad, and the rest is read
//! again.

use super::header::{TableHeader, delimiter_of};
use crate::read::bad::Fault;
use crate::read::batch::{Collector, Form};
use crate::read::halt::{Halt, chunk, peek};
use crate::read::object::FieldNames;
use std::io::{BufRead, Cursor, Read};
use std::sync::Arc;

/// A longer header is none.
const LONGEST_HEADER: usize = 1 << 20;

/// Takes the header, then each row as a record.
pub(in crate::read) fn split(
    input: &mut dyn BufRead,
    delimiter: Option<u8>,
    names: &FieldNames,
    out: &mut Collector<'_>,
) -> Result<(), Halt> {
    let mut beginning = peek(input, |seen| seen.len() > LONGEST_HEADER || header_end(seen).is_some());
    let blank = beginning.iter().take_while(|byte| byte.is_ascii_whitespace() && **byte != b'\t').count();
    beginning.drain(..blank);
    out.skip(blank);
    let end = match header_end(&beginning) {
        Some(end) => end,
        None => whole_header(&beginning, input, out)?,
    };
    if beginning.is_empty() {
        return Ok(());
    }
    let header = match header(&beginning[..end], delimiter, names) {
        Ok(header) => Arc::new(header),
        Err(fault) => {
            out.extend(&beginning[..end]);
            return Ok(out.finish(Form::Broken(fault))?);
        }
    };
    let behind = (end + 1).min(beginning.len());
    out.skip(behind);
    let scanner = Scanner { delimiter: header.delimiter(), state: State::Start };
    let mut input = Cursor::new(beginning.split_off(behind)).chain(input);
    Cutter { scanner, form: Form::TableRow(header), again: Vec::new() }.cut(&mut input, out)
}

/// A header that no line end closes goes to the end of the input; one that cannot be read on is lost.
fn whole_header(beginning: &[u8], input: &mut dyn BufRead, out: &mut Collector<'_>) -> Result<usize, Halt> {
    if let Err(halt) = chunk(input) {
        out.extend(beginning);
        return Err(halt);
    }
    Ok(beginning.len())
}

/// The first line end behind something visible that is not in quotes.
fn header_end(bytes: &[u8]) -> Option<usize> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let mut in_quotes = false;
    let ends = |byte: &u8| {
        in_quotes ^= *byte == b'"';
        *byte == b'\n' && !in_quotes
    };
    bytes[start..].iter().position(ends).map(|end| start + end)
}

fn header(line: &[u8], delimiter: Option<u8>, names: &FieldNames) -> Result<TableHeader, Fault> {
    if line.len() > LONGEST_HEADER {
        return Err(Fault::EndlessHeader { limit: LONGEST_HEADER });
    }
    let text = str::from_utf8(line).map_err(|error| Fault::NotUtf8 { at: error.valid_up_to() })?;
    TableHeader::new(text, delimiter.unwrap_or_else(|| delimiter_of(line)), names)
}

/// Cuts what stands behind the header.
struct Cutter {
    scanner: Scanner,
    form: Form,
    /// What is read again, since a row was broken ahead of it.
    again: Vec<u8>,
}

impl Cutter {
    fn cut(&mut self, input: &mut dyn BufRead, out: &mut Collector<'_>) -> Result<(), Halt> {
        loop {
            let again = std::mem::take(&mut self.again);
            if !again.is_empty() {
                self.take(&again, out)?;
                continue;
            }
            let bytes = chunk(input)?;
            if bytes.is_empty() {
                self.end(out)?;
                if self.again.is_empty() {
                    return Ok(());
                }
                continue;
            }
            let all = bytes.len();
            self.take(bytes, out)?;
            input.consume(all);
            out.flush()?;
        }
    }

    /// Takes these bytes; where a row is broken, those behind it are left to be read again.
    fn take(&mut self, mut bytes: &[u8], out: &mut Collector<'_>) -> Result<(), Halt> {
        while !bytes.is_empty() {
            let step = self.scanner.step(bytes);
            let (Step::Inside(used) | Step::Row(used) | Step::Lost(used) | Step::Broken(used)) = step;
            out.extend(&bytes[..used]);
            bytes = &bytes[used..];
            match step {
                Step::Inside(_) => {}
                Step::Row(_) => self.finish(out)?,
                Step::Lost(_) => out.finish_broken(Fault::StrayQuote, self.form.clone())?,
                Step::Broken(_) => {
                    if let Some(mut rest) = self.broken(&Fault::StrayQuote, out)? {
                        rest.extend_from_slice(bytes);
                        self.again = rest;
                        return Ok(());
                    }
                }
            }
            if matches!(step, Step::Row(_) | Step::Lost(_)) {
                out.skip(1);
                bytes = &bytes[1..];
            }
        }
        Ok(())
    }

    fn finish(&self, out: &mut Collector<'_>) -> Result<(), Halt> {
        match out.held() {
            // A line without anything is no row.
            b"" | b"\r" => out.discard(),
            _ => out.finish(self.form.clone())?,
        }
        Ok(())
    }

    /// The open row is broken. Gives back what is to be read again; none where the row is to go on to the end of its line.
    fn broken(&mut self, fault: &Fault, out: &mut Collector<'_>) -> Result<Option<Vec<u8>>, Halt> {
        let rest = out.break_at_line(fault, &self.form)?;
        self.scanner.state = if rest.is_some() { State::Start } else { State::Lost };
        Ok(rest)
    }

    fn end(&mut self, out: &mut Collector<'_>) -> Result<(), Halt> {
        match self.scanner.state {
            State::Quoted => match self.broken(&Fault::UnclosedQuote, out)? {
                Some(rest) => self.again = rest,
                None => out.finish_broken(Fault::UnclosedQuote, self.form.clone())?,
            },
            State::Lost => out.finish_broken(Fault::StrayQuote, self.form.clone())?,
            State::Start | State::Plain | State::Quote | State::Return => self.finish(out)?,
        }
        // What is read again begins a row; where nothing is, this is not called twice with something open.
        self.scanner.state = State::Start;
        Ok(())
    }
}

/// Whether bytes that were cut before, and may have been changed since, are one row: what the cutter would not have cut.
pub(in crate::read) fn check_row(row: &[u8], header: &TableHeader) -> Result<(), Fault> {
    let mut scanner = Scanner { delimiter: header.delimiter(), state: State::Start };
    match scanner.step(row) {
        _ if row.is_empty() => Ok(()),
        Step::Inside(_) if scanner.state == State::Quoted => Err(Fault::UnclosedQuote),
        Step::Inside(_) => Ok(()),
        Step::Row(_) | Step::Lost(_) => Err(Fault::SeveralRows),
        Step::Broken(_) => Err(Fault::StrayQuote),
    }
}

/// What becomes of the next bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// So many belong to the open row, which goes on.
    Inside(usize),
    /// So many belong to the open row, and the line end behind them ends it.
    Row(usize),
    /// So many belong to the open row, which is broken, and the line end behind them ends it.
    Lost(usize),
    /// So many belong to the open row; what comes behind them must not stand there.
    Broken(usize),
}

/// Follows cells, quotes and line ends over the chunks of an input.
struct Scanner {
    delimiter: u8,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At the start of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// In a cell in quotes.
    Quoted,
    /// Behind a quote in such a cell: its end, or the first of two.
    Quote,
    /// Behind a `\r` that follows the end of a cell in quotes.
    Return,
    /// In a row that is broken.
    Lost,
}

impl Scanner {
    /// Looks at the next bytes, at least one.
    fn step(&mut self, bytes: &[u8]) -> Step {
        let mut at = 0;
        while at < bytes.len() {
            match self.state {
                State::Start if bytes[at] == b'"' => {
                    self.state = State::Quoted;
                    at += 1;
                }
                State::Start | State::Plain => match memchr::memchr2(self.delimiter, b'\n', &bytes[at..]) {
                    Some(len) if bytes[at + len] == b'\n' => return self.end(Step::Row(at + len)),
                    Some(len) => {
                        self.state = State::Start;
                        at += len + 1;
                    }
                    None => {
                        self.state = State::Plain;
                        return Step::Inside(bytes.len());
                    }
                },
                State::Quoted => match memchr::memchr(b'"', &bytes[at..]) {
                    Some(len) => {
                        self.state = State::Quote;
                        at += len + 1;
                    }
                    None => return Step::Inside(bytes.len()),
                },
                State::Quote | State::Return if bytes[at] == b'\n' => return self.end(Step::Row(at)),
                State::Quote => {
                    self.state = match bytes[at] {
                        b'"' => State::Quoted,
                        b'\r' => State::Return,
                        byte if byte == self.delimiter => State::Start,
                        _ => return Step::Broken(at),
                    };
                    at += 1;
                }
                State::Return => return Step::Broken(at),
                State::Lost => match memchr::memchr(b'\n', &bytes[at..]) {
                    Some(len) => return self.end(Step::Lost(at + len)),
                    None => return Step::Inside(bytes.len()),
                },
            }
        }
        Step::Inside(bytes.len())
    }

    fn end(&mut self, step: Step) -> Step {
        self.state = State::Start;
        step
    }
}

#[cfg(test)]
mod tests {
    use super::super::row::Cells;
    use super::*;
    use crate::read::batch::{Batch, Stopped};
    use crate::read::position::Track;
    use std::io::BufReader;

    /// The rows of `input` read in chunks of `size`, those that are broken with `!` ahead.
    fn rows(input: &str, size: usize) -> Vec<String> {
        let mut all = Vec::new();
        let mut send = |batch: &mut Batch| -> Result<(), Stopped> {
            for record in batch.records() {
                let text = str::from_utf8(batch.bytes(record)).unwrap();
                assert_eq!(&input[usize::try_from(record.origin.offset).unwrap()..][..text.len()], text);
                let mark = if matches!(record.form, Form::TableRow(_)) { "" } else { "!" };
                all.push(format!("{mark}{text}"));
            }
            Ok(())
        };
        let mut out = Collector::new(1 << 20, Track::new(None, None), &mut send);
        out.start_input("in");
        let mut input = BufReader::with_capacity(size, input.as_bytes().take(u64::MAX));
        assert!(split(&mut input, None, &FieldNames::default(), &mut out).is_ok());
        out.flush().unwrap();
        all
    }

    #[track_caller]
    fn check(input: &str, expected: &[&str]) {
        for size in [1, 2, 3, 7, 1000] {
            assert_eq!(rows(input, size), expected, "{input:?} in chunks of {size} bytes");
        }
    }

    #[test]
    fn rows_end_with_their_lines() {
        check("id,text\na,b\n\nc,d", &["a,b", "c,d"]);
        check("\n\r\nid;text\r\na;b\r\n", &["a;b\r"]);
        check("id,text\n", &[]);
        check("id,text", &[]);
        check("", &[]);
        check(" \n", &[]);
    }

    #[test]
    fn quotes_hold_delimiters_and_line_ends() {
        check("id,text\n1,\"a\n,\"\"b\"\"\r\n\"\n2,c\n", &["1,\"a\n,\"\"b\"\"\r\n\"", "2,c"]);
        check("\"i\nd\",text\r\n\"1\",\"a\"\r\n2,it's 5\" wide\n", &["\"1\",\"a\"\r", "2,it's 5\" wide"]);
        check("text,\"id\"\n\"\",\"\"", &["\"\",\"\""]);
    }

    #[test]
    fn a_broken_quote_hinders_no_other_row() {
        check("id,text\n1,\"never closed\n2,b\n3,c\n", &["!1,\"never closed", "2,b", "3,c"]);
        check("id,text\n1,\"open\n2,\"b\"\n3,c\n", &["!1,\"open", "2,\"b\"", "3,c"]);
        check("id,text\n1,\"say \"no\" now\"\n2,b\n", &["!1,\"say \"no\" now\"", "2,b"]);
        check("id,text\n1,\"a\"\rb\n2,b", &["!1,\"a\"\rb", "2,b"]);
        check("id,text\n1,\"open", &["!1,\"open"]);
        check("id,text\n1,\"a\" b", &["!1,\"a\" b"]);
    }

    #[test]
    fn a_header_that_does_not_do_is_the_only_record() {
        check("id,body\n1,a\n2,b\n", &["!id,body"]);
        check("text,text\n1,a\n", &["!text,text"]);
    }

    proptest::proptest! {
        /// Whatever the bytes: rows do not depend on how the input arrives, and nothing visible is lost.
        #[test]
        fn nothing_is_lost_and_chunks_do_not_matter(body in "[\",a\n\r]{0,40}", size in 1..9usize) {
            let input = format!("id,text\n{body}");
            let whole = rows(&input, 1000);
            proptest::prop_assert_eq!(&rows(&input, size), &whole);
            let solid = |text: &str| text.chars().filter(|c| !"\r\n!".contains(*c)).collect::<String>();
            proptest::prop_assert_eq!(solid(&whole.concat()), solid(&body));
        }

        /// What the csv crate writes is cut and read as the csv crate reads it.
        #[test]
        fn rows_are_those_of_the_csv_crate(cells in proptest::collection::vec(("[ab,\"\n\r耿;]{0,6}", "[ab,\"\n\r耿]{1,6}"), 1..8), size in 1..9usize) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["id", "text"]).unwrap();
            for (id, text) in &cells {
                writer.write_record([id, text]).unwrap();
            }
            let input = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<_> = rows(&input, size).iter().map(|row| {
                let cells = Cells::new(row, b',');
                (cells.get(0).to_owned(), cells.get(1).to_owned())
            }).collect();
            proptest::prop_assert_eq!(read, cells);
        }
    }
}
