//! The differences for people.

use super::Compared;
use crate::cli::excerpt::in_line;
use crate::cli::report::grouped;
use crate::diff::{Example, Form, Group, Key, What};
use std::io::{self, Write};

/// So many forms of a group are named.
const FORMS: usize = 5;

/// Writes what changed.
pub(super) fn show(compared: &Compared, top: usize, out: &mut impl Write) -> io::Result<()> {
    head(compared, out)?;
    let groups = compared.comparison.groups.sorted();
    for of_one_sort in groups.chunk_by(|a, b| a.0.what == b.0.what) {
        let total: u64 = of_one_sort.iter().map(|(_, group)| group.count).sum();
        let what = of_one_sort.first().map_or("", |(key, _)| title(key.what));
        writeln!(out, "\n{what}: {}", grouped(total))?;
        of_one_sort.iter().take(top).try_for_each(|(key, group)| show_group(key, group, out))?;
        if let rest @ 1.. = of_one_sort.len().saturating_sub(top) {
            writeln!(out, "  … and {rest} more groups; --top N shows more, --json all of them")?;
        }
    }
    Ok(())
}

fn head(compared: &Compared, out: &mut impl Write) -> io::Result<()> {
    let comparison = &compared.comparison;
    writeln!(out, "documents  {:>9}, {} with changes", grouped(comparison.documents), grouped(comparison.changed))?;
    writeln!(out, "mentions   {:>9} the same", grouped(comparison.same))?;
    if let [Some(before), Some(after)] = &compared.dictionaries
        && before != after
    {
        writeln!(out, "dictionary {before} before, {after} after")?;
    }
    Ok(())
}

fn title(what: What) -> &'static str {
    match what {
        What::Added => "added",
        What::Removed => "removed",
        What::Entity => "another entity",
        What::Type => "another type",
        What::Kind => "another kind of name",
        What::Via => "found another way",
        What::Holder => "another holder",
        What::Score => "another score",
    }
}

fn show_group(key: &Key, group: &Group, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{:>7}  {}: {}", group.count, in_words(key), forms(&group.forms()))?;
    group.examples.iter().try_for_each(|example| {
        let scores = scores(key.what, example);
        writeln!(out, "           {}: {}{scores}", example.document, in_line(&example.excerpt))
    })
}

fn in_words(key: &Key) -> String {
    let one = |of: &Option<String>| of.clone().unwrap_or_else(|| "nobody".to_owned());
    match key.what {
        What::Added | What::Score => one(&key.entity_after),
        What::Removed => one(&key.entity_before),
        What::Entity => format!("{} -> {}", one(&key.entity_before), one(&key.entity_after)),
        What::Type | What::Kind | What::Via | What::Holder => {
            let value = |of: &Option<String>| of.clone().unwrap_or_else(|| "none".to_owned());
            format!("{}, {} -> {}", one(&key.entity_after), value(&key.before), value(&key.after))
        }
    }
}

fn forms(forms: &[Form]) -> String {
    let named = forms.iter().take(FORMS).map(|form| format!("\"{}\" {}", form.text.escape_debug(), form.count));
    let more = forms.len().saturating_sub(FORMS);
    let more = (more > 0).then(|| format!("{more} more"));
    named.chain(more).collect::<Vec<_>>().join(", ")
}

/// Scores where they moved; of what is added or removed, the one there is.
fn scores(what: What, example: &Example) -> String {
    match (example.score_before, example.score_after) {
        (Some(before), Some(after)) if what == What::Score || before != after => format!(" ({before} -> {after})"),
        (Some(score), None) | (None, Some(score)) => format!(" ({score})"),
        _ => String::new(),
    }
}
