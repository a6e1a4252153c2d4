//! The markup of `corpus/gold`: `[words](entity)` and `[words](entity kind)`; without it, the file is the text (corpus/README.md).

use super::error::{Fault, ReadError};
use super::{slashed, text_of};
use crate::annotated::{AnnotatedDocument, Mark, Meaning, Place};
use crate::document::Field;
use std::path::Path;

const TITLE: &str = "title: ";

/// Reads a file.
pub(super) fn document(path: &Path) -> Result<AnnotatedDocument, ReadError> {
    let content = text_of(path)?;
    let mut document = parse(&content).map_err(|fault| ReadError::new(path, None, fault))?;
    document.id = slashed(path);
    Ok(document)
}

fn parse(content: &str) -> Result<AnnotatedDocument, Fault> {
    let mut document = AnnotatedDocument::default();
    let body = match content.strip_prefix(TITLE) {
        None => content,
        Some(rest) => {
            let (title, body) = rest.split_once("\n\n").ok_or(Fault::TitleOnly)?;
            document.title = Some(unmarked(title, Field::Title, &mut document.marks)?);
            body.strip_suffix('\n').unwrap_or(body)
        }
    };
    document.text = Some(unmarked(body, Field::Text, &mut document.marks)?);
    Ok(document)
}

/// The text without its markup, which becomes marks.
fn unmarked(marked: &str, field: Field, marks: &mut Vec<Mark>) -> Result<String, Fault> {
    let (mut plain, mut length, mut rest) = (String::new(), 0, marked);
    while let Some(open) = rest.find(['[', ']']) {
        let Some(found) = Markup::at(&rest[open..]) else {
            return Err(Fault::Markup(rest[open..].chars().take(60).collect()));
        };
        length += rest[..open].chars().count();
        let end = length + found.words.chars().count();
        marks.push(found.mark(Place { field, start: length, end }));
        plain.push_str(&rest[..open]);
        plain.push_str(found.words);
        (length, rest) = (end, &rest[open + found.len..]);
    }
    plain.push_str(rest);
    Ok(plain)
}

struct Markup<'t> {
    words: &'t str,
    entity: &'t str,
    kind: Option<&'t str>,
    /// How long all of it is, in bytes.
    len: usize,
}

impl<'t> Markup<'t> {
    /// The markup that a text begins with.
    fn at(text: &'t str) -> Option<Self> {
        let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
        let (inside, _) = rest.split_once(')')?;
        let (entity, kind) = inside.split_once(' ').map_or((inside, None), |(entity, kind)| (entity, Some(kind)));
        let is_kind = |kind: &str| !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_right = !words.is_empty()
            && !words.contains(['[', ']'])
            && !entity.is_empty()
            && !entity.contains('(')
            && kind.is_none_or(is_kind);
        is_right.then_some(Self { words, entity, kind, len: words.len() + inside.len() + "[]()".len() })
    }

    fn mark(&self, place: Place) -> Mark {
        let entity = self.entity.to_owned();
        let meaning = if entity == "-" { Meaning::Undecided } else { Meaning::Entity(entity) };
        Mark { meaning, kind: self.kind.map(str::to_owned), ..Mark::new(place, self.words) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_taken_off_and_places_are_those_of_the_plain_text() {
        let document =
            parse("title: [刘鹤](person/liu-he)\n\n🙂 [Liu\nHe](person/liu-he) and [Kim](- partial).\n").unwrap();
        assert_eq!(document.title.as_deref(), Some("刘鹤"));
        assert_eq!(document.text.as_deref(), Some("🙂 Liu\nHe and Kim."));
        assert_eq!(document.misfit_of(&document.marks), None);
        let places: Vec<_> = document.marks.iter().map(|mark| (mark.place.start, mark.place.end)).collect();
        assert_eq!(places, [(0, 2), (2, 8), (13, 16)]);
        assert_eq!(document.marks[2].meaning, Meaning::Undecided);
        assert_eq!(document.marks[2].kind.as_deref(), Some("partial"));
    }

    #[test]
    fn brackets_that_are_no_markup_are_told() {
        for text in ["a [b", "a] b", "[a](b", "[a]()", "[](x)", "[a](x Y)", "[a [b](c)"] {
            assert!(matches!(parse(text), Err(Fault::Markup(_))), "{text}");
        }
        assert!(matches!(parse("title: x\n"), Err(Fault::TitleOnly)));
    }
}
