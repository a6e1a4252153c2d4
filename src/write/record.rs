//! The output record: what `newstag tag` writes for a document. docs/output-format.md describes it for its readers.
//!
//! [`RecordWriter`] is the wire format, field by field and in this order: the comment above each piece says what the field means.
//! Nothing else in the program knows the format. The pieces are written as they stand here, without a model of the record between, since
//! the output is often longer than the input.

use super::json;
use super::rendered::RenderedEntities;
use super::tagged::cheapest;
use crate::date::PartialDate;
use crate::dictionary::{Dictionary, EntityIndex, EntityType};
use crate::document::{Document, Field, Source, TextOrigin};
use crate::mention::{Agreement, Annotation, Candidate, FoundEntity, Mention, Score, Share, Tenure};
use crate::span::{OffsetCounter, OffsetUnit, units};
use std::io::Write;

/// The JSON Schema of the record: kept beside what is written here, and held to it by a test.
pub const SCHEMA: &str = include_str!("../../docs/record.schema.json");

/// How records are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecordOptions {
    /// The unit of `start`, `end` and `length`.
    pub offsets: OffsetUnit,
    /// Whether the record carries the document's text.
    pub include_text: bool,
}

/// Writes records. Each thread has one, since it keeps the bytes of the entities that it wrote of late.
#[derive(Debug)]
pub struct RecordWriter<'d> {
    dictionary: &'d Dictionary,
    options: RecordOptions,
    entities: RenderedEntities<'d>,
}

impl<'d> RecordWriter<'d> {
    /// A writer of what was found with a dictionary.
    pub fn new(dictionary: &'d Dictionary, options: RecordOptions) -> Self {
        Self { dictionary, options, entities: RenderedEntities::new(dictionary) }
    }

    /// Adds the record of a document to `out`, as one line.
    pub fn write(&mut self, document: &Document<'_>, annotation: &Annotation, out: &mut Vec<u8>) {
        let unit = cheapest(&document.text, self.options.offsets);
        // The version of the format.
        out.extend_from_slice(b"{\"schema\":\"newstag/1\"");
        // What the document is called.
        out.extend_from_slice(b",\"id\":");
        json::string(&document.id, out);
        // Where it was read.
        out.extend_from_slice(b",\"source\":");
        source(document.source, out);
        // The headline as given.
        out.extend_from_slice(b",\"title\":");
        json::string_or_null(document.title.as_deref(), out);
        // When it was published: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
        out.extend_from_slice(b",\"date\":");
        date(document.date, out);
        // Its language as a BCP 47 tag, given or found.
        out.extend_from_slice(b",\"lang\":");
        json::string_or_null(document.lang.as_deref(), out);
        // The charset that the input was in; only where that is not UTF-8.
        if let Some(charset) = &document.charset {
            out.extend_from_slice(b",\"charset\":");
            json::string(charset, out);
        }
        // What was asked for beside the text, or comes with the format: an object; only where there is something.
        if let Some(meta) = &document.meta {
            out.extend_from_slice(b",\"meta\":");
            out.extend_from_slice(meta.as_bytes());
        }
        // The length of the text, in the unit of the offsets.
        out.extend_from_slice(b",\"length\":");
        json::number(units(&document.text, unit), out);
        // The text; only where it was asked for, or stands nowhere else.
        if self.options.include_text || document.text_origin == TextOrigin::Extracted {
            out.extend_from_slice(b",\"text\":");
            json::string(&document.text, out);
        }
        // In order of field (title first), start, then longer first.
        out.extend_from_slice(b",\"mentions\":[");
        self.mentions(document, annotation, unit, out);
        // The entities that are meant, in order of their first mention.
        out.extend_from_slice(b"],\"entities\":[");
        json::listed(&annotation.entities, out, |found, out| self.entity(found, annotation.mentions_of(found), out));
        // The content hash of the dictionary that found them.
        out.extend_from_slice(b"],\"dictionary\":");
        json::string(self.dictionary.fingerprint(), out);
        out.extend_from_slice(b"}\n");
    }

    fn mentions(&mut self, document: &Document<'_>, found: &Annotation, unit: OffsetUnit, out: &mut Vec<u8>) {
        let title = document.field(Field::Title);
        let mut title = Places::new(title, cheapest(title, self.options.offsets));
        let mut text = Places::new(&document.text, unit);
        json::listed(&found.mentions, out, |mention, out| {
            let place = match mention.field {
                Field::Title => title.place(mention),
                Field::Text => text.place(mention),
            };
            self.mention(found, mention, &place, out);
        });
    }

