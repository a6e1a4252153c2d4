//! `the` before an organization is often left out: `The New York Times`, `New York Times`.
//!
//! The other way round nothing is needed: in `the New York Times` the name without the article matches.

use crate::dictionary::EntityType;
use crate::variants::Form;

const ARTICLES: [&str; 2] = ["The ", "the "];

/// A single word without its article is a word like others (`The Guardian`).
pub(super) fn apply(kind: &EntityType<&str>, form: &Form, out: &mut Vec<Form>) {
    if *kind != EntityType::Organization {
        return;
    }
    let rest = ARTICLES.iter().find_map(|article| form.text.strip_prefix(article));
    if let Some(rest) = rest.filter(|rest| rest.split_whitespace().nth(1).is_some()) {
        out.push(form.rewritten(rest.trim_start().to_owned()));
    }
}
