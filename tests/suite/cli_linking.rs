//! Who is meant, as the command line tells it: reasons, doubt, offices, what is learned from a tagged corpus.

use crate::cli_run::{Ended, Place};
use serde_json::{Value, json};

const OFFICE: &str = r#"{"id": "office/commerce", "type": "office", "names": ["Commerce Secretary", "商务部长"], "holders": [
    {"entity": "person/penny-pritzker", "from": "2013-06-26", "until": "2017-01-20"}, {"entity": "person/wilbur-ross", "from": "2017-02-28", "until": "2021-01-20"}]}"#;
const PERSONS: &str = r#"{"id": "person/wilbur-ross", "type": "person", "names": ["Wilbur Ross", "罗斯"]}
{"id": "person/penny-pritzker", "type": "person", "names": ["Penny Pritzker"]}"#;

/// The mentions of a text of a day, with the dictionary of an office and two persons.
fn mentions(place: &Place, date: &str, text: &str) -> Vec<Value> {
    place.file("d.jsonl", format!("{}\n{PERSONS}\n", OFFICE.replace('\n', " ")));
    let ended = place.tag_stdin(&format!("-d d.jsonl --date {date}"), text).status(0);
    ended.records()[0]["mentions"].as_array().unwrap().clone()
}

fn keys(mention: &Value, keys: [&str; 4]) -> Value {
    json!(keys.map(|key| mention[key].clone()))
}

#[test]
fn a_person_is_named_with_an_office() {
    let place = Place::new();
    for text in ["Commerce Secretary Wilbur Ross said", "商务部长罗斯说"] {
        let found = mentions(&place, "2019-10-09", text);
        assert_eq!(
            keys(&found[0], ["entity", "holder", "status", "conflict"]),
            json!(["office/commerce", "person/wilbur-ross", null, null])
        );
        assert_eq!(
            keys(&found[1], ["entity", "office", "conflict", "status"]),
            json!(["person/wilbur-ross", 0, null, null])
        );
    }
    let found = mentions(&place, "2019-10-09", "Wilbur Ross, the Commerce Secretary, and Penny Pritzker");
    assert_eq!(json!([found[0]["office"], found[2]["office"]]), json!([1, null]));
}

#[test]
fn an_office_that_somebody_else_held_is_a_conflict() {
    let place = Place::new();
    let second =
        |date: &str, text: &str| keys(&mentions(&place, date, text)[1], ["entity", "office", "conflict", "status"]);
    assert_eq!(
        second("2019-10-09", "Commerce Secretary Penny Pritzker"),
        json!(["person/penny-pritzker", 0, true, null])
    );
    assert_eq!(
        second("2015-10-09", "Commerce Secretary Penny Pritzker"),
        json!(["person/penny-pritzker", 0, null, null])
    );
    assert_eq!(
        second("2005-10-09", "Commerce Secretary Penny Pritzker")[2],
        json!(null),
        "nobody is listed for that day"
    );
}

#[test]
fn former_acting_and_coming_holders_are_understood() {
    let place = Place::new();
    let both = |date: &str, text: &str| {
        let found = mentions(&place, date, text);
        json!([found[0]["status"], found[0]["holder"], found[1]["conflict"]])
    };
    assert_eq!(both("2019-10-09", "former Commerce Secretary Penny Pritzker"), json!(["former", null, null]));
    assert_eq!(both("2019-10-09", "前商务部长罗斯"), json!(["former", null, true]), "he holds it");
    assert_eq!(
        both("2019-10-09", "acting Commerce Secretary Penny Pritzker"),
        json!(["acting", "person/wilbur-ross", null])
    );
    assert_eq!(both("2017-01-25", "Commerce Secretary-designate Wilbur Ross")[0], json!("elect"));
}

