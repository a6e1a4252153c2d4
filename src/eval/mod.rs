//! How well predicted annotations agree with gold: documents of both sides in, counts out. docs/evaluation.md says what each count is.
//!
//! A document goes through four steps, one a file: `select` (what is judged), `align` (which gold annotation meets which
//! prediction), `scheme` (what counts as right), `class` (what kind of error the rest are).

mod align;
mod class;
mod examples;
mod groups;
mod label;
mod named;
mod reliability;
mod renaming;
mod scheme;
mod select;

pub use align::{Fit, Meeting};
pub use class::{ErrorClass, Lexicon};
pub use examples::{ClassTally, Errors, Example, Side};
pub use groups::{Group, Groups};
pub use label::{By, Label, Undecided};
pub use named::is_named;
pub use reliability::{Bin, Reliability};
pub use renaming::{Renaming, Rule};
pub use scheme::{Counts, Scheme, Scores};

use crate::annotated::AnnotatedDocument;
use align::Alignment;
use class::Surroundings;
use groups::Row;
use select::{Judged, Selected};

/// What makes a prediction right, and how much is kept to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// What both sides must agree in, beside the span.
    pub by: By,
    /// What becomes of mentions for which nobody is chosen.
    pub undecided: Undecided,
    /// So many examples of each class of errors are kept.
    pub examples: usize,
}

/// Compares documents, one after the other, and counts.
///
/// # Examples
///
/// ```
/// use newstag::annotated::{AnnotatedDocument, Mark, Meaning, Place};
/// use newstag::eval::{By, Evaluation, Rules, Undecided};
///
/// let ross = |id: &str| Mark { meaning: Meaning::Entity(id.into()), ..Mark::new(Place::in_text(0, 4), "Ross") };
/// let document = |mark| AnnotatedDocument { marks: vec![mark], ..AnnotatedDocument::default() };
/// let mut evaluation = Evaluation::new(Rules { by: By::Entity, undecided: Undecided::Ignore, examples: 1 });
/// evaluation.add(&document(ross("person/wilbur-ross")), &document(ross("person/diana-ross")), None);
/// assert_eq!(evaluation.scores.exact.f1(), Some(1.0));
/// assert_eq!(evaluation.scores.strict.f1(), Some(0.0));
/// ```
#[derive(Debug)]
pub struct Evaluation {
    rules: Rules,
    /// Documents that were compared.
    pub documents: u64,
    /// Predictions that are not counted: on gold that cannot be judged, outside the part that is annotated, without a label.
    pub unjudged: u64,
    /// Predictions for which nobody is chosen, where those are not counted.
    pub undecided: u64,
    /// The counts of each scheme.
    pub scores: Scores,
    /// The counts of each type; empty where spans alone are compared.
    pub types: Groups,
    /// The counts of each entity; empty unless entities are compared.
    pub entities: Groups,
    /// What is wrong, by class.
    pub errors: Errors,
    /// How the scores of the predictions agree with what is right.
    pub reliability: Reliability,
}

impl Evaluation {
    /// Nothing compared yet.
    pub fn new(rules: Rules) -> Self {
        Self {
            rules,
            documents: 0,
            unjudged: 0,
            undecided: 0,
            scores: Scores::default(),
            types: Groups::default(),
            entities: Groups::default(),
            errors: Errors::default(),
            reliability: Reliability::default(),
        }
    }

    /// Compares one document as it should be with what was predicted for it.
    pub fn add(&mut self, gold: &AnnotatedDocument, predicted: &AnnotatedDocument, lexicon: Option<&dyn Lexicon>) {
        let selected = Selected::of(gold, predicted, self.rules);
        let alignment = Alignment::of(&selected.gold, &selected.predicted);
        self.documents += 1;
        self.unjudged += selected.unjudged;
        self.undecided += selected.abstained.len() as u64;
        self.count(&selected, &alignment);
        self.group(&selected, &alignment);
        let surroundings = Surroundings { gold, lexicon, abstained: &selected.abstained };
        self.tell_errors(&selected, &alignment, &surroundings, predicted);
    }

    fn count(&mut self, selected: &Selected<'_>, alignment: &Alignment) {
        self.scores.add(alignment);
        let mut right = vec![false; selected.predicted.len()];
        for meeting in alignment.meetings.iter().filter(|meeting| meeting.fit == Fit::Exact) {
            right[meeting.predicted] = true;
        }
        // The score of a mention without an entity is that of its best candidates, not that of "nobody".
        let chosen = selected.predicted.iter().zip(right).filter(|(judged, _)| judged.label != Label::Undecided);
        for (judged, right) in chosen {
            self.reliability.add(judged.mark.score, right);
        }
    }

    fn group(&mut self, selected: &Selected<'_>, alignment: &Alignment) {
        let rows = rows(selected, alignment);
        if self.rules.by != By::Span {
            let of_type = |judged: &Judged<'_>| judged.mark.of_type.clone();
            rows.iter().for_each(|row| self.types.add(row, of_type));
        }
        if self.rules.by == By::Entity {
            let entity = |judged: &Judged<'_>| judged.mark.meaning.entity().map(str::to_owned);
            rows.iter().for_each(|row| self.entities.add(row, entity));
        }
    }

    fn tell_errors(
        &mut self,
        selected: &Selected<'_>,
        alignment: &Alignment,
        surroundings: &Surroundings<'_>,
        predicted: &AnnotatedDocument,
    ) {
        let documents = [surroundings.gold, predicted];
        for row in rows(selected, alignment) {
            let (class, gold, predicted) = match row {
                Row::Right(..) => continue,
                Row::Wrong(gold, predicted, fit) => {
                    (surroundings.of_meeting(gold, predicted, fit), Some(gold.mark), Some(predicted.mark))
                }
                Row::Missed(gold) => (surroundings.of_missed(gold), Some(gold.mark), None),
                Row::Spurious(predicted) => (class::of_spurious(predicted), None, Some(predicted.mark)),
            };
            self.errors.add(class, gold, predicted, documents, self.rules.examples);
        }
    }
}

/// What became of each annotation: those of gold in their order, then predictions that meet none.
fn rows<'s, 'd>(selected: &'s Selected<'d>, alignment: &Alignment) -> Vec<Row<'s, 'd>> {
    let met = |meeting: &Meeting| {
        let (gold, predicted) = (&selected.gold[meeting.gold], &selected.predicted[meeting.predicted]);
        match meeting.fit {
            Fit::Exact => Row::Right(gold, predicted),
            fit => Row::Wrong(gold, predicted, fit),
        }
    };
    let missed = alignment.missed.iter().map(|&gold| Row::Missed(&selected.gold[gold]));
    let spurious = alignment.spurious.iter().map(|&predicted| Row::Spurious(&selected.predicted[predicted]));
    alignment.meetings.iter().map(met).chain(missed).chain(spurious).collect()
}
