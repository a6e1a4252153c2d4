//! From inputs to batches of records: what the reading thread does.

use super::bad::Fault;
use super::batch::{Batch, Collector, Form, Stopped};
use super::cut::{PARQUET, split};
use super::format::Format;
use super::halt::Halt;
use super::inputs::{Input, Inputs};
use super::options::{ReadOptions, is_within};
use super::parquet;
use super::patient::Patient;
use super::position::{Changed, Track, Turn};
use super::walk::{Found, Links, PassedOver, walk};
use super::warc::{self, Members};
use super::zip::{self, Archive, Entry};
use crate::open;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, Read, Seek};
use std::path::{Path, PathBuf};

/// What was met while all inputs were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllRead {
    /// What was passed over.
    pub passed_over: PassedOver,
    /// How many records there are, whoever takes them.
    pub records: u64,
}

/// Why reading ends before all inputs are read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Ended {
    /// Nobody takes records any more.
    #[error("nobody takes records any more")]
    Stopped,
    /// The inputs are not those of the run that is to be gone on with.
    #[error(transparent)]
    Changed(Changed),
}

/// Reads all inputs and hands their records over, batch by batch.
///
/// `send` takes each batch, or looks at it in its place; the memory of what it leaves there is used for the next one. An input that
/// cannot be opened or read is a bad record in its place.
///
/// # Errors
///
/// [`Ended`] where `send` says so, and where [`ReadOptions::from`] is a place in other inputs.
pub fn read_all(
    inputs: &Inputs,
    options: &ReadOptions,
    send: &mut dyn FnMut(&mut Batch) -> Result<(), Stopped>,
) -> Result<AllRead, Ended> {
    read_while(&|| true, inputs, options, send)
}

/// The same, as long as somebody wants it: that is asked again and again while an input is silent.
///
/// # Errors
///
/// As of [`read_all`].
pub fn read_while(
    is_wanted: &(dyn Fn() -> bool + Sync),
    inputs: &Inputs,
    options: &ReadOptions,
    send: &mut dyn FnMut(&mut Batch) -> Result<(), Stopped>,
) -> Result<AllRead, Ended> {
    reading_of(is_wanted, options, send, |reading| reading.all(inputs))
}

/// Reads one input that is no file, and tells its records under the name `name`: standard input, or bytes from anywhere.
///
/// Its format is that of the options, else that of its beginning. What is read from a file's end, Parquet and zip archives, is a bad record.
///
/// # Errors
///
/// [`Ended`] where `send` says so, and where [`ReadOptions::from`] is a place in another input.
///
/// # Examples
///
/// ```
/// use newstag::read::{Batch, ReadOptions, read_stream};
///
/// let mut records = 0;
/// let mut count = |batch: &mut Batch| {
///     records += batch.records().len();
///     Ok(())
/// };
/// read_stream("-", &b"{\"text\": \"China\"}\n{\"text\": \"Georgia\"}\n"[..], &ReadOptions::default(), &mut count)?;
/// assert_eq!(records, 2);
/// # Ok::<(), newstag::read::Ended>(())
/// ```
pub fn read_stream(
    name: &str,
    input: impl Read + Send,
    options: &ReadOptions,
    send: &mut dyn FnMut(&mut Batch) -> Result<(), Stopped>,
) -> Result<AllRead, Ended> {
    reading_of(&|| true, options, send, |reading| {
        reading.stream(name, input, options.format).and_then(|()| reading.end())
    })
}

fn reading_of(
    is_wanted: &(dyn Fn() -> bool + Sync),
    options: &ReadOptions,
    send: &mut dyn FnMut(&mut Batch) -> Result<(), Stopped>,
    read: impl FnOnce(&mut Reading<'_>) -> Result<(), Stopped>,
) -> Result<AllRead, Ended> {
    let track = Track::new(options.from.clone(), options.shard);
    let out = Collector::new(options.max_record_bytes, track, send);
    let mut reading = Reading { is_wanted, options, out, passed: PassedOver::default(), linked: HashSet::new() };
    match read(&mut reading) {
        Ok(()) => Ok(AllRead { records: reading.out.track().position().records, passed_over: reading.passed }),
        Err(Stopped) => Err(reading.out.track().changed.take().map_or(Ended::Stopped, Ended::Changed)),
    }
}

struct Reading<'r> {
    is_wanted: &'r (dyn Fn() -> bool + Sync),
    options: &'r ReadOptions,
    out: Collector<'r>,
    passed: PassedOver,
    /// The files of folders whose links are followed, so that each is read once.
    linked: HashSet<PathBuf>,
}

type Opened<'r> = io::Result<Box<dyn BufRead + Send + 'r>>;

