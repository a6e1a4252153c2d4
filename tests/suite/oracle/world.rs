//! A dictionary and a document in plain structs, as dictionary lines and cases give them.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// All that one answer depends on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct World {
    pub(crate) entities: Vec<Entity>,
    pub(crate) title: Option<String>,
    pub(crate) text: String,
    pub(crate) date: Option<String>,
}

impl World {
    /// What stands in a field.
    pub(crate) fn field(&self, field: Field) -> &str {
        match field {
            Field::Title => self.title.as_deref().unwrap_or_default(),
            Field::Text => &self.text,
        }
    }
}

/// A part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Title,
    Text,
}

/// Which matches are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overlap {
    Longest,
    All,
}

/// A line of a dictionary.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entity {
    pub(crate) id: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    #[serde(deserialize_with = "names")]
    pub(crate) names: Vec<Name>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) prior: Option<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) context: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) holders: Vec<Holder>,
}

/// A written form of an entity.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Name {
    pub(crate) text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lang: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<String>,
    #[serde(default, skip_serializing_if = "CasePolicy::is_auto")]
    pub(crate) case: CasePolicy,
    #[serde(default, skip_serializing_if = "Boundary::is_word")]
    pub(crate) boundary: Boundary,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) family: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) weight: Option<f64>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) needs_context: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) block: bool,
}

/// Who held an office.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holder {
    pub(crate) entity: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<String>,
}

/// How the case of a name counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CasePolicy {
    #[default]
    Auto,
    Exact,
    Any,
}

impl CasePolicy {
    fn is_auto(&self) -> bool {
        *self == Self::Auto
    }
}

/// Whether a name must stand between boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Boundary {
    #[default]
    Word,
    None,
}

impl Boundary {
    fn is_word(&self) -> bool {
        *self == Self::Word
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

/// Reads names, of which each may be a plain string.
fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Name>, D::Error> {
    let values = Vec::<serde_json::Value>::deserialize(deserializer)?;
    let read = |value| match value {
        serde_json::Value::String(text) => Ok(Name { text, ..Name::default() }),
        other => serde_json::from_value(other).map_err(D::Error::custom),
    };
    values.into_iter().map(read).collect()
}
