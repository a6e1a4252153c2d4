//! Findings as people read them.

use crate::check::{Counts, Example, Finding};
use crate::cli::report::grouped;
use crate::load::{Loaded, quoted};

/// `warning[short-name]: people.jsonl:3: person/x names[1] "中": what it means and how to mend it`.
pub(super) fn in_one_line(finding: &Finding, loaded: &Loaded) -> String {
    let what = [entity(finding, loaded), finding.field.clone(), finding.value.as_deref().map(quoted), seen(finding)];
    let what: Vec<String> = what.into_iter().flatten().collect();
    format!("{}[{}]: {}: {}", finding.severity.as_str(), finding.rule, what.join(" "), finding.message)
}

/// The id of the entity, behind the place where it stands.
fn entity(finding: &Finding, loaded: &Loaded) -> Option<String> {
    let id = finding.entity.map(|index| loaded.dictionary.entity(index).id())?;
    let place = loaded.origins.of(id).map_or(String::new(), |origin| format!("{origin}: "));
    Some(format!("{place}{id}"))
}

fn seen(finding: &Finding) -> Option<String> {
    finding.count.map(|count| format!("(seen {})", times(count)))
}

fn times(count: u64) -> String {
    if count == 1 { "once".to_owned() } else { format!("{} times", grouped(count)) }
}

/// A mention in its context: `a1: … met [Liu He] in …`.
pub(super) fn example(example: &Example) -> String {
    let Example { document, before, text, after } = example;
    format!("{document}: {before}[{text}]{after}")
}

/// A sentence that counts what a rule found beside what was told; none if there is no more.
pub(super) fn rest(rule: &str, counts: Counts, told: Counts) -> Option<String> {
    let warnings = counts.warnings - told.warnings;
    let notes = counts.notes - told.notes;
    let parts: Vec<String> = [(warnings, "warning"), (notes, "note")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, &format!("more {word}")))
        .collect();
    (!parts.is_empty()).then(|| format!("… and {} by {rule}; --all tells all of them", parts.join(" and ")))
}

/// The last line.
pub(super) fn counts(errors: u64, found: Counts) -> String {
    [counted(errors, "error"), counted(found.warnings, "warning"), counted(found.notes, "note")].join(", ")
}

fn counted(count: u64, word: &str) -> String {
    format!("{} {word}{}", grouped(count), if count == 1 { "" } else { "s" })
}
