//! UIMA CAS as JSON: a folder with a file a document, for INCEpTION, dkpro-cassis and UIMA. Offsets count UTF-16 units, as Java does.

use super::brat::INDEX;
use super::{iri, json_line};
use crate::span::{OffsetUnit, units};
use crate::write::format::{Format, Layout, Needs, Render, Rendering, Unwritable};
use crate::write::one_text::{OneText, Span};
use crate::write::piece::{DocumentFiles, Piece};
use crate::write::settings::Settings;
use crate::write::sink::Folder;
use crate::write::tagged::{Place, Tagged};
use serde_json::{Value, json};

pub(in crate::write) const CAS: Format = Format {
    name: "cas",
    meaning: "UIMA CAS as JSON: a folder with a .json for each document",
    needs: Needs::Text,
    layout: Layout::Folder(Folder { index: INDEX, beside: |_| Vec::new() }),
    render: Rendering::Own(|settings| Box::new(Cas(settings.clone()))),
};

/// The layer for named entities that DKPro and INCEpTION bring along.
const NAMED_ENTITY: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";

/// The ids of the text and of what is said of the document; mentions come behind.
const SOFA: usize = 1;
const DOCUMENT: usize = 2;
const FIRST_MENTION: usize = 3;

#[derive(Debug)]
struct Cas(Settings);

impl Render for Cas {
    fn document(&mut self, document: &Tagged<'_>, piece: &mut Piece) -> Result<(), Unwritable> {
        let one = OneText::of(document, self.0.titles, &mut piece.losses);
        let length = units(&one.text, OffsetUnit::Utf16);
        let mut structures = vec![
            json!({"%ID": SOFA, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain",
                   "sofaString": one.text}),
            json!({"%ID": DOCUMENT, "%TYPE": "uima.tcas.DocumentAnnotation", "@sofa": SOFA, "begin": 0, "end": length,
                   "language": document.lang.unwrap_or("x-unspecified")}),
        ];
        let spans = one.spans.iter().zip(one.places(OffsetUnit::Utf16));
        structures.extend((FIRST_MENTION..).zip(spans).map(|(id, (span, place))| self.mention(id, span, place)));
        let members: Vec<usize> = (DOCUMENT..=structures.len()).collect();
        let cas = json!({
            "%TYPES": types(),
            "%FEATURE_STRUCTURES": structures,
            "%VIEWS": {"_InitialView": {"%SOFA": SOFA, "%MEMBERS": members}},
        });
        let mut bytes = Vec::new();
        json_line(&cas, &mut bytes);
        let (id, title) = (document.id.to_owned(), document.title.map(str::to_owned));
        piece.files.push(DocumentFiles { id, title, files: vec![(".json", bytes)] });
        Ok(())
    }
}

impl Cas {
    fn mention(&self, id: usize, span: &Span<'_>, place: Place) -> Value {
        let mut mention = json!({"%ID": id, "%TYPE": NAMED_ENTITY, "@sofa": SOFA, "begin": place.start, "end": place.end,
                                 "value": span.label()});
        if let Some(entity) = span.mention.named() {
            mention["identifier"] = iri(&self.0.entity_iri, entity.id).into();
        }
        mention
    }
}

fn types() -> Value {
    let string = |name: &str| json!({"%NAME": name, "%RANGE": "uima.cas.String"});
    json!({NAMED_ENTITY: {"%NAME": NAMED_ENTITY, "%SUPER_TYPE": "uima.tcas.Annotation",
                          "value": string("value"), "identifier": string("identifier")}})
}
