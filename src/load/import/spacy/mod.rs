//! Patterns of spaCy's EntityRuler: an object with a label, a pattern and perhaps an id on each line.

mod pattern;

use super::input::Input;
use super::lines::each_line;
use super::runs::Runs;
use super::sink::Sink;
use super::{ImportError, Importer, Kind, Reader};
use crate::dictionary::{CasePolicy, Name};
use crate::load::error::{Fault, Problem, quoted};
use pattern::Pattern;
use serde::Deserialize;
use serde_json::Value;

/// What an import of patterns takes.
#[derive(Clone, Debug)]
pub struct SpacyOptions {
    /// Labels and the types that they become, ahead of those that are known.
    pub types: Vec<(String, String)>,
    /// How the case of a pattern that is a text counts: `exact` as in spaCy.
    pub case: CasePolicy,
}

/// Reads patterns.
pub fn importer(options: SpacyOptions) -> Importer<'static> {
    Importer::new(Kind::Spacy, Spacy { options, runs: Runs::default() })
}

/// A line. The id may be a number.
#[derive(Deserialize)]
struct Record {
    label: String,
    pattern: Value,
    #[serde(default)]
    id: Value,
}

struct Spacy {
    options: SpacyOptions,
    runs: Runs,
}

impl Reader for Spacy {
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        each_line(
            input,
            sink,
            |sink, number, line| if line.trim().is_empty() { Ok(()) } else { self.line(sink, number, line) },
        )?;
        self.runs.finish(sink)
    }
}

impl Spacy {
    fn line(&mut self, sink: &mut Sink<'_>, number: u64, line: &str) -> Result<(), ImportError> {
        sink.record();
        match serde_json::from_str(line) {
            Ok(record) => self.record(sink, number, &record),
            Err(error) => {
                let problem = Problem::NotJson { reason: error.to_string() };
                sink.bad(number, Fault { field: None, value: Some(quoted(line)), problem });
                Ok(())
            }
        }
    }

    fn record(&mut self, sink: &mut Sink<'_>, number: u64, record: &Record) -> Result<(), ImportError> {
        let pattern = match Pattern::of(&record.pattern, self.options.case) {
            Ok(pattern) => pattern,
            Err(expected) => {
                sink.bad_field(
                    number,
                    "pattern",
                    &record.pattern.to_string(),
                    Problem::Expected { expected: expected.into() },
                );
                return Ok(());
            }
        };
        let kind = self.type_of(&record.label);
        let id = id(&record.id).unwrap_or_else(|| pattern.text.clone());
        let entity = self.runs.entity(sink, number, &format!("spacy/{kind}/{id}"), &kind)?;
        entity.name(Name { case: pattern.case, ..Name::of(pattern.text.into()) });
        Ok(())
    }

    fn type_of(&self, label: &str) -> String {
        let told = self.options.types.iter().find(|(known, _)| known == label);
        told.map_or_else(|| known_type(label), |(_, kind)| kind.clone())
    }
}

/// The entity's own id; none where the line has none.
fn id(id: &Value) -> Option<String> {
    match id {
        Value::String(id) if !id.is_empty() => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// The type that a label of spaCy's models stands for; another label stays the word that it is, in small letters.
fn known_type(label: &str) -> String {
    match label {
        "PERSON" | "PER" => "person".to_owned(),
        "ORG" => "organization".to_owned(),
        "GPE" | "LOC" | "FAC" => "place".to_owned(),
        "NORP" => "group".to_owned(),
        _ => label.to_lowercase(),
    }
}