impl Reading<'_> {
    fn all(&mut self, inputs: &Inputs) -> Result<(), Stopped> {
        inputs.iter().try_for_each(|input| self.input(input))?;
        self.end()
    }

    fn end(&mut self) -> Result<(), Stopped> {
        match self.out.track().end() {
            Turn::Changed => Err(Stopped),
            Turn::Take | Turn::PassOver => self.out.flush(),
        }
    }

    /// Whether there is something in an input that is still to be read.
    fn begin(&mut self, path: &str) -> Result<bool, Stopped> {
        match self.out.track().begin_input(path, &mut self.passed.archive_records) {
            Turn::Take => Ok(true),
            Turn::PassOver => Ok(self.out.track().is_within()),
            Turn::Changed => Err(Stopped),
        }
    }

    fn input(&mut self, input: &Input) -> Result<(), Stopped> {
        match input {
            Input::Stdin => self.pipe("-", || Ok(io::stdin()), self.options.format),
            Input::File(path) => self.file(path, self.options.format.or_else(|| Format::of_name(path))),
            Input::Folder(path) => walk(path, self.options.links).try_for_each(|found| self.found(found)),
        }
    }

    fn stream(&mut self, name: &str, input: impl Read + Send, format: Option<Format>) -> Result<(), Stopped> {
        if self.begin(name)? { self.begun(name, input, format) } else { Ok(()) }
    }

    /// Reads what may keep silent for ever.
    fn pipe<R: Read>(
        &mut self,
        name: &str,
        open: impl FnOnce() -> io::Result<R> + Send + 'static,
        format: Option<Format>,
    ) -> Result<(), Stopped> {
        if !self.begin(name)? {
            return Ok(());
        }
        match Patient::open(open, self.is_wanted) {
            Ok(input) => self.begun(name, input, format),
            Err(error) => self.opened(name, Err(error), None),
        }
    }

    fn begun(&mut self, name: &str, input: impl Read + Send, format: Option<Format>) -> Result<(), Stopped> {
        match format {
            Some(Format::Warc) => self.web_archive(name, Box::new(input)),
            format => self.opened(name, open::decompressed_within(input, self.options.limits), format),
        }
    }

    fn found(&mut self, found: Found) -> Result<(), Stopped> {
        match found {
            Found::File(path) if is_within(&path, &self.options.own_scratch) => {}
            Found::File(path) if is_within(&path, &self.options.own_output) => self.passed.own_output.add(&path),
            Found::File(path) => match self.options.format.or_else(|| Format::of_name(&path)) {
                None if !zip::is_name(&path) => self.passed.other_names.add(&path),
                _ if self.is_known(&path) => self.passed.twice.add(&path),
                format => return self.file(&path, format),
            },
            Found::NoFile(path) => self.passed.no_files.add(&path),
            Found::Loop(path) => self.passed.loops.add(&path),
            Found::Unreadable(path, error) => {
                let name = shown(&path);
                if self.begin(&name)? {
                    return self.opened(&name, Err(error), None);
                }
            }
        }
        Ok(())
    }

    /// Whether a file was reached before, by its own name or by a link.
    fn is_known(&mut self, path: &Path) -> bool {
        let follows = self.options.links == Links::Follow;
        follows && path.canonicalize().is_ok_and(|file| !self.linked.insert(file))
    }

    fn file(&mut self, path: &Path, format: Option<Format>) -> Result<(), Stopped> {
        let name = shown(path);
        if path.metadata().is_ok_and(|kind| !kind.is_file()) {
            let path = path.to_owned();
            return self.pipe(&name, || File::open(path), format);
        }
        if !self.begin(&name)? {
            return Ok(());
        }
        match open_file(path) {
            Err(error) => self.opened(&name, Err(error), None),
            Ok((file, beginning)) if zip::BEGINNINGS.contains(&beginning.as_slice()) => self.archive(&name, file),
            Ok((file, beginning)) if format.map_or(beginning == PARQUET, |format| format == Format::Parquet) => {
                self.out.start_input(&name);
                let end = parquet::split(file, self.options, &mut self.out);
                self.ended(end)
            }
            Ok((file, _)) => self.begun(&name, file, format),
        }
    }

    /// A web archive is decompressed member by member: one that is damaged costs no other.
    fn web_archive(&mut self, path: &str, input: Box<dyn Read + Send + '_>) -> Result<(), Stopped> {
        self.out.start_input(path);
        let members =
            Members::of_file(input, self.options.limits).map_err(|error| Fault::Open { message: error.to_string() });
        let records = &mut self.passed.archive_records;
        match members.map(|members| warc::split(members, &mut self.out, records)) {
            Ok(cut) => self.ended(cut),
            Err(fault) => self.out.finish(Form::Broken(fault)),
        }
    }

    /// Reads all entries of an archive, as it would read the files of a folder.
    fn archive(&mut self, path: &str, file: File) -> Result<(), Stopped> {
        let bytes = file.metadata().map(|about| about.len()).unwrap_or_default();
        let mut archive = match Archive::open(file, bytes, self.options.limits) {
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

    fn entry(&mut self, archive: &mut Archive<File>, at: usize, path: &str) -> Result<(), Stopped> {
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

/// Opens a file and looks at its first bytes.
fn open_file(path: &Path) -> io::Result<(File, Vec<u8>)> {
    let mut file = File::open(path)?;
    let mut beginning = Vec::new();
    file.by_ref().take(PARQUET.len() as u64).read_to_end(&mut beginning)?;
    file.rewind()?;
    Ok((file, beginning))
}

/// A path with `/` between its parts.
fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}

#[cfg(test)]
mod tests {
    use super::super::charset::Charset;
    use super::super::parse::{ParseOptions, parse};
    use super::*;
    use encoding_rs::{Encoding, UTF_8};
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
        assert_eq!(read_all(&inputs, &options, &mut send), Err(Ended::Stopped));
        assert_eq!(batches, 1);
    }
}
