//! Prodigy: text, spans and tokens, a task a line.

use super::{Each, Lines, date, json_line};
use crate::span::OffsetUnit;
use crate::write::format::{Format, Layout, Needs, Rendering, Stream};
use crate::write::one_text::OneText;
use crate::write::piece::Piece;
use crate::write::settings::Titles;
use crate::write::tagged::Tagged;
use crate::write::tokens::{Space, Token, tokens, tokens_of};
use serde::Serialize;

pub(in crate::write) const PRODIGY: Format = Format {
    name: "prodigy",
    meaning: "Prodigy's tasks with spans and tokens, a task a line",
    needs: Needs::Text,
    layout: Layout::Stream(Stream::BARE),
    render: Rendering::Own(|settings| Box::new(Each(Prodigy(settings.titles)))),
};

#[derive(Debug)]
struct Prodigy(Titles);

#[derive(Serialize)]
struct Task<'d> {
    text: &'d str,
    spans: Vec<Span<'d>>,
    tokens: Vec<Word<'d>>,
    meta: Meta<'d>,
}

#[derive(Serialize)]
struct Span<'d> {
    start: usize,
    end: usize,
    token_start: usize,
    /// The last token: not behind it, unlike `end`.
    token_end: usize,
    label: &'d str,
    kb_id: &'d str,
    score: f64,
}

#[derive(Serialize)]
struct Word<'d> {
    text: &'d str,
    start: usize,
    end: usize,
    id: usize,
    ws: bool,
}

#[derive(Serialize)]
struct Meta<'d> {
    id: &'d str,
    title: Option<&'d str>,
    date: Option<String>,
}

impl Lines for Prodigy {
    fn line(&self, document: &Tagged<'_>, piece: &mut Piece) {
        let one = OneText::of(document, self.0, &mut piece.losses);
        let tokens = tokens(&one.text, one.spans.iter(), &mut piece.losses);
        let spans = one.spans.iter().zip(one.places(OffsetUnit::Char)).map(|(span, place)| {
            let own = tokens_of(&tokens, &span.bytes);
            Span {
                start: place.start,
                end: place.end,
                token_start: own.start,
                token_end: own.end.saturating_sub(1),
                label: span.label(),
                kb_id: span.id(),
                score: span.mention.score,
            }
        });
        let task = Task {
            text: &one.text,
            spans: spans.collect(),
            tokens: words(&one, &tokens),
            meta: Meta { id: document.id, title: document.title, date: date(document) },
        };
        json_line(&task, &mut piece.bytes);
    }
}

fn words<'d>(one: &'d OneText<'_>, tokens: &[Token]) -> Vec<Word<'d>> {
    let mut counter = one.counter(OffsetUnit::Char);
    let word = |(id, token): (usize, &Token)| Word {
        text: &one.text[token.bytes.clone()],
        start: counter.at(token.bytes.start),
        end: counter.at(token.bytes.end),
        id,
        ws: token.space == Space::Follows,
    };
    tokens.iter().enumerate().map(word).collect()
}
