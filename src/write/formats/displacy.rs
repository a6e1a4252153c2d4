//! displaCy, spaCy's viewer: what `displacy.render(…, style="ent", manual=True)` takes, a document a line.

use super::{Each, Lines, iri, json_line};
use crate::span::OffsetUnit;
use crate::write::format::{Format, Layout, Needs, Rendering, Stream};
use crate::write::one_text::OneText;
use crate::write::piece::Piece;
use crate::write::settings::Settings;
use crate::write::tagged::Tagged;
use serde::Serialize;

pub(in crate::write) const DISPLACY: Format = Format {
    name: "displacy",
    meaning: "what displaCy renders (manual=True), a document a line",
    needs: Needs::Text,
    layout: Layout::Stream(Stream::BARE),
    render: Rendering::Own(|settings| Box::new(Each(Displacy(settings.clone())))),
};

#[derive(Debug)]
struct Displacy(Settings);

#[derive(Serialize)]
struct Doc<'d> {
    text: &'d str,
    ents: Vec<Ent<'d>>,
    title: Option<&'d str>,
}

#[derive(Serialize)]
struct Ent<'d> {
    start: usize,
    end: usize,
    label: &'d str,
    kb_id: &'d str,
    kb_url: String,
}

impl Lines for Displacy {
    fn line(&self, document: &Tagged<'_>, piece: &mut Piece) {
        let one = OneText::of(document, self.0.titles, &mut piece.losses);
        let flat = one.flat(&mut piece.losses);
        let mut starts = one.counter(OffsetUnit::Char);
        let ents = flat.iter().map(|span| Ent {
            start: starts.at(span.bytes.start),
            end: starts.at(span.bytes.end),
            label: span.label(),
            kb_id: span.id(),
            kb_url: if span.id().is_empty() { "#".to_owned() } else { iri(&self.0.entity_iri, span.id()) },
        });
        let ents = ents.collect();
        json_line(&Doc { text: &one.text, ents, title: document.title }, &mut piece.bytes);
    }
}
