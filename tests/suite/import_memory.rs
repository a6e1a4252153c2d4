//! How much memory imports take. The numbers stand in docs/dictionary-import.md.
#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::io::Write;
use std::process::{Child, Command, Stdio};

/// So many entities are sent.
const ENTITIES: u64 = 60_000;

/// The most memory that a process had so far, in KiB.
pub(crate) fn most_memory(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().strip_suffix(" kB").unwrap().parse().unwrap()
}

/// The memory of an import when it has been sent all records, but does not know yet that they are all, in KiB.
fn memory(arguments: &[&str], mut record: impl FnMut(u64, &mut String)) -> u64 {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("newstag"));
    command.args(["dict", "import"]).args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut text = String::new();
    for number in 0..ENTITIES {
        text.clear();
        record(number, &mut text);
        input.write_all(text.as_bytes()).unwrap();
    }
    let memory = most_memory(&child);
    drop(input);
    assert!(child.wait().unwrap().success(), "{arguments:?}");
    memory
}

/// A concept with three labels, in N-Triples.
fn concept(number: u64, text: &mut String) {
    const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
    let iri = format!("<http://example.org/vocabulary/concept/{number:08}>");
    let labels =
        [("altLabel", "alternative", "en"), ("prefLabel", "Concept number", "en"), ("prefLabel", "概念", "zh")];
    for (label, words, language) in labels {
        writeln!(text, "{iri} <{SKOS}{label}> \"{words} {number}\"@{language} .").unwrap();
    }
}

fn jrc_name(number: u64, text: &mut String) {
    writeln!(text, "{number}\tP\tu\tSomebody+Number+{number}\n{number}\tP\tde\tJemand+Nummer+{number}").unwrap();
}

#[test]
fn memory_does_not_grow_where_records_stand_together() {
    const MOST: u64 = 24 << 10;
    assert!(memory(&["jrc-names", "-"], jrc_name) < MOST);
    assert!(memory(&["skos", "-", "--sorted"], concept) < MOST);
}

#[test]
fn a_vocabulary_that_is_held_takes_so_much_for_each_concept() {
    const BYTES_A_CONCEPT: u64 = 600;
    let grown = memory(&["skos", "-"], concept).saturating_sub(memory(&["skos", "-", "--sorted"], concept));
    let bytes = grown * 1024 / ENTITIES;
    assert!((100..BYTES_A_CONCEPT).contains(&bytes), "{bytes} bytes for each concept with three labels");
}
