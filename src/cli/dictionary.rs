//! The dictionary that `-d` names.

use super::args::VariantArgs;
use super::{dict, tell};
use crate::dictionary::Dictionary;
use crate::load::{self, LoadError};
use crate::tagger;
use anyhow::bail;
use std::io::Write;
use std::path::PathBuf;

/// Loads the dictionaries that were named, or the one that comes with the program, and makes the variants that are asked for.
///
/// # Errors
///
/// Where anything is wrong with them, once every fault (of many, the first) has been told.
pub(super) fn load(sources: &[PathBuf], variants: VariantArgs) -> anyhow::Result<Dictionary> {
    Ok(tagger::with_variants(read(sources)?, variants.rules)?)
}

/// Reads them as they are.
pub(super) fn read(sources: &[PathBuf]) -> anyhow::Result<Dictionary> {
    let loaded = if sources.is_empty() { load::embedded() } else { load::load(sources) };
    match loaded {
        Ok(dictionary) => Ok(dictionary),
        Err(errors) => {
            errors.first().iter().for_each(show);
            errors.remainder().iter().for_each(tell);
            bail!("the dictionary cannot be used as it is")
        }
    }
}

/// Where standard error is closed or full, nobody can be told.
fn show(error: &LoadError) {
    let _ = writeln!(anstream::stderr().lock(), "{}\n", dict::render(error));
}
