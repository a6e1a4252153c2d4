//! The native half of the Python package: it converts types and calls the library. What users see is in `newstag/*.py`.

// An edge: it lifts what clippy.toml keeps out of the core.
#![allow(clippy::disallowed_methods)]

mod check;
mod command;
mod desk;
mod dictionary;
mod engine;
mod errors;
mod limits;
mod lines;
mod reading;
mod request;
mod table;
mod waiting;

use pyo3::prelude::*;

/// The native half of newstag.
#[pymodule]
#[pyo3(name = "_newstag")]
mod native {
    #[pymodule_export]
    use super::check::check;
    #[pymodule_export]
    use super::command::run;
    #[pymodule_export]
    use super::dictionary::build;
    #[pymodule_export]
    use super::engine::Engine;
    #[pymodule_export]
    use super::lines::Lines;
    #[pymodule_export]
    use super::reading::Reading;
    #[pymodule_export]
    use super::table::Found;

    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}
