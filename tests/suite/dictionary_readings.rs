//! What the dictionaries that ship read in single sentences, through the real program: `tests/cases/readings`.

use regex::Regex;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Readings {
    case: Vec<Case>,
}

/// Sentences that show one reason, mentions marked as `[surface](entity)`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    why: String,
    text: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/readings");
    let paths = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path());
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let parsed =
        |path: &Path| toml::from_str::<Readings>(&read(path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    paths.flat_map(|path| parsed(&path).case).collect()
}

fn plain(marked: &str) -> String {
    let markup = Regex::new(r"\[([^\[\]]+)\]\([^() ]+\)").expect("the pattern is fixed");
    markup.replace_all(marked, "$1").into_owned()
}

/// A record's text with the linked mentions marked.
fn marked(record: &Value) -> String {
    let text: Vec<char> = record["text"].as_str().expect("a text").chars().collect();
    let number =
        |mention: &Value, key: &str| usize::try_from(mention[key].as_u64().expect("a number")).expect("it fits");
    let (mut out, mut from) = (String::new(), 0);
    for mention in record["mentions"].as_array().expect("a list").iter().filter(|mention| !mention["entity"].is_null())
    {
        let (start, end) = (number(mention, "start"), number(mention, "end"));
        out.extend(&text[from..start]);
        out +=
            &format!("[{}]({})", mention["text"].as_str().expect("a text"), mention["entity"].as_str().expect("an id"));
        from = end;
    }
    out.extend(&text[from..]);
    out
}

/// The records of texts, each a document of its own, in their order.
fn tagged(texts: &[&String]) -> Vec<Value> {
    let documents: String = texts.iter().map(|text| json!({"text": plain(text)}).to_string() + "\n").collect();
    let output = assert_cmd::Command::cargo_bin("newstag")
        .expect("the program is built")
        .args(["tag", "--input-format", "jsonl", "--include-text", "-"])
        .write_stdin(documents)
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let records = String::from_utf8(output.stdout).expect("UTF-8");
    records.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn sentences_are_read_as_marked() {
    let cases = cases();
    let sentences: Vec<(&str, &String)> =
        cases.iter().flat_map(|case| case.text.iter().map(|text| (case.why.as_str(), text))).collect();
    let records = tagged(&sentences.iter().map(|(_, text)| *text).collect::<Vec<_>>());
    assert_eq!(records.len(), sentences.len());
    let wrong: Vec<String> = sentences
        .iter()
        .zip(&records)
        .filter(|((_, wanted), record)| marked(record) != **wanted)
        .map(|((why, wanted), record)| format!("{why}\n  wanted {wanted}\n  found  {}", marked(record)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