    /// A span that a name matched.
    fn mention(&mut self, found: &Annotation, mention: &Mention, place: &Place<'_>, out: &mut Vec<u8>) {
        // `title` or `text`: what the offsets count in.
        out.extend_from_slice(b"{\"field\":\"");
        out.extend_from_slice(mention.field.as_str().as_bytes());
        // Where the span begins, counting from 0.
        out.extend_from_slice(b"\",\"start\":");
        json::number(place.start, out);
        // Where it ends: the offset behind its last character.
        out.extend_from_slice(b",\"end\":");
        json::number(place.end, out);
        // The span itself.
        out.extend_from_slice(b",\"text\":");
        json::string(place.text, out);
        // The id of the entity that is meant, its type, and its first name; null where no candidate is better than the others.
        out.push(b',');
        match mention.entity {
            Some(entity) => out.extend_from_slice(self.entities.get(entity).title()),
            None => out.extend_from_slice(b"\"entity\":null,\"type\":null,\"name\":null"),
        }
        // The kind of the name that matched.
        out.extend_from_slice(b",\"kind\":\"");
        out.extend_from_slice(mention.kind.as_str().as_bytes());
        // What made the span a mention: `name`, `gloss`, `partial`.
        out.extend_from_slice(b"\",\"via\":\"");
        out.extend_from_slice(mention.via.as_str().as_bytes());
        // How sure the link is, 0 to 1, with at most three decimals.
        out.extend_from_slice(b"\",\"score\":");
        score(mention.score, out);
        // All that may be meant, best first; only where there are several, or where reasons are asked for.
        let candidates = found.candidates(mention);
        if !candidates.is_empty() {
            out.extend_from_slice(b",\"candidates\":[");
            json::listed(candidates, out, |one, out| self.candidate(one, found.shares(one), out));
            out.push(b']');
        }
        // The place in `mentions` of the mention that this one glosses; only in a gloss.
        if let Some(glossed) = mention.gloss_of {
            out.extend_from_slice(b",\"gloss_of\":");
            json::number(glossed, out);
        }
        // The id of the entity that held the office on the document's date, or null; only in a mention of an office.
        if let Some(office) =
            mention.entity.filter(|&entity| self.dictionary.entity(entity).kind() == EntityType::Office)
        {
            out.extend_from_slice(b",\"holder\":");
            json::string_or_null(self.holder(office, mention), out);
        }
        // What stands beside an office: `former`, `acting`, `elect`; only where it does.
        if mention.tenure != Tenure::Current {
            out.extend_from_slice(b",\"status\":\"");
            out.extend_from_slice(mention.tenure.as_str().as_bytes());
            out.push(b'"');
        }
        // The place in `mentions` of the office with which a person is named; only where there is one.
        if let Some(office) = mention.office {
            out.extend_from_slice(b",\"office\":");
            json::number(office.mention, out);
            // Whether the dictionary says that the person does not hold it; only then.
            if office.agreement == Agreement::Conflict {
                out.extend_from_slice(b",\"conflict\":true");
            }
        }
        out.push(b'}');
    }

    fn holder(&self, office: EntityIndex, mention: &Mention) -> Option<&'d str> {
        let office = self.dictionary.entity(office);
        Some(office.holders().nth(mention.holder?)?.id())
    }

    /// An entity that a mention may mean.
    fn candidate(&mut self, candidate: &Candidate, shares: &[Share], out: &mut Vec<u8>) {
        // Its id.
        out.push(b'{');
        out.extend_from_slice(self.entities.get(candidate.entity).id());
        // How sure, 0 to 1, with at most three decimals.
        out.extend_from_slice(b",\"score\":");
        score(candidate.score, out);
        // What makes the score: of each feature how much there is of it, and what that adds to the log-odds; only where it was asked for.
        if !shares.is_empty() {
            out.extend_from_slice(b",\"features\":{");
            json::listed(shares, out, share);
            out.push(b'}');
        }
        out.push(b'}');
    }

    /// An entity that is meant somewhere in the document.
    fn entity(&mut self, found: &FoundEntity, mentions: &[usize], out: &mut Vec<u8>) {
        // Its id, its type, its first name, and its first name in each language, in the dictionary's order.
        out.push(b'{');
        out.extend_from_slice(self.entities.get(found.entity).all());
        // The places of its mentions in `mentions`.
        out.extend_from_slice(b",\"mentions\":[");
        json::listed(mentions, out, |&place, out| json::number(place, out));
        out.extend_from_slice(b"]}");
    }
}

