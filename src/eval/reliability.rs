//! Whether a score means what it says: of predictions that are sure to 0.9, nine in ten should be right.

use super::scheme::share;

const BINS: usize = 10;

/// The predictions whose scores lie in one tenth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many there are.
    pub predictions: u64,
    /// How many of them are right, strictly.
    pub right: u64,
    total: f64,
}

impl Bin {
    /// The mean of their scores.
    pub fn mean_score(&self) -> Option<f64> {
        share(self.total, self.predictions)
    }

    /// The share that is right.
    #[expect(clippy::cast_precision_loss, reason = "counts below 2^53")]
    pub fn share_right(&self) -> Option<f64> {
        share(self.right as f64, self.predictions)
    }
}

/// Predictions by score, in ten bins: 0 to 0.1 without 0.1, … 0.9 to 1 with 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reliability {
    bins: [Bin; BINS],
    /// Predictions that carry no score.
    pub without_score: u64,
}

impl Reliability {
    pub(super) fn add(&mut self, score: Option<f64>, right: bool) {
        let Some(score) = score else {
            self.without_score += 1;
            return;
        };
        let bin = &mut self.bins[bin_of(score)];
        bin.predictions += 1;
        bin.right += u64::from(right);
        bin.total += score;
    }

    /// The bins, lowest first.
    pub fn bins(&self) -> &[Bin] {
        &self.bins
    }

    /// The expected calibration error: how far score and share lie apart, averaged over the predictions. None where none has a score.
    #[expect(clippy::cast_precision_loss, reason = "counts below 2^53")]
    pub fn calibration_error(&self) -> Option<f64> {
        let apart = |bin: &Bin| (bin.total - bin.right as f64).abs();
        share(self.bins.iter().map(apart).sum(), self.bins.iter().map(|bin| bin.predictions).sum())
    }
}

/// The bin of a score in thousandths, so that 0.3 lies in that of 0.3, whatever 0.3 times ten is.
fn bin_of(score: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=1000 by the clamp")]
    let thousandths = (score.clamp(0.0, 1.0) * 1000.0).round() as usize;
    (thousandths * BINS / 1000).min(BINS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_belong_to_the_bin_above_but_for_one() {
        let bins: Vec<usize> = [0.0, 0.099, 0.1, 0.3, 0.7, 0.999, 1.0].map(bin_of).to_vec();
        assert_eq!(bins, [0, 0, 1, 3, 7, 9, 9]);
    }

    #[test]
    fn the_error_is_weighed_by_predictions() {
        let mut reliability = Reliability::default();
        assert_eq!(reliability.calibration_error(), None);
        for (score, right) in [(0.95, true), (0.95, true), (0.95, false), (0.5, false)] {
            reliability.add(Some(score), right);
        }
        reliability.add(None, true);
        // |2.85 - 2| + |0.5 - 0| over four predictions.
        let error = reliability.calibration_error().expect("there are scores");
        assert!((error - (0.85 + 0.5) / 4.0).abs() < 1e-12, "{error}");
        assert_eq!((reliability.bins()[9].right, reliability.without_score), (2, 1));
    }
}
