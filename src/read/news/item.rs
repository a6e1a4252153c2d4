//! An item as all agencies' formats have it: what of it becomes a document.

use super::NewsFault;
use crate::date::PartialDate;
use crate::document::{Document, Source, TextOrigin};
use crate::read::batch::Origin;
use crate::read::document_date;
use serde::Serialize;
use std::borrow::Cow;

/// An item of a news agency.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) lang: Option<String>,
    /// The body; else what describes a picture, a film or a package.
    pub(super) text: String,
    pub(super) text_origin: TextOrigin,
    pub(super) meta: Meta,
}

/// What the record carries along, as the publisher wrote it.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct Meta {
    /// Place and day at the head of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dateline: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) byline: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) subjects: Vec<Subject>,
}

/// Something that an item is about, as its publisher says.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct Subject {
    /// The publisher's code, or an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) code: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    /// What it is, in the publisher's word: a person, a place …
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<String>,
}

impl Item {
    /// The document that the item is.
    pub(super) fn document(self, origin: &Origin) -> Result<Document<'_>, NewsFault> {
        if self.text.is_empty() && self.title.is_none() {
            return Err(NewsFault::NoText);
        }
        let place = || format!("{}#{}", origin.path, origin.number);
        Ok(Document {
            id: Cow::Owned(self.id.filter(|id| !id.is_empty()).unwrap_or_else(place)),
            source: Source { path: &origin.path, record: origin.number },
            title: self.title.map(Cow::Owned),
            date: self.date,
            lang: self.lang.filter(|lang| !lang.is_empty()).map(Cow::Owned),
            charset: None,
            text: Cow::Owned(self.text),
            meta: self.meta.json().map(Cow::Owned),
            text_origin: self.text_origin,
        })
    }
}

impl Meta {
    /// As a JSON object; none where nothing is known.
    fn json(&self) -> Option<String> {
        let empty = *self == Self::default();
        (!empty).then(|| serde_json::to_string(self).expect("all keys are strings"))
    }
}

/// The first of several texts that is a date; those that are none are passed over.
pub(super) fn first_date<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> Option<PartialDate> {
    texts.into_iter().flatten().find_map(|text| document_date(text).ok().flatten())
}
