//! From inputs to batches of records: what the reading thread does.

use super::bad::Fault;
use super::batch::{Batch, Collector, Form, Stopped};
use super::charset::Charset;
use super::decode::Decoded;
use super::format::{BYTE_ORDER_MARK, Format};
use super::inputs::{Input, Inputs};
use super::object::FieldNames;
use super::walk::{ArchiveRecords, Found, Links, PassedOver, walk};
use super::warc::{self, Members};
use super::zip::{Archive, Entry};
use super::{json, jsonl, news, parquet, quarantine, table, text, zip};
use crate::open::{self, Limits};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

/// So much of an input is looked at to find its format.
const BEGINNING: usize = 1 << 20;

/// What Parquet begins with.
const PARQUET: &[u8] = b"PAR1";

/// How inputs are read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The format of all inputs; none: each input's own, by its name, else by its beginning.
    pub format: Option<Format>,
    /// A longer record is bad.
    pub max_record_bytes: u64,
    /// Files that this run writes to, as canonical paths: passed over in folders.
    pub own_output: Vec<PathBuf>,
    /// The fields of structured input: a table without a column for the text is bad as a whole.
    pub fields: FieldNames,
    /// The charset of plain text, tables and JSON.
    pub charset: Charset,
    /// What stands between the cells of a table; none: a tab in TSV, else what the header has most of.
    pub delimiter: Option<u8>,
    /// What compressed input may grow to.
    pub limits: Limits,
    /// What becomes of symbolic links in folders.
    pub links: Links,
}

impl Default for ReadOptions {
    /// All by itself, records of up to 64 MiB.
    fn default() -> Self {
        Self {
            format: None,
            max_record_bytes: 64 << 20,
            own_output: Vec::new(),
            fields: FieldNames::default(),
            charset: Charset::default(),
            delimiter: None,
            limits: Limits::default(),
            links: Links::default(),
        }
    }
}

/// Why cutting an input into records ends early.
pub(super) enum Halt {
    /// The input cannot be read on.
    Read(io::Error),
    /// The input as a whole is no input.
    Broken(Fault),
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
    let mut reading = Reading { options, out, passed: PassedOver::default(), linked: HashSet::new() };
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
    /// The files of folders whose links are followed, so that each is read once.
    linked: HashSet<PathBuf>,
}

type Opened<'r> = io::Result<Box<dyn BufRead + Send + 'r>>;

