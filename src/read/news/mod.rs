//! What news agencies send: NewsML-G2 and NITF, which are XML, and ninjs (News in JSON), which is JSON.

mod blocks;
mod cut;
mod fault;
mod item;
mod newsml;
mod ninjs;
mod nitf;
mod xml;

pub(super) use cut::split;
pub use fault::NewsFault;
pub(super) use ninjs::{document as ninjs_document, is_item as is_ninjs};

use super::batch::Origin;
use crate::document::Document;
use std::borrow::Cow;

/// The document that an item of NewsML-G2 or NITF is.
pub(super) fn document<'a>(
    origin: &'a Origin,
    item: &str,
    charset: Option<&'static str>,
) -> Result<Document<'a>, NewsFault> {
    let root = xml::parse(item)?;
    let item = if root.name == "nitf" { nitf::item(&root) } else { newsml::item(&root)? };
    let document = item.document(origin)?;
    Ok(Document { charset: charset.map(Cow::Borrowed), ..document })
}
