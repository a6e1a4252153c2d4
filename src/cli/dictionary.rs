//! The dictionary that `-d` names.

use crate::dictionary::Dictionary;
use crate::load::{self, LoadErrors};
use std::path::PathBuf;

/// Loads the dictionaries that were named, or the one that comes with the program.
pub(super) fn load(paths: &[PathBuf]) -> Result<Dictionary, LoadErrors> {
    if paths.is_empty() { Ok(load::embedded()) } else { load::load(paths) }
}
