//! Compiled dictionaries: files of `newstag dict build`, mapped into memory and used in place.

use super::error::Problem;
use super::map::map;
use crate::dictionary::Dictionary;
use crate::image::{Bytes, Image, ImageError, MAGIC};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// Whether a file begins as a compiled dictionary does. Pipes do not: looking would take their first bytes away.
pub(super) fn is_one(path: &Path) -> bool {
    path.is_file() && start(path).is_ok_and(|start| Image::is_begun_by(&start))
}

fn start(path: &Path) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    File::open(path)?.take(MAGIC.len() as u64).read_to_end(&mut start)?;
    Ok(start)
}

/// Opens a compiled dictionary.
pub(super) fn open(path: &Path) -> Result<Dictionary, Problem> {
    let file = File::open(path).map_err(Problem::Open)?;
    // An empty file cannot be mapped.
    if file.metadata().map_err(Problem::Open)?.len() == 0 {
        return Err(Problem::Compiled(ImageError::Empty));
    }
    let bytes = map(&file).map_err(Problem::Open)?;
    let image = Image::open(Bytes::Mapped(bytes)).map_err(Problem::Compiled)?;
    Ok(Dictionary::of(Arc::new(image)))
}