/// Where a document was read.
fn source(source: Source<'_>, out: &mut Vec<u8>) {
    // The path as given, with `/` between its parts; `-` for standard input.
    out.extend_from_slice(b"{\"path\":");
    json::string(source.path, out);
    // The number of the record in it, counting from 1.
    out.extend_from_slice(b",\"record\":");
    json::number(source.record, out);
    out.push(b'}');
}

fn date(date: Option<PartialDate>, out: &mut Vec<u8>) {
    match date {
        Some(date) => write!(out, "\"{date}\"").expect("a vector takes all bytes"),
        None => out.extend_from_slice(b"null"),
    }
}

/// A feature of a candidate: its value and its share of the log-odds, with at most three decimals.
fn share(share: &Share, out: &mut Vec<u8>) {
    let thousandths = |x: f64| (x * 1000.0).round() / 1000.0;
    let (value, log_odds) = (thousandths(share.value), thousandths(share.log_odds));
    write!(out, "\"{}\":{{\"value\":{value},\"share\":{log_odds}}}", share.feature).expect("a vector takes all bytes");
}

/// A score with the decimals that it needs, one at least: `0.985`, `0.5`, `1.0`.
fn score(score: Score, out: &mut Vec<u8>) {
    let thousandths = score.thousandths();
    let digit = |place: u16| b"0123456789"[usize::from(thousandths / place % 10)];
    let text = [digit(1000), b'.', digit(100), digit(10), digit(1)];
    let needed = match (text[3], text[4]) {
        (b'0', b'0') => 3,
        (_, b'0') => 4,
        _ => 5,
    };
    out.extend_from_slice(&text[..needed]);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Validity;
    use crate::dictionary::{DictionaryBuilder, Entity, Holder, Name, NameKind};
    use crate::mention::{Listed, Via};
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
            candidates: Listed::default(),
            gloss_of: None,
            holder: None,
            tenure: Tenure::Current,
            office: None,
        }
    }

    fn document<'a>(title: Option<&'a str>, text: &'a str) -> Document<'a> {
        Document {
            id: Cow::Borrowed("a1"),
            source: Source { path: "in.jsonl", record: 7 },
            title: title.map(Cow::Borrowed),
            text: Cow::Borrowed(text),
            ..Document::default()
        }
    }

    fn line(document: &Document<'_>, annotation: &Annotation, options: RecordOptions) -> String {
        let mut out = Vec::new();
        let dictionary = dictionary();
        RecordWriter::new(&dictionary, options).write(document, annotation, &mut out);
        String::from_utf8(out).unwrap().replace(dictionary.fingerprint(), "HASH")
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
        let mut annotation = Annotation::default();
        let undecided = |entity| (EntityIndex(entity), Score::from_probability(0.5), [].as_slice());
        let candidates = annotation.list_candidates([undecided(0), undecided(1)].into_iter());
        annotation.mentions = vec![
            Mention {
                via: Via::Partial,
                candidates,
                score: Score::from_probability(0.5),
                ..found(Field::Title, 0, 4, None)
            },
            found(Field::Text, 5, 16, Some(0)),
            Mention { via: Via::Gloss, gloss_of: Some(1), ..found(Field::Text, 18, 24, Some(0)) },
            Mention { holder: Some(0), score: Score::from_probability(1.0), ..found(Field::Text, 27, 39, Some(1)) },
            Mention { kind: NameKind::Acronym, ..found(Field::Text, 27, 29, Some(1)) },
        ];
        annotation.entities = [0, 1].map(|entity| FoundEntity::new(EntityIndex(entity))).into();
        annotation.list_mentions(&[(0, 1), (0, 2), (1, 3), (1, 4)]);
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
    fn a_text_that_stands_nowhere_else_is_carried() {
        let document = Document {
            charset: Some(Cow::Borrowed("Big5")),
            meta: Some(Cow::Borrowed(r#"{"dateline":"TAIPEI"}"#)),
            text_origin: TextOrigin::Extracted,
            ..document(None, "耿爽")
        };
        let line = line(&document, &Annotation::default(), RecordOptions::default());
        let expected =
            r#""lang":null,"charset":"Big5","meta":{"dateline":"TAIPEI"},"length":2,"text":"耿爽","mentions":[]"#;
        assert!(line.contains(expected), "{line}");
    }

    #[test]
    fn each_unit_counts_its_own_way() {
        let document = document(None, "🙂é耿爽 end");
        let mut annotation = Annotation::default();
        annotation.mentions.push(found(Field::Text, 6, 12, None));
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

    #[test]
    fn scores_are_written_as_serde_json_writes_numbers() {
        for thousandths in 0..=1000_u16 {
            let p = f64::from(thousandths) / 1000.0;
            let mut out = Vec::new();
            score(Score::from_probability(p), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&p).unwrap());
        }
    }
}
