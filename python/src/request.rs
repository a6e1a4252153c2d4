//! A document as Python gives it.

use crate::errors;
use newstag::date::PartialDate;
use newstag::document::{Document, Source};
use newstag::read::{document_date, language};
use newstag::span::MAX_TEXT_BYTES;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyString, PyTuple};
use std::borrow::Cow;

/// What stands for the path of a document that was not read from a file.
const PATH: &str = "-";

/// One document: `(number, text, id, title, date, lang)`, where all but the first two may be `None`.
pub(crate) struct Request {
    number: u64,
    text: PyBackedStr,
    id: Option<PyBackedStr>,
    title: Option<PyBackedStr>,
    date: Option<PartialDate>,
    lang: Option<PyBackedStr>,
}

impl<'py> FromPyObject<'_, 'py> for Request {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let given = given.cast::<PyTuple>()?;
        let field = |at: usize| given.get_item(at);
        let text = field(1)?;
        Ok(Self {
            number: field(0)?.extract()?,
            text: string("text", &text)?
                .ok_or_else(|| errors::document(text.py(), "text", "expected str, not None"))?,
            id: string("id", &field(2)?)?,
            title: string("title", &field(3)?)?,
            date: date(&field(4)?)?,
            lang: string("lang", &field(5)?)?.filter(|lang| !lang.is_empty()),
        })
    }
}

impl Request {
    /// The place of the document among those that were given, from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The bytes of the text, for dealing work out.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn document(&self) -> Document<'_> {
        let id = self.id.as_deref().map_or_else(|| Cow::Owned(format!("{PATH}#{}", self.number)), Cow::Borrowed);
        Document {
            id,
            source: Source { path: PATH, record: self.number },
            title: self.title.as_deref().map(Cow::Borrowed),
            date: self.date,
            lang: self.lang.as_deref().or_else(|| language(&self.text)).map(Cow::Borrowed),
            text: Cow::Borrowed(&self.text),
            ..Document::default()
        }
    }
}

/// A string without a copy, or none.
fn string(field: &str, given: &Bound<'_, PyAny>) -> PyResult<Option<PyBackedStr>> {
    if given.is_none() {
        return Ok(None);
    }
    let Ok(string) = given.cast::<PyString>() else {
        let reason = format!("expected str, not {}", given.get_type().name()?);
        return Err(PyTypeError::new_err(format!("{field}: {reason}")));
    };
    let text = PyBackedStr::try_from(string.clone()).map_err(|_| errors::surrogate(field, string))?;
    if text.len() > MAX_TEXT_BYTES {
        let reason = format!("{} bytes long, and the limit is {MAX_TEXT_BYTES} bytes", text.len());
        return Err(errors::document(given.py(), field, reason));
    }
    Ok(Some(text))
}

/// A date as text, or as anything with `isoformat()`.
fn date(given: &Bound<'_, PyAny>) -> PyResult<Option<PartialDate>> {
    if given.is_none() {
        return Ok(None);
    }
    let text = match given.cast::<PyString>() {
        Ok(text) => text.clone().into_any(),
        Err(_) => given.call_method0("isoformat").map_err(|_| {
            PyTypeError::new_err("date: expected str, datetime.date or datetime.datetime, such as \"2019-10-09\"")
        })?,
    };
    let Some(text) = string("date", &text)? else { return Ok(None) };
    document_date(&text).map_err(|error| errors::document(given.py(), "date", format!("{:?}: {error}", &*text)))
}