impl Reading<'_> {
    fn input(&mut self, input: &Input) -> Result<(), Stopped> {
        match input {
            Input::Stdin if self.options.format == Some(Format::Warc) => {
                self.web_archive("-", Ok(Box::new(io::stdin())))
            }
            Input::Stdin => {
                let input = open::decompressed_within(io::stdin(), self.options.limits);
                self.opened("-", input, self.options.format)
            }
            Input::File(path) => self.file(path, self.options.format.or_else(|| Format::of_name(path))),
            Input::Folder(path) => walk(path, self.options.links).try_for_each(|found| self.found(found)),
        }
    }

    fn found(&mut self, found: Found) -> Result<(), Stopped> {
        match found {
            Found::File(path) if self.is_own_output(&path) => self.passed.own_output.add(&path),
            Found::File(path) => match self.options.format.or_else(|| Format::of_name(&path)) {
                None if !zip::is_name(&path) => self.passed.other_names.add(&path),
                _ if self.is_known(&path) => self.passed.twice.add(&path),
                format => return self.file(&path, format),
            },
            Found::NoFile(path) => self.passed.no_files.add(&path),
            Found::Loop(path) => self.passed.loops.add(&path),
            Found::Unreadable(path, error) => return self.opened(&shown(&path), Err(error), None),
        }
        Ok(())
    }

    /// Whether a file was reached before, by its own name or by a link.
    fn is_known(&mut self, path: &Path) -> bool {
        let follows = self.options.links == Links::Follow;
        follows && path.canonicalize().is_ok_and(|file| !self.linked.insert(file))
    }

    fn is_own_output(&self, path: &Path) -> bool {
        let same_name = |own: &&PathBuf| own.file_name() == path.file_name();
        self.options.own_output.iter().filter(same_name).any(|own| path.canonicalize().is_ok_and(|path| path == *own))
    }

    fn file(&mut self, path: &Path, format: Option<Format>) -> Result<(), Stopped> {
        let name = shown(path);
        match open_file(path) {
            Err(error) => self.opened(&name, Err(error), None),
            Ok((file, Some(beginning))) if zip::BEGINNINGS.contains(&beginning.as_slice()) => self.archive(&name, file),
            Ok((file, Some(beginning))) if format.map_or(beginning == PARQUET, |format| format == Format::Parquet) => {
                self.out.start_input(&name);
                let end = parquet::split(file, self.options, &mut self.out);
                self.ended(end)
            }
            Ok((file, _)) if format == Some(Format::Warc) => self.web_archive(&name, Ok(Box::new(file))),
            Ok((file, _)) => self.opened(&name, open::decompressed_within(file, self.options.limits), format),
        }
    }

    /// A web archive is decompressed member by member: one that is damaged costs no other.
    fn web_archive(&mut self, path: &str, input: io::Result<Box<dyn Read + Send>>) -> Result<(), Stopped> {
        self.out.start_input(path);
        let members = input.and_then(Members::of_file).map_err(|error| Fault::Open { message: error.to_string() });
        let records = &mut self.passed.archive_records;
        match members.map(|members| warc::split(members, &mut self.out, records)) {
            Ok(cut) => self.ended(cut),
            Err(fault) => self.out.finish(Form::Broken(fault)),
        }
    }

    /// Reads all entries of an archive, as it would read the files of a folder.
    fn archive(&mut self, path: &str, file: File) -> Result<(), Stopped> {
        let mut archive = match Archive::open(file, self.options.limits) {
            Ok(archive) => archive,
            Err(fault) => return self.broken(path, fault),
        };
        (0..archive.len()).try_for_each(|at| match archive.entry(at, path) {
            Entry::File(path) => self.entry(&mut archive, at, &path),
            Entry::Unreadable(path, fault) => self.broken(&path, fault),
            Entry::NoFile(path) => {
                self.passed.no_files.add(&path);
                Ok(())
            }
            Entry::Nothing => Ok(()),
        })
    }

    fn entry(&mut self, archive: &mut Archive, at: usize, path: &str) -> Result<(), Stopped> {
        let Some(format) = self.options.format.or_else(|| Format::of_name(Path::new(path))) else {
            self.passed.other_names.add(Path::new(path));
            return Ok(());
        };
        match archive.open_entry(at) {
            Ok(input) => self.opened(path, input, Some(format)),
            Err(fault) => self.broken(path, fault),
        }
    }

    fn opened(&mut self, path: &str, input: Opened<'_>, format: Option<Format>) -> Result<(), Stopped> {
        self.out.start_input(path);
        match input {
            Err(error) => self.out.finish(Form::Broken(Fault::Open { message: error.to_string() })),
            Ok(input) => {
                let end = split(input, format, self.options, &mut self.out, &mut self.passed.archive_records);
                self.ended(end)
            }
        }
    }

    fn broken(&mut self, path: &str, fault: Fault) -> Result<(), Stopped> {
        self.out.start_input(path);
        self.out.finish(Form::Broken(fault))
    }

    /// What stopped the reading of an input is its last record.
    fn ended(&mut self, end: Result<(), Halt>) -> Result<(), Stopped> {
        match end {
            Ok(()) => Ok(()),
            Err(Halt::Stopped) => Err(Stopped),
            Err(Halt::Broken(fault)) => self.out.finish(Form::Broken(fault)),
            Err(Halt::Read(error)) => self.out.finish(Form::Broken(Fault::Read { message: error.to_string() })),
        }
    }
}

/// Opens a file and looks at its first bytes. Those of a pipe are left alone: they could not be read again.
fn open_file(path: &Path) -> io::Result<(File, Option<Vec<u8>>)> {
    let mut file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Ok((file, None));
    }
    let mut beginning = Vec::new();
    file.by_ref().take(PARQUET.len() as u64).read_to_end(&mut beginning)?;
    file.rewind()?;
    Ok((file, Some(beginning)))
}

/// A path with `/` between its parts.
fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}

fn split(
    mut input: Box<dyn BufRead + Send + '_>,
    format: Option<Format>,
    options: &ReadOptions,
    out: &mut Collector<'_>,
    passed: &mut ArchiveRecords,
) -> Result<(), Halt> {
    let beginning = peek(&mut input, |seen| seen.len() >= PARQUET.len())?;
    needs_no_file(&beginning)?;
    let mut input = Cursor::new(beginning).chain(input);
    let (format, beginning) = match format {
        Some(Format::JsonLines) if options.format.is_none() => lines(&mut input)?,
        Some(format) => (format, peek(&mut input, |seen| seen.len() >= BYTE_ORDER_MARK.len())?),
        None => guess(&mut input, options)?,
    };
    match format {
        Format::Parquet => Err(Halt::Broken(Fault::NeedsFile { format: "Parquet" })),
        Format::Html | Format::Warc | Format::NewsXml => split_declared(beginning, input, format, out, passed),
        Format::Text
        | Format::JsonLines
        | Format::Json
        | Format::Ninjs
        | Format::Csv
        | Format::Tsv
        | Format::Quarantine => {
            let mut input = Decoded::new(beginning, input, options.charset, out.charset());
            split_decoded(&mut input, format, options, out)
        }
    }
}

