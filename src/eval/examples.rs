//! Errors counted by class, the first of each kept with their context.

use super::class::ErrorClass;
use crate::annotated::{AnnotatedDocument, Excerpt, Mark, Place};
use std::collections::BTreeMap;

/// What one side says of a mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Where.
    pub place: Place,
    /// The words.
    pub text: String,
    /// Who is meant; none where nobody is chosen or the annotation does not say.
    pub entity: Option<String>,
    /// The type.
    pub of_type: Option<String>,
    /// What made it a mention.
    pub via: Option<String>,
    /// How sure.
    pub score: Option<f64>,
}

impl From<&Mark> for Side {
    fn from(mark: &Mark) -> Self {
        Self {
            place: mark.place,
            text: mark.text.clone(),
            entity: mark.meaning.entity().map(str::to_owned),
            of_type: mark.of_type.clone(),
            via: mark.via.clone(),
            score: mark.score,
        }
    }
}

/// One error in its context.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The document's id.
    pub document: String,
    /// The mention of gold, else the prediction, and what stands around it.
    pub excerpt: Excerpt,
    /// What gold says.
    pub gold: Option<Side>,
    /// What was predicted.
    pub predicted: Option<Side>,
}

/// The errors of one class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassTally {
    /// Predictions that meet gold, but are not right: each is one too many and one too few.
    pub wrong: u64,
    /// Gold that was not found.
    pub missed: u64,
    /// Predictions where gold has nothing.
    pub spurious: u64,
    /// The first of them.
    pub examples: Vec<Example>,
}

impl ClassTally {
    /// All of them.
    pub fn total(&self) -> u64 {
        self.wrong + self.missed + self.spurious
    }
}

/// The errors of all classes.
#[derive(Clone, Debug, Default)]
pub struct Errors(BTreeMap<ErrorClass, ClassTally>);

impl Errors {
    pub(super) fn add(
        &mut self,
        class: ErrorClass,
        gold: Option<&Mark>,
        predicted: Option<&Mark>,
        documents: [&AnnotatedDocument; 2],
        most: usize,
    ) {
        let tally = self.0.entry(class).or_default();
        match (gold, predicted) {
            (Some(_), Some(_)) => tally.wrong += 1,
            (Some(_), None) => tally.missed += 1,
            (None, _) => tally.spurious += 1,
        }
        if let Some(mark) = gold.or(predicted).filter(|_| tally.examples.len() < most) {
            tally.examples.push(Example {
                document: documents[0].id.clone(),
                excerpt: Excerpt::of(mark, documents),
                gold: gold.map(Side::from),
                predicted: predicted.map(Side::from),
            });
        }
    }

    /// The classes that occur, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (ErrorClass, &ClassTally)> {
        self.0.iter().map(|(class, tally)| (*class, tally))
    }
}
