//! Columns of tokens and tags, as of CoNLL-2003: the token first, its tag last, a blank line behind each sentence, `-DOCSTART-` before each document.
//!
//! Tags are IOB1, IOB2 or BIOES; what they say is read as `conlleval` does. The text is the tokens joined by single spaces (two tokens that
//! meet with Han or kana: by nothing), a line for each sentence.

use super::error::{Fault, ReadError};
use super::lines::Lines;
use super::slashed;
use crate::annotated::{AnnotatedDocument, Mark, Place};
use std::mem;

const DOCUMENT: &str = "-DOCSTART-";
/// A comment that names the document to come, as CoNLL-U has it.
const NAMED: &str = "# newdoc id = ";

/// The documents of a file.
pub(super) struct Documents {
    lines: Lines,
    building: Builder,
    /// How many documents there were.
    count: u64,
    ended: bool,
}

impl Documents {
    pub(super) fn new(lines: Lines) -> Self {
        Self { lines, building: Builder::default(), count: 0, ended: false }
    }

    /// The document that is complete, if it holds anything.
    fn complete(&mut self) -> Option<AnnotatedDocument> {
        let mut document = mem::take(&mut self.building).finish()?;
        self.count += 1;
        if document.id.is_empty() {
            document.id = format!("{}#{}", slashed(self.lines.path()), self.count);
        }
        Some(document)
    }

    /// Takes a line; gives the document that ends with it.
    fn take(&mut self, line: &str) -> Result<Option<AnnotatedDocument>, Fault> {
        if line.split_whitespace().next() == Some(DOCUMENT) {
            return Ok(self.complete());
        }
        if let Some(id) = line.strip_prefix(NAMED) {
            let complete = self.complete();
            id.trim().clone_into(&mut self.building.id);
            return Ok(complete);
        }
        match line.trim().is_empty() {
            true => self.building.end_sentence(),
            // A sign that is a token has a tag behind it.
            false if line.starts_with("# ") && !is_tagged(line) => {}
            false => self.building.add(line)?,
        }
        Ok(None)
    }
}

impl Iterator for Documents {
    type Item = Result<AnnotatedDocument, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let Some(line) = self.lines.next() else {
                self.ended = true;
                return self.complete().map(Ok);
            };
            let taken = line.and_then(|(number, line)| {
                self.take(&line).map_err(|fault| ReadError::new(self.lines.path(), Some(number), fault))
            });
            match taken {
                Ok(None) => {}
                Ok(Some(document)) => return Some(Ok(document)),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

#[derive(Default)]
struct Builder {
    id: String,
    text: String,
    /// The text's length in code points.
    length: usize,
    marks: Vec<Mark>,
    /// The mention that the next token may carry on.
    open: Option<Open>,
    sentence: Sentence,
}

#[derive(Default, PartialEq)]
enum Sentence {
    #[default]
    Begins,
    GoesOn,
}

/// A mention that may go on: its type and where its mark stands.
struct Open {
    of_type: String,
    mark: usize,
}

impl Builder {
    fn add(&mut self, line: &str) -> Result<(), Fault> {
        let mut columns = line.split_whitespace();
        let (Some(token), Some(tag)) = (columns.next(), columns.next_back()) else {
            return Err(Fault::OneColumn(line.trim().to_owned()));
        };
        let tag = Tag::parse(tag).ok_or_else(|| Fault::Tag(tag.to_owned()))?;
        self.join(token);
        let start = self.length;
        self.push(token);
        self.mark(tag, start);
        Ok(())
    }

    fn join(&mut self, token: &str) {
        let meet = (self.text.chars().next_back(), token.chars().next());
        match (&self.sentence, meet) {
            (Sentence::Begins, (Some(_), _)) => self.push("\n"),
            (Sentence::GoesOn, (Some(last), Some(first))) if !(is_wide(last) && is_wide(first)) => self.push(" "),
            _ => {}
        }
        self.sentence = Sentence::GoesOn;
    }

    fn push(&mut self, piece: &str) {
        self.text.push_str(piece);
        self.length += piece.chars().count();
    }

    fn mark(&mut self, tag: Tag<'_>, start: usize) {
        let Tag::Inside { part, of_type } = tag else {
            self.open = None;
            return;
        };
        let goes_on = self.open.take().filter(|open| part.may_go_on() && open.of_type == of_type);
        let mark = goes_on.map_or(self.marks.len(), |open| open.mark);
        if mark == self.marks.len() {
            let of_type = Some(of_type.to_owned());
            self.marks.push(Mark { of_type, ..Mark::new(Place::in_text(start, start), "") });
        }
        self.marks[mark].place.end = self.length;
        self.open = part.leaves_open().then(|| Open { of_type: of_type.to_owned(), mark });
    }

    fn end_sentence(&mut self) {
        self.open = None;
        self.sentence = Sentence::Begins;
    }

    fn finish(self) -> Option<AnnotatedDocument> {
        let Self { id, text, marks, .. } = self;
        if text.is_empty() {
            return None;
        }
        let mut document = AnnotatedDocument { id, text: Some(text), marks, ..AnnotatedDocument::default() };
        document.fill_words();
        Some(document)
    }
}

/// What a tag says of its token.
enum Tag<'t> {
    Outside,
    Inside { part: Part, of_type: &'t str },
}

/// Which part of a mention a token is.
#[derive(Clone, Copy)]
enum Part {
    /// `B`: the first.
    First,
    /// `I`, `M`: one within; the first, where none of the same type is open.
    Within,
    /// `E`, `L`: the last.
    Last,
    /// `S`, `U`: the only one.
    Only,
}

impl Part {
    fn may_go_on(self) -> bool {
        matches!(self, Self::Within | Self::Last)
    }

    fn leaves_open(self) -> bool {
        matches!(self, Self::First | Self::Within)
    }
}

impl<'t> Tag<'t> {
    fn parse(tag: &'t str) -> Option<Self> {
        if tag == "O" {
            return Some(Self::Outside);
        }
        let (part, of_type) = tag.split_once('-').filter(|(_, of_type)| !of_type.is_empty())?;
        let part = match part {
            "B" => Part::First,
            "I" | "M" => Part::Within,
            "E" | "L" => Part::Last,
            "S" | "U" => Part::Only,
            _ => return None,
        };
        Some(Self::Inside { part, of_type })
    }
}

fn is_tagged(line: &str) -> bool {
    line.split_whitespace().next_back().and_then(Tag::parse).is_some()
}

/// Letters and signs that stand without spaces: Han, kana, and their full-width punctuation.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
