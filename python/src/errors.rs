//! From the library's errors to the exceptions of `newstag/_errors.py`.

use newstag::load::{LoadError, LoadErrors};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use std::fmt::Display;

/// What is wrong with a dictionary: an exception with each fault's file, line and value.
pub(crate) fn dictionary(py: Python<'_>, errors: &LoadErrors) -> PyErr {
    let faults = errors.first().iter().map(|error| fault(py, error)).collect::<PyResult<Vec<_>>>();
    faults.map_or_else(|error| error, |faults| raised(py, "DictionaryError", (errors.to_string(), faults)))
}

/// Something that cannot be done with a dictionary, where no line is to blame.
pub(crate) fn unusable(py: Python<'_>, reason: impl Display) -> PyErr {
    raised(py, "DictionaryError", (reason.to_string(), Vec::<Py<PyDict>>::new()))
}

/// What is wrong with a field of a document.
pub(crate) fn document(py: Python<'_>, field: &str, reason: impl Display) -> PyErr {
    raised(py, "DocumentError", (format!("{field}: {reason}"), field))
}

/// Input that cannot be read.
pub(crate) fn unreadable(reason: impl Display) -> PyErr {
    PyOSError::new_err(reason.to_string())
}

/// A row of a table that cannot be tagged.
pub(crate) fn row(py: Python<'_>, reason: &str) -> PyErr {
    raised(py, "DocumentError", (reason, "row"))
}

/// A string that is no text since it holds half of a pair of surrogates.
pub(crate) fn surrogate(field: &str, value: &Bound<'_, PyString>) -> PyErr {
    let py = value.py();
    let made = py.import("newstag._errors").and_then(|module| module.call_method1("surrogate", (field, value)));
    made.map_or_else(|error| error, PyErr::from_value)
}

fn raised<'py>(py: Python<'py>, class: &str, arguments: impl pyo3::call::PyCallArgs<'py>) -> PyErr {
    let made = py.import("newstag._errors").and_then(|module| module.getattr(class)?.call1(arguments));
    made.map_or_else(|error| error, PyErr::from_value)
}

/// A fault as the arguments of `newstag.Fault`.
fn fault(py: Python<'_>, error: &LoadError) -> PyResult<Py<PyDict>> {
    let fields = PyDict::new(py);
    fields.set_item("file", error.origin.path.display().to_string())?;
    fields.set_item("line", error.origin.line)?;
    fields.set_item("column", error.column)?;
    fields.set_item("field", error.fault.field.as_deref())?;
    fields.set_item("value", error.fault.value.as_deref())?;
    fields.set_item("problem", error.fault.problem.to_string())?;
    fields.set_item("rule", error.fault.problem.code())?;
    Ok(fields.unbind())
}

/// A word that an option does not know.
pub(crate) fn unknown_word(option: &str, word: &str, expected: &str) -> PyErr {
    PyValueError::new_err(format!("{option} is {word:?}: expected one of {expected}"))
}
