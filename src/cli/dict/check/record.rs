//! A problem as JSON.

use crate::check::{Example, Finding};
use crate::load::{LoadError, Loaded};
use serde::Serialize;

/// One line of `dict check --json`; what is not known is null. docs/dictionary-check.md describes it.
#[derive(Serialize)]
pub(super) struct Record<'e> {
    /// `error`, `warning` or `note`.
    severity: &'static str,
    /// The rule, or the sort of error, such as `bad-date`.
    rule: &'static str,
    path: Option<String>,
    line: Option<u64>,
    /// The character of the line, from 1.
    column: Option<usize>,
    entity: Option<&'e str>,
    field: Option<&'e str>,
    value: Option<&'e str>,
    message: String,
    /// How often it was seen in the corpus.
    count: Option<u64>,
    /// Where in the corpus.
    examples: Vec<Place<'e>>,
}

/// A mention of the corpus in its context.
#[derive(Serialize)]
struct Place<'e> {
    document: &'e str,
    before: &'e str,
    text: &'e str,
    after: &'e str,
}

impl<'e> Record<'e> {
    pub(super) fn of_error(error: &'e LoadError) -> Self {
        Self {
            severity: "error",
            rule: error.fault.problem.code(),
            path: Some(error.origin.path.display().to_string()),
            line: error.origin.line,
            column: error.column,
            entity: None,
            field: error.fault.field.as_deref(),
            value: error.fault.value.as_deref(),
            message: error.fault.problem.to_string(),
            count: None,
            examples: Vec::new(),
        }
    }

    pub(super) fn of_finding(finding: &'e Finding, loaded: &'e Loaded) -> Self {
        let entity = finding.entity.map(|index| loaded.dictionary.entity(index).id());
        let origin = entity.and_then(|id| loaded.origins.of(id));
        Self {
            severity: finding.severity.as_str(),
            rule: finding.rule,
            path: origin.as_ref().map(|origin| origin.path.display().to_string()),
            line: origin.and_then(|origin| origin.line),
            column: None,
            entity,
            field: finding.field.as_deref(),
            value: finding.value.as_deref(),
            message: finding.message.clone(),
            count: finding.count,
            examples: finding.examples.iter().map(Place::of).collect(),
        }
    }
}

impl<'e> Place<'e> {
    fn of(example: &'e Example) -> Self {
        let Example { document, before, text, after } = example;
        Self { document, before, text, after }
    }
}
