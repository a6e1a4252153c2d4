//! Asks the tagger itself whether a name matches a written form, so that `lookup` cannot answer differently.

use crate::dictionary::{CasePolicy, DictionaryBuilder, Entity, EntityType, Name, Usage};
use crate::document::{Document, Source};
use crate::mention::Via;
use crate::tagger::{Scratch, Tagger, TooManyForms, fold};
use std::sync::Arc;

/// How a name may come to match a written form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The name itself, or with or without the dots of an acronym.
    Whole,
    /// By the family name, once the document names the person in full.
    Family,
}

/// A tagger that knows one name alone, under no conditions but those of its form.
pub(super) struct Probe {
    tagger: Tagger,
    name: Box<str>,
}

impl Probe {
    /// A probe of a name as it is.
    pub(super) fn new(kind: &EntityType, name: &Name) -> Result<Self, TooManyForms> {
        let bare = Name { validity: Default::default(), usage: Usage::Always, ..name.clone() };
        let mut builder = DictionaryBuilder::default();
        builder
            .add(Entity { names: vec![bare], ..Entity::new("probe", kind.clone()) })
            .expect("nothing is there to merge with");
        let tagger = Tagger::builder(Arc::new(builder.build())).build()?;
        Ok(Self { tagger, name: name.text.clone() })
    }

    /// A probe of a name whatever its case.
    pub(super) fn of_any_case(kind: &EntityType, name: &Name) -> Result<Self, TooManyForms> {
        Self::new(kind, &Name { case: CasePolicy::Any, ..name.clone() })
    }

    /// Whether a text of nothing but the written form is a match.
    pub(super) fn matches(&self, written: &str, way: Way) -> bool {
        let text = match way {
            Way::Whole => written.to_owned(),
            // A blank line keeps the two from becoming one match.
            Way::Family => format!("{}\n\n{written}", self.name),
        };
        let mut scratch = Scratch::default();
        let found = self.tagger.tag(&document(&text), &mut scratch);
        let is_whole = |range: std::ops::Range<usize>| fold(&text[range]) == fold(written);
        let is_way = |via: Via| (via == Via::Partial) == (way == Way::Family);
        found.mentions.iter().any(|mention| is_way(mention.via) && is_whole(mention.span.range()))
    }
}

fn document(text: &str) -> Document<'_> {
    Document {
        id: "probe".into(),
        source: Source { path: "-", record: 1 },
        title: None,
        date: None,
        lang: None,
        text: text.into(),
    }
}
