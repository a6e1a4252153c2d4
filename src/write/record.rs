//! The output record: what `newstag tag` writes for a document. docs/output-format.md describes it for its readers.
//!
//! The structs here are the wire format, field by field and in this order; nothing else depends on their shape.

use crate::date::PartialDate;
use crate::dictionary::{Dictionary, Entity, EntityIndex, EntityType};
use crate::document::{Document, Field};
use crate::mention::{Annotation, Candidate, FoundEntity, Mention, Score};
use crate::span::{OffsetCounter, OffsetUnit, units};
use serde::{Serialize, Serializer};
use std::collections::HashSet;

/// The version of the format: the first field of every record.
const SCHEMA: &str = "newstag/1";

/// How records are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecordOptions {
    /// The unit of `start`, `end` and `length`.
    pub offsets: OffsetUnit,
    /// Whether the record carries the document's text.
    pub include_text: bool,
}

/// Adds the record of a document to `out`, as one line.
pub fn write_record(
    document: &Document<'_>,
    annotation: &Annotation,
    dictionary: &Dictionary,
    options: RecordOptions,
    out: &mut Vec<u8>,
) {
    let record = Record::new(document, annotation, dictionary, options);
    serde_json::to_writer(&mut *out, &record).expect("a vector takes all bytes, and all keys of a record are strings");
    out.push(b'\n');
}

/// One document.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    /// The version of the format.
    schema: &'static str,
    /// What the document is called.
    id: &'a str,
    /// Where it was read.
    source: SourceWire<'a>,
    /// The headline as given.
    title: Option<&'a str>,
    /// When it was published: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    #[serde(serialize_with = "date")]
    date: Option<PartialDate>,
    /// Its language as a BCP 47 tag, given or found.
    lang: Option<&'a str>,
    /// The length of the text, in the unit of the offsets.
    length: usize,
    /// The text as given; only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    /// In order of field (title first), start, then longer first.
    mentions: Vec<MentionWire<'a>>,
    /// The entities that are meant, in order of their first mention.
    entities: Vec<EntityWire<'a>>,
    /// The content hash of the dictionary that found them.
    dictionary: &'a str,
}

/// Where a document was read.
#[derive(Debug, Serialize)]
struct SourceWire<'a> {
    /// The path as given, with `/` between its parts; `-` for standard input.
    path: &'a str,
    /// The number of the record in it, counting from 1.
    record: u64,
}

/// A span that a name matched.
#[derive(Debug, Serialize)]
struct MentionWire<'a> {
    /// `title` or `text`: what the offsets count in.
    field: &'static str,
    /// Where the span begins, counting from 0.
    start: usize,
    /// Where it ends: the offset behind its last character.
    end: usize,
    /// The span itself.
    text: &'a str,
    /// The id of the entity that is meant; null where no candidate is better than the others.
    entity: Option<&'a str>,
    /// The entity's type.
    #[serde(rename = "type")]
    kind_of_entity: Option<&'a str>,
    /// The entity's first name.
    name: Option<&'a str>,
    /// The kind of the name that matched.
    kind: &'static str,
    /// What made the span a mention: `name`, `gloss`, `partial`.
    via: &'static str,
    /// How sure the link is, 0 to 1, with at most three decimals.
    #[serde(serialize_with = "score")]
    score: Score,
    /// All that may be meant, best first; only where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<CandidateWire<'a>>,
    /// The place in `mentions` of the mention that this one glosses; only in a gloss.
    #[serde(skip_serializing_if = "Option::is_none")]
    gloss_of: Option<usize>,
    /// The id of the entity that held the office on the document's date, or null; only in a mention of an office.
    #[serde(skip_serializing_if = "Option::is_none")]
    holder: Option<Option<&'a str>>,
}

/// An entity that a mention may mean.
#[derive(Debug, Serialize)]
struct CandidateWire<'a> {
    /// Its id.
    entity: &'a str,
    /// How sure, 0 to 1, with at most three decimals.
    #[serde(serialize_with = "score")]
    score: Score,
}

/// An entity that is meant somewhere in the document.
#[derive(Debug, Serialize)]
struct EntityWire<'a> {
    /// Its id.
    entity: &'a str,
    /// Its type.
    #[serde(rename = "type")]
    kind: &'a str,
    /// Its first name.
    name: &'a str,
    /// Its first name in each language, in the dictionary's order.
    #[serde(serialize_with = "first_names")]
    names: &'a Entity,
    /// The places of its mentions in `mentions`.
    mentions: &'a [usize],
}

