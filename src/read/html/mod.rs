//! Web pages: the main text, with what the page says of itself.

mod charset;
mod fault;
mod json_ld;
mod main_text;
mod metadata;
mod tree;
mod uri_date;

pub use fault::PageFault;
pub(super) use uri_date::date as date_of_uri;

use super::batch::Origin;
use super::declared::State;
use crate::date::PartialDate;
use crate::document::{Document, Source, TextOrigin};
use encoding_rs::Encoding;
use metadata::Metadata;
use std::borrow::Cow;

/// A longer page is no article; its tree would take some ten times as much memory.
pub(super) const LONGEST_PAGE: usize = 8 << 20;

/// What is known of a page from without.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known<'k> {
    /// Where it was found.
    pub(super) uri: Option<&'k str>,
    /// The charset that the server said it was in.
    pub(super) charset: Option<&'static Encoding>,
    /// When it was captured.
    pub(super) captured: Option<PartialDate>,
}

/// The document that a page is: its id is the path of its file.
pub(super) fn document<'a>(origin: &'a Origin, bytes: &[u8], known: Known<'_>) -> Result<Document<'a>, PageFault> {
    if bytes.len() > LONGEST_PAGE {
        return Err(PageFault::TooLong { size: bytes.len(), limit: LONGEST_PAGE });
    }
    let decoded = super::declared::decode(bytes, known.charset.or_else(|| charset::declared(bytes)));
    let tree = tree::parse(&decoded.text)?;
    let said = Metadata::of(&tree);
    let article = main_text::article(tree)?;
    let title = said.title.or(article.title);
    if decoded.state == State::Damaged {
        let charset = decoded.charset.unwrap_or("UTF-8");
        [title.as_deref(), Some(&article.text)].into_iter().flatten().try_for_each(|text| check(text, charset))?;
    }
    Ok(Document {
        id: Cow::Borrowed(&origin.path),
        source: Source { path: &origin.path, record: origin.number },
        title: title.map(Cow::Owned),
        date: said.date.or_else(|| uri_date::date(known.uri?)).or(known.captured),
        lang: said.lang.map(Cow::Owned),
        charset: decoded.charset.map(Cow::Borrowed),
        text: Cow::Owned(article.text),
        meta: None,
        text_origin: TextOrigin::Extracted,
    })
}

/// What stands in the place of bytes that are no text may stand in scripts and menus, but not in what is tagged.
fn check(text: &str, charset: &'static str) -> Result<(), PageFault> {
    match text.find(char::REPLACEMENT_CHARACTER) {
        Some(at) => {
            let before: Vec<char> = text[..at].chars().rev().take(20).collect();
            Err(PageFault::Damaged { charset, before: before.into_iter().rev().collect() })
        }
        None => Ok(()),
    }
}

/// The text of a piece of HTML, as a field of another format holds it: block by block, with a blank line between two.
pub(super) fn fragment_text(html: &str) -> Result<String, PageFault> {
    Ok(main_text::all(&tree::parse(html)?))
}