/// Cuts what says itself in which charset it is.
fn split_declared<'i>(
    beginning: Vec<u8>,
    input: impl BufRead + Send + 'i,
    format: Format,
    out: &mut Collector<'_>,
    passed: &mut ArchiveRecords,
) -> Result<(), Halt> {
    let mark = if format != Format::Html && beginning.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    out.skip(mark);
    let mut input = Cursor::new(beginning[mark..].to_vec()).chain(input);
    match format {
        Format::Html => text::split(&mut input, Form::Html, out),
        Format::Warc => warc::split(Members::Whole(Box::new(input)), out, passed),
        _ => news::split(&mut input, out),
    }
}

/// Archives and Parquet are read from their ends.
fn needs_no_file(beginning: &[u8]) -> Result<(), Halt> {
    let begins = |start: &&[u8]| beginning.starts_with(start);
    let archive = zip::BEGINNINGS.iter().any(begins).then_some(zip::FORMAT);
    match archive.or_else(|| begins(&PARQUET).then_some("Parquet")) {
        Some(format) => Err(Halt::Broken(Fault::NeedsFile { format })),
        None => Ok(()),
    }
}

fn split_decoded(
    input: &mut dyn BufRead,
    format: Format,
    options: &ReadOptions,
    out: &mut Collector<'_>,
) -> Result<(), Halt> {
    if format == Format::Text {
        return text::split(input, Form::Text, out);
    }
    let mut beginning = peek(input, |seen| seen.len() >= BYTE_ORDER_MARK.len())?;
    if beginning.starts_with(BYTE_ORDER_MARK) {
        beginning.drain(..BYTE_ORDER_MARK.len());
        out.skip(BYTE_ORDER_MARK.len());
    }
    let mut input = Cursor::new(beginning).chain(input);
    match format {
        Format::Quarantine => quarantine::split(&mut input, options, out),
        Format::Json => json::split(&mut input, &Form::Json, out),
        Format::Ninjs => json::split(&mut input, &Form::Ninjs, out),
        Format::Csv => table::split(&mut input, options.delimiter, &options.fields, out),
        Format::Tsv => table::split(&mut input, options.delimiter.or(Some(b'\t')), &options.fields, out),
        _ => jsonl::split(&mut input, out),
    }
}

/// A name says JSON Lines; the first line says whether they are those of a quarantine.
fn lines(input: &mut dyn BufRead) -> Result<(Format, Vec<u8>), Halt> {
    let beginning = peek(input, |seen| seen.len() >= BEGINNING || memchr::memchr(b'\n', seen).is_some())?;
    Ok((Format::of_lines(&legible(&beginning)), beginning))
}

fn guess(input: &mut dyn BufRead, options: &ReadOptions) -> Result<(Format, Vec<u8>), Halt> {
    let text_field = &options.fields.text;
    let is_known = |seen: &[u8]| Format::of_beginning(&legible(seen), text_field).is_some();
    let beginning = peek(input, |seen| seen.len() >= BEGINNING || is_known(seen))?;
    Ok((Format::of_all(&legible(&beginning), beginning.len() < BEGINNING, text_field), beginning))
}

/// Bytes in which ASCII is ASCII: those of UTF-16 are not.
fn legible(bytes: &[u8]) -> Cow<'_, [u8]> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding != UTF_8 => {
            Cow::Owned(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned().into_bytes())
        }
        _ => Cow::Borrowed(bytes),
    }
}

/// Reads until `enough` is seen, or the end.
pub(super) fn peek(input: &mut dyn BufRead, enough: impl Fn(&[u8]) -> bool) -> Result<Vec<u8>, Halt> {
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
    fn read(bytes: &[u8], format: Option<Format>, charset: Charset) -> Vec<(u64, u64, String)> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("in");
        fs::write(&path, bytes).unwrap();
        let inputs = Inputs::from_arguments(&[path]).unwrap();
        let options = ReadOptions { format, charset, max_record_bytes: 40, ..ReadOptions::default() };
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
                for format in [None, Some(Format::Text), Some(Format::JsonLines), Some(Format::Json), Some(Format::Csv), Some(Format::Tsv)] {
                    let mut ends = Vec::new();
                    for charset in [Charset::Auto, Charset::Named(UTF_8)] {
                        let mut end = 0;
                        for (offset, size, _) in read(bytes, format, charset) {
                            prop_assert!(offset >= end, "{offset} lies in the record before it");
                            end = offset + size;
                        }
                        ends.push(end);
                    }
                    // Decoded, a text may be longer.
                    let is_marked = Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
                    prop_assert!(is_marked || ends[1] <= bytes.len() as u64);
                }
            }
        }
    }

    #[test]
    fn a_reader_that_is_stopped_stops() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.jsonl"), "{}\n".repeat(1000)).unwrap();
        let inputs = Inputs::from_arguments(&[folder.path().to_owned()]).unwrap();
        let options = ReadOptions { max_record_bytes: 40, ..ReadOptions::default() };
        let mut batches = 0;
        let mut send = |_: &mut Batch| {
            batches += 1;
            Err(Stopped)
        };
        assert_eq!(read_all(&inputs, &options, &mut send), Err(Stopped));
        assert_eq!(batches, 1);
    }
}
