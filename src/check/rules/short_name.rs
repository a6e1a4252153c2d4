//! Names of one character, and of two letters: most of what they match is something else.

use crate::check::finding::{Severity, Told};
use crate::check::findings::Findings;
use crate::check::names::Named;
use crate::check::{Checked, names};
use crate::dictionary::Usage;
use crate::tagger::{CaseRule, Reach, fold};

/// A name with more characters folds to more than two, whatever vanishes.
const MOST_CHARACTERS: usize = 8;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for named in names::all(checked.dictionary) {
        if named.name.usage() != Usage::Always || named.name.text().chars().nth(MOST_CHARACTERS).is_some() {
            continue;
        }
        let folded = fold(named.name.text());
        if named.is_told_already(&folded) {
            continue;
        }
        match folded.chars().count() {
            1 => one_character(&named, found),
            2 if is_two_letters(&folded) => two_letters(&named, found),
            _ => {}
        }
    }
}

/// Whether this rule tells of a form that asks for some case.
pub(super) fn tells(folded: &str, reach: Reach) -> bool {
    match folded.chars().count() {
        1 => true,
        2 => is_two_letters(folded) && matches!(reach, Reach::Small | Reach::Capital),
        _ => false,
    }
}

fn is_two_letters(folded: &str) -> bool {
    folded.len() == 2 && folded.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn one_character(named: &Named<'_>, found: &mut Findings<'_>) {
    let message = "this name is a single character and will match too much: add \"needs_context\": true and context terms, or leave it out";
    found.add(Severity::Warning, 1, || Told::name(named, message.to_owned()));
}

fn two_letters(named: &Named<'_>, found: &mut Findings<'_>) {
    match CaseRule::of(named.name.text(), named.name.case()).reach() {
        Reach::Small => found.warn(|| {
            let message = "this name of two letters also matches in small letters, as a word or as a piece of another language: write it in capitals \
                with case auto, or leave it out";
            Told::name(named, message.to_owned())
        }),
        Reach::Capital => found.note(|| {
            let message = "a name of two letters is often something else, such as a syllable of another name: \"needs_context\": true holds it back";
            Told::name(named, message.to_owned())
        }),
        Reach::Capitals | Reach::Unusual => {}
    }
}
