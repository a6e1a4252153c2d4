//! Which annotations of gold count, where not all of them do.

use super::args::{EvalArgs, OnlyArg};
use super::gold::Gold;
use super::lexicon::KnownForms;
use crate::annotated::Mark;
use crate::eval::{Label, Lexicon, is_named};
use anyhow::bail;

/// Leaves out of gold what does not count, and says how much that was.
pub(super) fn restrict(
    gold: &mut Gold,
    args: &EvalArgs,
    lexicon: Option<&KnownForms>,
) -> anyhow::Result<Option<String>> {
    let only = &args.only;
    if only.is_empty() {
        return Ok(None);
    }
    if only.contains(&OnlyArg::Known) && lexicon.is_none() {
        bail!(
            "--only known asks what a dictionary has: name it with -d, or give --default-dict for the one that comes with the program"
        );
    }
    let is_known = |mark: &Mark| {
        let entity = mark.meaning.entity();
        entity.zip(lexicon).is_some_and(|(entity, lexicon)| lexicon.has_entity(entity))
    };
    let counts = |mark: &Mark, only: OnlyArg| match only {
        OnlyArg::Names => is_named(&mark.text),
        OnlyArg::Known => is_known(mark),
    };
    // What is not judged stays: predictions on it are not judged either.
    let is_judged = |mark: &Mark| !matches!(Label::of(mark, args.by.into()), None | Some(Label::Undecided));
    let left_out = gold.keep(|mark| !is_judged(mark) || only.iter().all(|&only| counts(mark, only)));
    if gold.documents().iter().all(|document| document.marks.is_empty()) {
        bail!("of all {left_out} annotations of gold, --only leaves none to be compared");
    }
    Ok(Some(format!("note: annotations of gold that --only leaves out: {left_out}")))
}
