//! Which gold annotation meets which prediction: each at most one of the other side, so that the counts add up.

use super::select::Judged;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

/// How a prediction and a gold annotation that meet agree, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The same span and the same label.
    Exact,
    /// The same span, another label.
    Span,
    /// Spans that overlap, the same label.
    Label,
    /// Spans that overlap, another label.
    Overlap,
}

/// A gold annotation and a prediction that meet, by their places in the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Of gold.
    pub gold: usize,
    /// Of the predictions.
    pub predicted: usize,
    /// How they agree.
    pub fit: Fit,
}

/// Who meets whom in a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Alignment {
    /// In order of gold.
    pub(super) meetings: Vec<Meeting>,
    /// Gold that meets no prediction.
    pub(super) missed: Vec<usize>,
    /// Predictions that meet no gold.
    pub(super) spurious: Vec<usize>,
}

impl Alignment {
    /// Equal spans with equal labels meet first, then equal spans, then what overlaps: equal labels first, then those that share
    /// most, then leftmost. The two sides could change places: the same annotations would meet.
    pub(super) fn of(gold: &[Judged<'_>], predicted: &[Judged<'_>]) -> Self {
        let mut open = Open { gold: vec![true; gold.len()], predicted: vec![true; predicted.len()], met: Vec::new() };
        open.join_equal(gold, predicted, Fit::Exact, |judged| (judged.mark.place, judged.label));
        open.join_equal(gold, predicted, Fit::Span, |judged| judged.mark.place);
        open.join_overlapping(gold, predicted);
        open.finish()
    }
}

struct Open {
    gold: Vec<bool>,
    predicted: Vec<bool>,
    met: Vec<Meeting>,
}

impl Open {
    fn join(&mut self, meeting: Meeting) {
        if self.gold[meeting.gold] && self.predicted[meeting.predicted] {
            self.gold[meeting.gold] = false;
            self.predicted[meeting.predicted] = false;
            self.met.push(meeting);
        }
    }

    fn join_equal<'d, K: Eq + Hash>(
        &mut self,
        gold: &[Judged<'d>],
        predicted: &[Judged<'d>],
        fit: Fit,
        key: impl Fn(&Judged<'d>) -> K,
    ) {
        let mut by_key: HashMap<K, Vec<usize>> = HashMap::new();
        for at in still_open(&self.predicted).rev() {
            by_key.entry(key(&predicted[at])).or_default().push(at);
        }
        for at in still_open(&self.gold).collect::<Vec<_>>() {
            if let Some(predicted) = by_key.get_mut(&key(&gold[at])).and_then(Vec::pop) {
                self.join(Meeting { gold: at, predicted, fit });
            }
        }
    }

    fn join_overlapping(&mut self, gold: &[Judged<'_>], predicted: &[Judged<'_>]) {
        let pair = |g: usize, p: usize| {
            let (one, other) = (&gold[g], &predicted[p]);
            let shared = one.mark.place.shared(other.mark.place);
            let fit = if one.label == other.label { Fit::Label } else { Fit::Overlap };
            let (one, other) = ((one.mark.place, one.label), (other.mark.place, other.label));
            (shared > 0).then(|| (fit, Reverse(shared), one.min(other), one.max(other), g, p))
        };
        let open: Vec<usize> = still_open(&self.predicted).collect();
        let mut pairs: Vec<_> =
            still_open(&self.gold).flat_map(|g| open.iter().filter_map(move |&p| pair(g, p))).collect();
        pairs.sort_unstable();
        for (fit, .., gold, predicted) in pairs {
            self.join(Meeting { gold, predicted, fit });
        }
    }

    fn finish(mut self) -> Alignment {
        self.met.sort_unstable_by_key(|meeting| meeting.gold);
        Alignment {
            missed: still_open(&self.gold).collect(),
            spurious: still_open(&self.predicted).collect(),
            meetings: self.met,
        }
    }
}

fn still_open(flags: &[bool]) -> impl DoubleEndedIterator<Item = usize> {
    flags.iter().enumerate().filter(|(_, open)| **open).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotated::{Mark, Place};
    use crate::eval::label::Label;

    fn judged<'t>((mark, said): (&'t Mark, &(usize, usize, &'t str))) -> Judged<'t> {
        Judged { mark, label: Label::Entity(said.2) }
    }

    /// The fits of marks `(start, end, label)`, as `gold-predicted fit`.
    fn fits(gold: &[(usize, usize, &str)], predicted: &[(usize, usize, &str)]) -> Vec<(usize, usize, Fit)> {
        let marks = |all: &[(usize, usize, &str)]| {
            all.iter().map(|(start, end, _)| Mark::new(Place::in_text(*start, *end), "")).collect::<Vec<_>>()
        };
        let (gold_marks, predicted_marks) = (marks(gold), marks(predicted));
        let gold: Vec<Judged<'_>> = gold_marks.iter().zip(gold).map(judged).collect();
        let predicted: Vec<Judged<'_>> = predicted_marks.iter().zip(predicted).map(judged).collect();
        let alignment = Alignment::of(&gold, &predicted);
        assert_eq!(alignment.meetings.len() + alignment.missed.len(), gold.len());
        assert_eq!(alignment.meetings.len() + alignment.spurious.len(), predicted.len());
        alignment.meetings.iter().map(|meeting| (meeting.gold, meeting.predicted, meeting.fit)).collect()
    }

    #[test]
    fn the_best_fit_wins_whatever_the_order() {
        assert_eq!(fits(&[(0, 5, "x")], &[(0, 3, "x"), (0, 5, "y"), (0, 5, "x")]), [(0, 2, Fit::Exact)]);
        assert_eq!(fits(&[(0, 5, "x")], &[(0, 3, "x"), (0, 5, "y")]), [(0, 1, Fit::Span)]);
        assert_eq!(fits(&[(0, 5, "x")], &[(0, 4, "y"), (4, 6, "x")]), [(0, 1, Fit::Label)]);
        assert_eq!(fits(&[(0, 5, "x")], &[(0, 1, "y"), (2, 5, "z")]), [(0, 1, Fit::Overlap)]);
    }

    #[test]
    fn each_meets_one_only() {
        // One prediction over two gold annotations: the second is missed.
        assert_eq!(fits(&[(0, 3, "x"), (4, 9, "x")], &[(0, 9, "x")]), [(1, 0, Fit::Label)]);
        assert_eq!(fits(&[(0, 3, "x"), (4, 9, "y")], &[(0, 9, "x")]), [(0, 0, Fit::Label)]);
        assert_eq!(fits(&[(0, 3, "x")], &[(3, 9, "x")]), []);
    }
}
