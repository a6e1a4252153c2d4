//! What the formats of JSON Lines have in common.

use super::error::Fault;
use super::format::Format;
use serde::de::{Deserialize, DeserializeOwned, IgnoredAny};
use serde_json::{Deserializer, Number};

/// Reads a line.
pub(super) fn parse<T: DeserializeOwned>(line: &str, format: &'static str) -> Result<T, Fault> {
    serde_json::from_str(line).map_err(|error| Fault::Json { format, message: error.to_string() })
}

/// An id as any format may write it; its digits as they stand.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(untagged)]
pub(super) enum Id {
    Text(String),
    Number(Number),
    #[default]
    None,
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        match id {
            Id::Text(text) => text,
            Id::Number(number) => number.to_string(),
            Id::None => Self::new(),
        }
    }
}

/// The lists that tell the formats apart.
#[derive(serde::Deserialize)]
struct Lists {
    mentions: Option<IgnoredAny>,
    #[serde(alias = "ents")]
    entities: Option<IgnoredAny>,
    labels: Option<IgnoredAny>,
}

/// The format of a record. Of one that is cut, since it is longer than the buffer, the names that stand in it tell.
pub(super) fn format_of(record: &str) -> Option<Format> {
    let whole = Lists::deserialize(&mut Deserializer::from_str(record));
    let (mentions, entities, labels) = match whole {
        Ok(lists) => (lists.mentions.is_some(), lists.entities.is_some(), lists.labels.is_some()),
        Err(_) => (
            record.contains("\"mentions\"") || record.contains("\"schema\""),
            record.contains("\"entities\"") || record.contains("\"ents\""),
            record.contains("\"labels\"") || record.contains("\"evaluation_span\""),
        ),
    };
    match (mentions, entities, labels) {
        (true, ..) => Some(Format::Newstag),
        (_, true, _) => Some(Format::Entities),
        (.., true) => Some(Format::Elevant),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_lists() {
        let of = |record| format_of(record);
        assert_eq!(of(r#"{"id": "1", "mentions": [], "entities": []}"#), Some(Format::Newstag));
        assert_eq!(of(r#"{"text": "\"mentions\"", "ents": []}"#), Some(Format::Entities));
        assert_eq!(of(r#"{"id": 1, "labels": []}"#), Some(Format::Elevant));
        assert_eq!(of(r#"{"schema": "newstag/1", "id": "cut o"#), Some(Format::Newstag));
        assert_eq!(of(r#"{"id": 1, "text": "x"}"#), None);
    }
}
