//! From inputs to batches of records: what the reading thread does.

use super::bad::Fault;
use super::batch::{Batch, Collector, Form, Stopped};
use super::format::{BYTE_ORDER_MARK, Format};
use super::inputs::{Input, Inputs};
use super::walk::{ArchiveRecords, Found, PassedOver, walk};
use super::warc::{self, Members};
use super::{json, jsonl, news, text};
use crate::open;
use std::fs::File;
use std::io::{self, BufRead, Cursor, Read};
use std::path::{Path, PathBuf};

/// So much of an input is looked at to find its format.
const BEGINNING: usize = 1 << 20;

/// How inputs are read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The format of all inputs; none: each input's own, by its name, else by its beginning.
    pub format: Option<Format>,
    /// A longer record is bad.
    pub max_record_bytes: u64,
    /// Files that this run writes to, as canonical paths: passed over in folders.
    pub own_output: Vec<PathBuf>,
}

/// Why cutting an input into records ends early.
pub(super) enum Halt {
    /// The input cannot be read on.
    Read(io::Error),
    /// Nobody takes records any more.
    Stopped,
}

impl From<Stopped> for Halt {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

/// Reads all inputs and hands their records over, batch by batch.
///
/// `send` takes each batch, or looks at it in its place; the memory of what it leaves there is used for the next one. An input that
/// cannot be opened or read is a bad record in its place.
///
/// # Errors
///
/// [`Stopped`] where `send` says so.
pub fn read_all(
    inputs: &Inputs,
    options: &ReadOptions,
    send: &mut dyn FnMut(&mut Batch) -> Result<(), Stopped>,
) -> Result<PassedOver, Stopped> {
    let out = Collector::new(options.max_record_bytes, send);
    let mut reading = Reading { options, out, passed: PassedOver::default() };
    for input in inputs.iter() {
        reading.input(input)?;
    }
    reading.out.flush()?;
    Ok(reading.passed)
}

struct Reading<'r> {
    options: &'r ReadOptions,
    out: Collector<'r>,
    passed: PassedOver,
}

type Opened = io::Result<Box<dyn BufRead + Send>>;

impl Reading<'_> {
    fn input(&mut self, input: &Input) -> Result<(), Stopped> {
        match input {
            Input::Stdin if self.options.format == Some(Format::Warc) => self.archive("-", Ok(Box::new(io::stdin()))),
            Input::Stdin => self.opened("-", open::decompressed(io::stdin()), self.options.format),
            Input::File(path) => self.file(path, self.options.format.or_else(|| Format::of_name(path))),
            Input::Folder(path) => walk(path).try_for_each(|found| self.found(found)),
        }
    }

    fn found(&mut self, found: Found) -> Result<(), Stopped> {
        match found {
            Found::File(path) if self.is_own_output(&path) => self.passed.own_output.add(&path),
            Found::File(path) => match self.options.format.or_else(|| Format::of_name(&path)) {
                None => self.passed.other_names.add(&path),
                format => return self.file(&path, format),
            },
            Found::NoFile(path) => self.passed.no_files.add(&path),
            Found::Unreadable(path, error) => return self.opened(&shown(&path), Err(error), None),
        }
        Ok(())
    }

    fn is_own_output(&self, path: &Path) -> bool {
        let same_name = |own: &&PathBuf| own.file_name() == path.file_name();
        self.options.own_output.iter().filter(same_name).any(|own| path.canonicalize().is_ok_and(|path| path == *own))
    }

    fn file(&mut self, path: &Path, format: Option<Format>) -> Result<(), Stopped> {
        match format {
            Some(Format::Warc) => self.archive(&shown(path), File::open(path).map(|file| Box::new(file) as _)),
            _ => self.opened(&shown(path), open::open(path), format),
        }
    }

    /// A web archive is decompressed member by member: one that is damaged costs no other.
    fn archive(&mut self, path: &str, input: io::Result<Box<dyn Read + Send>>) -> Result<(), Stopped> {
        self.out.start_input(path);
        let members = input.and_then(Members::of_file).map_err(|error| Fault::Open { message: error.to_string() });
        let records = &mut self.passed.archive_records;
        match members.map(|members| warc::split(members, &mut self.out, records)) {
            Ok(cut) => self.ended(cut),
            Err(fault) => self.out.finish(Form::Broken(fault)),
        }
    }

    fn opened(&mut self, path: &str, input: Opened, format: Option<Format>) -> Result<(), Stopped> {
        self.out.start_input(path);
        match input {
            Err(error) => self.out.finish(Form::Broken(Fault::Open { message: error.to_string() })),
            Ok(input) => {
                let cut = split(input, format, &mut self.out, &mut self.passed.archive_records);
                self.ended(cut)
            }
        }
    }

    fn ended(&mut self, cut: Result<(), Halt>) -> Result<(), Stopped> {
        match cut {
            Ok(()) => Ok(()),
            Err(Halt::Stopped) => Err(Stopped),
            Err(Halt::Read(error)) => self.out.finish(Form::Broken(Fault::Read { message: error.to_string() })),
        }
    }
}

