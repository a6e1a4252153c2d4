//! What the user is told of a run on standard error: bad records, notes, the summary.

use super::progress::Progress;
use crate::pipeline::{Observer, Report, Summary};
use crate::read::{ArchiveRecords, BadRecord, Passed, PassedOver};
use crate::write::Losses;
use std::time::Duration;

/// So many bad records are told one by one.
const BAD_RECORDS_TOLD: u64 = 10;

/// Tells of bad records and of progress while a run goes on.
#[derive(Debug)]
pub(super) struct Reporter {
    progress: Progress,
    bad: u64,
}

impl Reporter {
    /// A reporter that has told nothing yet.
    pub(super) fn new(progress: Progress) -> Self {
        Self { progress, bad: 0 }
    }
}

impl Observer for Reporter {
    fn bad_record(&mut self, bad: &BadRecord) {
        self.bad += 1;
        if self.bad <= BAD_RECORDS_TOLD {
            self.progress.tell(bad_record(bad));
        }
    }

    fn progress(&mut self, summary: &Summary) {
        self.progress.update(summary);
    }
}

/// `PATH record N: reason`.
fn bad_record(bad: &BadRecord) -> String {
    format!("{} record {}: {}", bad.origin.path, bad.origin.number, bad.fault)
}

/// What is told at the end of a run, line by line; the summary comes last.
pub(super) fn closing_lines(report: &Report, summary: String, quarantine: bool) -> Vec<String> {
    let untold = untold(report.written.summary.skipped, quarantine);
    let notes = passed_over(&report.passed_over).chain(lost(report.written.losses));
    untold.into_iter().chain(notes).chain([summary]).collect()
}

/// A note for each thing that the format could not say.
fn lost(losses: Losses) -> impl Iterator<Item = String> {
    let kinds = [
        (losses.in_titles, "mentions in titles were left out; --titles ahead puts titles ahead of the texts"),
        (losses.overlapping, "mentions were left out, since they overlap one that was written"),
        (losses.divided_words, "words were divided, since a mention begins or ends within them"),
    ];
    kinds.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("note: {} {what}", grouped(count)))
}

fn untold(skipped: u64, quarantine: bool) -> Option<String> {
    let more = skipped.checked_sub(BAD_RECORDS_TOLD).filter(|more| *more > 0)?;
    let records = if more == 1 { "record was" } else { "records were" };
    let how = if quarantine { "the quarantine has them all" } else { "--quarantine FILE keeps them all" };
    Some(format!("{} more {records} skipped; {how}", grouped(more)))
}

/// A note for each reason for which files were passed over.
pub(super) fn passed_over(passed: &PassedOver) -> impl Iterator<Item = String> {
    let names =
        "with names that stand for no format (newstag tag --help lists those that do); --input-format takes them all";
    let reasons = [
        (&passed.other_names, names),
        (&passed.no_files, "that are links, pipes or devices"),
        (&passed.own_output, "that results are written to"),
    ];
    let files = reasons
        .into_iter()
        .filter_map(|(passed, reason)| note(passed, ["file in folders", "files in folders"], reason));
    files.chain(records_passed_over(&passed.archive_records))
}

/// A note for each reason for which records of web archives were passed over.
fn records_passed_over(passed: &ArchiveRecords) -> impl Iterator<Item = String> {
    let reasons = [
        (&passed.kinds, "that hold no text (requests, metadata and the like)"),
        (&passed.types, "that are neither pages nor text (images, scripts and the like)"),
        (&passed.statuses, "that servers answered with an error or the way to somewhere else"),
    ];
    let records = ["record of web archives", "records of web archives"];
    reasons.into_iter().filter_map(move |(passed, reason)| note(passed, records, reason))
}

fn note(passed: &Passed, [one, several]: [&str; 2], reason: &str) -> Option<String> {
    let example = passed.example.as_ref()?.display();
    let things = if passed.count == 1 { one } else { several };
    Some(format!("note: passed over {} {things} {reason}; for example {example}", grouped(passed.count)))
}

/// The last line where records were converted: whom they mean was counted when they were tagged.
pub(super) fn summary_of_conversion(summary: &Summary, time: Duration) -> String {
    format!(
        "{} documents, {} skipped, {} mentions, {} bytes, {:.2} seconds",
        grouped(summary.documents),
        grouped(summary.skipped),
        grouped(summary.mentions),
        grouped(summary.bytes),
        time.as_secs_f64(),
    )
}

/// The last line: what was done, in numbers.
pub(super) fn summary(summary: &Summary, time: Duration) -> String {
    format!(
        "{} documents, {} skipped, {} mentions, {} entities, {} bytes, {:.2} seconds",
        grouped(summary.documents),
        grouped(summary.skipped),
        grouped(summary.mentions),
        grouped(summary.entities.len() as u64),
        grouped(summary.bytes),
        time.as_secs_f64(),
    )
}

/// A number with a comma between its thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = match digits.len() % 3 {
        0 => 3,
        rest => rest,
    };
    let (head, tail) = digits.split_at(first.min(digits.len()));
    let groups = tail.as_bytes().chunks(3).map(|group| format!(",{}", String::from_utf8_lossy(group)));
    head.chars().map(String::from).chain(groups).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::EntityIndex;
    use crate::pipeline::Written;

    #[test]
    fn thousands_are_grouped() {
        let expected = [(0, "0"), (999, "999"), (1000, "1,000"), (84_211, "84,211"), (1_234_567, "1,234,567")];
        for (number, text) in expected {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn the_summary_is_the_last_line() {
        let summary = Summary {
            documents: 36,
            skipped: 12,
            mentions: 812,
            entities: [EntityIndex(0), EntityIndex(7)].into(),
            bytes: 84_211,
        };
        let other_names = Passed { count: 3, example: Some("corpus/README.md".into()) };
        let passed_over = PassedOver { other_names, ..PassedOver::default() };
        let last = super::summary(&summary, Duration::from_millis(124));
        let losses = Losses { overlapping: 1200, ..Losses::default() };
        let written = Written { summary, losses, ..Written::default() };
        let lines = closing_lines(&Report { written, passed_over, ..Report::default() }, last, false);
        assert_eq!(
            lines,
            [
                "2 more records were skipped; --quarantine FILE keeps them all",
                "note: passed over 3 files in folders with names that stand for no format (newstag tag --help lists those that do); \
                 --input-format takes them all; for example corpus/README.md",
                "note: 1,200 mentions were left out, since they overlap one that was written",
                "36 documents, 12 skipped, 812 mentions, 2 entities, 84,211 bytes, 0.12 seconds",
            ]
        );
    }
}
