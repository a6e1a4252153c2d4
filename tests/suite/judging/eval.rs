//! The cases of tests/cases/eval, through the real program.

use super::records::{Doc, cases, json_lines, write};
use crate::cli_run::{Ended, Place};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    about: String,
    /// Both sides as records of `newstag tag`, in `gold.jsonl` and `pred.jsonl`.
    #[serde(default)]
    gold: Vec<Doc>,
    #[serde(default)]
    pred: Vec<Doc>,
    /// Further files, and where gold is, if it is one of them.
    #[serde(default)]
    files: BTreeMap<String, String>,
    gold_path: Option<String>,
    #[serde(default)]
    args: String,
    #[serde(default)]
    status: i32,
    /// `scheme correct incorrect partial missed spurious`, counted by hand.
    scores: Vec<String>,
    /// `class wrong missed spurious`: all there are.
    errors: Option<Vec<String>>,
    /// `name gold found predicted right`: all there are.
    types: Option<Vec<String>>,
    entities: Option<Vec<String>>,
    /// Parts of standard error.
    #[serde(default)]
    says: Vec<String>,
}

impl Case {
    fn run(&self) -> Ended {
        let place = Place::new();
        place.file("gold.jsonl", json_lines(&self.gold));
        place.file("pred.jsonl", json_lines(&self.pred));
        write(&place, &self.files);
        let gold = self.gold_path.as_deref().unwrap_or("gold.jsonl");
        Ended::of(place.command(&format!("eval --gold {gold} --pred pred.jsonl --json {}", self.args)))
    }
}

/// The values of an object's fields as words.
fn words(object: &Value, fields: &[&str]) -> String {
    let word = |field: &&str| match &object[*field] {
        Value::String(text) => text.clone(),
        Value::Null => "-".to_owned(),
        other => other.to_string(),
    };
    fields.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn lines(list: &Value, fields: &[&str]) -> Vec<String> {
    list.as_array().unwrap().iter().map(|object| words(object, fields)).collect()
}

#[test]
fn every_case_holds() {
    let all = cases::<Case>("eval");
    assert!(all.len() > 20, "{} cases are not all of them", all.len());
    for (file, case) in all {
        let about = format!("{file}: {} ({})", case.name, case.about);
        let ended = case.run().status(case.status);
        let records = ended.records();
        let record = &records[0];
        let says_all = case.says.iter().all(|part| ended.stderr.contains(part.as_str()));
        assert!(says_all, "{about}: expected on standard error: {:?}\n{ended}", case.says);
        for want in &case.scores {
            let scheme = want.split(' ').next().unwrap();
            let fields = ["correct", "incorrect", "partial", "missed", "spurious"];
            assert_eq!(&format!("{scheme} {}", words(&record["scores"][scheme], &fields)), want, "{about}\n{ended}");
        }
        let lists = [("types", &case.types), ("entities", &case.entities), ("errors", &case.errors)];
        for (list, want) in lists.into_iter().filter_map(|(list, want)| Some((list, want.as_ref()?))) {
            let of_errors: &[&str] = &["class", "wrong", "missed", "spurious"];
            let of_groups: &[&str] = &["name", "gold", "found", "predicted", "right"];
            let got = lines(&record[list], if list == "errors" { of_errors } else { of_groups });
            assert_eq!(&got, want, "{about}: {list}\n{ended}");
        }
    }
}

#[test]
fn the_tables_say_what_the_json_says() {
    let place = Place::new();
    place.file(
        "gold/a.gold",
        "[China](place/china) and [New York](place/new-york), [New York Times](organization/new-york-times).",
    );
    place.file("in/a.txt", "China and New York, New York Times.");
    place.tag("in -o pred.jsonl").status(0);
    let dictionary = r#"{"id": "place/china", "type": "place", "names": ["China"], "refs": {"wikidata": "Q148"}}"#;
    place.file("refs.jsonl", dictionary);
    let ended = Ended::of(place.command("eval --gold gold --pred pred.jsonl -d dict.jsonl --reliability")).status(0);
    let table = String::from_utf8(ended.stdout.clone()).unwrap();
    assert!(table.contains("\nstrict         100.00   100.00   100.00         3"), "{ended}");
    assert!(table.contains("\n   100.00   100.00   100.00        2        2          2        2  place\n"), "{ended}");
    assert!(
        table.contains("\nexpected calibration error  0.0") && table.ends_with("\nerrors               0\n"),
        "{ended}"
    );
    place.file("gold/a.gold", "[China](Q148) and [New York](Q60), [New York Times](Q9684).");
    let ended = Ended::of(place.command("eval --gold gold --pred pred.jsonl -d refs.jsonl --refs wikidata --top 2"));
    let table = String::from_utf8(ended.status(0).stdout).unwrap();
    assert!(table.contains("\nstrict          33.33    33.33    33.33         1"), "{table}");
    assert!(table.contains("1        1  Q148\n") && table.contains("… and 3 more; --top N shows more"), "{table}");
    assert!(table.contains("\n  gold/a.gold 10..18: China and [New York], New York Times.\n      gold Q60; predicted place/new-york (place), score 0."), "{table}");
}

#[test]
fn the_shipped_corpus_is_read_and_its_texts_are_those_of_the_articles() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = Place::new();
    let call = |arguments: &str, option: Option<&str>, path: &str| {
        let mut command = place.command(arguments);
        command.args(option).arg(root.join(path));
        Ended::of(command).status(0)
    };
    call("tag -o pred.jsonl", None, "corpus");
    let scores =
        call("eval --pred pred.jsonl --undecided count --json", Some("--gold"), "corpus/gold").records().remove(0);
    assert_eq!(scores["documents"], 36);
    assert_eq!(scores["scores"]["strict"]["gold"], 1234);
    assert!(scores["scores"]["strict"]["f1"].as_f64().unwrap() > 0.95, "{scores}");
    call("eval --write-texts texts.jsonl", Some("--gold"), "corpus/gold").says("36 documents\n");
    let texts = crate::cli_run::json_lines(&place.text("texts.jsonl"));
    let article = std::fs::read_to_string(root.join("corpus/2012-10-12-mo-yan.txt")).unwrap();
    assert!(texts.iter().any(|text| text["text"] == article.as_str()));
}
