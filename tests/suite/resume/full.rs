//! A disk that fills. Here a limit on the size of files stands for it; `tests/faults/full-disk` does the same with a real one of 20 MB.

#![cfg(unix)]

use super::inputs::json_lines;
use super::leftovers;
use crate::cli_run::{Ended, Place};
use assert_cmd::Command;

/// Runs the program in a shell that lets no file grow beyond some 4 to 8 MB.
fn limited(place: &Place, arguments: &str) -> Ended {
    let mut shell = Command::new("sh");
    let script = "trap '' XFSZ; ulimit -f 8000; exec \"$0\" \"$@\"";
    shell.current_dir(place.path("")).args(["-c", script]).arg(crate::cli_run::program());
    shell.args(arguments.split_whitespace());
    Ended::of(shell)
}

#[test]
fn a_full_disk_is_told_and_what_is_done_is_safe() {
    let place = Place::new();
    place.file("in.jsonl", json_lines(6000));
    let call = "tag -d dict.jsonl in.jsonl -o out.jsonl --quarantine bad.jsonl --checkpoint-seconds 0";
    let ended = limited(&place, call).status(2);
    let ended = ended.says("newstag: cannot write on to out.jsonl: ");
    ended.says("newstag: what is done is safe: the same command with --resume goes on from there");
    assert_eq!(leftovers(&place), ["bad.jsonl.partial", "out.jsonl.partial", "out.jsonl.progress"]);
    // It is still full: nothing is lost by trying.
    limited(&place, &format!("{call} --resume")).status(2).says("going on with ");
    place.run(&format!("{call} --resume")).status(1).says("going on with ");
    place.tag("in.jsonl -o alone.jsonl --quarantine alone.bad").status(1);
    assert!(place.text("out.jsonl") == place.text("alone.jsonl"), "the results differ");
    assert!(place.text("bad.jsonl") == place.text("alone.bad"), "the quarantines differ");
    assert_eq!(leftovers(&place), Vec::<String>::new());
}

#[test]
fn a_disk_that_is_full_at_once_leaves_nothing() {
    let place = Place::new();
    place.file("in.jsonl", json_lines(6000));
    limited(&place, "tag -d dict.jsonl in.jsonl -o out.jsonl")
        .status(2)
        .says("newstag: cannot write on to out.jsonl: ");
    assert_eq!(place.names(), ["dict.jsonl", "in.jsonl"]);
}
