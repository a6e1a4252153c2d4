//! JSON Lines of ELEVANT's benchmarks: `labels` with `span` and `entity_id`, judged within `evaluation_span`.

use super::error::Fault;
use super::json::{self, Id};
use crate::annotated::{AnnotatedDocument, Mark, Meaning, Place};
use serde::Deserialize;

/// What ELEVANT writes where no entity of the knowledge base is meant: `<NIL>`, `Unknown1`, `QUANTITY`, `DATETIME`.
const NO_ENTITY: [&str; 4] = ["<", "Unknown", "QUANTITY", "DATETIME"];

#[derive(Deserialize)]
struct Record {
    id: Id,
    text: String,
    evaluation_span: Option<[usize; 2]>,
    labels: Vec<Annotation>,
}

#[derive(Deserialize)]
struct Annotation {
    span: [usize; 2],
    entity_id: Option<String>,
    #[serde(rename = "type")]
    of_type: Option<String>,
    /// The annotation that this one is a part or another reading of.
    parent: Option<u64>,
}

/// Reads a record. An annotation within another one is not judged.
pub(super) fn document(line: &str) -> Result<AnnotatedDocument, Fault> {
    let record: Record = json::parse(line, "ELEVANT")?;
    let (nested, marks): (Vec<_>, Vec<_>) = record.labels.into_iter().partition(|label| label.parent.is_some());
    Ok(AnnotatedDocument {
        id: record.id.into(),
        text: Some(record.text),
        window: record.evaluation_span.map(|[start, end]| start..end),
        marks: marks.into_iter().map(mark).collect(),
        unjudged: nested.iter().map(|label| place(label.span)).collect(),
        ..AnnotatedDocument::default()
    })
}

fn place([start, end]: [usize; 2]) -> Place {
    Place::in_text(start, end)
}

fn mark(label: Annotation) -> Mark {
    let is_known = |id: &String| !id.is_empty() && !NO_ENTITY.iter().any(|nothing| id.starts_with(nothing));
    Mark {
        meaning: label.entity_id.filter(is_known).map_or(Meaning::Unknown, Meaning::Entity),
        of_type: label.of_type.as_deref().and_then(widest).map(str::to_owned),
        ..Mark::new(place(label.span), "")
    }
}

/// Of several types, `|` between them, the last is the widest: person, organization, place.
fn widest(types: &str) -> Option<&str> {
    types.rsplit('|').next().filter(|of_type| !of_type.is_empty())
}
