//! The JSON Schema of the record: what `tag` writes satisfies it, and what is altered does not.

use super::*;
use serde_json::{Value, json};

/// Checks a value against a schema of the keywords that ours is made of; any other one fails the test.
fn faults(value: &Value, schema: &Value, root: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, expected) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let name = expected.as_str().unwrap().trim_start_matches("#/$defs/");
                found.extend(faults(value, &root["$defs"][name], root, at));
            }
            "type" if !has_type(value, expected) => found.push(format!("{at} is not of type {expected}")),
            "const" if value != expected => found.push(format!("{at} is not {expected}")),
            "enum" if !expected.as_array().unwrap().contains(value) => {
                found.push(format!("{at} is none of {expected}"))
            }
            "minimum" if value.is_number() && value.as_f64() < expected.as_f64() => {
                found.push(format!("{at} is below {expected}"))
            }
            "maximum" if value.is_number() && value.as_f64() > expected.as_f64() => {
                found.push(format!("{at} is above {expected}"))
            }
            "pattern" if value.is_string() && !matches(expected, value) => {
                found.push(format!("{at} is not like {expected}"))
            }
            "required" => found.extend(missing(value, expected).map(|key| format!("{at} lacks {key}"))),
            "properties" => {
                let members = expected
                    .as_object()
                    .unwrap()
                    .iter()
                    .filter_map(|(key, schema)| Some((key, value.get(key)?, schema)));
                found.extend(
                    members.flat_map(|(key, value, schema)| faults(value, schema, root, &format!("{at}.{key}"))),
                );
            }
            "additionalProperties" => found.extend(more(value, schema, expected, root, at)),
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                found.extend(items.flat_map(|(n, item)| faults(item, expected, root, &format!("{at}[{n}]"))));
            }
            "type" | "const" | "enum" | "minimum" | "maximum" | "pattern" => {}
            other => panic!("this test does not know the keyword {other}"),
        }
    }
    found
}

fn has_type(value: &Value, expected: &Value) -> bool {
    let is = |name: &str| match name {
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        other => panic!("{other} is no type"),
    };
    match expected {
        Value::String(name) => is(name),
        names => names.as_array().unwrap().iter().any(|name| is(name.as_str().unwrap())),
    }
}

fn matches(pattern: &Value, value: &Value) -> bool {
    regex::Regex::new(pattern.as_str().unwrap()).unwrap().is_match(value.as_str().unwrap())
}

fn missing<'v>(value: &'v Value, keys: &'v Value) -> impl Iterator<Item = &'v str> {
    let keys = keys.as_array().unwrap().iter().map(|key| key.as_str().unwrap());
    keys.filter(|key| value.is_object() && value.get(key).is_none())
}

fn more(value: &Value, schema: &Value, expected: &Value, root: &Value, at: &str) -> Vec<String> {
    let known = |key: &str| schema["properties"].get(key).is_some();
    let others = value.as_object().into_iter().flatten().filter(|(key, _)| !known(key));
    let fault = |(key, value): (&String, &Value)| match expected {
        Value::Bool(true) => Vec::new(),
        Value::Bool(false) => vec![format!("{at} has {key}")],
        schema => faults(value, schema, root, &format!("{at}.{key}")),
    };
    others.flat_map(fault).collect()
}

fn schema() -> Value {
    let printed = Ended::of(Place::new().command("schema")).status(0);
    let kept = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/record.schema.json")).unwrap();
    assert!(printed.stdout == kept, "newstag schema prints docs/record.schema.json");
    serde_json::from_slice(&kept).unwrap()
}

fn check(record: &Value) -> Vec<String> {
    let schema = schema();
    faults(record, &schema, &schema, "record")
}

#[test]
fn all_records_of_the_corpus_satisfy_it() {
    let schema = schema();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for options in ["", "--include-text --overlap all --offsets byte"] {
        let place = Place::new();
        let mut command = place.command(&format!("tag {options}"));
        command.arg(&corpus);
        let records = Ended::of(command).status(0).records();
        assert!(records.len() > 30);
        for record in &records {
            assert_eq!(faults(record, &schema, &schema, "record"), [""; 0]);
        }
    }
    for record in place().text("tagged.jsonl").lines() {
        assert_eq!(check(&serde_json::from_str(record).unwrap()), [""; 0]);
    }
}

#[test]
fn what_is_to_come_satisfies_it() {
    let place = place();
    let mut record: Value = serde_json::from_str(place.text("tagged.jsonl").lines().next().unwrap()).unwrap();
    record["charset"] = json!("Big5");
    record["meta"] = json!({"section": "World"});
    record["mentions"][0]["conflict"] = json!(true);
    record["mentions"][0]["features"] = json!({"prior": 0.1});
    assert_eq!(check(&record), [""; 0]);
}

#[test]
fn altered_records_do_not_satisfy_it() {
    let place = place();
    let record: Value = serde_json::from_str(place.text("tagged.jsonl").lines().next().unwrap()).unwrap();
    assert_eq!(check(&record), [""; 0]);
    for key in record.as_object().unwrap().keys().filter(|key| *key != "text") {
        let mut altered = record.clone();
        altered.as_object_mut().unwrap().remove(key);
        assert_eq!(check(&altered), [format!("record lacks {key}")]);
    }
    for key in ["field", "start", "end", "text", "entity", "type", "name", "kind", "via", "score"] {
        let mut altered = record.clone();
        altered["mentions"][0].as_object_mut().unwrap().remove(key);
        assert_eq!(check(&altered).len(), 1, "{key}");
    }
    for (pointer, value) in [
        ("/schema", json!("newstag/2")),
        ("/id", json!(1)),
        ("/source/record", json!(0)),
        ("/date", json!("9 Oct 2019")),
        ("/length", json!(-1)),
        ("/length", json!(1.5)),
        ("/mentions/0/field", json!("body")),
        ("/mentions/0/start", json!("0")),
        ("/mentions/0/score", json!(1.5)),
        ("/mentions/0/kind", json!("nickname")),
        ("/mentions/0/via", json!("guess")),
        ("/mentions/0/text", json!(null)),
        ("/entities/0/names", json!({"en": 1})),
        ("/entities/0/mentions", json!([-1])),
        ("/entities/0/name", json!(null)),
        ("/dictionary", json!("md5:0")),
    ] {
        let mut altered = record.clone();
        *altered.pointer_mut(pointer).unwrap() = value;
        assert_eq!(check(&altered).len(), 1, "{pointer}: {:?}", check(&altered));
    }
}
