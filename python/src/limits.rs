//! What one document may cost, as on the command line.

use newstag::allowance::{Allowance, Spent};
use newstag::document::Document;
use newstag::mention::Annotation;
use newstag::pipeline::DocumentLimits;
use newstag::tagger::{Scratch, Tagger};
use pyo3::PyResult;
use pyo3::exceptions::PyValueError;
use std::fmt;
use std::time::{Duration, Instant};

/// The limits that Python asks for.
pub(crate) fn limits_of(mentions: usize, seconds: f64) -> PyResult<DocumentLimits> {
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) if !time.is_zero() => Ok(DocumentLimits { mentions, time }),
        _ => Err(PyValueError::new_err(format!(
            "max_seconds is {seconds}: expected a number of seconds above 0, such as 0.5"
        ))),
    }
}

/// A document that costs more than it may.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OverLimit {
    spent: Spent,
    limits: DocumentLimits,
}

impl fmt::Display for OverLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DocumentLimits { mentions, time } = self.limits;
        match self.spent {
            Spent::Mentions => write!(f, "more than {mentions} mentions, and that is the limit (max_mentions sets it)"),
            Spent::Time => write!(
                f,
                "not tagged within {} seconds, and a document may take no longer (max_seconds sets it)",
                time.as_secs_f64()
            ),
        }
    }
}

/// Finds the mentions of a document, as far as it costs no more than it may: all of them, or none.
pub(crate) fn tag_within<'s>(
    limits: DocumentLimits,
    tagger: &Tagger,
    document: &Document<'_>,
    scratch: &'s mut Scratch,
) -> Result<&'s Annotation, OverLimit> {
    let start = Instant::now();
    let is_over = || start.elapsed() > limits.time;
    let allowance = Allowance::new(limits.mentions, Some(&is_over));
    tagger.tag_within(&allowance, document, scratch).map_err(|spent| OverLimit { spent, limits })
}

/// Finds the mentions of documents, as far as together they cost no more time than one may; says of how many it did.
pub(crate) fn tag_together(
    limits: DocumentLimits,
    tagger: &Tagger,
    documents: &[&Document<'_>],
    scratch: &mut Scratch,
) -> usize {
    let start = Instant::now();
    let is_over = || start.elapsed() > limits.time;
    tagger.tag_together(&Allowance::new(limits.mentions, Some(&is_over)), documents, scratch)
}
