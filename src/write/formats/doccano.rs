//! doccano: text and labels for sequence labelling, a document a line.

use super::{Each, Lines, date, json_line};
use crate::span::OffsetUnit;
use crate::write::format::{Format, Layout, Needs, Rendering, Stream};
use crate::write::one_text::OneText;
use crate::write::piece::Piece;
use crate::write::settings::Titles;
use crate::write::tagged::Tagged;
use serde::Serialize;

pub(in crate::write) const DOCCANO: Format = Format {
    name: "doccano",
    meaning: "doccano's JSONL for sequence labelling",
    needs: Needs::Text,
    layout: Layout::Stream(Stream::BARE),
    render: Rendering::Own(|settings| Box::new(Each(Doccano(settings.titles)))),
};

#[derive(Debug)]
struct Doccano(Titles);

#[derive(Serialize)]
struct Line<'d> {
    text: &'d str,
    label: Vec<(usize, usize, &'d str)>,
    /// doccano keeps other fields as the document's data.
    doc_id: &'d str,
    title: Option<&'d str>,
    date: Option<String>,
}

impl Lines for Doccano {
    fn line(&self, document: &Tagged<'_>, piece: &mut Piece) {
        let one = OneText::of(document, self.0, &mut piece.losses);
        let labels = one.spans.iter().zip(one.places(OffsetUnit::Char));
        let line = Line {
            text: &one.text,
            label: labels.map(|(span, place)| (place.start, place.end, span.label())).collect(),
            doc_id: document.id,
            title: document.title,
            date: date(document),
        };
        json_line(&line, &mut piece.bytes);
    }
}
