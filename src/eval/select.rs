//! Which annotations of a document are judged.

use super::Rules;
use super::label::{Label, Undecided};
use crate::annotated::{AnnotatedDocument, Mark, Place};
use crate::document::Field;
use std::collections::HashSet;

/// An annotation that is judged, and what it says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged<'d> {
    pub(super) mark: &'d Mark,
    pub(super) label: Label<'d>,
}

/// What is judged of a document.
#[derive(Debug, Default)]
pub(super) struct Selected<'d> {
    pub(super) gold: Vec<Judged<'d>>,
    pub(super) predicted: Vec<Judged<'d>>,
    /// Predictions for which nobody is chosen, where those are not counted.
    pub(super) abstained: Vec<&'d Mark>,
    /// How many predictions are not judged for another reason.
    pub(super) unjudged: u64,
}

impl<'d> Selected<'d> {
    pub(super) fn of(gold: &'d AnnotatedDocument, predicted: &'d AnnotatedDocument, rules: Rules) -> Self {
        let mut selected = Self::default();
        let mut passed_over: HashSet<Place> = gold.unjudged.iter().copied().collect();
        for mark in gold.marks.iter().filter(|mark| is_annotated(gold, mark.place)) {
            match label(mark, rules) {
                Some(label) => selected.gold.push(Judged { mark, label }),
                None => {
                    passed_over.insert(mark.place);
                }
            }
        }
        // A place that is judged as one thing and cannot be judged as another is judged.
        for judged in &selected.gold {
            passed_over.remove(&judged.mark.place);
        }
        for mark in &predicted.marks {
            let is_judged = is_annotated(gold, mark.place) && !passed_over.contains(&mark.place);
            match label(mark, rules).filter(|_| is_judged) {
                Some(label) => selected.predicted.push(Judged { mark, label }),
                None if is_judged && Label::of(mark, rules.by) == Some(Label::Undecided) => {
                    selected.abstained.push(mark);
                }
                None => selected.unjudged += 1,
            }
        }
        once_each(&mut selected.gold);
        once_each(&mut selected.predicted);
        selected
    }
}

/// What a mark says, where that counts.
fn label(mark: &Mark, rules: Rules) -> Option<Label<'_>> {
    Label::of(mark, rules.by).filter(|label| *label != Label::Undecided || rules.undecided == Undecided::Count)
}

/// Whether gold says anything about a place: a title that it does not have, or text outside its window, nobody looked at.
fn is_annotated(gold: &AnnotatedDocument, place: Place) -> bool {
    match place.field {
        Field::Title => gold.title.is_some(),
        Field::Text => gold.window.as_ref().is_none_or(|window| window.start <= place.start && place.end <= window.end),
    }
}

/// In order of their places; what is said twice of one place counts once.
fn once_each(all: &mut Vec<Judged<'_>>) {
    let mut seen = HashSet::new();
    all.retain(|judged| seen.insert((judged.mark.place, judged.label)));
    all.sort_by_key(|judged| judged.mark.place);
}
