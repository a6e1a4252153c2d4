//! Label Studio: tasks with predictions, as one array of JSON.
//!
//! Label Studio runs in browsers, yet its spans count code points once they are in its exports and imports, as its Python SDK does.

use super::{Each, Lines, date, json};
use crate::span::OffsetUnit;
use crate::write::format::{Format, Layout, Needs, Rendering, Stream};
use crate::write::one_text::OneText;
use crate::write::piece::Piece;
use crate::write::settings::Settings;
use crate::write::tagged::Tagged;
use serde::Serialize;

pub(in crate::write) const LABEL_STUDIO: Format = Format {
    name: "label-studio",
    meaning: "Label Studio's tasks with predictions, one array",
    needs: Needs::Text,
    layout: Layout::Stream(Stream::ARRAY),
    render: Rendering::Own(|settings| Box::new(Each(LabelStudio(settings.clone())))),
};

#[derive(Debug)]
struct LabelStudio(Settings);

#[derive(Serialize)]
struct Task<'d> {
    data: Data<'d>,
    predictions: [Prediction<'d>; 1],
}

#[derive(Serialize)]
struct Data<'d> {
    text: &'d str,
    doc_id: &'d str,
    title: Option<&'d str>,
    date: Option<String>,
}

#[derive(Serialize)]
struct Prediction<'d> {
    model_version: &'static str,
    result: Vec<Region<'d>>,
}

#[derive(Serialize)]
struct Region<'d> {
    id: String,
    from_name: &'d str,
    to_name: &'d str,
    #[serde(rename = "type")]
    of_type: &'static str,
    value: Value<'d>,
    score: f64,
    meta: Meta<'d>,
}

#[derive(Serialize)]
struct Value<'d> {
    start: usize,
    end: usize,
    text: &'d str,
    labels: [&'d str; 1],
}

/// What Label Studio shows beside a region.
#[derive(Serialize)]
struct Meta<'d> {
    text: Vec<&'d str>,
}

impl Lines for LabelStudio {
    fn line(&self, document: &Tagged<'_>, piece: &mut Piece) {
        let one = OneText::of(document, self.0.titles, &mut piece.losses);
        let regions = one.spans.iter().zip(one.places(OffsetUnit::Char)).enumerate();
        let result = regions.map(|(number, (span, place))| Region {
            id: format!("m{number}"),
            from_name: &self.0.from_name,
            to_name: &self.0.to_name,
            of_type: "labels",
            value: Value { start: place.start, end: place.end, text: span.mention.text, labels: [span.label()] },
            score: span.mention.score,
            meta: Meta { text: span.mention.named().map(|entity| entity.id).into_iter().collect() },
        });
        let predictions =
            [Prediction { model_version: concat!("newstag-", env!("CARGO_PKG_VERSION")), result: result.collect() }];
        let data = Data { text: &one.text, doc_id: document.id, title: document.title, date: date(document) };
        piece.bytes.extend_from_slice(Stream::ARRAY.between.as_bytes());
        json(&Task { data, predictions }, &mut piece.bytes);
    }
}
