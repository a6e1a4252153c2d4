//! The output record: what `newstag tag` writes for a document. docs/output-format.md describes it for its readers.
//!
//! The structs here are the wire format, field by field and in this order; nothing else depends on their shape.

use crate::date::PartialDate;
use crate::dictionary::{Dictionary, EntityIndex, EntityRef, EntityType};
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
    mentions: Mentions<'a>,
    /// The entities that are meant, in order of their first mention.
    entities: Entities<'a>,
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
    names: EntityRef<'a>,
    /// The places of its mentions in `mentions`.
    mentions: &'a [usize],
}

impl<'a> Record<'a> {
    /// The record of a document.
    pub fn new(
        document: &'a Document<'a>,
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
            mentions: Mentions { document, found: &annotation.mentions, dictionary, offsets: options.offsets },
            entities: Entities { found: &annotation.entities, dictionary },
            dictionary: dictionary.fingerprint(),
        }
    }
}

/// The mentions of a document. They become [`MentionWire`]s one at a time: a long document has millions.
#[derive(Debug)]
struct Mentions<'a> {
    document: &'a Document<'a>,
    found: &'a [Mention],
    dictionary: &'a Dictionary,
    offsets: OffsetUnit,
}

impl Serialize for Mentions<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let places = |field| Places::new(self.document.field(field), self.offsets);
        let [mut title, mut text] = [Field::Title, Field::Text].map(places);
        out.collect_seq(self.found.iter().map(|found| {
            let place = match found.field {
                Field::Title => title.place(found),
                Field::Text => text.place(found),
            };
            mention(found, place, self.dictionary)
        }))
    }
}

/// The entities of a document.
#[derive(Debug)]
struct Entities<'a> {
    found: &'a [FoundEntity],
    dictionary: &'a Dictionary,
}

impl Serialize for Entities<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.found.iter().map(|found| entity(found, self.dictionary)))
    }
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
        entity: chosen.map(EntityRef::id),
        kind_of_entity: chosen.map(|entity| entity.kind().word()),
        name: chosen.map(EntityRef::first_name),
        kind: mention.kind.as_str(),
        via: mention.via.as_str(),
        score: mention.score,
        candidates: mention.candidates.iter().map(|one| candidate(*one, dictionary)).collect(),
        gloss_of: mention.gloss_of,
        holder: chosen.filter(|entity| entity.kind() == EntityType::Office).map(|office| holder(office, mention)),
    }
}

fn holder<'a>(office: EntityRef<'a>, mention: &Mention) -> Option<&'a str> {
    Some(office.holders().nth(mention.holder?)?.id())
}

fn candidate(candidate: Candidate, dictionary: &Dictionary) -> CandidateWire<'_> {
    CandidateWire { entity: id(candidate.entity, dictionary), score: candidate.score }
}

fn entity<'a>(found: &'a FoundEntity, dictionary: &'a Dictionary) -> EntityWire<'a> {
    let entity = dictionary.entity(found.entity);
    EntityWire {
        entity: entity.id(),
        kind: entity.kind().word(),
        name: entity.first_name(),
        names: entity,
        mentions: &found.mentions,
    }
}