#[test]
fn reasons_add_up_to_the_score() {
    let place = Place::new();
    place.file("d.jsonl", "{\"id\": \"a\", \"type\": \"place\", \"names\": [\"Paris\"], \"prior\": 0.9}\n{\"id\": \"b\", \"type\": \"person\", \"names\": [\"Paris\"]}\n");
    let ended = place.tag_stdin("-d d.jsonl --explain", "He went to Paris.").status(0);
    let record = &ended.records()[0];
    let candidates = record["mentions"][0]["candidates"].as_array().unwrap();
    let odds: Vec<f64> = candidates.iter().map(|candidate| shares(candidate).exp()).collect();
    let total = 1.0 + odds.iter().sum::<f64>();
    for (candidate, odds) in candidates.iter().zip(&odds) {
        assert!((candidate["score"].as_f64().unwrap() - odds / total).abs() < 0.003, "{ended}");
    }
    assert!(candidates[0]["features"]["prior"]["share"].as_f64().unwrap() > 0.0, "{ended}");
    let plain = place.tag_stdin("-d d.jsonl", "He went to Paris.");
    assert_eq!(plain.records()[0]["mentions"][0]["score"], record["mentions"][0]["score"]);
    assert!(plain.records()[0]["mentions"][0]["candidates"][0]["features"].is_null(), "{plain}");
}

fn shares(candidate: &Value) -> f64 {
    candidate["features"].as_object().unwrap().values().map(|feature| feature["share"].as_f64().unwrap()).sum()
}

#[test]
fn below_the_least_score_nobody_is_meant() {
    let place = Place::new();
    place.file("d.jsonl", "{\"id\": \"a\", \"type\": \"person\", \"names\": [\"Wilbur Ross\"], \"prior\": 0.05}\n");
    let entity = |options: &str| {
        let ended = place.tag_stdin(&format!("-d d.jsonl {options}"), "Wilbur Ross").status(0);
        let mention = &ended.records()[0]["mentions"][0];
        json!([mention["entity"], mention["candidates"][0]["entity"]])
    };
    assert_eq!(entity(""), json!(["a", null]));
    assert_eq!(entity("--min-score 0.99"), json!([null, "a"]));
    place.tag_stdin("--min-score 1.5", "").status(2).says("expected a number from 0 to 1");
}

#[test]
fn who_stands_together_is_learned() {
    let place = Place::new();
    let names = [
        "{\"id\": \"planet\", \"type\": \"place\", \"names\": [\"Mars\", \"planet Mars\"]}",
        "{\"id\": \"bar\", \"type\": \"product\", \"names\": [\"Mars\", \"Mars bar\"]}",
        "{\"id\": \"nasa\", \"type\": \"organization\", \"names\": [\"NASA\"]}",
        "{\"id\": \"nestle\", \"type\": \"organization\", \"names\": [\"Nestle\"]}",
    ];
    place.file("d.jsonl", names.join("\n"));
    place.file("in.jsonl", "{\"text\": \"NASA flies to the planet Mars.\"}\n{\"text\": \"Nestle sells no Mars bar.\"}\n{\"text\": \"Nothing.\"}\n".repeat(3));
    place.tag("in.jsonl -d d.jsonl -o tagged.jsonl").status(0);
    let learned = Ended::of(place.command("learn tagged.jsonl")).status(0);
    let lines = learned.records();
    assert_eq!(lines[0], json!({"documents": 9}), "{learned}");
    assert!(lines.contains(&json!({"pair": ["nasa", "planet"], "documents": 3})), "{learned}");
    place.file("together.jsonl", &learned.stdout);
    let mars = |options: &str| {
        place.tag_stdin(&format!("-d d.jsonl {options}"), "Mars, said NASA.").records()[0]["mentions"][0]["entity"]
            .clone()
    };
    assert_eq!([mars(""), mars("--co-mentions together.jsonl")], [json!(null), json!("planet")]);
}

#[test]
fn statistics_that_are_none_are_refused() {
    let place = Place::new();
    place.file("together.jsonl", "{\"documents\": 9}\n{\"entity\": \"nasa\"}\n");
    place.tag_stdin("--co-mentions together.jsonl", "").status(2).says("together.jsonl:2: not a line of co-mentions");
    place.tag_stdin("--co-mentions none.jsonl", "").status(2).says("none.jsonl: cannot read it");
}
