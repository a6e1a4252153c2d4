//! W3C Web Annotation: an array of JSON-LD, an annotation page a document.

use super::{Each, Lines, iri, json};
use crate::span::OffsetUnit;
use crate::write::format::{Format, Layout, Needs, Rendering, Stream};
use crate::write::one_text::{OneText, Span};
use crate::write::piece::Piece;
use crate::write::settings::Settings;
use crate::write::tagged::{Place, Tagged};
use serde::Serialize;

pub(in crate::write) const WEBANNO: Format = Format {
    name: "webanno",
    meaning: "W3C Web Annotation (JSON-LD), an annotation page a document",
    needs: Needs::Text,
    layout: Layout::Stream(Stream::ARRAY),
    render: Rendering::Own(|settings| Box::new(Each(WebAnnotation(settings.clone())))),
};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// So many code points on each side tell where a quote stands.
const AROUND: usize = 32;

#[derive(Debug)]
struct WebAnnotation(Settings);

#[derive(Serialize)]
struct Page<'d> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    #[serde(rename = "type")]
    of_type: &'static str,
    items: Vec<Annotation<'d>>,
}

#[derive(Serialize)]
struct Annotation<'d> {
    id: String,
    #[serde(rename = "type")]
    of_type: &'static str,
    motivation: &'static str,
    body: Vec<Body<'d>>,
    target: Target<'d>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Body<'d> {
    /// Whom the mention means.
    SpecificResource { source: String, purpose: &'static str },
    /// The type, or the first name.
    TextualBody { value: &'d str, purpose: &'static str },
}

#[derive(Serialize)]
struct Target<'d> {
    source: String,
    selector: (Position, Quote<'d>),
}

#[derive(Serialize)]
struct Position {
    #[serde(rename = "type")]
    of_type: &'static str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Quote<'d> {
    #[serde(rename = "type")]
    of_type: &'static str,
    exact: &'d str,
    prefix: &'d str,
    suffix: &'d str,
}

impl Lines for WebAnnotation {
    fn line(&self, document: &Tagged<'_>, piece: &mut Piece) {
        let one = OneText::of(document, self.0.titles, &mut piece.losses);
        let source = iri(&self.0.document_iri, document.id);
        let spans = one.spans.iter().zip(one.places(OffsetUnit::Char)).enumerate();
        let items = spans.map(|(number, (span, place))| Annotation {
            id: format!("{source}#mention-{number}"),
            of_type: "Annotation",
            motivation: if span.mention.entity.is_some() { "identifying" } else { "tagging" },
            body: self.body(span),
            target: target(&source, &one, span, place),
        });
        let page = Page {
            context: CONTEXT,
            id: format!("{source}#mentions"),
            of_type: "AnnotationPage",
            items: items.collect(),
        };
        piece.bytes.extend_from_slice(Stream::ARRAY.between.as_bytes());
        json(&page, &mut piece.bytes);
    }
}

impl WebAnnotation {
    fn body<'s>(&self, span: &'s Span<'_>) -> Vec<Body<'s>> {
        let tag = Body::TextualBody { value: span.label(), purpose: "tagging" };
        let Some(entity) = span.mention.named() else { return vec![tag] };
        let source = iri(&self.0.entity_iri, entity.id);
        let name = Body::TextualBody { value: entity.name, purpose: "describing" };
        vec![Body::SpecificResource { source, purpose: "identifying" }, tag, name]
    }
}

fn target<'s>(source: &str, one: &'s OneText<'_>, span: &'s Span<'_>, place: Place) -> Target<'s> {
    let (before, behind) = (&one.text[..span.bytes.start], &one.text[span.bytes.end..]);
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let until = behind.char_indices().nth(AROUND).map_or(behind.len(), |(at, _)| at);
    Target {
        source: source.to_owned(),
        selector: (
            Position { of_type: "TextPositionSelector", start: place.start, end: place.end },
            Quote {
                of_type: "TextQuoteSelector",
                exact: &one.text[span.bytes.clone()],
                prefix: &before[from..],
                suffix: &behind[..until],
            },
        ),
    }
}
