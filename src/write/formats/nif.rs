//! NIF 2.1 in Turtle: a context a document, a phrase a mention, ITS properties for whom it means. GERBIL takes it.

use super::{Each, Lines, iri};
use crate::span::{OffsetUnit, units};
use crate::write::format::{Format, Layout, Needs, Rendering, Stream};
use crate::write::one_text::{OneText, Span};
use crate::write::piece::Piece;
use crate::write::settings::Settings;
use crate::write::tagged::{Place, Tagged};
use oxrdf::Literal;

pub(in crate::write) const NIF: Format = Format {
    name: "nif",
    meaning: "NIF 2.1 (Turtle), as GERBIL takes it",
    needs: Needs::Text,
    layout: Layout::Stream(Stream { head: |_| PREFIXES.as_bytes().to_vec(), between: "", tail: "" }),
    render: Rendering::Own(|settings| Box::new(Each(Nif(settings.clone())))),
};

const PREFIXES: &str = "\
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
";

#[derive(Debug)]
struct Nif(Settings);

impl Lines for Nif {
    fn line(&self, document: &Tagged<'_>, piece: &mut Piece) {
        let one = OneText::of(document, self.0.titles, &mut piece.losses);
        let base = iri(&self.0.document_iri, document.id);
        let whole = Place { start: 0, end: units(&one.text, OffsetUnit::Char) };
        let context = place_iri(&base, whole);
        let mut turtle = format!(
            "\n{context} a nif:Context, nif:RFC5147String ;\n    nif:isString {} ;\n{} .\n",
            literal(&one.text),
            indices(whole)
        );
        for (span, place) in one.spans.iter().zip(one.places(OffsetUnit::Char)) {
            turtle += &self.phrase(&base, &context, &one, span, place);
        }
        piece.bytes.extend_from_slice(turtle.as_bytes());
    }
}

impl Nif {
    fn phrase(&self, base: &str, context: &str, one: &OneText<'_>, span: &Span<'_>, place: Place) -> String {
        let words = literal(&one.text[span.bytes.clone()]);
        let entity = span.mention.named().map_or_else(String::new, |entity| {
            let means = iri(&self.0.entity_iri, entity.id);
            let class = iri(&self.0.entity_iri, &format!("type/{}", entity.of_type));
            format!(" ;\n    itsrdf:taIdentRef <{means}> ;\n    itsrdf:taClassRef <{class}>")
        });
        format!(
            "{} a nif:Phrase, nif:RFC5147String ;\n    nif:referenceContext {context} ;\n    nif:anchorOf {words} ;\n{} ;\n    \
             itsrdf:taConfidence \"{}\"^^xsd:double{entity} .\n",
            place_iri(base, place),
            indices(place),
            span.mention.score
        )
    }
}

fn place_iri(base: &str, place: Place) -> String {
    format!("<{base}#char={},{}>", place.start, place.end)
}

fn indices(place: Place) -> String {
    format!(
        "    nif:beginIndex \"{}\"^^xsd:nonNegativeInteger ;\n    nif:endIndex \"{}\"^^xsd:nonNegativeInteger",
        place.start, place.end
    )
}

/// A string of Turtle, quoted and escaped.
fn literal(text: &str) -> String {
    Literal::new_simple_literal(text).to_string()
}
