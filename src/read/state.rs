//! What inputs are before they are read, so that another run can tell whether they have changed.

use super::inputs::{Input, Inputs};
use super::options::ReadOptions;
use super::walk::{Found, walk};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;
use xxhash_rust::xxh3::Xxh3;

/// What an input was before it was read. What its records hold is compared while they are read again ([`Position`](super::Position)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputState {
    /// Its path as given; `-` for standard input.
    pub path: String,
    /// How many files it has: one, save for folders.
    pub files: u64,
    /// How many bytes they have together.
    pub bytes: u64,
    /// The hash of their paths, their sizes and when they were written; 64 bits of XXH3, in hexadecimal digits.
    pub hash: String,
}

struct State {
    files: u64,
    bytes: u64,
    hasher: Xxh3,
}

impl InputState {
    /// The states of all inputs. Of folders, those files count that would be read.
    pub fn of_all(inputs: &Inputs, options: &ReadOptions) -> Vec<Self> {
        inputs.iter().map(|input| Self::of(input, options)).collect()
    }

    /// The state of a file.
    pub fn of_file(path: &Path) -> Self {
        let mut state = State::default();
        state.add(path);
        state.named(path.to_string_lossy().into_owned())
    }

    fn of(input: &Input, options: &ReadOptions) -> Self {
        match input {
            Input::Stdin => State::default().named("-".to_owned()),
            Input::File(path) => Self::of_file(path),
            Input::Folder(folder) => {
                let mut state = State::default();
                walk(folder, options.links).for_each(|found| match found {
                    Found::File(path) if options.takes(&path) => state.add(&path),
                    _ => {}
                });
                state.named(folder.to_string_lossy().into_owned())
            }
        }
    }
}

impl Default for State {
    fn default() -> Self {
        Self { files: 0, bytes: 0, hasher: Xxh3::new() }
    }
}

impl State {
    fn add(&mut self, path: &Path) {
        self.files += 1;
        // A file that cannot be looked at is a bad record in its place when it is read.
        let (size, time) = size_and_time(path).unwrap_or_default();
        self.bytes += size;
        self.hasher.update(path.as_os_str().as_encoded_bytes());
        self.hasher.update(&size.to_le_bytes());
        self.hasher.update(&time.to_le_bytes());
    }

    fn named(self, path: String) -> InputState {
        InputState { path, files: self.files, bytes: self.bytes, hash: format!("{:016x}", self.hasher.digest()) }
    }
}

/// The size of a file, and the nanoseconds from 1970 until it was written. Pipes and devices have neither.
fn size_and_time(path: &Path) -> io::Result<(u64, u128)> {
    let kind = fs::metadata(path)?;
    if !kind.is_file() {
        return Ok((0, 0));
    }
    let time = kind.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok((kind.len(), time.as_nanos()))
}
