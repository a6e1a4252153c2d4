//! Asks the tagger itself whether a name matches a written form, so that `lookup` cannot answer differently.

use crate::dictionary::{CasePolicy, DictionaryBuilder, Entity, EntityType, Name, NameRef, Usage};
use crate::document::{Document, Source};
use crate::mention::Via;
use crate::tagger::{BuildError, Scratch, Tagger, fold};
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
    pub(super) fn new(kind: EntityType<&str>, name: NameRef<'_>) -> Result<Self, BuildError> {
        Self::of(kind, name.to_name())
    }

    fn of(kind: EntityType<&str>, name: Name<&str>) -> Result<Self, BuildError> {
        let text = name.text.into();
        let bare = Name { validity: Default::default(), usage: Usage::Always, ..name };
        let probe = Entity { names: vec![bare.to_boxed()], ..Entity::new("probe", EntityType::from_word(kind.word())) };
        let mut builder = DictionaryBuilder::default();
        builder.add(probe).expect("nothing is there to merge with");
        let tagger = Tagger::builder(Arc::new(builder.build())).build()?;
        Ok(Self { tagger, name: text })
    }

    /// A probe of a name whatever its case.
    pub(super) fn of_any_case(kind: EntityType<&str>, name: NameRef<'_>) -> Result<Self, BuildError> {
        Self::of(kind, Name { case: CasePolicy::Any, ..name.to_name() })
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
    Document { id: "probe".into(), source: Source { path: "-", record: 1 }, text: text.into(), ..Document::default() }
}
