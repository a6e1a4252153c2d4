//! The quarantine: what it holds of each format, that nothing is lost between it and the output, and what tagging it again gives.

mod inputs;
mod mending;

use crate::cli_run::{Ended, Place, json_lines};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use inputs::{BAD, GOOD, Input};
use proptest::prelude::*;
use serde_json::Value;

/// The bytes of a bad record.
pub(super) fn bytes(line: &Value) -> Vec<u8> {
    match (line["record"].as_str(), line["record_base64"].as_str()) {
        (Some(text), None) => text.as_bytes().to_vec(),
        (None, Some(text)) => STANDARD.decode(text).unwrap(),
        _ => panic!("one of the two is there: {line}"),
    }
}

/// A quarantine with something replaced in each record.
pub(super) fn mended(lines: &[Value], from: &[u8], to: &[u8]) -> String {
    let mend = |line: &Value| {
        let mut line = line.clone();
        let bytes = bytes(&line);
        let at = memchr::memmem::find(&bytes, from).unwrap_or_else(|| panic!("nothing to mend in {line}"));
        let whole = [&bytes[..at], to, &bytes[at + from.len()..]].concat();
        let object = line.as_object_mut().unwrap();
        object.remove("record_base64");
        object.insert("record".to_owned(), String::from_utf8(whole).unwrap().into());
        format!("{line}\n")
    };
    lines.iter().map(mend).collect()
}

fn tag(place: &Place, arguments: &str) -> Ended {
    place.tag(&format!("{arguments} --max-mentions 3 --include-text --select by,meta.by,other"))
}

/// The lines of the output whose records are these.
fn of_records(ended: &Ended, records: &[(String, u64)]) -> String {
    let lines = str::from_utf8(&ended.stdout).unwrap().lines();
    let is_one = |line: &&str| {
        let source = &serde_json::from_str::<Value>(line).unwrap()["source"];
        records.iter().any(|(path, number)| source["path"] == **path && source["record"] == *number)
    };
    lines.filter(is_one).map(|line| format!("{line}\n")).collect()
}

fn check(input: &Input, documents: &[bool]) {
    let place = Place::new();
    std::fs::create_dir(place.path("in")).unwrap();
    input.files.iter().for_each(|(name, bytes)| place.file(name, bytes));
    let bad = documents.iter().filter(|is_good| !**is_good).count() * input.records.len() / documents.len().max(1);
    let ended = tag(&place, "in --quarantine bad.jsonl").status(i32::from(bad > 0));

    // Read is written and skipped.
    let (read, format) = (input.records.len(), input.format);
    let lines = json_lines(&place.text("bad.jsonl"));
    assert_eq!((ended.records().len(), lines.len()), (read - bad, bad), "{format}\n{ended}");
    let counts = format!("newstag: {} documents, {bad} skipped, {} mentions, ", read - bad, 3 * (read - bad));
    assert!(ended.summary().starts_with(&counts), "{format}\n{ended}");

    // Where each bad record stands, and what it is.
    let is_bad = |(at, _): &(usize, &(String, u64))| !documents[at % documents.len()];
    let expected: Vec<_> = input.records.iter().enumerate().filter(is_bad).map(|(_, record)| record.clone()).collect();
    let place_of = |line: &Value| {
        (line["source"]["path"].as_str().unwrap().to_owned(), line["source"]["record"].as_u64().unwrap())
    };
    assert_eq!(lines.iter().map(place_of).collect::<Vec<_>>(), expected, "{format}");
    for line in &lines {
        let record = bytes(line);
        assert_eq!(line["reason"], "it has more than 3 mentions, and that is the limit (--max-mentions sets it)");
        assert!(memchr::memmem::find(&record, BAD.as_bytes()).is_some(), "{format}: {line}");
        let offset = usize::try_from(line["source"]["offset"].as_u64().unwrap()).unwrap();
        if let Some((_, stream)) = input.streams.iter().find(|(path, _)| *path == place_of(line).0) {
            assert_eq!(stream[offset..].get(..record.len()), Some(&*record), "{format}: {line}");
        }
    }

    // Tagged again as it is, it is bad again.
    let again = tag(&place, "bad.jsonl --quarantine again.jsonl").status(i32::from(bad > 0));
    assert!(again.stdout.is_empty(), "{format}\n{again}");
    let forms = |text: String| text.replace("\"form\":\"parquet\"", "\"form\":\"json\"");
    assert_eq!(place.text("again.jsonl"), forms(place.text("bad.jsonl")), "{format}");

    // Mended, it gives what was missing.
    place.file("mended.jsonl", mended(&lines, BAD.as_bytes(), GOOD.as_bytes()));
    let missing = tag(&place, "mended.jsonl").status(0);
    let all_good = vec![true; documents.len()];
    let whole = inputs::all(&all_good).into_iter().find(|other| other.format == format).unwrap();
    whole.files.iter().for_each(|(name, bytes)| place.file(name, bytes));
    let whole = tag(&place, "in").status(0);
    assert_eq!(str::from_utf8(&missing.stdout).unwrap(), of_records(&whole, &expected), "{format}\n{missing}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_between_output_and_quarantine(documents in proptest::collection::vec(any::<bool>(), 0..9)) {
        for input in inputs::all(&documents) {
            check(&input, &documents);
        }
    }
}
