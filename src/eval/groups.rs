//! Strict counts for each type or entity.

use super::align::Fit;
use super::scheme::share;
use super::select::Judged;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What became of an annotation.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row<'s, 'd> {
    Right(&'s Judged<'d>, &'s Judged<'d>),
    Wrong(&'s Judged<'d>, &'s Judged<'d>, Fit),
    Missed(&'s Judged<'d>),
    Spurious(&'s Judged<'d>),
}

/// The strict counts of one type or entity. A right prediction may be of another type than gold gives the same entity: then it counts
/// in two groups, as found in one and as right in the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Annotations of gold that say so.
    pub gold: u64,
    /// Those of them that were found.
    pub found: u64,
    /// Predictions that say so.
    pub predicted: u64,
    /// Those of them that are right.
    pub right: u64,
}

impl Group {
    /// The share of the predictions that is right.
    pub fn precision(&self) -> Option<f64> {
        count_share(self.right, self.predicted)
    }

    /// The share of gold that was found.
    pub fn recall(&self) -> Option<f64> {
        count_share(self.found, self.gold)
    }

    /// The harmonic mean of both; none where both sides are empty, nothing where one is.
    pub fn f1(&self) -> Option<f64> {
        match (self.precision(), self.recall()) {
            (None, None) => None,
            (Some(precision), Some(recall)) if precision + recall > 0.0 => {
                Some(2.0 * precision * recall / (precision + recall))
            }
            _ => Some(0.0),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts below 2^53")]
fn count_share(part: u64, whole: u64) -> Option<f64> {
    share(part as f64, whole)
}

/// The groups by name; what says nothing is under none.
#[derive(Clone, Debug, Default)]
pub struct Groups(HashMap<Option<String>, Group>);

impl Groups {
    /// Of a right pair, who does not name a group is in that of the other.
    pub(super) fn add(&mut self, row: &Row<'_, '_>, name: impl Fn(&Judged<'_>) -> Option<String>) {
        match *row {
            Row::Right(gold, predicted) => {
                let (of_gold, of_predicted) = (name(gold), name(predicted));
                let found = self.group(of_gold.clone().or_else(|| of_predicted.clone()));
                found.gold += 1;
                found.found += 1;
                let right = self.group(of_predicted.or(of_gold));
                right.predicted += 1;
                right.right += 1;
            }
            Row::Wrong(gold, predicted, _) => {
                self.group(name(gold)).gold += 1;
                self.group(name(predicted)).predicted += 1;
            }
            Row::Missed(gold) => self.group(name(gold)).gold += 1,
            Row::Spurious(predicted) => self.group(name(predicted)).predicted += 1,
        }
    }

    fn group(&mut self, name: Option<String>) -> &mut Group {
        self.0.entry(name).or_default()
    }

    /// All of them, those with most annotations first, then by name.
    pub fn sorted(&self) -> Vec<(Option<&str>, Group)> {
        let mut all: Vec<_> = self.0.iter().map(|(name, group)| (name.as_deref(), *group)).collect();
        all.sort_by_key(|(name, group)| (Reverse(group.gold.max(group.predicted)), *name));
        all
    }
}
