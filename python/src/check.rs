//! `newstag.check`: what is wrong or risky in dictionaries.

use crate::dictionary::{GivenSource, files_and_lines};
use crate::waiting;
use newstag::check::{Counts, Finding, Reporter, Rule, dictionary};
use newstag::load::{LoadError, Loaded, load_given_reporting};
use pyo3::prelude::*;

/// A finding: severity, rule, file, line, column, entity, field, value, message.
type Row = (
    &'static str,
    &'static str,
    Option<String>,
    Option<u64>,
    Option<usize>,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
);

/// All errors of some dictionaries, then what is risky in what could be read; `limit` is how many of each rule are told, the worst first.
#[pyfunction]
#[pyo3(signature = (sources, limit=None))]
pub(crate) fn check(py: Python<'_>, sources: Vec<GivenSource>, limit: Option<usize>) -> PyResult<Vec<Row>> {
    waiting::for_one(py, move || {
        let mut rows = Vec::new();
        let loaded = load_given_reporting(&files_and_lines(&sources), &mut |error| rows.push(of_error(&error)));
        let mut gather = Gather { loaded: &loaded, rows };
        dictionary(&loaded.dictionary, Rule::ALL, limit, &mut gather);
        gather.rows
    })
}

struct Gather<'l> {
    loaded: &'l Loaded,
    rows: Vec<Row>,
}

impl Reporter for Gather<'_> {
    fn finding(&mut self, finding: &Finding) {
        self.rows.push(of_finding(finding, self.loaded));
    }

    fn counted(&mut self, _: &'static str, _: Counts) {}
}

fn of_error(error: &LoadError) -> Row {
    (
        "error",
        error.fault.problem.code(),
        Some(error.origin.path.display().to_string()),
        error.origin.line,
        error.column,
        None,
        error.fault.field.clone(),
        error.fault.value.clone(),
        error.fault.problem.to_string(),
    )
}

fn of_finding(finding: &Finding, loaded: &Loaded) -> Row {
    let entity = finding.entity.map(|index| loaded.dictionary.entity(index).id());
    let origin = entity.and_then(|id| loaded.origins.of(id));
    (
        finding.severity.as_str(),
        finding.rule,
        origin.as_ref().map(|origin| origin.path.display().to_string()),
        origin.and_then(|origin| origin.line),
        None,
        entity.map(str::to_owned),
        finding.field.clone(),
        finding.value.clone(),
        finding.message.clone(),
    )
}
