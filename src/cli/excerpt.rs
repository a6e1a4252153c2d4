//! Mentions in their context, as people and programs read them.

use crate::annotated::Excerpt;
use crate::load::quoted;
use serde::Serialize;

/// `… the [Ross] of …`; alone, the mention in quotes.
pub(super) fn in_line(excerpt: &Excerpt) -> String {
    let Excerpt { before, mention, after } = excerpt;
    if before.is_empty() && after.is_empty() { quoted(mention) } else { format!("{before}[{mention}]{after}") }
}

/// An excerpt in JSON.
#[derive(Serialize)]
pub(super) struct Context<'e> {
    before: &'e str,
    mention: &'e str,
    after: &'e str,
}

impl<'e> From<&'e Excerpt> for Context<'e> {
    fn from(excerpt: &'e Excerpt) -> Self {
        Self { before: &excerpt.before, mention: &excerpt.mention, after: &excerpt.after }
    }
}
