//! The program's answer for a world of the tests.

use crate::oracle::matching::Found;
use crate::oracle::world::{self, Boundary, CasePolicy, Field, Overlap, World};
use newstag::allowance::Allowance;
use newstag::date::{PartialDate, Validity};
use newstag::dictionary::{self, Dictionary, DictionaryBuilder, EntityType, Name, Prior, Usage};
use newstag::document::{Document, Source};
use newstag::mention::{Annotation, Mention, Via};
use newstag::tagger::{self, Scratch, Tagger};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A tagger for the entities of a world.
pub(crate) fn tagger(entities: &[world::Entity], overlap: Overlap) -> Tagger {
    built(dictionary(entities), overlap)
}

fn built(dictionary: Dictionary, overlap: Overlap) -> Tagger {
    let overlap = match overlap {
        Overlap::Longest => tagger::Overlap::Longest,
        Overlap::All => tagger::Overlap::All,
    };
    Tagger::builder(Arc::new(dictionary)).overlap(overlap).build().unwrap()
}

/// A tagger for the lines of a dictionary, as the program reads them.
pub(crate) fn loaded(lines: &str, overlap: Overlap) -> Tagger {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dictionary.jsonl");
    std::fs::write(&path, lines).unwrap();
    let dictionary = newstag::load::load(&[path]).unwrap_or_else(|errors| panic!("{errors}"));
    built(dictionary, overlap)
}

/// What a tagger finds in a document, as the oracle would say it: but for parts of names, of which the oracle knows nothing.
pub(crate) fn find(tagger: &Tagger, world: &World, scratch: &mut Scratch) -> Vec<Found> {
    let annotation = tagger.tag(&document(world), scratch);
    let whole = annotation.mentions.iter().filter(|mention| mention.via != Via::Partial);
    whole.map(|mention| found(tagger.dictionary(), annotation, mention)).collect()
}

/// All that a tagger says of a document.
pub(crate) fn annotation(tagger: &Tagger, world: &World, scratch: &mut Scratch) -> Annotation {
    tagger.tag(&document(world), scratch).clone()
}

/// The same for several documents, which are tagged together.
pub(crate) fn annotations_together(tagger: &Tagger, worlds: &[World]) -> Vec<Annotation> {
    let documents: Vec<Document<'_>> = worlds.iter().map(document).collect();
    let mut scratch = Scratch::default();
    let tagged = tagger.tag_together(&Allowance::unlimited(), &documents.iter().collect::<Vec<_>>(), &mut scratch);
    assert_eq!(tagged, documents.len());
    (0..tagged).map(|number| scratch.annotation(number).clone()).collect()
}

/// A document, and its text torn apart at two places: names too.
pub(crate) fn torn(world: &World) -> Vec<World> {
    let text = &world.text;
    let place = |part: usize| (0..=text.len() * part / 3).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let texts = [0..place(1), place(1)..place(2), place(2)..text.len(), 0..text.len()];
    texts.map(|range| World { text: text[range].to_owned(), ..world.clone() }).into()
}

/// The field of a mention, in the tests' words.
pub(crate) fn field(mention: &Mention) -> Field {
    match mention.field {
        newstag::document::Field::Title => Field::Title,
        newstag::document::Field::Text => Field::Text,
    }
}

/// The ids of all whom a mention may mean.
pub(crate) fn ids(dictionary: &Dictionary, found: &Annotation, mention: &Mention) -> BTreeSet<String> {
    let candidates: BTreeSet<_> = match found.candidates(mention) {
        [] => mention.entity.into_iter().collect(),
        several => several.iter().map(|candidate| candidate.entity).collect(),
    };
    candidates.into_iter().map(|index| dictionary.entity(index).id().to_owned()).collect()
}

fn found(dictionary: &Dictionary, annotation: &Annotation, mention: &Mention) -> Found {
    Found { field: field(mention), span: mention.span.range(), candidates: ids(dictionary, annotation, mention) }
}

fn document(world: &World) -> Document<'_> {
    Document {
        id: "test".into(),
        source: Source { path: "test", record: 1 },
        title: world.title.as_deref().map(Into::into),
        date: world.date.as_deref().map(date),
        text: world.text.as_str().into(),
        ..Document::default()
    }
}

fn date(text: &str) -> PartialDate {
    PartialDate::parse(text).unwrap()
}

fn dictionary(entities: &[world::Entity]) -> Dictionary {
    let mut builder = DictionaryBuilder::default();
    for entity in entities {
        builder.add(converted(entity)).unwrap();
    }
    builder.build()
}

fn converted(entity: &world::Entity) -> dictionary::Entity {
    let mut out = dictionary::Entity::new(&entity.id, EntityType::from_word(&entity.kind));
    out.names = entity.names.iter().map(name).collect();
    out.context = entity.context.iter().map(|term| term.as_str().into()).collect();
    if let Some(prior) = entity.prior {
        out.prior = Prior::new(prior).unwrap();
    }
    out.holders = entity.holders.iter().map(holder).collect();
    out
}

fn name(name: &world::Name) -> Name {
    let mut out = Name::new(&name.text);
    out.lang = name.lang.as_deref().map(Into::into);
    out.family = name.family.as_deref().map(Into::into);
    out.weight = name.weight;
    out.validity = validity(name.from.as_deref(), name.until.as_deref());
    if let Some(kind) = &name.kind {
        out.kind = kind.parse().unwrap();
    }
    out.case = match name.case {
        CasePolicy::Auto => dictionary::CasePolicy::Auto,
        CasePolicy::Exact => dictionary::CasePolicy::Exact,
        CasePolicy::Any => dictionary::CasePolicy::Any,
    };
    out.boundary = match name.boundary {
        Boundary::Word => dictionary::BoundaryPolicy::Word,
        Boundary::None => dictionary::BoundaryPolicy::None,
    };
    out.usage = match (name.block, name.needs_context) {
        (true, _) => Usage::Blocked,
        (false, true) => Usage::NeedsContext,
        (false, false) => Usage::Always,
    };
    out
}

fn holder(holder: &world::Holder) -> dictionary::Holder {
    dictionary::Holder {
        entity: holder.entity.as_str().into(),
        validity: validity(holder.from.as_deref(), holder.until.as_deref()),
    }
}

fn validity(from: Option<&str>, until: Option<&str>) -> Validity {
    Validity { from: from.map(date), until: until.map(date) }
}
