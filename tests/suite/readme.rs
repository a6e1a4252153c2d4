//! What README.md shows is what the program does.

use serde_json::Value;
use std::fs;
use std::path::Path;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md is there")
}

/// The text between two marks.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let from = text.find(start).unwrap_or_else(|| panic!("README.md has no {start:?}")) + start.len();
    let len = text[from..].find(end).unwrap_or_else(|| panic!("README.md has no {end:?} behind {start:?}"));
    &text[from..from + len]
}

#[test]
fn the_example_is_what_the_program_writes() {
    let readme = readme();
    let input = between(&readme, "echo '", "' | newstag tag\n");
    let shown = between(&readme, "without its list of entities:\n\n", ", …}\n");
    let shown: Value = serde_json::from_str(&format!("{shown}}}")).expect("the record shown is JSON");

    let output = assert_cmd::Command::cargo_bin("newstag").unwrap().arg("tag").write_stdin(input).output().unwrap();
    let mut written: Value = serde_json::from_slice(&output.stdout).expect("one record");
    let record = written.as_object_mut().unwrap();
    assert!(record.remove("entities").is_some() && record.remove("dictionary").is_some());
    assert_eq!(shown, written);
}

#[test]
fn it_is_short_enough_to_be_read() {
    let lines = readme().lines().count();
    assert!(lines <= 150, "README.md has {lines} lines");
}
