//! What counts as right: the four schemes of SemEval-2013 task 9, which are those of MUC.

use super::align::{Alignment, Fit};

/// What a meeting must have to be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// The same span and the same label.
    Strict,
    /// The same span, whatever the label.
    Exact,
    /// Spans that overlap, whatever the label; half as much where they are not the same.
    Partial,
    /// The same label, on spans that overlap.
    Label,
}

enum Outcome {
    Correct,
    Incorrect,
    Partial,
}

impl Scheme {
    fn judge(self, fit: Fit) -> Outcome {
        let same_span = matches!(fit, Fit::Exact | Fit::Span);
        let same_label = matches!(fit, Fit::Exact | Fit::Label);
        let is_right = match self {
            Self::Strict => same_span && same_label,
            Self::Exact => same_span,
            Self::Partial if same_span => true,
            Self::Partial => return Outcome::Partial,
            Self::Label => same_label,
        };
        if is_right { Outcome::Correct } else { Outcome::Incorrect }
    }
}

/// The counts of one scheme.
///
/// `correct + incorrect + partial + missed` are the annotations of gold, `correct + incorrect + partial + spurious` the predictions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Right.
    pub correct: u64,
    /// Meetings that are wrong.
    pub incorrect: u64,
    /// Meetings that are half right.
    pub partial: u64,
    /// Gold that meets no prediction.
    pub missed: u64,
    /// Predictions that meet no gold.
    pub spurious: u64,
}

impl Counts {
    fn add(&mut self, scheme: Scheme, alignment: &Alignment) {
        for meeting in &alignment.meetings {
            match scheme.judge(meeting.fit) {
                Outcome::Correct => self.correct += 1,
                Outcome::Incorrect => self.incorrect += 1,
                Outcome::Partial => self.partial += 1,
            }
        }
        self.missed += alignment.missed.len() as u64;
        self.spurious += alignment.spurious.len() as u64;
    }

    /// The annotations of gold.
    pub fn gold(&self) -> u64 {
        self.correct + self.incorrect + self.partial + self.missed
    }

    /// The predictions.
    pub fn predicted(&self) -> u64 {
        self.correct + self.incorrect + self.partial + self.spurious
    }

    /// The share of the predictions that is right; none where there are none.
    pub fn precision(&self) -> Option<f64> {
        share(self.credit(), self.predicted())
    }

    /// The share of gold that was found; none where there is none.
    pub fn recall(&self) -> Option<f64> {
        share(self.credit(), self.gold())
    }

    /// The harmonic mean of both; none where both sides are empty.
    pub fn f1(&self) -> Option<f64> {
        share(2.0 * self.credit(), self.gold() + self.predicted())
    }

    #[expect(clippy::cast_precision_loss, reason = "counts below 2^53")]
    fn credit(&self) -> f64 {
        self.correct as f64 + 0.5 * self.partial as f64
    }
}

/// A part of a whole; none where the whole is nothing.
#[expect(clippy::cast_precision_loss, reason = "counts below 2^53")]
pub(super) fn share(part: f64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part / whole as f64)
}

/// The counts of all schemes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// [`Scheme::Strict`].
    pub strict: Counts,
    /// [`Scheme::Exact`].
    pub exact: Counts,
    /// [`Scheme::Partial`].
    pub partial: Counts,
    /// [`Scheme::Label`].
    pub label: Counts,
}

impl Scores {
    pub(super) fn add(&mut self, alignment: &Alignment) {
        self.strict.add(Scheme::Strict, alignment);
        self.exact.add(Scheme::Exact, alignment);
        self.partial.add(Scheme::Partial, alignment);
        self.label.add(Scheme::Label, alignment);
    }
}
