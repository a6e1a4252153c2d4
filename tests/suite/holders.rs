//! Who holds the offices of the dictionaries that ship.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The lines of all files of `dictionaries/`.
fn shipped() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
    let paths = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path());
    let files = paths.filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    let texts =
        files.map(|path| fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
    texts
        .flat_map(|text| text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect::<Vec<_>>())
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
fn holders_are_persons_that_ship_and_their_time_ends_after_it_begins() {
    let shipped = shipped();
    let known: BTreeSet<&str> = shipped.iter().map(id).collect();
    for entity in &shipped {
        for holder in entity["holders"].as_array().into_iter().flatten() {
            let person = holder["entity"].as_str().expect("a holder is an id");
            assert!(person.starts_with("person/") && known.contains(person), "{}: {person} does not ship", id(entity));
            let from = holder["from"].as_str().expect("a shipped holder has a first day");
            let until = holder["until"].as_str().unwrap_or("9999");
            assert!(!is_before(until, from), "{}: {person} from {from} until {until}", id(entity));
        }
    }
}
