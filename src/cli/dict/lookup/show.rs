//! What was found, for people.

mod case;

use super::find::{Found, Match, Relation};
use super::reasons::{Reason, Reasons};
use crate::date::Validity;
use crate::dictionary::{BoundaryPolicy, Extra, Usage};
use crate::load::quoted;
use crate::tagger::fold;
use std::io::{self, Write};

/// Writes what was found.
pub(super) fn show(
    written: &str,
    found: &[Found<'_>],
    reasons: Option<&Reasons>,
    out: &mut impl Write,
) -> io::Result<()> {
    match found.len() {
        0 => writeln!(out, "{written} (folded: {}) is no name of this dictionary.", fold(written)),
        1 => writeln!(out, "{written} (folded: {}) may mean one entity:", fold(written)),
        count => writeln!(out, "{written} (folded: {}) may mean {count} entities:", fold(written)),
    }?;
    found.iter().try_for_each(|found| {
        show_entity(written, found, out)?;
        reasons.map_or(Ok(()), |reasons| show_reasons(written, reasons.of_entity(found.entity.index()), out))
    })
}

fn show_entity(written: &str, found: &Found<'_>, out: &mut impl Write) -> io::Result<()> {
    let entity = found.entity;
    let name = entity.first_name();
    writeln!(out, "\n{}  {name}  ({}, prior {})", entity.id(), entity.kind().word(), entity.prior().value())?;
    for found in &found.matches {
        show_match(written, found, out)?;
    }
    let context: Vec<&str> = entity.context().collect();
    if !context.is_empty() {
        writeln!(out, "  context: {}", context.join(", "))?;
    }
    for holder in entity.holders() {
        writeln!(out, "  held by {}{}", holder.id(), dates(holder.validity()))?;
    }
    show_carried("  ", entity.extra(), out)
}

fn show_reasons(written: &str, reason: Option<&Reason>, out: &mut impl Write) -> io::Result<()> {
    let Some(reason) = reason else {
        return writeln!(out, "  alone, {written} as typed does not mean it");
    };
    writeln!(out, "  alone, its score is {}:", reason.score.probability())?;
    reason.shares.iter().try_for_each(|share| {
        writeln!(out, "    {:<16}{:+7.2}  (value {:.2})", share.feature, share.log_odds, share.value)
    })
}

fn show_match(written: &str, found: &Match<'_>, out: &mut impl Write) -> io::Result<()> {
    let name = found.name;
    let lang = name.lang().map_or(String::new(), |lang| format!(", {lang}"));
    writeln!(out, "  {} {} ({}{lang})", in_words(found.relation), quoted(name.text()), name.kind().as_str())?;
    let passes = if found.passes_as_typed { "passes" } else { "does not pass" };
    let case = case::in_words(written, found);
    writeln!(out, "    case {}: {case}; {written} as typed {passes}", name.case().as_str())?;
    conditions(found).iter().try_for_each(|condition| writeln!(out, "    {condition}"))?;
    show_carried("    ", name.extra(), out)
}

fn in_words(relation: Relation) -> &'static str {
    match relation {
        Relation::Same => "by its name",
        Relation::Dots => "with or without dots, by its name",
        Relation::Family => "as the family name, once the person is named in full, by the name",
    }
}

/// Whatever else must hold for the name to count, and what else is known of it.
fn conditions(found: &Match<'_>) -> Vec<String> {
    let name = found.name;
    let mut all = Vec::new();
    if found.is_blocked {
        all.push("blocked: it never matches for this entity".to_owned());
    }
    if name.usage() == Usage::NeedsContext {
        all.push(
            "counts only where a context term or another name of the entity also stands in the document".to_owned(),
        );
    }
    if name.validity() != Validity::default() {
        all.push(format!("counts only in documents dated{}", dates(name.validity())));
    }
    if name.boundary() == BoundaryPolicy::None {
        all.push("may also stand within a word".to_owned());
    }
    all.extend(
        name.made().map(|made| {
            format!("made from {} by the variant rule {}", quoted(made.from), made.rules.in_words(", then "))
        }),
    );
    all.extend(name.weight().map(|weight| format!("weight {weight}")));
    all
}

fn dates(validity: Validity) -> String {
    let from = validity.from.map_or(String::new(), |from| format!(" from {from}"));
    let until = validity.until.map_or(String::new(), |until| format!(" until {until}"));
    from + &until
}

fn show_carried<'d>(
    indent: &str,
    mut extra: impl Iterator<Item = Extra<&'d str>>,
    out: &mut impl Write,
) -> io::Result<()> {
    extra.try_for_each(|extra| writeln!(out, "{indent}{}: {}", extra.field, extra.json))
}
