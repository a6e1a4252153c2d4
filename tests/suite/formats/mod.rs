//! The formats of results, each against what is expected of it (`tests/cases/formats/`), against its neighbours, and read back.
//!
//! `NEWSTAG_BLESS=1 cargo test --test suite formats` writes the expected files anew; the difference is then read by a person.

mod calls;
mod escapes;
mod golden;
mod offsets;
#[cfg(feature = "parquet")]
mod parquet;
mod read_back;
mod schema;

use crate::cli_run::{Ended, Place};
use newstag::write::{FORMATS, Format};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A folder with the cases: `dict.jsonl`, `in.jsonl`, and `tagged.jsonl`, what `tag` makes of them with all overlaps and the text.
fn place() -> Place {
    let place = Place::new();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/formats");
    for name in ["dict.jsonl", "in.jsonl"] {
        place.file(name, fs::read(cases.join(name)).unwrap());
    }
    tag(&place, "--include-text -o tagged.jsonl").status(0);
    place
}

/// Tags the cases with all overlaps.
fn tag(place: &Place, arguments: &str) -> Ended {
    place.tag(&format!("in.jsonl --overlap all {arguments}"))
}

fn convert(place: &Place, arguments: &str) -> Ended {
    Ended::of(place.command(&format!("convert tagged.jsonl {arguments}")))
}

/// What a file holds, or the files of a folder.
fn results(place: &Place, name: &str) -> BTreeMap<String, Vec<u8>> {
    let path = place.path(name);
    if path.is_file() {
        return BTreeMap::from([(String::new(), fs::read(path).unwrap())]);
    }
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap())).collect()
}

fn stream(place: &Place, format: &str, options: &str) -> String {
    let ended = tag(place, &format!("--format {format} {options}")).status(0);
    String::from_utf8(ended.stdout).unwrap()
}

/// Formats in which nothing of what is written is a matter of the program's version or of an encoding.
fn plain_formats() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().copied().filter(|format| !format.name.starts_with("parquet"))
}
