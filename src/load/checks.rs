//! What the values of fields must be, whatever the format that they come in.

use super::error::Problem;
use crate::date::{PartialDate, Validity};
use crate::dictionary::{Prior, UnknownWord, Usage, VariantRules};
use crate::span::MAX_TEXT_BYTES;
use crate::tagger::fold;

pub(super) const ID: &str = "a text that is unique over all dictionaries, such as person/geng-shuang";
pub(super) const TYPE: &str = "person, organization, place, office or a word of your own";
pub(super) const NAMES: &str = "a list of at least one name";

/// A text that must say something.
pub(super) fn filled<'t>(text: &'t str, expected: &'static str) -> Result<&'t str, Problem> {
    if text.trim().is_empty() { Err(Problem::Empty { expected }) } else { Ok(text) }
}

/// A name, family name or context term: something that can be found in a text.
pub(super) fn form(text: &str) -> Result<&str, Problem> {
    // A letter or digit always folds to something, so that most names need not be folded to be sure of it.
    let says_something = || text.bytes().any(|byte| byte.is_ascii_alphanumeric());
    if text.len() > MAX_TEXT_BYTES {
        Err(Problem::TooLong { limit: MAX_TEXT_BYTES })
    } else if !says_something() && fold(text).is_empty() {
        Err(Problem::FoldsToNothing)
    } else {
        Ok(text)
    }
}

pub(super) fn prior(value: f64) -> Result<Prior, Problem> {
    Prior::new(value).ok_or(Problem::PriorOutside)
}

pub(super) fn weight(value: f64) -> Result<f64, Problem> {
    if value.is_finite() && value >= 0.0 { Ok(value) } else { Err(Problem::WeightNegative) }
}

/// Yes or no, as cells of tables say it.
pub(super) fn truth(word: &str) -> Result<bool, Problem> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true),
        "false" | "no" | "0" => Ok(false),
        _ => Err(UnknownWord { expected: "true, yes, 1, false, no, 0" }.into()),
    }
}

/// All rules that make variants, or none of them.
pub(super) fn variants(truth: bool) -> VariantRules {
    if truth { VariantRules::ALL } else { VariantRules::NONE }
}

/// The beginning, where it lies wholly behind the end.
pub(super) fn from_after_until(validity: &Validity) -> Option<PartialDate> {
    let (from, until) = validity.from.zip(validity.until)?;
    (from.first_day() > until.last_day()).then_some(from)
}

/// Two conditions as one: what is blocked needs nothing else.
pub(super) fn usage(needs_context: bool, block: bool) -> Usage {
    match (block, needs_context) {
        (true, _) => Usage::Blocked,
        (false, true) => Usage::NeedsContext,
        (false, false) => Usage::Always,
    }
}
