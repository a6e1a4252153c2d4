//! A problem as JSON.

use super::rules::Warning;
use crate::load::{LoadError, Loaded};
use serde::Serialize;

/// One line of `dict check --json`; what is not known is null.
#[derive(Serialize)]
pub(super) struct Record<'e> {
    /// `error` or `warning`.
    severity: &'static str,
    /// A word for the sort of problem, such as `bad-date`.
    code: &'static str,
    path: Option<String>,
    line: Option<u64>,
    /// The character of the line, from 1.
    column: Option<usize>,
    entity: Option<&'e str>,
    field: Option<&'e str>,
    value: Option<&'e str>,
    message: String,
}

impl<'e> Record<'e> {
    pub(super) fn of_error(error: &'e LoadError) -> Self {
        Self {
            severity: "error",
            code: error.fault.problem.code(),
            path: Some(error.origin.path.display().to_string()),
            line: error.origin.line,
            column: error.column,
            entity: None,
            field: error.fault.field.as_deref(),
            value: error.fault.value.as_deref(),
            message: error.fault.problem.to_string(),
        }
    }

    pub(super) fn of_warning(warning: &'e Warning, loaded: &'e Loaded) -> Self {
        let entity = warning.entity.map(|index| loaded.dictionary.entity(index).id());
        let origin = entity.and_then(|id| loaded.origins.of(id));
        Self {
            severity: "warning",
            code: warning.code,
            path: origin.as_ref().map(|origin| origin.path.display().to_string()),
            line: origin.and_then(|origin| origin.line),
            column: None,
            entity,
            field: warning.field.as_deref(),
            value: None,
            message: warning.message.clone(),
        }
    }
}
