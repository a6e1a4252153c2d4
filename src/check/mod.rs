//! What is risky in a dictionary that can be read: names that match too much or never, forms that nothing tells apart, offices with holes in them.
//!
//! [`Rule::ALL`] lists the rules, one file each in `rules/`; [`dictionary`] asks them. [`corpus`] looks at what a dictionary finds in texts.
//! docs/dictionary-check.md describes all of it for users.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod corpus;
mod finding;
mod findings;
mod forms;
mod names;
mod rules;
mod terms;

pub use finding::{Example, Finding, Severity};
pub use findings::{Counts, Reporter};
pub use rules::Rule;

use crate::dictionary::Dictionary;
use findings::Findings;
use forms::Forms;
use std::cell::OnceCell;

/// A dictionary, and what several rules ask of it.
struct Checked<'d> {
    dictionary: &'d Dictionary,
    forms: OnceCell<Forms<'d>>,
}

impl<'d> Checked<'d> {
    fn new(dictionary: &'d Dictionary) -> Self {
        Self { dictionary, forms: OnceCell::new() }
    }

    /// All forms with their names, sorted when they are first asked for.
    fn forms(&self) -> &Forms<'d> {
        self.forms.get_or_init(|| Forms::of(self.dictionary))
    }
}

/// Asks some rules about a dictionary, one after the other; `limit` is how many findings of each are told, the worst first.
/// Without a limit all of them are told, in the dictionary's order, and none is kept in memory.
///
/// # Examples
///
/// ```
/// use newstag::check::{self, Counts, Finding, Reporter, Rule};
/// use newstag::dictionary::{DictionaryBuilder, Entity, EntityType, Name};
///
/// struct Messages(Vec<String>);
///
/// impl Reporter for Messages {
///     fn finding(&mut self, finding: &Finding) {
///         self.0.push(format!("{}: {}", finding.rule, finding.value.as_deref().unwrap_or_default()));
///     }
///
///     fn counted(&mut self, _: &'static str, _: Counts) {}
/// }
///
/// let mut entity = Entity::new("place/x", EntityType::Place);
/// entity.names = vec![Name::new("中"), Name::new("today")];
/// let mut builder = DictionaryBuilder::default();
/// builder.add(entity)?;
///
/// let mut messages = Messages(Vec::new());
/// check::dictionary(&builder.build(), Rule::ALL, Some(10), &mut messages);
/// assert_eq!(messages.0, ["short-name: 中", "common-word: today"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dictionary<'r>(
    dictionary: &Dictionary,
    rules: impl IntoIterator<Item = &'r Rule>,
    limit: Option<usize>,
    reporter: &mut dyn Reporter,
) {
    let checked = Checked::new(dictionary);
    for rule in rules {
        let mut found = Findings::of(rule.name, limit, &mut *reporter);
        (rule.find)(&checked, &mut found);
        found.finish();
    }
}
