//! Who tells findings as they come, as text or as JSON, and counts them.

use super::json;
use super::record::Record;
use super::show::{self, in_one_line};
use crate::check::{Counts, Finding, Reporter};
use crate::load::Loaded;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Tells findings.
pub(super) struct Teller<'t, W> {
    out: W,
    loaded: &'t Loaded,
    json: bool,
    /// Of the rule that is being told.
    told: Counts,
    total: Counts,
    /// The rules that found something, with how much.
    by_rule: BTreeMap<&'static str, u64>,
    /// Whether all could be told.
    outcome: io::Result<()>,
}

impl<'t, W: Write> Teller<'t, W> {
    pub(super) fn new(out: W, loaded: &'t Loaded, json: bool) -> Self {
        let (told, total) = (Counts::default(), Counts::default());
        Self { out, loaded, json, told, total, by_rule: BTreeMap::new(), outcome: Ok(()) }
    }

    /// Writes the last line, and returns how much was found in all.
    pub(super) fn close(mut self, errors: u64) -> io::Result<Counts> {
        self.outcome?;
        let Counts { warnings, notes } = self.total;
        if self.json {
            let counts =
                serde_json::json!({"errors": errors, "warnings": warnings, "notes": notes, "rules": self.by_rule});
            json::write_line(&mut self.out, &counts)?;
        } else {
            writeln!(self.out, "{}", show::counts(errors, self.total))?;
        }
        Ok(self.total)
    }

    fn tell(&mut self, finding: &Finding) -> io::Result<()> {
        if self.json {
            return json::write_line(&mut self.out, &Record::of_finding(finding, self.loaded));
        }
        writeln!(self.out, "{}", in_one_line(finding, self.loaded))?;
        finding.examples.iter().try_for_each(|example| writeln!(self.out, "    {}", show::example(example)))
    }

    /// Ends a rule's findings: what was not told is counted.
    fn end(&mut self, rule: &str, counts: Counts) -> io::Result<()> {
        if self.json || counts == Counts::default() {
            return Ok(());
        }
        if let Some(rest) = show::rest(rule, counts, self.told) {
            writeln!(self.out, "{rest}")?;
        }
        writeln!(self.out)
    }
}

impl<W: Write> Reporter for Teller<'_, W> {
    fn finding(&mut self, finding: &Finding) {
        self.told.add(finding.severity);
        if self.outcome.is_ok() {
            self.outcome = self.tell(finding);
        }
    }

    fn counted(&mut self, rule: &'static str, counts: Counts) {
        if self.outcome.is_ok() {
            self.outcome = self.end(rule, counts);
        }
        self.told = Counts::default();
        self.total.warnings += counts.warnings;
        self.total.notes += counts.notes;
        if counts != Counts::default() {
            self.by_rule.insert(rule, counts.warnings + counts.notes);
        }
    }
}
