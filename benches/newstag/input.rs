//! Texts and dictionaries, as a benchmark's definition names them.

use crate::definition::{Input, Place};
use crate::generate;
use crate::places::Places;
use anyhow::{Context, Result, anyhow};
use newstag::dictionary::Dictionary;
use newstag::{load, open};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{BufRead, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A document, as far as texts are concerned.
#[derive(Deserialize, Serialize)]
struct Record {
    #[serde(default)]
    id: String,
    text: String,
}

/// The dictionary of a place.
pub(crate) fn dictionary(place: &Place, places: &Places) -> Result<Dictionary> {
    if place.0 == "embedded" {
        return Ok(load::embedded()?);
    }
    load::load(&[places.path(place)]).map_err(|errors| anyhow!("{errors}"))
}

/// The texts of all documents of some places.
pub(crate) fn texts(of: &[Place], places: &Places) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for_each_document(of, places, |line| {
        let record: Record = serde_json::from_str(line).context("A line is no JSON object with a field `text`")?;
        texts.push(record.text);
        Ok(())
    })?;
    Ok(texts)
}

/// Writes an input where it is not a file already, and says where it is.
pub(crate) fn prepare(name: &str, input: &Input, places: &Places) -> Result<PathBuf> {
    let path = places.work(&format!("{name}.jsonl"));
    match input {
        Input::File(place) => return Ok(places.path(place)),
        Input::Documents { of, first, times } => write_documents(&path, of, *first, *times, places)?,
        Input::GeneratedNames(number) => generate::dictionary(&path, *number)?,
        Input::GeneratedDocuments { names, documents } => generate::documents(&path, *names, *documents)?,
    }
    Ok(path)
}

fn write_documents(path: &Path, of: &[Place], first: Option<usize>, times: usize, places: &Places) -> Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for _ in 0..times {
        let mut left = first.unwrap_or(usize::MAX);
        for_each_document(of, places, |line| {
            if left > 0 {
                left -= 1;
                writeln!(out, "{line}")?;
            }
            Ok(())
        })?;
    }
    out.flush()?;
    Ok(())
}

/// Gives every document of some places as a line of JSON.
fn for_each_document(of: &[Place], places: &Places, mut each: impl FnMut(&str) -> Result<()>) -> Result<()> {
    for place in of {
        let path = places.path(place);
        let done = if path.is_dir() { for_each_file(&path, &mut each) } else { for_each_line(&path, &mut each) };
        done.with_context(|| format!("{} cannot be read", path.display()))?;
    }
    Ok(())
}

fn for_each_line(path: &Path, each: &mut impl FnMut(&str) -> Result<()>) -> Result<()> {
    open::open(path)?.lines().try_for_each(|line| each(&line?))
}

/// Gives every plain text of a folder.
fn for_each_file(folder: &Path, each: &mut impl FnMut(&str) -> Result<()>) -> Result<()> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.iter().try_for_each(|path| {
        let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        each(&serde_json::to_string(&Record { id, text: fs::read_to_string(path)? })?)
    })
}
