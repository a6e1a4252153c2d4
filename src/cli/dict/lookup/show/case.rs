//! The case that a match must have, in words.

use crate::cli::dict::lookup::find::{Match, Relation};
use crate::dictionary::{CasePolicy, NameRef};
use crate::tagger::fold;
use crate::tagger::{CaseRule, WordCase};

/// What a match of the written form must look like.
pub(super) fn in_words(written: &str, found: &Match<'_>) -> String {
    let name = found.name;
    let form = if found.relation == Relation::Family { family(written, name) } else { name.text() };
    match name.case() {
        CasePolicy::Any => "any case".to_owned(),
        CasePolicy::Exact => format!("exactly as in {form}"),
        CasePolicy::Auto => word_by_word(form),
    }
}

/// The family name of a name as it is written there.
fn family<'d>(written: &str, name: NameRef<'d>) -> &'d str {
    let is_written = |word: &&str| fold(word) == fold(written);
    name.family().or_else(|| name.text().split_whitespace().find(is_written)).unwrap_or(name.text())
}

fn word_by_word(form: &str) -> String {
    let of = |wanted: WordCase| -> Vec<&str> { words(form).filter(|word| rule(word) == wanted).collect() };
    let (capital, upper) = (of(WordCase::Capital), of(WordCase::Upper));
    match (capital.is_empty(), upper.is_empty()) {
        (true, true) => "any case".to_owned(),
        (false, true) => format!("needs a capital at: {}", capital.join(", ")),
        (true, false) => format!("needs all capitals in: {}", upper.join(", ")),
        (false, false) => {
            format!("needs a capital at: {}, and all capitals in: {}", capital.join(", "), upper.join(", "))
        }
    }
}

/// The words of a name: what stands between white space and hyphens.
fn words(form: &str) -> impl Iterator<Item = &str> {
    let is_separator = |c: char| c.is_whitespace() || fold(c.encode_utf8(&mut [0; 4])) == "-";
    form.split(is_separator).filter(|word| !word.is_empty())
}

/// What a word asks for.
fn rule(word: &str) -> WordCase {
    match CaseRule::of(word, CasePolicy::Auto) {
        CaseRule::Words(rules) => rules.first().copied().unwrap_or(WordCase::Any),
        CaseRule::Free | CaseRule::Exact(_) => WordCase::Any,
    }
}
