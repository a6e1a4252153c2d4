//! Which format a file or folder is of.

use super::error::{Fault, ReadError};
use super::json;
use std::fs;
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// A format of annotated documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// What `newstag tag` writes.
    Newstag,
    /// JSON Lines of `{"id", "text", "entities": [{"start", "end", "type", "kb_id"}]}`.
    Entities,
    /// JSON Lines of ELEVANT: `labels` with `span` and `entity_id`.
    Elevant,
    /// The markup of `corpus/gold`: `[words](entity kind)`.
    Marked,
    /// Columns of tokens and tags, as of CoNLL-2003.
    Columns,
    /// Folders of brat: `.ann` beside `.txt`.
    Brat,
}

const ENDINGS: [(&str, Format); 8] = [
    ("gold", Format::Marked),
    ("ann", Format::Brat),
    ("conll", Format::Columns),
    ("iob", Format::Columns),
    ("iob2", Format::Columns),
    ("bio", Format::Columns),
    ("bioes", Format::Columns),
    ("jsonl", Format::Newstag),
];

/// What the ending of a file's name says; JSON Lines are told apart by what is in them.
fn by_name(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?;
    ENDINGS.into_iter().find(|(known, _)| *known == ending).map(|(_, format)| format)
}

/// The format of a file, by its name, else by how it begins.
pub(super) fn of_file(path: &Path, input: &mut Box<dyn BufRead + Send>) -> Result<Format, ReadError> {
    match by_name(path) {
        Some(format) if format != Format::Newstag => Ok(format),
        _ => {
            let start = input.fill_buf().map_err(|error| ReadError::new(path, None, Fault::Read(error)))?;
            by_beginning(start).map_err(|fault| ReadError::new(path, None, fault))
        }
    }
}

fn by_beginning(start: &[u8]) -> Result<Format, Fault> {
    let start = start.trim_ascii_start();
    if start.is_empty() || start.starts_with(b"-DOCSTART-") {
        // An empty file holds no documents in any format.
        return Ok(Format::Columns);
    }
    if !start.starts_with(b"{") {
        return Err(Fault::UnknownFormat);
    }
    let head = String::from_utf8_lossy(start.split(|byte| *byte == b'\n').next().unwrap_or_default());
    json::format_of(&head).ok_or(Fault::NoList)
}

/// The files of a folder and of those in it, in order of their paths, hidden ones left out.
pub(super) fn files_of(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let cannot = |error| ReadError::new(folder, None, Fault::Open(error));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        match path.is_dir() {
            _ if is_hidden => {}
            true => files.extend(files_of(&path)?),
            false => files.push(path),
        }
    }
    files.sort();
    Ok(files)
}

/// The format of a folder, and which of its files are of it. JSON Lines are not looked for in folders: each file says for itself
/// what it is.
pub(super) fn of_folder(
    folder: &Path,
    format: Option<Format>,
    mut files: Vec<PathBuf>,
) -> Result<(Format, Vec<PathBuf>), ReadError> {
    let has = |format: Format| files.iter().any(|file| by_name(file) == Some(format));
    let format = format.or_else(|| [Format::Brat, Format::Marked, Format::Columns].into_iter().find(|&f| has(f)));
    let wanted = match format {
        Some(Format::Newstag | Format::Entities | Format::Elevant) => Some(Format::Newstag),
        other => other,
    };
    files.retain(|file| wanted.is_some() && by_name(file) == wanted);
    match format {
        Some(format) if !files.is_empty() => Ok((format, files)),
        _ => Err(ReadError::new(folder, None, Fault::EmptyFolder { expected: expected(format) })),
    }
}

fn expected(format: Option<Format>) -> &'static str {
    match format {
        None => "annotated files: expected .ann beside .txt (brat), .gold, or .conll",
        Some(Format::Brat) => ".ann files",
        Some(Format::Marked) => ".gold files",
        Some(Format::Columns) => ".conll, .iob, .iob2, .bio or .bioes files",
        Some(Format::Newstag | Format::Entities | Format::Elevant) => ".jsonl files",
    }
}
