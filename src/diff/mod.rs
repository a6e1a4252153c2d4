//! What changed between two annotated outputs: documents of both in, groups of changes out. docs/evaluation.md says what a change is.

mod change;
mod groups;
mod join;

pub use change::{Change, What, changes};
pub use groups::{Example, Form, Group, Groups, Key};
pub use join::{Joined, Joiner, TooFarApart};

use crate::annotated::AnnotatedDocument;

/// What is looked at, and how much is kept to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// A score that differs by more is a change.
    pub score: f64,
    /// So many examples of each group are kept.
    pub examples: usize,
}

/// Compares documents, one pair after the other, and counts.
#[derive(Debug)]
pub struct Comparison {
    options: Options,
    /// Documents of both sides.
    pub documents: u64,
    /// Those of them with at least one change.
    pub changed: u64,
    /// Those of them whose texts differ, so that their mentions cannot be compared.
    pub other_texts: OneSided,
    /// Documents of the first side alone.
    pub only_before: OneSided,
    /// Documents of the second side alone.
    pub only_after: OneSided,
    /// Mentions on both sides that are the same.
    pub same: u64,
    /// What changed.
    pub groups: Groups,
}

/// Documents that cannot be compared: how many, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OneSided {
    /// How many.
    pub count: u64,
    /// The id of the first.
    pub first: Option<String>,
}

impl OneSided {
    fn add(&mut self, document: &AnnotatedDocument) {
        self.count += 1;
        self.first.get_or_insert_with(|| document.id.clone());
    }
}

impl Comparison {
    /// Nothing compared yet.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            documents: 0,
            changed: 0,
            other_texts: OneSided::default(),
            only_before: OneSided::default(),
            only_after: OneSided::default(),
            same: 0,
            groups: Groups::default(),
        }
    }

    /// Takes a document of one side or both.
    pub fn add(&mut self, joined: &Joined) {
        match joined {
            Joined::Before(document) => self.only_before.add(document),
            Joined::After(document) => self.only_after.add(document),
            Joined::Both(before, after) => self.compare(before, after),
        }
    }

    fn compare(&mut self, before: &AnnotatedDocument, after: &AnnotatedDocument) {
        self.documents += 1;
        if !have_one_text(before, after) {
            self.other_texts.add(after);
            return;
        }
        let changes = changes(&before.marks, &after.marks, self.options.score);
        let mentions = before.marks.len() + after.marks.len();
        let changed: usize = changes.iter().map(Change::mentions).sum();
        self.same += (mentions - changed) as u64 / 2;
        self.changed += u64::from(!changes.is_empty());
        for change in &changes {
            self.groups.add(change, [before, after], self.options.examples);
        }
    }

    /// Whether nothing differs.
    pub fn is_same(&self) -> bool {
        self.groups.is_empty() && [&self.other_texts, &self.only_before, &self.only_after].iter().all(|s| s.count == 0)
    }
}

/// Whether what both sides know of title and text agrees.
fn have_one_text(before: &AnnotatedDocument, after: &AnnotatedDocument) -> bool {
    let agree = |one: &Option<String>, other: &Option<String>| one.is_none() || other.is_none() || one == other;
    let lengths_agree = before.length.is_none() || after.length.is_none() || before.length == after.length;
    lengths_agree && before.title == after.title && agree(&before.text, &after.text)
}
