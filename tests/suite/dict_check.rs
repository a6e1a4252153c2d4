//! `newstag dict check` as a user has it: the choice of rules, exit statuses, a corpus, what docs/dictionary-check.md says.

use newstag::check::{Rule, corpus};
use std::fs;
use std::path::Path;

struct Outcome {
    status: Option<i32>,
    out: String,
    err: String,
}

/// Calls `newstag dict check` in a folder.
fn check(folder: &Path, arguments: &[&str]) -> Outcome {
    let mut command = assert_cmd::Command::cargo_bin("newstag").unwrap();
    let output = command.current_dir(folder).env_remove("NEWSTAG_THREADS").args(["dict", "check"]).args(arguments);
    let output = output.output().unwrap();
    Outcome {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

const PAGE: &str = include_str!("../../docs/dictionary-check.md");

/// The fenced blocks of docs/dictionary-check.md.
fn blocks() -> Vec<&'static str> {
    PAGE.split("```").skip(1).step_by(2).map(|block| block.split_once('\n').unwrap().1).collect()
}

/// A folder with the dictionary and the corpus of the page.
fn example() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("places.jsonl"), blocks()[0]).unwrap();
    fs::write(folder.path().join("news.jsonl"), blocks()[2]).unwrap();
    folder
}

#[test]
fn the_examples_of_the_page_are_true() {
    let folder = example();
    let checked = check(folder.path(), &["places.jsonl"]);
    assert_eq!((checked.out.as_str(), checked.err.as_str()), (blocks()[1], ""));
    let options = ["places.jsonl", "--corpus", "news.jsonl", "--only", "seen-as-word,ambiguous-mention,never-seen"];
    let surveyed = check(folder.path(), &options);
    assert_eq!((surveyed.out.as_str(), surveyed.status), (blocks()[3], Some(0)));
    let summary = "newstag: 2 documents, 0 skipped, 3 mentions, 1 entities, ";
    assert!(surveyed.err.starts_with(summary), "{}", surveyed.err);
}

#[test]
fn every_rule_stands_on_the_page_and_in_the_list() {
    let listed = check(Path::new("."), &["--rules"]);
    let of_dictionary = Rule::ALL.iter().map(|rule| (rule.name, rule.about));
    let rules: Vec<_> = of_dictionary.chain(corpus::Rule::ALL.iter().map(|rule| (rule.name, rule.about))).collect();
    assert_eq!(listed.out.lines().count(), rules.len());
    for ((name, about), line) in rules.into_iter().zip(listed.out.lines()) {
        assert!(line.starts_with(name) && line.ends_with(about), "{line}");
        assert!(PAGE.contains(&format!("\n| `{name}` |")), "{name} has no row on the page");
    }
}

#[test]
fn what_is_denied_fails() {
    let folder = example();
    for (options, status) in [
        (&["places.jsonl"][..], 0),
        (&["places.jsonl", "--deny", "warnings"], 1),
        (&["places.jsonl", "--deny", "warnings", "--ignore", "shared-form,common-word"], 0),
        (&["places.jsonl", "--deny", "notes", "--only", "common-word"], 1),
        (&["places.jsonl", "--deny", "notes", "--only", "blank-line"], 0),
        (&["places.jsonl", "--only", "no-such-rule"], 2),
        (&["places.jsonl", "missing.jsonl"], 2),
        (&["places.jsonl", "--corpus", "missing.jsonl"], 2),
    ] {
        let checked = check(folder.path(), options);
        assert_eq!(checked.status, Some(status), "{options:?}\n{}\n{}", checked.out, checked.err);
    }
}

#[test]
fn a_corpus_is_told_as_json_too_and_bad_records_on_standard_error() {
    let folder = example();
    let path = folder.path().join("news.jsonl");
    fs::write(&path, format!("{}no record\n", blocks()[2])).unwrap();
    let options = ["places.jsonl", "--json", "--only", "ambiguous-mention", "--corpus", "news.jsonl"];
    let checked = check(folder.path(), &options);
    let records: Vec<serde_json::Value> = checked.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let example = serde_json::json!({
        "document": "n1", "before": "Voters in ", "text": "Georgia", "after": " go to the polls on Sunday.",
    });
    assert_eq!((&records[0]["count"], &records[0]["examples"]), (&1.into(), &serde_json::json!([example])));
    let counts = serde_json::json!({"errors": 0, "warnings": 1, "notes": 0, "rules": {"ambiguous-mention": 1}});
    assert_eq!(records[1], counts);
    assert!(checked.err.starts_with("newstag: news.jsonl record 3: "), "{}", checked.err);
    assert!(checked.err.contains("\nnewstag: 2 documents, 1 skipped, "), "{}", checked.err);
}

/// Compiled files have no lines: a finding names the entity.
#[test]
fn a_compiled_file_is_checked_like_its_sources() {
    let folder = example();
    let mut build = assert_cmd::Command::cargo_bin("newstag").unwrap();
    build.current_dir(folder.path()).args(["dict", "build", "places.jsonl", "-o", "places.dict"]).assert().success();
    let without_lines = |text: &str| text.replace("places.jsonl:1: ", "").replace("places.jsonl:3: ", "");
    assert_eq!(check(folder.path(), &["places.dict"]).out, without_lines(blocks()[1]));
}
