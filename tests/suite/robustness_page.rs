//! docs/robustness.md names a test for each promise: here it is held to those that there are.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The modules below a folder, and the functions in them, as paths.
fn paths(folder: &Path, module: &str, all: &mut HashSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let inside = match name {
            "mod" | "main" | "lib" => module.to_owned(),
            _ if module.is_empty() => name.to_owned(),
            _ => format!("{module}::{name}"),
        };
        if path.is_dir() {
            paths(&path, &inside, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let functions = text.lines().filter_map(|line| line.trim_start().strip_prefix("fn "));
            let names = functions.filter_map(|rest| rest.split('(').next());
            all.extend(names.flat_map(|name| [format!("{inside}::{name}"), format!("{inside}::tests::{name}")]));
            all.extend([format!("{inside}::tests"), inside]);
        }
    }
}

#[test]
fn every_test_that_the_page_names_is_there() {
    let mut known = HashSet::new();
    paths(&Path::new(ROOT).join("tests/suite"), "", &mut known);
    paths(&Path::new(ROOT).join("src"), "", &mut known);
    let page = fs::read_to_string(Path::new(ROOT).join("docs/robustness.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| fault"));
    let mut named = 0;
    for row in rows {
        let tests = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        for name in tests.split('`').skip(1).step_by(2) {
            let file = name.split(' ').next().unwrap();
            let is_there = known.contains(name) || file.contains('/') && Path::new(ROOT).join(file).exists();
            assert!(is_there, "{name} is no test and no file\n{row}");
            named += 1;
        }
    }
    assert!(named > 30, "{named} are too few: has the page changed its form?");
}