fn id(index: EntityIndex, dictionary: &Dictionary) -> &str {
    dictionary.entity(index).id()
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

fn first_names<S: Serializer>(entity: &EntityRef<'_>, out: S) -> Result<S::Ok, S::Error> {
    let mut seen = HashSet::new();
    let named = entity.names().filter_map(|name| Some((name.lang()?, name.text())));
    out.collect_map(named.filter(|(lang, _)| seen.insert(*lang)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Validity;
    use crate::dictionary::{DictionaryBuilder, Entity, Holder, Name, NameKind};
    use crate::document::Source;
    use crate::mention::Via;
    use crate::span::SourceSpan;
    use std::borrow::Cow;

    fn dictionary() -> Dictionary {
        let name = |text: &str, lang: &str| Name { lang: Some(lang.into()), ..Name::new(text) };
        let mut person = Entity::new("person/a", EntityType::Person);
        person.names = vec![name("Geng Shuang", "en"), name("耿爽", "zh"), name("Geng", "en"), Name::new("G")];
        let mut office = Entity::new("office/b", EntityType::Office);
        office.names = vec![Name::new("US President")];
        office.holders = vec![Holder { entity: "person/c".into(), validity: Validity::default() }];
        let mut builder = DictionaryBuilder::default();
        builder.add(person).unwrap();
        builder.add(office).unwrap();
        builder.build()
    }

    fn found(field: Field, start: u32, end: u32, entity: Option<u32>) -> Mention {
        Mention {
            field,
            span: SourceSpan { start, end },
            entity: entity.map(EntityIndex),
            kind: NameKind::Name,
            via: Via::Name,
            score: Score::from_probability(0.98),
            candidates: Vec::new(),
            gloss_of: None,
            holder: None,
        }
    }

    fn document<'a>(title: Option<&'a str>, text: &'a str) -> Document<'a> {
        Document {
            id: Cow::Borrowed("a1"),
            source: Source { path: "in.jsonl", record: 7 },
            title: title.map(Cow::Borrowed),
            date: None,
            lang: None,
            text: Cow::Borrowed(text),
        }
    }

    fn line(document: &Document<'_>, annotation: &Annotation, options: RecordOptions) -> String {
        let mut out = Vec::new();
        write_record(document, annotation, &dictionary(), options, &mut out);
        String::from_utf8(out).unwrap().replace(dictionary().fingerprint(), "HASH")
    }

    #[test]
    fn nothing_known_and_nothing_found() {
        let line = line(&document(None, "é"), &Annotation::default(), RecordOptions::default());
        let expected = r#"{"schema":"newstag/1","id":"a1","source":{"path":"in.jsonl","record":7},"title":null,"date":null,"lang":null,"length":1,"mentions":[],"entities":[],"dictionary":"HASH"}"#;
        assert_eq!(line, format!("{expected}\n"));
    }

    #[test]
    fn everything_known_and_found() {
        let text = "🙂 Geng Shuang (耿爽), US President";
        let document = Document {
            date: PartialDate::parse("2019-10").ok(),
            lang: Some(Cow::Borrowed("en")),
            ..document(Some("Geng"), text)
        };
        let undecided = Candidate { entity: EntityIndex(0), score: Score::from_probability(0.5) };
        let annotation = Annotation {
            mentions: vec![
                Mention {
                    via: Via::Partial,
                    candidates: vec![undecided, Candidate { entity: EntityIndex(1), ..undecided }],
                    score: Score::from_probability(0.5),
                    ..found(Field::Title, 0, 4, None)
                },
                found(Field::Text, 5, 16, Some(0)),
                Mention { via: Via::Gloss, gloss_of: Some(1), ..found(Field::Text, 18, 24, Some(0)) },
                Mention { holder: Some(0), score: Score::from_probability(1.0), ..found(Field::Text, 27, 39, Some(1)) },
                Mention { kind: NameKind::Acronym, ..found(Field::Text, 27, 29, Some(1)) },
            ],
            entities: vec![
                FoundEntity { entity: EntityIndex(0), mentions: vec![1, 2] },
                FoundEntity { entity: EntityIndex(1), mentions: vec![3, 4] },
            ],
        };
        let options = RecordOptions { include_text: true, offsets: OffsetUnit::Char };
        let expected = concat!(
            r#"{"schema":"newstag/1","id":"a1","source":{"path":"in.jsonl","record":7},"title":"Geng","date":"2019-10","lang":"en","length":32,"#,
            r#""text":"🙂 Geng Shuang (耿爽), US President","mentions":["#,
            r#"{"field":"title","start":0,"end":4,"text":"Geng","entity":null,"type":null,"name":null,"kind":"name","via":"partial","score":0.5,"candidates":[{"entity":"person/a","score":0.5},{"entity":"office/b","score":0.5}]},"#,
            r#"{"field":"text","start":2,"end":13,"text":"Geng Shuang","entity":"person/a","type":"person","name":"Geng Shuang","kind":"name","via":"name","score":0.98},"#,
            r#"{"field":"text","start":15,"end":17,"text":"耿爽","entity":"person/a","type":"person","name":"Geng Shuang","kind":"name","via":"gloss","score":0.98,"gloss_of":1},"#,
            r#"{"field":"text","start":20,"end":32,"text":"US President","entity":"office/b","type":"office","name":"US President","kind":"name","via":"name","score":1.0,"holder":"person/c"},"#,
            r#"{"field":"text","start":20,"end":22,"text":"US","entity":"office/b","type":"office","name":"US President","kind":"acronym","via":"name","score":0.98,"holder":null}"#,
            r#"],"entities":["#,
            r#"{"entity":"person/a","type":"person","name":"Geng Shuang","names":{"en":"Geng Shuang","zh":"耿爽"},"mentions":[1,2]},"#,
            r#"{"entity":"office/b","type":"office","name":"US President","names":{},"mentions":[3,4]}"#,
            r#"],"dictionary":"HASH"}"#,
            "\n"
        );
        assert_eq!(line(&document, &annotation, options), expected);
    }

    #[test]
    fn each_unit_counts_its_own_way() {
        let document = document(None, "🙂é耿爽 end");
        let annotation = Annotation { mentions: vec![found(Field::Text, 6, 12, None)], ..Annotation::default() };
        let places = |offsets| {
            let line = line(&document, &annotation, RecordOptions { offsets, include_text: false });
            let record: serde_json::Value = serde_json::from_str(&line).unwrap();
            let mention = &record["mentions"][0];
            assert_eq!(mention["text"], "耿爽");
            [&record["length"], &mention["start"], &mention["end"]].map(|number| number.as_u64().unwrap())
        };
        assert_eq!(places(OffsetUnit::Char), [8, 2, 4]);
        assert_eq!(places(OffsetUnit::Byte), [16, 6, 12]);
        assert_eq!(places(OffsetUnit::Utf16), [9, 3, 5]);
    }
}
