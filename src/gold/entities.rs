//! `{"id", "text", "entities": [{"start", "end", "type", "kb_id"}]}`, as many corpora are passed on; also with spaCy's words, `ents` and `label`.

use super::error::Fault;
use super::json::{self, Id};
use crate::annotated::{AnnotatedDocument, Mark, Meaning, Place};
use serde::Deserialize;

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: Id,
    text: String,
    #[serde(alias = "ents")]
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    #[serde(default)]
    text: String,
    #[serde(rename = "type", alias = "label")]
    of_type: Option<String>,
    kb_id: Option<String>,
    score: Option<f64>,
}

/// Reads a record.
pub(super) fn document(line: &str) -> Result<AnnotatedDocument, Fault> {
    let record: Record = json::parse(line, "entities")?;
    Ok(AnnotatedDocument {
        id: record.id.into(),
        text: Some(record.text),
        marks: record.entities.into_iter().map(mark).collect(),
        ..AnnotatedDocument::default()
    })
}

fn mark(entity: Entity) -> Mark {
    let id = entity.kb_id.filter(|id| !id.is_empty() && id != "NIL");
    Mark {
        meaning: id.map_or(Meaning::Unknown, Meaning::Entity),
        of_type: entity.of_type.filter(|of_type| !of_type.is_empty()),
        score: entity.score,
        ..Mark::new(Place::in_text(entity.start, entity.end), &entity.text)
    }
}