impl<'a> Record<'a> {
    /// The record of a document.
    pub fn new(
        document: &'a Document<'_>,
        annotation: &'a Annotation,
        dictionary: &'a Dictionary,
        options: RecordOptions,
    ) -> Self {
        Self {
            schema: SCHEMA,
            id: &document.id,
            source: SourceWire { path: document.source.path, record: document.source.record },
            title: document.title.as_deref(),
            date: document.date,
            lang: document.lang.as_deref(),
            length: units(&document.text, cheapest(&document.text, options.offsets)),
            text: options.include_text.then_some(&*document.text),
            mentions: mentions(document, annotation, dictionary, options.offsets),
            entities: annotation.entities.iter().map(|found| entity(found, dictionary)).collect(),
            dictionary: dictionary.fingerprint(),
        }
    }
}

fn mentions<'a>(
    document: &'a Document<'_>,
    annotation: &'a Annotation,
    dictionary: &'a Dictionary,
    unit: OffsetUnit,
) -> Vec<MentionWire<'a>> {
    let [mut title, mut text] = [Field::Title, Field::Text].map(|field| Places::new(document.field(field), unit));
    let place = |mention: &Mention| match mention.field {
        Field::Title => title.place(mention),
        Field::Text => text.place(mention),
    };
    let places: Vec<Place<'a>> = annotation.mentions.iter().map(place).collect();
    annotation.mentions.iter().zip(places).map(|(found, place)| mention(found, place, dictionary)).collect()
}

/// Where a mention stands, in the unit of the output.
struct Place<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

/// The places of one field, asked in the order of their starts.
struct Places<'a> {
    field: &'a str,
    unit: OffsetUnit,
    starts: OffsetCounter<'a>,
}

impl<'a> Places<'a> {
    fn new(field: &'a str, unit: OffsetUnit) -> Self {
        let unit = cheapest(field, unit);
        Self { field, unit, starts: OffsetCounter::new(field, unit) }
    }

    /// The end is counted from the start, since ends do not rise where mentions overlap.
    fn place(&mut self, mention: &Mention) -> Place<'a> {
        let range = mention.span.range();
        let text = &self.field[range.clone()];
        let start = self.starts.at(range.start);
        Place { start, end: start + units(text, self.unit), text }
    }
}

/// A unit that counts the same in this text, without looking at every character again.
fn cheapest(text: &str, unit: OffsetUnit) -> OffsetUnit {
    if text.is_ascii() { OffsetUnit::Byte } else { unit }
}

fn mention<'a>(mention: &'a Mention, place: Place<'a>, dictionary: &'a Dictionary) -> MentionWire<'a> {
    let chosen = mention.entity.map(|index| dictionary.entity(index));
    MentionWire {
        field: mention.field.as_str(),
        start: place.start,
        end: place.end,
        text: place.text,
        entity: chosen.map(|entity| &*entity.id),
        kind_of_entity: chosen.map(|entity| entity.kind.as_str()),
        name: chosen.map(first_name),
        kind: mention.kind.as_str(),
        via: mention.via.as_str(),
        score: mention.score,
        candidates: mention.candidates.iter().map(|one| candidate(*one, dictionary)).collect(),
        gloss_of: mention.gloss_of,
        holder: chosen.filter(|entity| entity.kind == EntityType::Office).map(|office| holder(office, mention)),
    }
}

fn holder<'a>(office: &'a Entity, mention: &Mention) -> Option<&'a str> {
    Some(&*office.holders.get(mention.holder?)?.entity)
}

fn candidate(candidate: Candidate, dictionary: &Dictionary) -> CandidateWire<'_> {
    CandidateWire { entity: id(candidate.entity, dictionary), score: candidate.score }
}

fn entity<'a>(found: &'a FoundEntity, dictionary: &'a Dictionary) -> EntityWire<'a> {
    let entity = dictionary.entity(found.entity);
    EntityWire {
        entity: &entity.id,
        kind: entity.kind.as_str(),
        name: first_name(entity),
        names: entity,
        mentions: &found.mentions,
    }
}

fn id(index: EntityIndex, dictionary: &Dictionary) -> &str {
    &dictionary.entity(index).id
}

/// An entity has one name at least: whatever loads dictionaries sees to that.
fn first_name(entity: &Entity) -> &str {
    entity.names.first().map_or(&*entity.id, |name| &*name.text)
}

fn date<S: Serializer>(date: &Option<PartialDate>, out: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => out.collect_str(date),
        None => out.serialize_none(),
    }
}

fn score<S: Serializer>(score: &Score, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_f64(score.probability())
}

fn first_names<S: Serializer>(entity: &&Entity, out: S) -> Result<S::Ok, S::Error> {
    let mut seen = HashSet::new();
    let named = entity.names.iter().filter_map(|name| Some((&**name.lang.as_ref()?, &*name.text)));
    out.collect_map(named.filter(|(lang, _)| seen.insert(*lang)))
}
