//! The lines of a file, decompressed.

use newstag::open;
use newstag::span::MAX_TEXT_BYTES;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::io::{self, BufRead, Read};
use std::path::PathBuf;
use std::sync::Mutex;

/// A longer line is refused: it would not be JSON Lines.
const LONGEST: u64 = 4 * MAX_TEXT_BYTES as u64;

/// The lines of a file, one after the other, without their ends.
#[pyclass(frozen, module = "newstag._newstag")]
pub(crate) struct Lines {
    input: Mutex<Box<dyn BufRead + Send>>,
}

#[pymethods]
impl Lines {
    /// Opens a file; `.gz`, `.bz2` and `.zst` are decompressed, whatever they are called.
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let input = py.detach(|| open::open(&path)).map_err(|error| cannot_read(&path, error))?;
        Ok(Self { input: Mutex::new(input) })
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        let mut line = Vec::new();
        let read = py.detach(|| {
            let mut input = self.input.lock().map_err(|_| io::Error::other("a reader of this file has panicked"))?;
            input.as_mut().take(LONGEST).read_until(b'\n', &mut line)
        });
        let read = read.map_err(|error| PyOSError::new_err(format!("cannot read on: {error}")))?;
        if read as u64 == LONGEST {
            return Err(PyValueError::new_err(format!("a line is longer than {LONGEST} bytes: are these JSON Lines?")));
        }
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        Ok((read > 0).then(|| PyBytes::new(py, text)))
    }
}

/// The exception that Python has for it, such as `FileNotFoundError`.
fn cannot_read(path: &std::path::Path, error: io::Error) -> PyErr {
    match error.raw_os_error() {
        Some(code) => PyOSError::new_err((code, error.to_string(), path.to_path_buf())),
        None => PyOSError::new_err(format!("cannot read {}: {error}", path.display())),
    }
}
