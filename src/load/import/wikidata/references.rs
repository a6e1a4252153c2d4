//! Identifiers of an item in other collections, which stand in properties that options name.

use super::item::{Rank, Statement};
use crate::load::import::draft::Draft;
use crate::load::import::json::{JsonText, Pairs};
use serde::Deserialize;
use serde_json::value::RawValue;

/// An item once more, with all claims as they stand.
#[derive(Deserialize)]
struct AllClaims<'a> {
    #[serde(borrow)]
    claims: Option<Pairs<JsonText<'a>, &'a RawValue>>,
}

/// Adds the identifiers of an item; `wanted` are collections and properties.
pub(super) fn add<'a>(json: &'a [u8], wanted: &'a [(String, String)], draft: &mut Draft<'a>) -> serde_json::Result<()> {
    if wanted.is_empty() {
        return Ok(());
    }
    let item: AllClaims<'a> = serde_json::from_slice(json)?;
    let claims = item.claims.map_or_else(Vec::new, |claims| claims.0);
    for (collection, property) in wanted {
        let Some((_, statements)) = claims.iter().find(|(key, _)| key.0 == property.as_str()) else { continue };
        let statements: Vec<Statement<'a, JsonText<'a>>> = serde_json::from_str(statements.get())?;
        for statement in statements.into_iter().filter(|statement| statement.rank != Rank::Deprecated) {
            if let Some(id) = statement.mainsnak.into_value() {
                draft.reference(collection.as_str(), id.0);
            }
        }
    }
    Ok(())
}
