//! The folded forms of names, and the case that a match of each must have.

use crate::names::folded;
use newstag::dictionary::CasePolicy;
use newstag::text::case::CaseRule;
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Every folded form once, with the case rules of the names that share it.
pub(super) struct Forms {
    texts: Vec<String>,
    /// The rules of form n are those from `starts[n]` up to `starts[n + 1]`.
    starts: Vec<usize>,
    rules: Vec<CaseRule>,
}

impl Forms {
    /// The forms of names as they were written; acronyms also with and without their dots (docs/matching.md).
    pub(super) fn of(names: &[&str]) -> Self {
        let mut by_form: BTreeMap<String, Vec<CaseRule>> = BTreeMap::new();
        for &name in names {
            let mut add = |form: &str| {
                by_form.entry(folded(form)).or_default().push(CaseRule::of(form, CasePolicy::Auto));
            };
            add(name);
            dots(name).iter().for_each(|form| add(form));
        }
        let mut forms = Self { texts: Vec::with_capacity(by_form.len()), starts: vec![0], rules: Vec::new() };
        for (text, rules) in by_form {
            forms.texts.push(text);
            forms.rules.extend(rules);
            forms.starts.push(forms.rules.len());
        }
        forms
    }

    /// The forms themselves.
    pub(super) fn texts(&self) -> &[String] {
        &self.texts
    }

    /// The case rules of the names that share a form.
    pub(super) fn rules(&self, form: usize) -> &[CaseRule] {
        &self.rules[self.starts[form]..self.starts[form + 1]]
    }
}

/// An acronym with a dot behind each letter, or without its dots.
fn dots(name: &str) -> Option<String> {
    const LETTERS: Range<usize> = 2..7;
    let text = name.trim();
    let undotted: String = text.chars().filter(|&c| c != '.').collect();
    let is_acronym = LETTERS.contains(&undotted.chars().count())
        && undotted.chars().all(|c| c.is_alphabetic() && !is_combining_mark(c) && c.is_uppercase());
    if !is_acronym {
        return None;
    }
    let dotted: String = undotted.chars().flat_map(|c| [c, '.']).collect();
    if text == undotted { Some(dotted) } else { (text == dotted).then_some(undotted) }
}
