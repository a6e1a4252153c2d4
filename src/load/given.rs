//! What a program that uses the library gives: files, and entities that it has in memory.

use super::error::{LoadError, LoadErrors};
use super::gather::Gatherer;
use super::{Loaded, jsonl, load_reporting, read_file};
use crate::dictionary::Dictionary;
use std::path::PathBuf;

/// One source of a dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A file: a dictionary source or a compiled one.
    File(PathBuf),
    /// JSON Lines in memory.
    Lines {
        /// What messages call them, in the place of a file's path.
        name: PathBuf,
        /// An entity a line.
        lines: Vec<u8>,
    },
}

/// Reads all that was given into one dictionary, as [`load`](super::load) does with files.
///
/// # Errors
///
/// All that is wrong with it; no dictionary is made if anything is.
///
/// # Examples
///
/// ```
/// use newstag::load::{Given, load_given};
///
/// let lines = br#"{"id": "person/geng-shuang", "type": "person", "names": ["Geng Shuang"]}"#.to_vec();
/// let dictionary = load_given(&[Given::Lines { name: "my list".into(), lines }]).unwrap();
/// assert_eq!(dictionary.len(), 1);
/// let wrong = load_given(&[Given::Lines { name: "my list".into(), lines: b"{}".to_vec() }]).unwrap_err();
/// assert!(wrong.to_string().starts_with("my list:1"));
/// ```
pub fn load_given(given: &[Given]) -> Result<Dictionary, LoadErrors> {
    let mut errors = LoadErrors::default();
    let loaded = load_given_reporting(given, &mut |error| errors.push(error));
    if errors.count() == 0 { Ok(loaded.dictionary) } else { Err(errors) }
}

/// Reads what can be read of all that was given; `report` is given each fault as soon as it is found.
pub fn load_given_reporting(given: &[Given], report: &mut dyn FnMut(LoadError)) -> Loaded {
    if let [Given::File(only)] = given {
        return load_reporting(std::slice::from_ref(only), report);
    }
    let mut gatherer = Gatherer::new(report);
    for one in given {
        match one {
            Given::File(path) => read_file(path, &mut gatherer.source(path)),
            Given::Lines { name, lines } => jsonl::read(lines.as_slice(), &mut gatherer.source(name)),
        }
    }
    gatherer.finish()
}
