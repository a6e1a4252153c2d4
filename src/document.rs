//! One article, as the readers give it and the tagger takes it.

use crate::date::PartialDate;
use std::borrow::Cow;

/// One article.
#[derive(Clone, Debug, Default)]
pub struct Document<'a> {
    /// What the record is called: its `id` field, or `PATH#N`, or the path of a plain text file.
    pub id: Cow<'a, str>,
    /// Where it was read.
    pub source: Source<'a>,
    /// The headline: tagged as a paragraph of its own ahead of the text.
    pub title: Option<Cow<'a, str>>,
    /// When it was published.
    pub date: Option<PartialDate>,
    /// Its language, as a BCP 47 tag.
    pub lang: Option<Cow<'a, str>>,
    /// The charset that it was read in, by its WHATWG name; only where that is not UTF-8.
    pub charset: Option<Cow<'a, str>>,
    /// The text, exactly as given.
    pub text: Cow<'a, str>,
    /// What else its record carries along: a JSON object.
    pub meta: Option<Cow<'a, str>>,
    /// What the text is to the input.
    pub text_origin: TextOrigin,
}

/// What a document's text is to the input that it was read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextOrigin {
    /// The input's own: whoever has the input has the text, and offsets lead into it.
    #[default]
    Input,
    /// Taken out of markup, as the paragraphs of a web page are: it stands nowhere but in the record, which carries it always.
    Extracted,
}

/// Where a record was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Source<'a> {
    /// The path as given, with `/` between its parts; `-` for standard input.
    pub path: &'a str,
    /// The number of the record in it, counting from 1.
    pub record: u64,
}

/// A part of a document that is tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// The text.
    Text,
}

impl Field {
    /// Its name in the output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
        }
    }
}

impl Document<'_> {
    /// What stands in a field; an absent title is empty.
    pub fn field(&self, field: Field) -> &str {
        match field {
            Field::Title => self.title.as_deref().unwrap_or_default(),
            Field::Text => &self.text,
        }
    }

    /// How many bytes its fields hold together.
    pub fn bytes(&self) -> usize {
        self.field(Field::Title).len() + self.field(Field::Text).len()
    }
}
