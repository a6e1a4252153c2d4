//! What the user named: files, folders, standard input.

use std::fs::{self, File};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// One thing to read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file, a pipe or a device.
    File(PathBuf),
    /// A folder.
    Folder(PathBuf),
}

/// All that the user named, known to exist.
#[derive(Clone, Debug)]
pub struct Inputs(Vec<Input>);

/// An input that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// None was named, and a person sits at standard input.
    #[error("nothing to read: name a file or a folder, or pipe text in (newstag tag --help shows examples)")]
    Missing,
    /// It does not exist or may not be read.
    #[error("cannot read the input {}: {reason}", path.display())]
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// Standard input can be read but once.
    #[error("the input - (standard input) is named twice")]
    StdinTwice,
}

impl Inputs {
    /// Takes the arguments of the command line; none means standard input, unless that is a terminal.
    ///
    /// # Errors
    ///
    /// [`InputError`] for the first input that does not exist or cannot be opened.
    pub fn from_arguments(paths: &[PathBuf]) -> Result<Self, InputError> {
        if paths.is_empty() {
            return if io::stdin().is_terminal() { Err(InputError::Missing) } else { Ok(Self(vec![Input::Stdin])) };
        }
        let inputs = paths.iter().map(|path| classify(path)).collect::<Result<Vec<_>, _>>()?;
        if inputs.iter().filter(|input| **input == Input::Stdin).count() > 1 {
            return Err(InputError::StdinTwice);
        }
        Ok(Self(inputs))
    }

    /// Those that were named as files.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().filter_map(|input| match input {
            Input::File(path) => Some(path.as_path()),
            Input::Stdin | Input::Folder(_) => None,
        })
    }

    /// The inputs in the order in which they were named.
    pub fn iter(&self) -> impl Iterator<Item = &Input> {
        self.0.iter()
    }
}

fn classify(path: &Path) -> Result<Input, InputError> {
    if path == Path::new("-") {
        return Ok(Input::Stdin);
    }
    look(path).map_err(|reason| InputError::Unreadable { path: path.to_owned(), reason })
}

/// A pipe or a device is not opened to see whether it can be: whoever writes into it would take the closing for the end.
fn look(path: &Path) -> io::Result<Input> {
    let kind = fs::metadata(path)?;
    if kind.is_dir() {
        fs::read_dir(path)?;
        return Ok(Input::Folder(path.to_owned()));
    }
    if kind.is_file() {
        File::open(path)?;
    }
    Ok(Input::File(path.to_owned()))
}
