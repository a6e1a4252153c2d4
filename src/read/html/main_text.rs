//! The main text of a page: what is left without menus, advertisements and comments.

use super::PageFault;
use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

/// What was found in a page.
#[derive(Debug)]
pub(super) struct Article {
    /// The headline, as far as the page's title tells it.
    pub(super) title: Option<String>,
    /// The main text, with a blank line between its paragraphs.
    pub(super) text: String,
}

/// Finds the main text of a page.
pub(super) fn article(page: Document) -> Result<Article, PageFault> {
    let config = Config { disable_json_ld: true, text_mode: TextMode::Formatted, ..Config::default() };
    let mut readability = Readability::with_document(page, None, Some(config)).map_err(|_| PageFault::NoMainText)?;
    let article = readability.parse().map_err(|_| PageFault::NoMainText)?;
    let text = article.text_content.trim();
    if text.is_empty() {
        return Err(PageFault::NoMainText);
    }
    let title = article.title.trim();
    Ok(Article { title: (!title.is_empty()).then(|| title.to_owned()), text: text.to_owned() })
}

/// All text of a page or a piece of one, save scripts and styles.
pub(super) fn all(page: &Document) -> String {
    page.select("script, style, noscript, template").remove();
    page.body().map(|body| body.formatted_text().trim().to_owned()).unwrap_or_default()
}