/// A path with `/` between its parts.
fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}

fn split(
    mut input: Box<dyn BufRead + Send>,
    format: Option<Format>,
    out: &mut Collector<'_>,
    passed: &mut ArchiveRecords,
) -> Result<(), Halt> {
    let (format, mut beginning) = match format {
        Some(Format::Text) => return text::split(&mut input, Form::Text, out),
        Some(Format::Html) => return text::split(&mut input, Form::Html, out),
        Some(format) => (format, peek(&mut input, |seen| seen.len() >= BYTE_ORDER_MARK.len())?),
        None => guess(&mut input)?,
    };
    if format != Format::Text && beginning.starts_with(BYTE_ORDER_MARK) {
        beginning.drain(..BYTE_ORDER_MARK.len());
        out.skip(BYTE_ORDER_MARK.len());
    }
    let mut input = Cursor::new(beginning).chain(input);
    match format {
        Format::Text => text::split(&mut input, Form::Text, out),
        Format::JsonLines => jsonl::split(&mut input, out),
        Format::Json => json::split(&mut input, &Form::Json, out),
        Format::Ninjs => json::split(&mut input, &Form::Ninjs, out),
        Format::Html => text::split(&mut input, Form::Html, out),
        Format::Warc => warc::split(Members::Whole(Box::new(input)), out, passed),
        Format::NewsXml => news::split(&mut input, out),
    }
}

fn guess(input: &mut dyn BufRead) -> Result<(Format, Vec<u8>), Halt> {
    let beginning = peek(input, |seen| seen.len() >= BEGINNING || Format::of_beginning(seen).is_some())?;
    Ok((Format::of_all(&beginning, beginning.len() < BEGINNING), beginning))
}

/// Reads until `enough` is seen, or the end.
fn peek(input: &mut dyn BufRead, enough: impl Fn(&[u8]) -> bool) -> Result<Vec<u8>, Halt> {
    let mut seen = Vec::new();
    while !enough(&seen) {
        let bytes = chunk(input)?;
        if bytes.is_empty() {
            break;
        }
        seen.extend_from_slice(bytes);
        let used = bytes.len();
        input.consume(used);
    }
    Ok(seen)
}

/// The next bytes of an input; none at its end.
pub(super) fn chunk(input: &mut dyn BufRead) -> Result<&[u8], Halt> {
    while let Err(error) = input.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(Halt::Read(error));
        }
    }
    input.fill_buf().map_err(Halt::Read)
}

#[cfg(test)]
mod tests {
    use super::super::parse::{ParseOptions, parse};
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    /// What is read from one file: per record its place, and its text or what is wrong with it.
    fn read(name: &str, bytes: &[u8], format: Option<Format>) -> Vec<(u64, u64, String)> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let inputs = Inputs::from_arguments(&[path]).unwrap();
        let options = ReadOptions { format, max_record_bytes: 40, own_output: Vec::new() };
        let mut records = Vec::new();
        let mut send = |batch: &mut Batch| {
            for record in batch.records() {
                let text = match parse(batch, record, &ParseOptions::default()) {
                    Ok(document) => document.text.into_owned(),
                    Err(fault) => fault.to_string(),
                };
                records.push((record.origin.offset, record.size, text));
            }
            Ok(())
        };
        read_all(&inputs, &options, &mut send).unwrap();
        records
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// Whatever stands in a file, and whatever it is taken for: no panic, and records that lie in it one behind the other.
        #[test]
        fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..120), text in "[\\[{}\\],:\"\n ate\u{FEFF}]{0,60}") {
            for bytes in [bytes.as_slice(), text.as_bytes()] {
                for format in [None, Some(Format::Text), Some(Format::JsonLines), Some(Format::Json)] {
                    let mut end = 0;
                    for (offset, size, _) in read("in", bytes, format) {
                        prop_assert!(offset >= end, "{offset} lies in the record before it");
                        end = offset + size;
                    }
                    prop_assert!(end <= bytes.len() as u64);
                }
            }
        }
    }

    #[test]
    fn a_reader_that_is_stopped_stops() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.jsonl"), "{}\n".repeat(1000)).unwrap();
        let inputs = Inputs::from_arguments(&[folder.path().to_owned()]).unwrap();
        let options = ReadOptions { format: None, max_record_bytes: 40, own_output: Vec::new() };
        let mut batches = 0;
        let mut send = |_: &mut Batch| {
            batches += 1;
            Err(Stopped)
        };
        assert_eq!(read_all(&inputs, &options, &mut send), Err(Stopped));
        assert_eq!(batches, 1);
    }
}
