//! Dictionary sources and compiled files: files in, a checked and merged [`Dictionary`] out.
//!
//! One format a file: `jsonl`, `table`, `lines`; `format` tells which it is, `checks` holds what they have in
//! common. docs/dictionary-format.md describes the formats for users.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod checks;
mod co_mentions;
mod compiled;
mod embedded;
mod error;
mod excerpt;
mod format;
mod gather;
mod given;
pub mod import;
mod jsonl;
mod lines;
mod map;
mod numbered;
mod origins;
mod table;

pub use co_mentions::{CoMentionLine, CoMentionsError, co_mentions};
pub use error::{Fault, LoadError, LoadErrors, Origin, Problem, quoted};
pub use excerpt::Excerpt;
pub use given::{Given, load_given, load_given_reporting};
pub use origins::Origins;

use crate::dictionary::Dictionary;
use crate::open;
use format::Format;
use gather::{Gatherer, Source};
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// What could be read of the sources of a dictionary.
#[derive(Debug)]
pub struct Loaded {
    /// The entities of all lines without a fault.
    pub dictionary: Dictionary,
    /// Where each of them stood first.
    pub origins: Origins,
}

/// Reads all sources into one dictionary.
///
/// # Errors
///
/// All that is wrong with them; no dictionary is made if anything is.
///
/// # Examples
///
/// ```
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("people.jsonl");
/// std::fs::write(&path, r#"{"id": "person/geng-shuang", "type": "person", "names": ["Geng Shuang", "耿爽"]}"#).unwrap();
///
/// let dictionary = newstag::load::load(&[path]).unwrap();
/// assert_eq!(dictionary.entities().next().unwrap().name(1).text(), "耿爽");
/// ```
pub fn load(sources: &[PathBuf]) -> Result<Dictionary, LoadErrors> {
    let mut errors = LoadErrors::default();
    let loaded = load_reporting(sources, &mut |error| errors.push(error));
    if errors.count() == 0 { Ok(loaded.dictionary) } else { Err(errors) }
}

/// Reads what can be read of all sources; `report` is given each fault as soon as it is found, in the order of sources and lines.
pub fn load_reporting(sources: &[PathBuf], report: &mut dyn FnMut(LoadError)) -> Loaded {
    let mut gatherer = Gatherer::new(report);
    if let [only] = sources
        && compiled::is_one(only)
    {
        // It is used as it is.
        match compiled::open(only) {
            Ok(dictionary) => return Loaded { dictionary, origins: Origins::default() },
            Err(problem) => gatherer.source(only).refuse_file(None, problem),
        }
        return gatherer.finish();
    }
    for path in sources {
        read_file(path, &mut gatherer.source(path));
    }
    gatherer.finish()
}

/// The dictionary that ships with the program.
///
/// # Errors
///
/// Where the program was built with one of another version, which a test forbids.
pub fn embedded() -> Result<Dictionary, LoadErrors> {
    let mut errors = LoadErrors::default();
    let mut report = |error| errors.push(error);
    let mut gatherer = Gatherer::new(&mut report);
    match embedded::open() {
        Ok(dictionary) => return Ok(dictionary),
        Err(problem) => gatherer.source(Path::new("the dictionary of the program")).refuse_file(None, problem),
    }
    gatherer.finish();
    Err(errors)
}

fn read_file(path: &Path, source: &mut Source<'_, '_>) {
    if path.is_dir() {
        return source.refuse_file(None, Problem::Folder);
    }
    if compiled::is_one(path) {
        return read_compiled(path, source);
    }
    let mut input = match open::open(path) {
        Ok(input) => input,
        Err(error) => return source.refuse_file(None, Problem::Open(error)),
    };
    match Format::of(path, &mut input) {
        Ok(Some(format)) => read_as(format, input, source),
        Ok(None) => source.refuse_file(None, Problem::UnknownFormat),
        Err(error) => source.refuse_file(None, Problem::Read(error)),
    }
}

fn read_compiled(path: &Path, source: &mut Source<'_, '_>) {
    match compiled::open(path) {
        Ok(dictionary) => dictionary.entities().for_each(|entity| source.add_whole(entity.to_entity())),
        Err(problem) => source.refuse_file(None, problem),
    }
}

fn read_as(format: Format, input: impl BufRead, source: &mut Source<'_, '_>) {
    match format {
        Format::JsonLines => jsonl::read(input, source),
        Format::Table { delimiter } => table::read(input, delimiter, source),
        Format::Lines => lines::read(input, source),
    }
}
