//! Faults of dictionaries as people see them: the message, then the line with the place marked.

use crate::load::{Excerpt, LoadError};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Wider than the longest excerpt, so that the renderer cuts nothing itself.
const WIDTH: usize = 4 * Excerpt::MAX_CHARS;

/// A fault with colours; printing it through `anstream` takes them off where they are not wanted.
pub(in crate::cli) fn render(error: &LoadError) -> String {
    let title = Level::ERROR.primary_title(error.to_string());
    let group = match &error.excerpt {
        None => Group::with_title(title),
        Some(excerpt) => {
            let line = error.origin.line.and_then(|line| usize::try_from(line).ok()).unwrap_or(1);
            let mark = AnnotationKind::Primary.span(excerpt.mark.clone());
            title.element(Snippet::source(&excerpt.text).line_start(line).annotation(mark))
        }
    };
    Renderer::styled().term_width(WIDTH).render(&[group])
}
