//! Which gold annotation meets which prediction: each at most one of the other side, so that the counts add up.

use super::label::Label;
use super::select::Judged;
use crate::annotated::Place;
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

    /// Both lists are in order of their places, so that only what begins near an annotation is looked at.
    fn join_overlapping(&mut self, gold: &[Judged<'_>], predicted: &[Judged<'_>]) {
        let open: Vec<usize> = still_open(&self.predicted).collect();
        let place = |at: usize| predicted[at].mark.place;
        let longest = open.iter().map(|&at| place(at).end - place(at).start).max().unwrap_or(0);
        let mut pairs = Vec::new();
        for at in still_open(&self.gold) {
            let Place { field, start, end } = gold[at].mark.place;
            let ends_ahead = |&p: &usize| (place(p).field, place(p).start.saturating_add(longest)) <= (field, start);
            let near = &open[open.partition_point(ends_ahead)..];
            let near = near.iter().take_while(|&&p| (place(p).field, place(p).start) < (field, end));
            pairs.extend(near.filter_map(|&p| Some((rank(&gold[at], &predicted[p])?, at, p))));
        }
        pairs.sort_unstable();
        for ((fit, ..), gold, predicted) in pairs {
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

/// A place and what is said of it.
type Said<'d> = (Place, Label<'d>);

/// How well two annotations that overlap fit each other, best first; the same whichever is which.
fn rank<'d>(one: &Judged<'d>, other: &Judged<'d>) -> Option<(Fit, Reverse<usize>, Said<'d>, Said<'d>)> {
    let shared = one.mark.place.shared(other.mark.place);
    let fit = if one.label == other.label { Fit::Label } else { Fit::Overlap };
    let (one, other) = ((one.mark.place, one.label), (other.mark.place, other.label));
    (shared > 0).then(|| (fit, Reverse(shared), one.min(other), one.max(other)))
}

fn still_open(flags: &[bool]) -> impl DoubleEndedIterator<Item = usize> {
    flags.iter().enumerate().filter(|(_, open)| **open).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotated::Mark;
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn what_is_left_over_does_not_overlap(
            mut gold in proptest::collection::vec((0..30_usize, 1..9_usize), 0..9),
            mut predicted in proptest::collection::vec((0..30_usize, 1..9_usize), 0..9),
        ) {
            gold.sort_unstable();
            predicted.sort_unstable();
            let said = |all: &[(usize, usize)]| all.iter().map(|(at, len)| (*at, at + len, "x")).collect::<Vec<_>>();
            let (gold, predicted) = (said(&gold), said(&predicted));
            let fits = fits(&gold, &predicted);
            let left = |all: &[(usize, usize, &'static str)], met: Vec<usize>| {
                all.iter().enumerate().filter(|(at, _)| !met.contains(at)).map(|(_, mark)| *mark).collect::<Vec<_>>()
            };
            let missed = left(&gold, fits.iter().map(|(gold, ..)| *gold).collect());
            let spurious = left(&predicted, fits.iter().map(|(_, predicted, _)| *predicted).collect());
            for (one, other) in missed.iter().flat_map(|one| spurious.iter().map(move |other| (one, other))) {
                prop_assert!(one.1 <= other.0 || other.1 <= one.0, "{one:?} overlaps {other:?}");
            }
        }
    }
}
