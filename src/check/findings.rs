//! Where a rule hands in what it finds: counted, and told as far as somebody wants to read it.

use super::finding::{Finding, Severity, Told};

/// Somebody who is told what the rules find.
pub trait Reporter {
    /// A rule found something; all of one rule come together.
    fn finding(&mut self, finding: &Finding);

    /// A rule is through; so much it found, told or not.
    fn counted(&mut self, rule: &'static str, counts: Counts);
}

/// How much a rule found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Warnings.
    pub warnings: u64,
    /// Notes.
    pub notes: u64,
}

impl Counts {
    /// One more.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }
}

/// What one rule finds.
pub(super) struct Findings<'f> {
    rule: &'static str,
    limit: Option<usize>,
    reporter: &'f mut dyn Reporter,
    counts: Counts,
    /// The worst so far, the worst first; no more than the limit.
    worst: Vec<(Rank, Finding)>,
}

/// The place of a finding among others of its rule: the severity, then what the rule finds worse, which is the higher number.
type Rank = (Severity, std::cmp::Reverse<u64>);

impl<'f> Findings<'f> {
    /// Nothing found yet; with a limit, so many are told in the end, else each as it comes.
    pub(super) fn of(rule: &'static str, limit: Option<usize>, reporter: &'f mut dyn Reporter) -> Self {
        Self { rule, limit, reporter, counts: Counts::default(), worst: Vec::new() }
    }

    /// A warning like any other of the rule.
    pub(super) fn warn(&mut self, told: impl FnOnce() -> Told) {
        self.add(Severity::Warning, 0, told);
    }

    /// A note like any other of the rule.
    pub(super) fn note(&mut self, told: impl FnOnce() -> Told) {
        self.add(Severity::Note, 0, told);
    }

    /// Takes in a finding. It is put in words only if somebody will read them: a bad dictionary of a million names has a million findings.
    pub(super) fn add(&mut self, severity: Severity, badness: u64, told: impl FnOnce() -> Told) {
        self.counts.add(severity);
        let Some(limit) = self.limit else {
            return self.reporter.finding(&told().by(self.rule, severity));
        };
        let rank = (severity, std::cmp::Reverse(badness));
        let place = self.worst.partition_point(|(other, _)| *other <= rank);
        if place < limit {
            self.worst.insert(place, (rank, told().by(self.rule, severity)));
            self.worst.truncate(limit);
        }
    }

    /// Tells what is left to tell.
    pub(super) fn finish(self) {
        self.worst.iter().for_each(|(_, finding)| self.reporter.finding(finding));
        self.reporter.counted(self.rule, self.counts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Heard(Vec<String>, Counts);

    impl Reporter for Heard {
        fn finding(&mut self, finding: &Finding) {
            self.0.push(finding.message.clone());
        }

        fn counted(&mut self, _: &'static str, counts: Counts) {
            self.1 = counts;
        }
    }

    fn heard(limit: Option<usize>) -> Heard {
        let mut heard = Heard::default();
        let mut found = Findings::of("rule", limit, &mut heard);
        for (severity, badness, message) in [
            (Severity::Note, 9, "a"),
            (Severity::Warning, 1, "b"),
            (Severity::Warning, 2, "c"),
            (Severity::Warning, 1, "d"),
            (Severity::Note, 3, "e"),
        ] {
            found.add(severity, badness, || Told::form("x", None, message.to_owned()));
        }
        found.finish();
        heard
    }

    #[test]
    fn the_worst_are_told_first_and_equal_ones_as_they_came() {
        assert_eq!(heard(Some(4)).0, ["c", "b", "d", "a"]);
        assert_eq!(heard(Some(2)).0, ["c", "b"]);
    }

    #[test]
    fn without_a_limit_all_are_told_as_they_come() {
        assert_eq!(heard(None).0, ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn what_is_not_told_is_counted() {
        assert_eq!(heard(Some(1)).1, Counts { warnings: 3, notes: 2 });
    }
}
