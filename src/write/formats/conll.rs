//! CoNLL-2003: four columns, a token a line, IOB2 in the last, sentences apart, `-DOCSTART-` ahead of each document.

use super::{Each, Lines};
use crate::write::format::{Format, Layout, Needs, Rendering, Stream};
use crate::write::one_text::{OneText, Span};
use crate::write::piece::Piece;
use crate::write::settings::Titles;
use crate::write::tagged::Tagged;
use crate::write::tokens::{sentence_starts, tokens};

pub(in crate::write) const CONLL: Format = Format {
    name: "conll",
    meaning: "CoNLL-2003: four columns with IOB2 in the last",
    needs: Needs::Text,
    layout: Layout::Stream(Stream::BARE),
    render: Rendering::Own(|settings| Box::new(Each(Conll(settings.titles)))),
};

#[derive(Debug)]
struct Conll(Titles);

impl Lines for Conll {
    fn line(&self, document: &Tagged<'_>, piece: &mut Piece) {
        let one = OneText::of(document, self.0, &mut piece.losses);
        let flat = one.flat(&mut piece.losses);
        let tokens = tokens(&one.text, flat.iter().copied(), &mut piece.losses);
        let mut sentences = sentence_starts(&one.text, &flat).into_iter().peekable();
        let mut spans = flat.into_iter().peekable();
        let out = &mut piece.bytes;
        out.extend_from_slice(b"-DOCSTART- -X- -X- O\n");
        for token in tokens {
            let mut is_first = false;
            while sentences.next_if(|start| *start <= token.bytes.start).is_some() {
                is_first = true;
            }
            if is_first {
                out.push(b'\n');
            }
            while spans.next_if(|span| span.bytes.end <= token.bytes.start).is_some() {}
            out.extend_from_slice(one.text[token.bytes.clone()].as_bytes());
            out.extend_from_slice(b" -X- _ ");
            out.extend_from_slice(tag(spans.peek().copied(), token.bytes.start).as_bytes());
            out.push(b'\n');
        }
        out.push(b'\n');
    }
}

fn tag(span: Option<&Span<'_>>, start: usize) -> String {
    match span.filter(|span| span.bytes.start <= start) {
        Some(span) if span.bytes.start == start => format!("B-{}", label(span)),
        Some(span) => format!("I-{}", label(span)),
        None => "O".to_owned(),
    }
}

/// A label without white space, which ends a column.
fn label(span: &Span<'_>) -> String {
    span.label().replace(char::is_whitespace, "_")
}
