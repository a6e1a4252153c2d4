//! The comparison as one JSON object. docs/evaluation.md describes it.

use super::compare::Compared;
use crate::cli::excerpt::Context;
use crate::document::Field;
use crate::eval::{Bin, ClassTally, Counts, ErrorClass, Example, Group, Groups, Reliability, Side};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Record<'c> {
    documents: u64,
    documents_without_predictions: u64,
    documents_without_gold: u64,
    not_judged: u64,
    undecided: u64,
    scores: Scores,
    types: Vec<GroupRecord<'c>>,
    entities: Vec<GroupRecord<'c>>,
    errors: Vec<ErrorRecord<'c>>,
    reliability: Option<ReliabilityRecord>,
}

impl<'c> Record<'c> {
    pub(super) fn of(compared: &'c Compared, reliability: bool) -> Self {
        let evaluation = &compared.evaluation;
        let scores = &evaluation.scores;
        Self {
            documents: evaluation.documents,
            documents_without_predictions: compared.without_prediction.count,
            documents_without_gold: compared.without_gold.count,
            not_judged: evaluation.unjudged,
            undecided: evaluation.undecided,
            scores: Scores {
                strict: scores.strict.into(),
                exact: scores.exact.into(),
                partial: scores.partial.into(),
                label: scores.label.into(),
            },
            types: groups(&evaluation.types),
            entities: groups(&evaluation.entities),
            errors: evaluation.errors.iter().map(ErrorRecord::of).collect(),
            reliability: reliability.then(|| (&evaluation.reliability).into()),
        }
    }
}

#[derive(Serialize)]
struct Scores {
    strict: ScoreRecord,
    exact: ScoreRecord,
    partial: ScoreRecord,
    label: ScoreRecord,
}

#[derive(Serialize)]
struct ScoreRecord {
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
    gold: u64,
    predicted: u64,
    correct: u64,
    incorrect: u64,
    partial: u64,
    missed: u64,
    spurious: u64,
}

impl From<Counts> for ScoreRecord {
    fn from(counts: Counts) -> Self {
        let Counts { correct, incorrect, partial, missed, spurious } = counts;
        Self {
            precision: rounded(counts.precision()),
            recall: rounded(counts.recall()),
            f1: rounded(counts.f1()),
            gold: counts.gold(),
            predicted: counts.predicted(),
            correct,
            incorrect,
            partial,
            missed,
            spurious,
        }
    }
}

#[derive(Serialize)]
struct GroupRecord<'c> {
    name: Option<&'c str>,
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
    gold: u64,
    found: u64,
    predicted: u64,
    right: u64,
}

fn groups(groups: &Groups) -> Vec<GroupRecord<'_>> {
    let record = |(name, group): (_, Group)| GroupRecord {
        name,
        precision: rounded(group.precision()),
        recall: rounded(group.recall()),
        f1: rounded(group.f1()),
        gold: group.gold,
        found: group.found,
        predicted: group.predicted,
        right: group.right,
    };
    groups.sorted().into_iter().map(record).collect()
}

#[derive(Serialize)]
struct ErrorRecord<'c> {
    class: &'static str,
    wrong: u64,
    missed: u64,
    spurious: u64,
    examples: Vec<ExampleRecord<'c>>,
}

impl<'c> ErrorRecord<'c> {
    fn of((class, tally): (ErrorClass, &'c ClassTally)) -> Self {
        Self {
            class: class.as_str(),
            wrong: tally.wrong,
            missed: tally.missed,
            spurious: tally.spurious,
            examples: tally.examples.iter().map(ExampleRecord::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct ExampleRecord<'c> {
    document: &'c str,
    context: Context<'c>,
    gold: Option<SideRecord<'c>>,
    predicted: Option<SideRecord<'c>>,
}

impl<'c> ExampleRecord<'c> {
    fn of(example: &'c Example) -> Self {
        Self {
            document: &example.document,
            context: (&example.excerpt).into(),
            gold: example.gold.as_ref().map(SideRecord::of),
            predicted: example.predicted.as_ref().map(SideRecord::of),
        }
    }
}

#[derive(Serialize)]
struct SideRecord<'c> {
    field: &'static str,
    start: usize,
    end: usize,
    text: &'c str,
    entity: Option<&'c str>,
    #[serde(rename = "type")]
    of_type: Option<&'c str>,
    via: Option<&'c str>,
    score: Option<f64>,
}

impl<'c> SideRecord<'c> {
    fn of(side: &'c Side) -> Self {
        Self {
            field: Field::as_str(side.place.field),
            start: side.place.start,
            end: side.place.end,
            text: &side.text,
            entity: side.entity.as_deref(),
            of_type: side.of_type.as_deref(),
            via: side.via.as_deref(),
            score: side.score,
        }
    }
}

#[derive(Serialize)]
struct ReliabilityRecord {
    /// Ten bins, lowest first.
    bins: Vec<BinRecord>,
    without_score: u64,
    calibration_error: Option<f64>,
}

#[derive(Serialize)]
struct BinRecord {
    predictions: u64,
    right: u64,
    mean_score: Option<f64>,
    share_right: Option<f64>,
}

impl From<&Bin> for BinRecord {
    fn from(bin: &Bin) -> Self {
        Self {
            predictions: bin.predictions,
            right: bin.right,
            mean_score: rounded(bin.mean_score()),
            share_right: rounded(bin.share_right()),
        }
    }
}

impl From<&Reliability> for ReliabilityRecord {
    fn from(reliability: &Reliability) -> Self {
        Self {
            bins: reliability.bins().iter().map(BinRecord::from).collect(),
            without_score: reliability.without_score,
            calibration_error: rounded(reliability.calibration_error()),
        }
    }
}

/// Six decimals: the rest is noise of the division.
fn rounded(share: Option<f64>) -> Option<f64> {
    share.map(|share| (share * 1e6).round() / 1e6)
}
