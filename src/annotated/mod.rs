//! A document as somebody annotated it, by hand or by program: what `eval` and `diff` compare, whatever it was read from.

mod excerpt;

pub use excerpt::Excerpt;

use crate::document::Field;
use crate::span::CodePoints;
use std::ops::Range;

/// One document with its annotations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnnotatedDocument {
    /// What the document is called; documents of two sides are joined by it.
    pub id: String,
    /// The headline, where it is annotated too.
    pub title: Option<String>,
    /// The text, where it is known.
    pub text: Option<String>,
    /// The text's length in the unit of the offsets, where it is known.
    pub length: Option<usize>,
    /// The hash of the dictionary that the annotations were made with, where it is known.
    pub dictionary: Option<String>,
    /// The part of the text that is annotated; none: all of it.
    pub window: Option<Range<usize>>,
    /// The annotations.
    pub marks: Vec<Mark>,
    /// Places that are annotated with something which cannot be judged, such as a span in pieces.
    pub unjudged: Vec<Place>,
}

/// A span of a document that is annotated.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where it stands.
    pub place: Place,
    /// The words that stand there; empty where they are not known.
    pub text: String,
    /// Who is meant.
    pub meaning: Meaning,
    /// The type of what is meant, where it is known.
    pub of_type: Option<String>,
    /// The kind of name: `demonym`, `partial` …, where it is known.
    pub kind: Option<String>,
    /// What made the span a mention: `name`, `gloss` …, where it is known.
    pub via: Option<String>,
    /// How sure the link is, 0 to 1, where it is known.
    pub score: Option<f64>,
    /// Who held the office, where the mention is one.
    pub holder: Option<String>,
}

impl Mark {
    /// An annotation of which nothing is known but its place and words.
    pub fn new(place: Place, text: &str) -> Self {
        let text = text.to_owned();
        Self { place, text, meaning: Meaning::Unknown, of_type: None, kind: None, via: None, score: None, holder: None }
    }
}

/// Who is meant by a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The entity with this id.
    Entity(String),
    /// Nothing decides: `-` in the corpus, `null` in a record.
    Undecided,
    /// The annotation does not say, or means something without an id.
    Unknown,
}

impl Meaning {
    /// The entity's id.
    pub fn entity(&self) -> Option<&str> {
        match self {
            Self::Entity(id) => Some(id),
            Self::Undecided | Self::Unknown => None,
        }
    }
}

/// A range of Unicode code points of a field as it was given, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The part of the document.
    pub field: Field,
    /// The first code point.
    pub start: usize,
    /// The code point behind the last.
    pub end: usize,
}

impl Place {
    /// A place in the text.
    pub fn in_text(start: usize, end: usize) -> Self {
        Self { field: Field::Text, start, end }
    }

    /// How many code points the two share.
    pub fn shared(self, other: Self) -> usize {
        if self.field != other.field {
            return 0;
        }
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }
}

/// An annotation that does not fit the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Which annotation, counting from 0.
    pub mark: usize,
    /// Its place.
    pub place: Place,
    /// What it says stands there.
    pub said: String,
    /// What stands there; none where the place is empty or lies outside the text.
    pub found: Option<String>,
}

impl AnnotatedDocument {
    /// What stands in a field, where it is known.
    pub fn field(&self, field: Field) -> Option<&str> {
        match field {
            Field::Title => self.title.as_deref(),
            Field::Text => self.text.as_deref(),
        }
    }

    /// The first annotation of another document that does not fit the text of this one. Where the text is not known, all fit that do
    /// not end ahead of where they begin.
    pub fn misfit_of(&self, marks: &[Mark]) -> Option<Misfit> {
        let fields = [Field::Title, Field::Text].map(|field| self.field(field).map(CodePoints::new));
        marks.iter().enumerate().find_map(|(number, mark)| {
            let [title, text] = &fields;
            let field = if mark.place.field == Field::Title { title } else { text };
            misfit(number, mark, field.as_ref())
        })
    }

    /// Gives annotations without words those of the text.
    pub fn fill_words(&mut self) {
        let Some(text) = self.text.as_deref().map(CodePoints::new) else { return };
        let bare = self.marks.iter_mut().filter(|mark| mark.text.is_empty() && mark.place.field == Field::Text);
        for mark in bare {
            mark.text = text.slice(mark.place.start..mark.place.end).unwrap_or_default().to_owned();
        }
    }
}

fn misfit(number: usize, mark: &Mark, field: Option<&CodePoints<'_>>) -> Option<Misfit> {
    let Place { start, end, .. } = mark.place;
    let found = field.filter(|_| start < end).and_then(|field| field.slice(start..end));
    let fits = match field {
        None => start < end,
        Some(_) => found.is_some_and(|found| mark.text.is_empty() || mark.text == found),
    };
    (!fits).then(|| Misfit {
        mark: number,
        place: mark.place,
        said: mark.text.clone(),
        found: found.map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_share_what_both_cover() {
        let place = Place::in_text;
        assert_eq!(place(0, 8).shared(place(4, 20)), 4);
        assert_eq!(place(0, 4).shared(place(4, 8)), 0);
        assert_eq!(Place { field: Field::Title, ..place(0, 8) }.shared(place(0, 8)), 0);
    }

    #[test]
    fn words_that_do_not_stand_there_are_a_misfit() {
        let document = AnnotatedDocument { text: Some("🙂 耿爽 said".to_owned()), ..AnnotatedDocument::default() };
        let mark = |start, end, text| Mark::new(Place::in_text(start, end), text);
        assert_eq!(document.misfit_of(&[mark(2, 4, "耿爽"), mark(5, 9, "")]), None);
        let misfit = document.misfit_of(&[mark(2, 4, "耿爽"), mark(5, 11, "耿爽")]).expect("the text ends at 9");
        assert_eq!((misfit.mark, misfit.found), (1, None));
        let misfit = document.misfit_of(&[mark(3, 5, "耿爽")]).expect("other words stand there");
        assert_eq!(misfit.found.as_deref(), Some("爽 "));
        assert!(document.misfit_of(&[mark(3, 3, "")]).is_some(), "an empty place holds nothing");
        let unknown = AnnotatedDocument::default();
        assert_eq!(unknown.misfit_of(&[mark(3, 5, "耿爽")]), None);
        assert!(unknown.misfit_of(&[mark(5, 3, "")]).is_some(), "it ends ahead of where it begins");
    }
}
