//! Dictionaries: opened from what Python gives, and compiled into files.

use crate::{errors, waiting};
use newstag::dictionary::{Dictionary, VariantRule, VariantRules};
use newstag::image::{Bytes, Image, ImageError};
use newstag::load::{self, Given, LoadErrors};
use newstag::tagger::{self, BuildError};
use newstag::write::{Output, OutputError, Target};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// A source as Python gives it.
#[derive(FromPyObject)]
pub(crate) enum GivenSource {
    /// `(name, lines)`: JSON Lines in memory.
    Lines(PathBuf, Vec<u8>),
    /// `bytes`: a compiled dictionary, alone.
    #[pyo3(transparent)]
    Compiled(pyo3::pybacked::PyBackedBytes),
    /// `str` or a path: a file.
    #[pyo3(transparent)]
    File(PathBuf),
}

/// Why there is no dictionary.
pub(crate) enum OpenError {
    Load(LoadErrors),
    Image(ImageError),
    Build(BuildError),
}

impl OpenError {
    pub(crate) fn raise(self, py: Python<'_>) -> PyErr {
        match self {
            Self::Load(errors) => errors::dictionary(py, &errors),
            Self::Image(error) => errors::unusable(py, error),
            Self::Build(error) => errors::unusable(py, error),
        }
    }
}

/// Opens what was given; nothing stands for the dictionary of the package.
pub(crate) fn open(given: &[GivenSource], variants: VariantRules) -> Result<Dictionary, OpenError> {
    let dictionary = match given {
        [] => load::embedded().map_err(OpenError::Load)?,
        [GivenSource::Compiled(bytes)] => {
            let image = Image::open(Bytes::Memory(bytes.to_vec())).map_err(OpenError::Image)?;
            Dictionary::of(Arc::new(image))
        }
        _ => load::load_given(&files_and_lines(given)).map_err(OpenError::Load)?,
    };
    tagger::with_variants(dictionary, variants).map_err(OpenError::Build)
}

pub(crate) fn files_and_lines(given: &[GivenSource]) -> Vec<Given> {
    let one = |source: &GivenSource| match source {
        GivenSource::File(path) => Some(Given::File(path.clone())),
        GivenSource::Lines(name, lines) => Some(Given::Lines { name: name.clone(), lines: lines.clone() }),
        GivenSource::Compiled(_) => None,
    };
    given.iter().filter_map(one).collect()
}

/// The rules that words stand for.
pub(crate) fn variants(words: &[String]) -> PyResult<VariantRules> {
    match words {
        [word] if word == "all" => Ok(VariantRules::ALL),
        [word] if word == "none" => Ok(VariantRules::NONE),
        _ => words.iter().try_fold(VariantRules::NONE, |rules, word| {
            let expected = || errors::unknown_word("variants", word, VariantRules::EXPECTED);
            Ok(rules.with(word.parse::<VariantRule>().map_err(|_| expected())?))
        }),
    }
}

enum Unbuilt {
    Open(OpenError),
    Output(OutputError),
}

/// Compiles sources into a file; gives the number of entities, of names and of bytes.
#[pyfunction]
pub(crate) fn build(
    py: Python<'_>,
    sources: Vec<GivenSource>,
    output: PathBuf,
    variants: Vec<String>,
) -> PyResult<(usize, usize, usize)> {
    let rules = self::variants(&variants)?;
    let built = waiting::for_one(py, move || write(&sources, output, rules))?;
    built.map_err(|error| match error {
        Unbuilt::Open(error) => error.raise(py),
        Unbuilt::Output(error) => PyOSError::new_err(error.to_string()),
    })
}

fn write(sources: &[GivenSource], output: PathBuf, rules: VariantRules) -> Result<(usize, usize, usize), Unbuilt> {
    let mut output = Output::open(&Target::Path(output)).map_err(Unbuilt::Output)?;
    let dictionary = open(sources, rules).map_err(Unbuilt::Open)?;
    let image = tagger::compile(&dictionary).map_err(|error| Unbuilt::Open(OpenError::Build(error)))?;
    output.write(image.bytes()).and_then(|()| output.finish()).map_err(Unbuilt::Output)?;
    Ok((dictionary.len(), dictionary.names(), image.bytes().len()))
}
