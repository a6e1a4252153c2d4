//! A strict reader of the output record: it notices every change of the wire format.

use crate::cli_run::{Place, json_lines};
use serde::Deserialize;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    schema: String,
    id: String,
    source: Source,
    title: Option<String>,
    date: Option<String>,
    lang: Option<String>,
    charset: Option<String>,
    meta: Option<serde_json::Map<String, Value>>,
    length: usize,
    text: Option<String>,
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
    dictionary: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    path: String,
    record: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mention {
    field: String,
    start: usize,
    end: usize,
    text: String,
    entity: Option<String>,
    #[serde(rename = "type")]
    kind_of_entity: Option<String>,
    name: Option<String>,
    kind: String,
    via: String,
    score: f64,
    candidates: Option<Vec<Candidate>>,
    gloss_of: Option<usize>,
    holder: Option<String>,
    status: Option<String>,
    office: Option<usize>,
    conflict: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Candidate {
    entity: String,
    score: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entity {
    entity: String,
    #[serde(rename = "type")]
    kind: String,
    name: String,
    names: BTreeMap<String, String>,
    mentions: Vec<usize>,
}

/// The keys of an object in the order in which they stand.
fn keys(json: &str) -> Vec<String> {
    struct Keys;

    impl<'de> Visitor<'de> for Keys {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Vec<String>, M::Error> {
            let mut keys = Vec::new();
            while let Some((key, _)) = map.next_entry::<String, IgnoredAny>()? {
                keys.push(key);
            }
            Ok(keys)
        }
    }

    serde_json::Deserializer::from_str(json).deserialize_map(Keys).unwrap()
}

/// The raw text of a field, and of each item where it is a list.
#[derive(Deserialize)]
struct Raw<'a> {
    #[serde(borrow)]
    source: &'a serde_json::value::RawValue,
    #[serde(borrow)]
    mentions: Vec<&'a serde_json::value::RawValue>,
    #[serde(borrow)]
    entities: Vec<&'a serde_json::value::RawValue>,
}

const RECORD: [&str; 10] =
    ["schema", "id", "source", "title", "date", "lang", "length", "mentions", "entities", "dictionary"];
const MENTION: [&str; 10] = ["field", "start", "end", "text", "entity", "type", "name", "kind", "via", "score"];

/// Keys and their order; which of the keys that may be absent are there must be what the mention is.
fn check_keys(line: &str, record: &Record) {
    let mut expected = RECORD[..6].to_vec();
    expected.extend(record.charset.as_ref().map(|_| "charset"));
    expected.extend(record.meta.as_ref().map(|_| "meta"));
    expected.push("length");
    expected.extend(record.text.as_ref().map(|_| "text"));
    expected.extend(&RECORD[7..]);
    assert_eq!(keys(line), expected, "{line}");
    let raw: Raw<'_> = serde_json::from_str(line).unwrap();
    assert_eq!(keys(raw.source.get()), ["path", "record"]);
    for (raw, mention) in raw.mentions.iter().zip(&record.mentions) {
        let mut expected = MENTION.to_vec();
        expected.extend(mention.candidates.as_ref().map(|_| "candidates"));
        expected.extend(mention.gloss_of.map(|_| "gloss_of"));
        expected.extend((mention.kind_of_entity.as_deref() == Some("office")).then_some("holder"));
        expected.extend(mention.status.as_ref().map(|_| "status"));
        expected.extend(mention.office.map(|_| "office"));
        expected.extend(mention.conflict.map(|_| "conflict"));
        assert_eq!(keys(raw.get()), expected, "{}", raw.get());
    }
    for raw in raw.entities {
        assert_eq!(keys(raw.get()), ["entity", "type", "name", "names", "mentions"], "{}", raw.get());
    }
}

fn is_score(score: f64) -> bool {
    (0.0..=1.0).contains(&score) && ((score * 1000.0).round() / 1000.0 - score).abs() < 1e-12
}

fn check_mention(mention: &Mention, at: usize, record: &Record) {
    let field = match mention.field.as_str() {
        "title" => record.title.as_deref().expect("a mention in a title needs one"),
        "text" => record.text.as_deref().expect("the tests ask for the text"),
        other => panic!("a field {other}"),
    };
    let span: String = field.chars().skip(mention.start).take(mention.end - mention.start).collect();
    assert_eq!(span, mention.text);
    assert!(is_score(mention.score), "{}", mention.score);
    assert!(
        ["official", "name", "alias", "acronym", "short", "former", "demonym", "title"]
            .contains(&mention.kind.as_str())
    );
    assert!(["name", "gloss", "partial", "rule"].contains(&mention.via.as_str()));
    assert_eq!(mention.gloss_of.is_some(), mention.via == "gloss");
    assert!(mention.gloss_of.is_none_or(|of| of < at));
    assert!(mention.holder.is_none() || mention.kind_of_entity.as_deref() == Some("office"));
    let is_status = |status: &String| ["former", "acting", "elect"].contains(&status.as_str());
    assert!(mention.status.as_ref().is_none_or(is_status) && mention.conflict.is_none_or(|is_so| is_so));
    let is_office = |at: usize| record.mentions[at].kind_of_entity.as_deref() == Some("office");
    assert!(mention.office.is_none_or(is_office) && (mention.conflict.is_none() || mention.office.is_some()));
    let chosen = [&mention.entity, &mention.kind_of_entity, &mention.name].map(Option::is_some);
    assert!(chosen == [true; 3] || chosen == [false; 3]);
    if let Some(candidates) = &mention.candidates {
        assert!(candidates.len() > 1 && candidates.is_sorted_by(|a, b| a.score >= b.score));
        assert!(candidates.iter().all(|candidate| is_score(candidate.score) && candidate.entity.contains('/')));
        assert!(mention.entity.as_ref().is_none_or(|entity| *entity == candidates[0].entity));
    } else {
        assert!(mention.entity.is_some(), "without candidates there is nothing to be in doubt of");
    }
}

fn check_entities(record: &Record) {
    for entity in &record.entities {
        assert!(!entity.mentions.is_empty() && entity.mentions.is_sorted());
        for &at in &entity.mentions {
            assert_eq!(record.mentions[at].entity.as_ref(), Some(&entity.entity));
            assert_eq!(record.mentions[at].kind_of_entity.as_ref(), Some(&entity.kind));
            assert_eq!(record.mentions[at].name.as_ref(), Some(&entity.name));
        }
        assert!(entity.names.values().all(|name| !name.is_empty()));
    }
    let first: Vec<_> = record.entities.iter().map(|entity| entity.mentions[0]).collect();
    assert!(first.is_sorted(), "entities stand in order of their first mention");
    let meant = record.mentions.iter().filter(|mention| mention.entity.is_some()).count();
    assert_eq!(record.entities.iter().map(|entity| entity.mentions.len()).sum::<usize>(), meant);
}

/// Reads a record as strictly as the format allows.
fn read(line: &str) -> Record {
    let record: Record = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    check_keys(line, &record);
    assert_eq!(record.schema, "newstag/1");
    assert!(record.dictionary.starts_with("xxh3:") && record.dictionary.len() == 37, "{}", record.dictionary);
    assert_eq!(record.length, record.text.as_deref().map_or(0, |text| text.chars().count()));
    for (at, mention) in record.mentions.iter().enumerate() {
        check_mention(mention, at, &record);
    }
    check_entities(&record);
    record
}

fn records(input: &str) -> Vec<Record> {
    let ended = Place::new().tag_stdin("--include-text --input-format jsonl", input).status(0);
    str::from_utf8(&ended.stdout).unwrap().lines().map(read).collect()
}

#[test]
fn a_record_with_everything() {
    let input = r#"{"id": "a1", "title": "Chinese anger", "date": "2019-10-09", "lang": "en", "text": "Geng Shuang (耿爽) spoke. Geng 🙂 on Georgia and the US President, 中国."}"#;
    let [record] = &records(input)[..] else { panic!("one record") };
    assert_eq!((record.id.as_str(), record.source.path.as_str(), record.source.record), ("a1", "-", 1));
    let known = [&record.title, &record.date, &record.lang].map(|value| value.as_deref().unwrap());
    assert_eq!(known, ["Chinese anger", "2019-10-09", "en"]);
    let found: Vec<_> =
        record.mentions.iter().map(|m| (m.text.as_str(), m.via.as_str(), m.entity.as_deref())).collect();
    assert_eq!(
        found,
        [
            ("Chinese", "name", Some("place/china")),
            ("Geng Shuang", "name", Some("person/geng-shuang")),
            ("耿爽", "gloss", Some("person/geng-shuang")),
            ("Geng", "partial", Some("person/geng-shuang")),
            ("Georgia", "name", None),
            ("US President", "name", Some("office/us-president")),
            ("中国", "name", Some("place/china")),
        ]
    );
    assert_eq!(record.mentions[0].kind, "demonym");
    assert_eq!(record.mentions[2].gloss_of, Some(1));
    assert_eq!(record.mentions[4].candidates.as_ref().unwrap().len(), 2);
    assert_eq!(record.mentions[5].holder.as_deref(), Some("person/donald-trump"));
    let names: Vec<_> = record.entities[0].names.iter().map(|(lang, name)| (lang.as_str(), name.as_str())).collect();
    assert_eq!(names, [("en", "China"), ("zh", "中国")]);
}

#[test]
fn a_record_in_another_charset_with_other_fields() {
    let (input, ..) = encoding_rs::GB18030.encode("{\"text\": \"耿爽说中国\", \"a\": [1, 2], \"b\": {\"c\": null}}\n");
    let ended =
        Place::new().tag_stdin("--include-text --select a,b.c,none --charset gb18030", input.into_owned()).status(0);
    let record = read(str::from_utf8(&ended.stdout).unwrap().trim_end());
    assert_eq!((record.charset.as_deref(), record.length), (Some("gb18030"), 5));
    assert_eq!(serde_json::to_string(&record.meta.unwrap()).unwrap(), r#"{"a":[1,2],"b.c":null,"none":null}"#);
}

#[test]
fn a_record_with_nothing() {
    let [record] = &records("{\"text\": \"12345\"}")[..] else { panic!("one record") };
    assert_eq!((&record.title, &record.date, &record.lang), (&None, &None, &None));
    assert!(record.mentions.is_empty() && record.entities.is_empty());
}

#[test]
fn an_office_that_nobody_held_has_a_holder_of_null() {
    let place = Place::new();
    let ended = place.tag_stdin("--date 1990", "The US President").status(0);
    assert_eq!(ended.records()[0]["mentions"][0].get("holder"), Some(&Value::Null), "{ended}");
}

#[test]
fn the_reader_is_strict() {
    let place = Place::new();
    let ended = place.tag_stdin("--include-text", "China").status(0);
    let line = str::from_utf8(&ended.stdout).unwrap().trim_end();
    read(line);
    let changes = [
        ("\"id\":\"-\",", ""),
        ("\"title\":null,", ""),
        ("\"lang\":null,", "\"charset\":\"Big5\",\"lang\":null,"),
        ("\"length\"", "\"meta\":{},\"charset\":\"Big5\",\"length\""),
        ("\"lang\":null,", "\"lang\":null,\"extra\":1,"),
        ("\"title\":null,\"date\":null,", "\"date\":null,\"title\":null,"),
        ("\"kind\":\"name\",\"via\":\"name\"", "\"via\":\"name\",\"kind\":\"name\""),
        ("\"start\":0", "\"start\":1"),
        ("newstag/1", "newstag/2"),
    ];
    for (from, to) in changes {
        let changed = line.replace(from, to);
        assert_ne!(changed, line, "{from}");
        assert!(std::panic::catch_unwind(|| read(&changed)).is_err(), "not noticed: {from} became {to}");
    }
    assert_eq!(json_lines(&format!("{line}\n")).len(), 1);
}
