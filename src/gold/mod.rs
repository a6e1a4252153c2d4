//! Annotated documents in, one format a file: what `eval` and `diff` compare. docs/evaluation.md describes the formats for users.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod brat;
mod columns;
mod elevant;
mod entities;
mod error;
mod format;
mod json;
mod lines;
mod marked;
mod newstag;

pub use error::{Fault, ReadError, unit_hint};
pub use format::Format;

use crate::annotated::AnnotatedDocument;
use crate::open;
use lines::Lines;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

/// The documents of a file or folder, in their order, one at a time.
pub type Documents = Box<dyn Iterator<Item = Result<AnnotatedDocument, ReadError>>>;

/// Opens a file, a folder, or standard input (`-`); a format that is not given is told from names and from how the input begins.
///
/// # Errors
///
/// [`ReadError`] where there is no such input, or nothing tells its format. What is wrong with a document comes in its place.
pub fn open(path: &Path, format: Option<Format>) -> Result<Documents, ReadError> {
    if path.is_dir() {
        return open_folder(path, format);
    }
    let mut input = input(path)?;
    let format = match format {
        Some(format) => format,
        None => format::of_file(path, &mut input)?,
    };
    Ok(match format {
        Format::Marked | Format::Brat => files(format, vec![path.to_owned()]),
        Format::Columns => Box::new(columns::Documents::new(Lines::new(path, input))),
        Format::Newstag => json_lines(path, input, newstag::document),
        Format::Entities => json_lines(path, input, entities::document),
        Format::Elevant => json_lines(path, input, elevant::document),
    })
}

fn open_folder(folder: &Path, format: Option<Format>) -> Result<Documents, ReadError> {
    let files = format::files_of(folder)?;
    let (format, files) = format::of_folder(folder, format, files)?;
    match format {
        Format::Marked | Format::Brat => Ok(self::files(format, files)),
        _ => {
            let all: Result<Vec<Documents>, ReadError> = files.iter().map(|file| open(file, Some(format))).collect();
            Ok(Box::new(all?.into_iter().flatten()))
        }
    }
}

/// A document a file.
fn files(format: Format, files: Vec<PathBuf>) -> Documents {
    let read = if format == Format::Brat { brat::document } else { marked::document };
    Box::new(files.into_iter().map(move |file| checked(read(&file)?, &file, None)))
}

/// A document a line.
fn json_lines(
    path: &Path,
    input: Box<dyn BufRead + Send>,
    parse: impl Fn(&str) -> Result<AnnotatedDocument, Fault> + 'static,
) -> Documents {
    let lines = Lines::new(path, input);
    let path = path.to_owned();
    let mut records = 0_u64;
    let read = move |line: Result<(u64, String), ReadError>| {
        let (number, line) = line?;
        records += 1;
        let mut document = parse(&line).map_err(|fault| ReadError::new(&path, Some(number), fault))?;
        if document.id.is_empty() {
            document.id = format!("{}#{records}", slashed(&path));
        }
        checked(document, &path, Some(number))
    };
    Box::new(lines.filter(|line| !is_blank(line)).map(read))
}

fn is_blank(line: &Result<(u64, String), ReadError>) -> bool {
    line.as_ref().is_ok_and(|(_, line)| line.trim().is_empty())
}

fn checked(document: AnnotatedDocument, path: &Path, line: Option<u64>) -> Result<AnnotatedDocument, ReadError> {
    let mut document = document;
    if let Some(misfit) = document.misfit_of(&document.marks) {
        let hint = unit_hint(document.text.as_deref(), document.length);
        return Err(ReadError::new(path, line, Fault::Misfit { misfit, hint }));
    }
    document.fill_words();
    Ok(document)
}

fn input(path: &Path) -> Result<Box<dyn BufRead + Send>, ReadError> {
    let opened = if path == Path::new("-") { open::decompressed(io::stdin()) } else { open::open(path) };
    opened.map_err(|error| ReadError::new(path, None, Fault::Open(error)))
}

/// A whole file as text.
fn text_of(path: &Path) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    let read = input(path)?.read_to_end(&mut bytes);
    read.map_err(|error| ReadError::new(path, None, Fault::Read(error)))?;
    String::from_utf8(bytes)
        .map_err(|error| ReadError::new(path, None, Fault::NotUtf8 { at: error.utf8_error().valid_up_to() }))
}

/// A path as ids have it.
fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
