//! Runs that are interrupted and gone on with: the same bytes as one that was left alone, whatever the input, the output and the moment.

mod full;
mod inputs;
mod kill;
mod refused;
mod shards;
mod signals;

use crate::cli_run::Place;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What a file or a folder holds, by the paths within.
fn content(path: &Path) -> BTreeMap<String, Vec<u8>> {
    if path.is_file() {
        return [(String::new(), fs::read(path).unwrap())].into();
    }
    let files = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file| (file.file_name().unwrap().to_string_lossy().into_owned(), fs::read(file).unwrap())).collect()
}

/// What a run has left beside its results.
fn leftovers(place: &Place) -> Vec<String> {
    let endings = [".partial", ".progress", ".spool"];
    place.names().into_iter().filter(|name| endings.iter().any(|ending| name.ends_with(ending))).collect()
}
