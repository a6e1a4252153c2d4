//! Work that several runs share, and `newstag cat`.

use super::inputs::{KINDS, json_lines};
use crate::cli_run::Place;
use std::fs;
use std::process::Stdio;

/// Tags in so many parts, and joins them.
fn in_parts(place: &Place, input: &str, parts: usize, ending: &str) -> String {
    let names: Vec<_> = (1..=parts).map(|part| format!("part{part}{ending}")).collect();
    for (at, name) in names.iter().enumerate() {
        let ended = place.tag(&format!("{input} --shard {}/{parts} -o {name} --quarantine {name}.bad", at + 1));
        assert!(matches!(ended.status, Some(0 | 1)), "{}", ended.stderr);
    }
    // In any order.
    names.iter().rev().cloned().collect::<Vec<_>>().join(" ")
}

#[test]
fn parts_add_up_to_the_whole() {
    for kind in KINDS.iter().filter(|kind| kind.name != "-") {
        let place = Place::new();
        kind.make(&place, 400);
        let whole = place.tag(&format!("{} -o whole.jsonl --quarantine whole.bad", kind.name));
        for (parts, ending) in [(1, ".jsonl"), (3, ".jsonl"), (7, ".jsonl.gz")] {
            let names = in_parts(&place, kind.name, parts, ending);
            let joined = place.run(&format!("cat {names} -o joined.jsonl"));
            assert_eq!(joined.status, whole.status, "{} in {parts}: {}", kind.name, joined.stderr);
            assert!(place.text("joined.jsonl") == place.text("whole.jsonl"), "{} in {parts} parts", kind.name);
            let mut bad: Vec<_> = (1..=parts)
                .flat_map(|part| {
                    place.text(&format!("part{part}{ending}.bad")).lines().map(str::to_owned).collect::<Vec<_>>()
                })
                .collect();
            let mut expected: Vec<_> = place.text("whole.bad").lines().map(str::to_owned).collect();
            bad.sort();
            expected.sort();
            assert!(bad == expected, "{} in {parts}: the bad records", kind.name);
        }
    }
}

#[test]
fn parts_that_do_not_make_a_whole_are_refused() {
    let place = Place::new();
    place.file("in.jsonl", json_lines(40));
    in_parts(&place, "in.jsonl", 3, ".jsonl");
    let refused = |call: &str, because: &str| {
        let ended = place.run(&format!("cat {call}"));
        assert_eq!(ended.status, Some(2), "{call}: {}", ended.stderr);
        assert!(ended.stderr.contains(because), "{call}: expected {because:?} in {}", ended.stderr);
        assert!(ended.stdout.is_empty(), "{call}");
    };
    refused("part1.jsonl part3.jsonl", "part 2/3 is missing: expected all 3 files that --shard 1/3 to 3/3 wrote");
    refused("part1.jsonl part2.jsonl", "part 3/3 is missing");
    refused("part1.jsonl part2.jsonl part2.jsonl part3.jsonl", "part 2/3 is there twice");
    refused("in.jsonl", "in.jsonl is no part that newstag tag --shard wrote to a file");
    refused("part1.jsonl part2.jsonl part3.jsonl -o part1.jsonl", "is read and would be overwritten");
    place.tag("in.jsonl --shard 2/3 -o other.jsonl --overlap all");
    refused("part1.jsonl other.jsonl part3.jsonl", "are not parts of one run: their options differ");
    place.tag("in.jsonl --shard 2/3 -o table.csv --format csv");
    refused("part1.jsonl table.csv part3.jsonl", "table.csv is csv, and parts are joined as jsonl");
    place.tag("in.jsonl --shard 2/4 -o quarter.jsonl");
    refused("part1.jsonl quarter.jsonl part3.jsonl", "one of 3 parts, and ");
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_ends_it_quietly() {
    let place = Place::new();
    place.file("in.jsonl", json_lines(2000));
    let names = in_parts(&place, "in.jsonl", 2, ".jsonl");
    let mut command = place.std_command(&format!("cat {names}"));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn a_part_that_was_cut_is_noticed() {
    let place = Place::new();
    place.file("in.jsonl", json_lines(40));
    let names = in_parts(&place, "in.jsonl", 2, ".jsonl");
    let text = place.text("part2.jsonl");
    let lines: Vec<_> = text.lines().collect();
    fs::write(place.path("part2.jsonl"), lines[..5].join("\n") + "\n").unwrap();
    let ended = place.run(&format!("cat {names} -o joined.jsonl"));
    assert_eq!(ended.status, Some(2));
    assert!(ended.stderr.contains("part2.jsonl has 5 documents, expected "), "{}", ended.stderr);
    assert!(!place.path("joined.jsonl").exists());
    fs::write(place.path("part2.jsonl"), text.clone() + &text).unwrap();
    let ended = place.run(&format!("cat {names} -o joined.jsonl"));
    assert!(ended.stderr.contains("part2.jsonl has more than its "), "{}", ended.stderr);
}

#[test]
fn a_part_says_what_it_should_be() {
    let place = Place::new();
    place.file("in.jsonl", json_lines(3));
    for wrong in ["0/2", "3/2", "1", "a/b", "1/0", "-1/2"] {
        let ended = place.tag(&format!("in.jsonl --shard={wrong}"));
        assert_eq!(ended.status, Some(2), "{wrong}");
        assert!(
            ended.stderr.contains("expected I/N, the Ith of N parts, as 1/4, 2/4, 3/4, 4/4"),
            "{wrong}: {}",
            ended.stderr
        );
    }
}
