//! The comparison for people.

use super::args::{ByArg, EvalArgs};
use super::compare::Compared;
use crate::cli::excerpt::in_line;
use crate::cli::report::grouped;
use crate::document::Field;
use crate::eval::{ClassTally, Counts, Errors, Evaluation, Example, Groups, Reliability, Side};
use std::io::{self, Write};

/// Writes all tables.
pub(super) fn show(compared: &Compared, args: &EvalArgs, out: &mut impl Write) -> io::Result<()> {
    let evaluation = &compared.evaluation;
    head(evaluation, args, out)?;
    scores(evaluation, args.by, out)?;
    groups("type", &evaluation.types, usize::MAX, out)?;
    groups("entity", &evaluation.entities, args.top, out)?;
    if args.reliability {
        reliability(&evaluation.reliability, out)?;
    }
    errors(&evaluation.errors, out)
}

fn head(evaluation: &Evaluation, args: &EvalArgs, out: &mut impl Write) -> io::Result<()> {
    let counts = &evaluation.scores.strict;
    writeln!(out, "documents    {:>9}", grouped(evaluation.documents))?;
    writeln!(out, "gold         {:>9}  annotations", grouped(counts.gold()))?;
    writeln!(out, "predictions  {:>9}", grouped(counts.predicted()))?;
    if evaluation.unjudged > 0 {
        let what = "more: gold does not say what is right there";
        writeln!(out, "not counted  {:>9}  {what}", grouped(evaluation.unjudged))?;
    }
    if evaluation.undecided > 0 {
        let what = "more: nobody is chosen (--undecided count counts them)";
        writeln!(out, "not counted  {:>9}  {what}", grouped(evaluation.undecided))?;
    }
    let right = match args.by {
        ByArg::Entity => "the same span and entity",
        ByArg::Type => "the same span and type",
        ByArg::Span => "the same span",
    };
    writeln!(out, "right        {:>9}  {right}", grouped(counts.correct))
}

fn scores(evaluation: &Evaluation, by: ByArg, out: &mut impl Write) -> io::Result<()> {
    let scores = &evaluation.scores;
    let label = match by {
        ByArg::Entity => "entity",
        ByArg::Type => "type",
        ByArg::Span => "overlap",
    };
    let rows = [("strict", scores.strict), ("exact", scores.exact), ("partial", scores.partial), (label, scores.label)];
    writeln!(out, "\n            precision   recall       F1   correct  incorrect  partial   missed  spurious")?;
    rows.into_iter().try_for_each(|(name, counts)| score(name, &counts, out))
}

fn score(name: &str, counts: &Counts, out: &mut impl Write) -> io::Result<()> {
    let [precision, recall, f1] = [counts.precision(), counts.recall(), counts.f1()].map(percent);
    let Counts { correct, incorrect, partial, missed, spurious } = counts;
    write!(out, "{name:<10}  {precision:>9}  {recall:>7}  {f1:>7}")?;
    writeln!(out, "  {correct:>8}  {incorrect:>9}  {partial:>7}  {missed:>7}  {spurious:>8}")
}

fn groups(name: &str, groups: &Groups, most: usize, out: &mut impl Write) -> io::Result<()> {
    let all = groups.sorted();
    if all.is_empty() || most == 0 {
        return Ok(());
    }
    writeln!(out, "\nprecision   recall       F1     gold    found  predicted    right  {name}")?;
    for (name, group) in all.iter().take(most) {
        let [precision, recall, f1] = [group.precision(), group.recall(), group.f1()].map(percent);
        write!(out, "{precision:>9}  {recall:>7}  {f1:>7}  {:>7}  {:>7}", group.gold, group.found)?;
        writeln!(out, "  {:>9}  {:>7}  {}", group.predicted, group.right, name.unwrap_or("(none given)"))?;
    }
    match all.len().saturating_sub(most) {
        0 => Ok(()),
        rest => writeln!(out, "… and {rest} more; --top N shows more, --json all of them"),
    }
}

fn reliability(reliability: &Reliability, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\nscore        predictions    right   mean score  share right")?;
    for (bin, at) in reliability.bins().iter().zip(0_u32..).filter(|(bin, _)| bin.predictions > 0) {
        let (from, until) = (f64::from(at) / 10.0, f64::from(at + 1) / 10.0);
        let [mean, share] = [bin.mean_score(), bin.share_right()].map(fraction);
        writeln!(out, "{from:.1} to {until:.1}   {:>11}  {:>7}  {mean:>11}  {share:>11}", bin.predictions, bin.right)?;
    }
    if reliability.without_score > 0 {
        writeln!(out, "without     {:>12}", reliability.without_score)?;
    }
    writeln!(out, "expected calibration error  {}", fraction(reliability.calibration_error()))
}

fn errors(errors: &Errors, out: &mut impl Write) -> io::Result<()> {
    let total: u64 = errors.iter().map(|(_, tally)| tally.total()).sum();
    writeln!(out, "\nerrors       {:>9}", grouped(total))?;
    if total == 0 {
        return Ok(());
    }
    writeln!(out, "\n    wrong   missed  spurious  kind of error")?;
    for (class, ClassTally { wrong, missed, spurious, .. }) in errors.iter() {
        writeln!(out, "{wrong:>9}  {missed:>7}  {spurious:>8}  {}", class.as_str())?;
    }
    for (class, tally) in errors.iter().filter(|(_, tally)| !tally.examples.is_empty()) {
        writeln!(out, "\n{}: {} of {}", class.as_str(), tally.examples.len(), grouped(tally.total()))?;
        tally.examples.iter().try_for_each(|example| show_example(example, out))?;
    }
    Ok(())
}

fn show_example(example: &Example, out: &mut impl Write) -> io::Result<()> {
    let place = example.gold.as_ref().or(example.predicted.as_ref()).map_or(String::new(), place);
    writeln!(out, "  {} {place}: {}", example.document, in_line(&example.excerpt))?;
    let gold = example.gold.as_ref().map_or("nothing".to_owned(), |side| said(side, side));
    let predicted = match (&example.predicted, &example.gold) {
        (None, _) => "nothing".to_owned(),
        (Some(side), gold) => said(side, gold.as_ref().unwrap_or(side)),
    };
    writeln!(out, "      gold {gold}; predicted {predicted}")
}

fn place(side: &Side) -> String {
    let title = if side.place.field == Field::Title { "title " } else { "" };
    format!("{title}{}..{}", side.place.start, side.place.end)
}

/// What a side says; its words too, where they are others than those which are shown.
fn said(side: &Side, shown: &Side) -> String {
    let what = match (&side.entity, &side.of_type) {
        (Some(entity), Some(of_type)) => format!("{entity} ({of_type})"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => "nobody".to_owned(),
    };
    let words = if side.place == shown.place { String::new() } else { format!(" for [{}]", side.text) };
    let via = side.via.as_deref().filter(|via| *via != "name").map_or(String::new(), |via| format!(" as {via}"));
    let score = side.score.map_or(String::new(), |score| format!(", score {score}"));
    format!("{what}{words}{via}{score}")
}

fn percent(share: Option<f64>) -> String {
    share.map_or("-".to_owned(), |share| format!("{:.2}", 100.0 * share))
}

fn fraction(share: Option<f64>) -> String {
    share.map_or("-".to_owned(), |share| format!("{share:.3}"))
}
