//! The dictionaries that ship, as their README describes them.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The lines of each file of `dictionaries/`, by the file's name.
fn shipped() -> BTreeMap<String, Vec<Value>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
    let paths = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let lines = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
            (path.file_name().expect("a name").to_string_lossy().into_owned(), lines)
        })
        .collect()
}

fn id(entity: &Value) -> &str {
    entity["id"].as_str().expect("an id is a text")
}

/// A date as a range can be compared with it: by the part that both have.
fn is_before(one: &str, other: &str) -> bool {
    let shared = one.len().min(other.len());
    one[..shared] < other[..shared]
}

#[test]
fn lines_are_in_the_order_of_their_ids_and_no_id_stands_twice_in_a_file() {
    for (file, lines) in shipped() {
        for pair in lines.windows(2) {
            assert!(id(&pair[0]) < id(&pair[1]), "{file}: {} stands before {}", id(&pair[0]), id(&pair[1]));
        }
    }
}

#[test]
fn ids_begin_with_the_type_and_every_line_says_its_source() {
    for (file, lines) in shipped() {
        for entity in &lines {
            let kind = entity["type"].as_str().expect("a type is a text");
            assert!(id(entity).starts_with(&format!("{kind}/")), "{file}: {} is of the type {kind}", id(entity));
            assert!(entity["source"].is_string(), "{file}: {} says no source", id(entity));
        }
    }
}

#[test]
fn holders_are_persons_that_ship_and_their_time_ends_after_it_begins() {
    let shipped = shipped();
    let known: BTreeSet<&str> = shipped.values().flatten().map(id).collect();
    for entity in shipped.values().flatten() {
        for holder in entity["holders"].as_array().into_iter().flatten() {
            let person = holder["entity"].as_str().expect("a holder is an id");
            assert!(person.starts_with("person/") && known.contains(person), "{}: {person} does not ship", id(entity));
            let from = holder["from"].as_str().expect("a shipped holder has a first day");
            let until = holder["until"].as_str().unwrap_or("9999");
            assert!(!is_before(until, from), "{}: {person} from {from} until {until}", id(entity));
        }
    }
}
