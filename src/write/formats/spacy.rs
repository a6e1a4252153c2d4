//! spaCy: what `Doc.to_json` gives and `Doc.from_json` takes, a document a line.

use super::{Each, Lines, json_line};
use crate::span::{OffsetCounter, OffsetUnit};
use crate::write::format::{Format, Layout, Needs, Rendering, Stream};
use crate::write::one_text::{OneText, Span};
use crate::write::piece::Piece;
use crate::write::settings::Titles;
use crate::write::tagged::{Place, Tagged};
use crate::write::tokens::{Token, tokens};

use serde::Serialize;
use std::ops::Range;

pub(in crate::write) const SPACY: Format = Format {
    name: "spacy",
    meaning: "spaCy's Doc.to_json, a document a line",
    needs: Needs::Text,
    layout: Layout::Stream(Stream::BARE),
    render: Rendering::Own(|settings| Box::new(Each(Spacy { titles: settings.titles }))),
};

#[derive(Debug)]
struct Spacy {
    titles: Titles,
}

/// A document.
#[derive(Serialize)]
struct Doc<'d> {
    text: &'d str,
    /// Of which none overlaps another.
    ents: Vec<Ent<'d>>,
    tokens: Vec<Word>,
    /// All mentions.
    spans: Groups<'d>,
    /// Not spaCy's: what the document is called.
    id: &'d str,
}

#[derive(Serialize)]
struct Groups<'d> {
    newstag: Vec<Ent<'d>>,
}

#[derive(Clone, Serialize)]
struct Ent<'d> {
    start: usize,
    end: usize,
    label: &'d str,
    kb_id: &'d str,
}

#[derive(Serialize)]
struct Word {
    id: usize,
    start: usize,
    end: usize,
}

impl Lines for Spacy {
    fn line(&self, document: &Tagged<'_>, piece: &mut Piece) {
        let one = OneText::of(document, self.titles, &mut piece.losses);
        let tokens = tokens(&one.text, one.spans.iter(), &mut piece.losses);
        let ent = |(span, place): (_, Place)| ent(span, place);
        // All are in `spans`: what overlaps is not lost.
        let flat = one.flat(&mut Default::default());
        let is_flat = |span: &Span<'_>| flat.iter().any(|one| std::ptr::eq(*one, span));
        let all = one.spans.iter().zip(one.places(OffsetUnit::Char));
        let doc = Doc {
            text: &one.text,
            ents: all.clone().filter(|(span, _)| is_flat(span)).map(ent).collect(),
            tokens: words(&one.text, &tokens),
            spans: Groups { newstag: all.map(ent).collect() },
            id: document.id,
        };
        json_line(&doc, &mut piece.bytes);
    }
}

fn ent<'s>(span: &'s Span<'_>, place: Place) -> Ent<'s> {
    Ent { start: place.start, end: place.end, label: span.label(), kb_id: span.id() }
}

/// spaCy's tokens: of white space behind a word one space belongs to the word, the rest is a token.
fn words(text: &str, tokens: &[Token]) -> Vec<Word> {
    let mut counter = OffsetCounter::new(text, OffsetUnit::Char);
    let mut words = Vec::with_capacity(tokens.len());
    let mut add = |bytes: Range<usize>| {
        let (start, end) = (counter.at(bytes.start), counter.at(bytes.end));
        words.push(Word { id: words.len(), start, end });
    };
    let mut behind = 0;
    for token in tokens {
        if behind < token.bytes.start {
            add(behind..token.bytes.start);
        }
        add(token.bytes.clone());
        behind = token.bytes.end + usize::from(text[token.bytes.end..].starts_with(' '));
    }
    if behind < text.len() {
        add(behind..text.len());
    }
    words
}
