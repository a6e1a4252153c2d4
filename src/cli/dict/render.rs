//! Faults of dictionaries as people see them: the message, then the line with the place marked.

use crate::dictionary::Dictionary;
use crate::load::{self, LoadError, LoadErrors};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::io::{self, Write};
use std::path::PathBuf;

/// Wider than the longest excerpt, so that the renderer cuts nothing itself.
const WIDTH: usize = 4 * crate::load::Excerpt::MAX_CHARS;

/// A fault with colours; printing it through `anstream` takes them off where they are not wanted.
pub(crate) fn render(error: &LoadError) -> String {
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

/// Loads the dictionaries that were named, or the one that comes with the program; none, once it was told what is wrong with
/// them.
pub(crate) fn load(sources: &[PathBuf]) -> Option<Dictionary> {
    if sources.is_empty() {
        return Some(load::embedded());
    }
    match load::load(sources) {
        Ok(dictionary) => Some(dictionary),
        Err(errors) => {
            // Where standard error is closed, there is nobody to tell.
            let _ = tell(&mut anstream::stderr().lock(), &errors);
            None
        }
    }
}

fn tell(out: &mut impl Write, errors: &LoadErrors) -> io::Result<()> {
    for error in errors.first() {
        writeln!(out, "{}\n", render(error))?;
    }
    errors.remainder().map_or(Ok(()), |rest| writeln!(out, "{rest}\n"))
}
