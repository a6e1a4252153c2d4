//! The command line.

use newstag::cli;
use pyo3::prelude::*;
use std::ffi::OsString;
use std::io::{self, Write};

/// Does what arguments say, the first of which is the program's name, and gives the exit status.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| {
        let exit = cli::run_with(arguments);
        // Only a Rust program's own end would do so; where nobody listens, nobody misses it.
        let _ = io::stdout().flush();
        exit.status()
    })
}
