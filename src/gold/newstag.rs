//! What `newstag tag` writes (docs/output-format.md).

use super::error::Fault;
use super::json::{self, Id};
use crate::annotated::{AnnotatedDocument, Mark, Meaning, Place};
use crate::document::Field;
use serde::Deserialize;

/// A record as far as it is compared; other keys are passed over.
#[derive(Deserialize)]
struct Record {
    schema: Option<String>,
    id: Id,
    title: Option<String>,
    length: Option<usize>,
    text: Option<String>,
    mentions: Vec<Mention>,
    dictionary: Option<String>,
}

#[derive(Deserialize)]
struct Mention {
    field: FieldName,
    start: usize,
    end: usize,
    text: String,
    entity: Option<String>,
    #[serde(rename = "type")]
    of_type: Option<String>,
    kind: Option<String>,
    via: Option<String>,
    score: Option<f64>,
    holder: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum FieldName {
    Title,
    Text,
}

/// Reads a record.
pub(super) fn document(line: &str) -> Result<AnnotatedDocument, Fault> {
    let record: Record = json::parse(line, "newstag tag")?;
    if let Some(schema) = record.schema.filter(|schema| schema != "newstag/1") {
        return Err(Fault::Schema(schema));
    }
    Ok(AnnotatedDocument {
        id: record.id.into(),
        title: record.title,
        text: record.text,
        length: record.length,
        dictionary: record.dictionary,
        marks: record.mentions.into_iter().map(mark).collect(),
        ..AnnotatedDocument::default()
    })
}

fn mark(mention: Mention) -> Mark {
    let field = match mention.field {
        FieldName::Title => Field::Title,
        FieldName::Text => Field::Text,
    };
    Mark {
        place: Place { field, start: mention.start, end: mention.end },
        text: mention.text,
        meaning: mention.entity.map_or(Meaning::Undecided, Meaning::Entity),
        of_type: mention.of_type,
        kind: mention.kind,
        via: mention.via,
        score: mention.score,
        holder: mention.holder,
    }
}
