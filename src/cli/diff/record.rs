//! The differences as one JSON object. docs/evaluation.md describes it.

use super::Compared;
use crate::cli::excerpt::Context;
use crate::diff::{Example, Form, Group, Key};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Record<'c> {
    documents: u64,
    documents_changed: u64,
    documents_only_before: u64,
    documents_only_after: u64,
    documents_with_other_text: u64,
    mentions_same: u64,
    dictionary_before: Option<&'c str>,
    dictionary_after: Option<&'c str>,
    changes: Vec<GroupRecord<'c>>,
}

impl<'c> Record<'c> {
    pub(super) fn of(compared: &'c Compared) -> Self {
        let comparison = &compared.comparison;
        let [before, after] = &compared.dictionaries;
        Self {
            documents: comparison.documents,
            documents_changed: comparison.changed,
            documents_only_before: comparison.only_before.count,
            documents_only_after: comparison.only_after.count,
            documents_with_other_text: comparison.other_texts.count,
            mentions_same: comparison.same,
            dictionary_before: before.as_deref(),
            dictionary_after: after.as_deref(),
            changes: comparison.groups.sorted().into_iter().map(GroupRecord::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct GroupRecord<'c> {
    change: &'static str,
    entity_before: Option<&'c str>,
    entity_after: Option<&'c str>,
    before: Option<&'c str>,
    after: Option<&'c str>,
    count: u64,
    forms: Vec<FormRecord>,
    examples: Vec<ExampleRecord<'c>>,
}

impl<'c> GroupRecord<'c> {
    fn of((key, group): (&'c Key, &'c Group)) -> Self {
        Self {
            change: key.what.as_str(),
            entity_before: key.entity_before.as_deref(),
            entity_after: key.entity_after.as_deref(),
            before: key.before.as_deref(),
            after: key.after.as_deref(),
            count: group.count,
            forms: group.forms().into_iter().map(|Form { text, count }| FormRecord { text, count }).collect(),
            examples: group.examples.iter().map(ExampleRecord::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct FormRecord {
    text: String,
    count: u64,
}

#[derive(Serialize)]
struct ExampleRecord<'c> {
    document: &'c str,
    context: Context<'c>,
    score_before: Option<f64>,
    score_after: Option<f64>,
}

impl<'c> ExampleRecord<'c> {
    fn of(example: &'c Example) -> Self {
        Self {
            document: &example.document,
            context: (&example.excerpt).into(),
            score_before: example.score_before,
            score_after: example.score_after,
        }
    }
}
