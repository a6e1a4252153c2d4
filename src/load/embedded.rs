//! The dictionary that ships with the program, compiled.
//!
//! It is a file of the repository, so that building the program needs no second build of it. `dictionaries/make/compiled` makes it from the sources, and a
//! test compares the two.

use super::error::Problem;
use crate::dictionary::Dictionary;
use crate::image::{Bytes, Image};
use std::sync::Arc;

static BYTES: &[u8] = include_bytes!("../../dictionaries/newstag.dict");

/// Opens it in place.
///
/// # Errors
///
/// [`Problem::Compiled`], where the program was built with a file of another version: while the layout of compiled files is being changed.
pub(super) fn open() -> Result<Dictionary, Problem> {
    let image = Image::open(Bytes::Static(BYTES)).map_err(Problem::Compiled)?;
    Ok(Dictionary::of(Arc::new(image)))
}
