//! A mention in its context, in one line.

use super::{AnnotatedDocument, Mark};
use crate::span::CodePoints;

/// A mention with some words on both sides; line ends and runs of white space are single spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands ahead of it.
    pub before: String,
    /// The mention.
    pub mention: String,
    /// What stands behind it.
    pub after: String,
}

impl Excerpt {
    /// So many code points are shown on each side.
    pub const AROUND: usize = 40;

    /// A mention as it stands in the first of the documents that knows its text; where none does, its words alone.
    pub fn of(mark: &Mark, documents: [&AnnotatedDocument; 2]) -> Self {
        let texts = documents.into_iter().filter_map(|document| document.field(mark.place.field));
        let found = texts.map(CodePoints::new).find_map(|text| Self::within(&text, mark.place.start, mark.place.end));
        found.unwrap_or_else(|| Self { mention: in_one_line(&mark.text), ..Self::default() })
    }

    fn within(text: &CodePoints<'_>, start: usize, end: usize) -> Option<Self> {
        let from = start.saturating_sub(Self::AROUND);
        let until = end.saturating_add(Self::AROUND).min(text.len());
        let [before, mention, after] = [text.slice(from..start)?, text.slice(start..end)?, text.slice(end..until)?];
        let before = if from > 0 { format!("…{before}") } else { before.to_owned() };
        let after = if until < text.len() { format!("{after}…") } else { after.to_owned() };
        Some(Self { before: in_one_line(&before), mention: in_one_line(mention), after: in_one_line(&after) })
    }
}

/// The text with single spaces for all white space; that at the ends stays, as one space.
fn in_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if !c.is_whitespace() && !c.is_control() => line.push(c),
            _ if !line.ends_with(' ') => line.push(' '),
            _ => {}
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotated::Place;

    #[test]
    fn an_excerpt_is_one_line_and_says_where_it_is_cut() {
        let text = format!("{}\n\nGeng  Shuang said", "x".repeat(60));
        let document = AnnotatedDocument { text: Some(text), ..AnnotatedDocument::default() };
        let mark = Mark::new(Place::in_text(62, 74), "Geng  Shuang");
        let excerpt = Excerpt::of(&mark, [&AnnotatedDocument::default(), &document]);
        assert_eq!(excerpt.before, format!("…{} ", "x".repeat(38)));
        assert_eq!((excerpt.mention.as_str(), excerpt.after.as_str()), ("Geng Shuang", " said"));
        let bare = Excerpt::of(&mark, [&AnnotatedDocument::default(), &AnnotatedDocument::default()]);
        assert_eq!((bare.before.as_str(), bare.mention.as_str()), ("", "Geng Shuang"));
    }
}
