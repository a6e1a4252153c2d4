//! What is read of pages, archives and agencies' files, by the cases of tests/cases/input/.
//!
//! ```toml
//! [[case]]
//! about = "a page in Big5"
//! file = "page.html"                             # the name that the input has
//! input = '''<title>…</title>'''
//! charset = "big5"                               # what the input is written in; without it, UTF-8
//! arguments = "--date 2019-10-09"                # beside the file's name
//! records = [{ title = "…", text = "…" }]        # what each record says, as far as it is told here
//! told = ["page.html record 2: …"]               # pieces of what is told on standard error
//! ```
//!
//! An empty string in a record also stands for `null` or a key that is not there. Where a record carries its text, each mention must stand in it where it says.

use crate::cli_run::Place;
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    about: String,
    file: String,
    input: String,
    charset: Option<String>,
    #[serde(default)]
    arguments: String,
    #[serde(default)]
    records: Vec<toml::Table>,
    #[serde(default)]
    told: Vec<String>,
}

fn bytes(case: &Case) -> Vec<u8> {
    let Some(label) = &case.charset else { return case.input.clone().into_bytes() };
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a charset");
    let (bytes, _, lost) = encoding.encode(&case.input);
    assert!(!lost, "{}: {label} cannot say all of it", case.about);
    bytes.into_owned()
}

fn check(name: &str, case: &Case) {
    let about = format!("{name}: {}", case.about);
    let place = Place::new();
    place.file(&case.file, bytes(case));
    let ended = place.tag(&format!("{} {}", case.file, case.arguments));
    let ended = ended.status(i32::from(!case.told.is_empty()));
    let ended = case.told.iter().fold(ended, |ended, piece| ended.says(piece));
    let records = ended.records();
    assert_eq!(records.len(), case.records.len(), "{about}\n{ended}");
    for (record, expected) in records.iter().zip(&case.records) {
        for (key, value) in expected {
            let value = serde_json::to_value(value).unwrap();
            let is = if value == "" { record[key].is_null() || record[key] == "" } else { record[key] == value };
            assert!(is, "{about}: {key} is {} and should be {value}\n{ended}", record[key]);
        }
        mentions_stand_where_they_say(record, &about);
    }
}

/// The text of each mention stands at its place in the text that the record carries.
fn mentions_stand_where_they_say(record: &serde_json::Value, about: &str) {
    let Some(text) = record["text"].as_str() else { return };
    let characters: Vec<char> = text.chars().collect();
    for mention in record["mentions"].as_array().unwrap().iter().filter(|mention| mention["field"] == "text") {
        let place = |key: &str| usize::try_from(mention[key].as_u64().unwrap()).unwrap();
        let span: String = characters[place("start")..place("end")].iter().collect();
        assert_eq!(mention["text"], span, "{about}: {mention}");
    }
}

#[test]
fn every_case_is_read_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/input");
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let cases: Cases =
            toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
        for case in &cases.case {
            check(&name, case);
            read += 1;
        }
    }
    assert!(read > 20, "{read} cases are too few: are they all there?");
}
