//! The cases of tests/cases/diff, through the real program.

use super::records::{Doc, cases, json_lines};
use crate::cli_run::{Ended, Place};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    about: String,
    before: Vec<Doc>,
    after: Vec<Doc>,
    #[serde(default)]
    args: String,
    status: i32,
    /// `change entity_before entity_after before after count form count …`: all there are.
    changes: Vec<String>,
    /// `field value` of the record.
    #[serde(default)]
    counts: Vec<String>,
    #[serde(default)]
    says: Vec<String>,
}

fn line(change: &Value) -> String {
    let word = |key: &str| change[key].as_str().unwrap_or("-").to_owned();
    let mut words: Vec<String> = ["change", "entity_before", "entity_after", "before", "after"].map(word).to_vec();
    words.push(change["count"].to_string());
    for form in change["forms"].as_array().unwrap() {
        words.extend([form["text"].as_str().unwrap().to_owned(), form["count"].to_string()]);
    }
    words.join(" ")
}

#[test]
fn every_case_holds() {
    let all = cases::<Case>("diff");
    assert!(all.len() >= 8, "{} cases are not all of them", all.len());
    for (file, case) in all {
        let about = format!("{file}: {} ({})", case.name, case.about);
        let place = Place::new();
        place.file("a.jsonl", json_lines(&case.before));
        place.file("b.jsonl", json_lines(&case.after));
        let ended = Ended::of(place.command(&format!("diff a.jsonl b.jsonl --json {}", case.args))).status(case.status);
        let says_all = case.says.iter().all(|part| ended.stderr.contains(part.as_str()));
        assert!(says_all, "{about}: expected on standard error: {:?}\n{ended}", case.says);
        if case.status == 2 {
            assert!(ended.stdout.is_empty(), "{about}\n{ended}");
            continue;
        }
        let record = ended.records().remove(0);
        let changes: Vec<String> = record["changes"].as_array().unwrap().iter().map(line).collect();
        assert_eq!(changes, case.changes, "{about}\n{ended}");
        for want in &case.counts {
            let (field, count) = want.split_once(' ').unwrap();
            assert_eq!(record[field].to_string(), count, "{about}: {field}\n{ended}");
        }
    }
}

#[test]
fn changes_are_shown_in_their_context() {
    let place = Place::new();
    place.file(
        "in.jsonl",
        "{\"id\": \"a\", \"text\": \"Chinese goods in\\nGeorgia and Georgia\"}\n{\"id\": \"b\", \"text\": \"China\"}\n",
    );
    let less: String = crate::cli_run::DICTIONARY
        .lines()
        .filter(|line| !line.contains("place/georgia"))
        .collect::<Vec<_>>()
        .join("\n");
    place.file("less.jsonl", less.replace(r#", {"text": "Chinese", "lang": "en", "kind": "demonym"}"#, ""));
    place.tag("in.jsonl -o all.jsonl --include-text").status(0);
    Ended::of(place.command("tag in.jsonl -d less.jsonl -o less.out.jsonl")).status(0);
    let ended = Ended::of(place.command("diff all.jsonl less.out.jsonl")).status(1);
    let shown = String::from_utf8(ended.stdout.clone()).unwrap();
    assert!(
        shown.starts_with("documents          2, 1 with changes\nmentions           1 the same\ndictionary xxh3:"),
        "{ended}"
    );
    let removed =
        "\nremoved: 3\n      2  nobody: \"Georgia\" 2\n           a: Chinese goods in [Georgia] and Georgia (0.";
    assert!(shown.contains(removed), "{ended}");
    assert!(
        shown.contains(
            "\n      1  place/china: \"Chinese\" 1\n           a: [Chinese] goods in Georgia and Georgia (0."
        ),
        "{ended}"
    );
    let ended = Ended::of(place.command("diff all.jsonl all.jsonl")).status(0);
    assert_eq!(
        String::from_utf8(ended.stdout).unwrap(),
        "documents          2, 0 with changes\nmentions           4 the same\n"
    );
    let mut from_stdin = place.command("diff - all.jsonl");
    from_stdin.write_stdin(place.text("all.jsonl"));
    Ended::of(from_stdin).status(0);
}
