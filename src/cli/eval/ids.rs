//! How ids and types are written before they are compared.

use crate::annotated::{AnnotatedDocument, Meaning};
use crate::dictionary::{Dictionary, EntityRef};
use crate::eval::Renaming;
use anyhow::{Context, bail};
use serde::Deserialize;
use std::collections::HashMap;

/// Renamings, and references that stand for ids.
pub(super) struct Ids {
    renaming: Renaming,
    refs: HashMap<String, String>,
}

impl Ids {
    pub(super) fn new(renaming: Renaming) -> Self {
        Self { renaming, refs: HashMap::new() }
    }

    /// Also writes each entity of a dictionary by its reference of this name, where it has one.
    pub(super) fn with_refs(renaming: Renaming, dictionary: &Dictionary, name: &str) -> anyhow::Result<Self> {
        let mut refs = HashMap::new();
        for entity in dictionary.entities() {
            if let Some(reference) = reference(entity, name)? {
                refs.insert(entity.id().to_owned(), reference);
            }
        }
        if refs.is_empty() {
            bail!(
                "no entity of the dictionary has \"refs\" with \"{name}\": expected the name of a reference, such as wikidata"
            );
        }
        Ok(Self { renaming, refs })
    }

    pub(super) fn apply(&self, document: &mut AnnotatedDocument) {
        for mark in &mut document.marks {
            if let Meaning::Entity(id) = &mut mark.meaning
                && let Some(reference) = self.refs.get(id)
            {
                id.clone_from(reference);
            }
        }
        self.renaming.apply(document);
    }

    /// An id of the dictionary as it is compared.
    pub(super) fn id(&self, id: &str) -> String {
        self.renaming.id(self.refs.get(id).map_or(id, String::as_str))
    }

    /// A type of the dictionary as it is compared.
    pub(super) fn of_type(&self, of_type: &str) -> String {
        self.renaming.of_type(of_type).to_owned()
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Reference {
    One(String),
    Several(Vec<String>),
}

/// Of several references the first.
fn reference(entity: EntityRef<'_>, name: &str) -> anyhow::Result<Option<String>> {
    let Some(refs) = entity.extra().find(|extra| extra.field == "refs") else { return Ok(None) };
    let all: HashMap<String, serde_json::Value> = serde_json::from_str(refs.json)
        .with_context(|| format!("the \"refs\" of {} should be an object of names and ids", entity.id()))?;
    let named = all.get(name).and_then(|value| Reference::deserialize(value).ok());
    Ok(match named {
        Some(Reference::One(id)) => Some(id),
        Some(Reference::Several(ids)) => ids.into_iter().next(),
        None => None,
    })
}
