//! Runs that cannot be gone on with, and what is told of it; leftovers that are not touched; two processes that want one output.

use super::inputs::json_lines;
use super::leftovers;
use crate::cli_run::Place;
use std::fs;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const CALL: &str = "in.jsonl -o out.jsonl --quarantine bad.jsonl";

/// A folder in which a run was killed behind a checkpoint.
fn interrupted() -> Place {
    let place = Place::new();
    place.file("in.jsonl", json_lines(3000));
    let mut child = start(&place, CALL);
    wait_for_checkpoint(&place, &mut child);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(leftovers(&place), ["bad.jsonl.partial", "out.jsonl.partial", "out.jsonl.progress"]);
    place
}

fn start(place: &Place, call: &str) -> Child {
    let mut command = place.std_command(&format!("tag -d dict.jsonl --threads 1 --checkpoint-seconds 0 {call}"));
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn wait_for_checkpoint(place: &Place, child: &mut Child) {
    let start = Instant::now();
    while !fs::read_to_string(place.path("out.jsonl.progress")).is_ok_and(|lines| lines.contains("\"checkpoint\"")) {
        assert!(start.elapsed() < Duration::from_secs(60) && child.try_wait().unwrap().is_none(), "no checkpoint");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Going on with it is refused with this sentence, and nothing is touched.
#[track_caller]
fn is_refused(place: &Place, call: &str, because: &str) {
    let before =
        leftovers(place).into_iter().map(|name| (fs::read(place.path(&name)).unwrap(), name)).collect::<Vec<_>>();
    let ended = place.tag(call);
    assert_eq!(ended.status, Some(2), "{}", ended.stderr);
    assert!(ended.stderr.contains(because), "expected {because:?} in {}", ended.stderr);
    let after =
        leftovers(place).into_iter().map(|name| (fs::read(place.path(&name)).unwrap(), name)).collect::<Vec<_>>();
    assert!(before == after, "what was left was touched");
}

#[track_caller]
fn resume(place: &Place, because: &str) {
    let results = place.path("").canonicalize().unwrap().join("out.jsonl");
    is_refused(place, &format!("{CALL} --resume"), &format!("cannot go on with {}: {because}", results.display()));
}

#[test]
fn a_leftover_is_named_and_not_touched() {
    let place = interrupted();
    is_refused(&place, CALL, "was interrupted after ");
    is_refused(&place, CALL, "the same command with --resume goes on with it; to begin anew, delete ");
    is_refused(&place, CALL, "out.jsonl.progress");
}

#[test]
fn another_input_is_refused() {
    let place = interrupted();
    place.file("in.jsonl", "{\"text\": \"China\"}\n");
    resume(&place, "the input in.jsonl had ");
    is_refused(
        &place,
        &format!("{CALL} --resume"),
        " bytes, and has 18 bytes now. Put that back as it was, or delete ",
    );
}

#[test]
fn an_input_of_the_same_size_is_refused_too() {
    let place = interrupted();
    let text = place.text("in.jsonl").replace("Report 2 ", "Report 3 ");
    place.file("in.jsonl", text);
    resume(&place, "the input in.jsonl was written anew since. Put that back as it was, or delete ");
}

#[test]
fn records_that_changed_behind_an_unchanged_time_are_noticed() {
    let place = interrupted();
    let time = fs::metadata(place.path("in.jsonl")).unwrap().modified().unwrap();
    place.file("in.jsonl", place.text("in.jsonl").replacen("Report 2 ", "Report 3 ", 1));
    fs::File::options().write(true).open(place.path("in.jsonl")).unwrap().set_modified(time).unwrap();
    is_refused(
        &place,
        &format!("{CALL} --resume"),
        "records of in.jsonl are not what they were. Put that back as it was, or delete ",
    );
}

#[test]
fn other_options_are_refused() {
    let place = interrupted();
    is_refused(&place, &format!("{CALL} --resume --overlap all"), "--overlap was \"longest\", and is \"all\" now");
    is_refused(
        &place,
        &format!("{CALL} --resume --date 2020-01-01"),
        "--date was not given, and is \"2020-01-01\" now",
    );
    is_refused(&place, "in.jsonl -o out.jsonl --resume", "--quarantine was \"bad.jsonl\", and is not given now");
    is_refused(
        &place,
        "in.jsonl dict.jsonl -o out.jsonl --quarantine bad.jsonl --resume",
        "the inputs were in.jsonl, and are in.jsonl dict.jsonl now",
    );
}

#[test]
fn another_dictionary_is_refused() {
    let place = interrupted();
    place.file("dict.jsonl", place.text("dict.jsonl") + "{\"id\": \"a\", \"type\": \"b\", \"names\": [\"c\"]}\n");
    resume(&place, "the dictionary holds something else than it did");
}

#[test]
fn results_that_were_changed_are_refused() {
    let place = interrupted();
    let bytes = fs::read(place.path("out.jsonl.partial")).unwrap();
    let mut other = bytes.clone();
    other[10] ^= 1;
    place.file("out.jsonl.partial", &other);
    is_refused(&place, &format!("{CALL} --resume"), "are not those that were written");
    place.file("out.jsonl.partial", &bytes[..100]);
    is_refused(&place, &format!("{CALL} --resume"), "are not those that were written");
    fs::remove_file(place.path("out.jsonl.partial")).unwrap();
    is_refused(&place, &format!("{CALL} --resume"), "out.jsonl.partial is not there any more");
}

#[test]
fn threads_and_what_a_bad_record_does_may_change() {
    let place = interrupted();
    assert_eq!(place.tag(&format!("{CALL} --resume --threads 3 --progress always")).status, Some(1));
    let resumed = place.text("out.jsonl");
    place.tag("in.jsonl -o alone.jsonl");
    assert!(resumed == place.text("alone.jsonl"));
}

/// A checkpoint that was written in part, and whatever a power cut has left behind it, does not count.
#[test]
fn a_journal_that_was_cut_counts_as_far_as_it_is_whole() {
    let place = interrupted();
    let journal = place.text("out.jsonl.progress");
    let last = journal.lines().last().unwrap();
    let cut = [journal.as_bytes(), &last.as_bytes()[..40], &[0; 100], b"\n", last.as_bytes()].concat();
    place.file("out.jsonl.progress", cut);
    place.tag(&format!("{CALL} --resume")).status(1).says("going on with ");
    place.tag("in.jsonl -o alone.jsonl");
    assert!(place.text("out.jsonl") == place.text("alone.jsonl"));
}

#[test]
fn a_record_that_ends_the_run_leaves_what_is_ahead_of_it() {
    let place = interrupted();
    let ended = place.tag(&format!("{CALL} --resume --on-error fail")).status(2);
    ended.says(": not JSON: ").says("newstag: what is done is safe: --resume with --on-error skip goes on from there");
    place.tag(&format!("{CALL} --resume --on-error skip")).status(1);
    place.tag("in.jsonl -o alone.jsonl");
    assert!(place.text("out.jsonl") == place.text("alone.jsonl"));
}

#[test]
fn what_cannot_be_compressed_as_a_whole_is_refused() {
    let place = Place::new();
    place.file("in.jsonl", json_lines(3));
    place
        .run("dict build dict.jsonl -o out.gz")
        .status(2)
        .says("out.gz: a compiled dictionary is used as it stands on the disk, not compressed");
    #[cfg(feature = "parquet")]
    place
        .tag("in.jsonl --format parquet -o out.zst")
        .status(2)
        .says("cannot write to out.zst: a Parquet file is compressed within");
    place.tag("in.jsonl -o out.xz").status(2).says("results can be compressed as .gz or .zst, not as .xz");
    assert_eq!(place.names(), ["dict.jsonl", "in.jsonl"]);
}

/// A run that was killed behind its last rename, and ahead of the removal of its journal.
#[test]
fn a_run_that_had_done_all_is_not_done_again_where_it_is_gone_on_with() {
    let place = interrupted();
    let journal = place.text("out.jsonl.progress");
    place.tag(&format!("{CALL} --resume")).status(1);
    let done = place.text("out.jsonl");
    let complete = journal + "{\"complete\":true}\n";
    place.file("out.jsonl.progress", &complete);
    is_refused(&place, &format!("{CALL} --resume --overlap all"), "--overlap was");
    place
        .tag(&format!("{CALL} --resume"))
        .status(1)
        .says("out.jsonl is complete: the run that was interrupted had done all");
    assert!(place.text("out.jsonl") == done && leftovers(&place).is_empty());
    // Without --resume another run begins: it may be about something else.
    place.file("out.jsonl.progress", &complete);
    place.file("other.txt", "China");
    place.tag("other.txt -o out.jsonl").status(0);
    assert_eq!(place.text("out.jsonl").lines().count(), 1);
    assert!(leftovers(&place).is_empty());
}

#[test]
fn something_else_of_that_name_is_not_touched() {
    let place = Place::new();
    place.file("in.jsonl", json_lines(3));
    place.file("out.jsonl.partial", "the user's own");
    is_refused(&place, "in.jsonl -o out.jsonl", "is there already, and nothing says how far it is: it is not touched");
    fs::remove_file(place.path("out.jsonl.partial")).unwrap();
    place.file("out.jsonl.progress", "chapter 1: done\n");
    is_refused(&place, "in.jsonl -o out.jsonl", "does not say how far results are");
    is_refused(&place, "in.jsonl -o out.jsonl --resume", "does not say how far results are");
}

#[test]
fn two_processes_cannot_write_one_output() {
    let place = Place::new();
    place.file("in.jsonl", json_lines(3000));
    let mut slow = place.std_command("tag -d dict.jsonl - --input-format jsonl -o slow.jsonl --quarantine bad.jsonl");
    let mut slow = slow.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    while !fs::read_to_string(place.path("slow.jsonl.progress")).is_ok_and(|lines| lines.contains("\"run\"")) {
        assert!(begun.elapsed() < Duration::from_secs(60), "it does not begin");
        thread::sleep(Duration::from_millis(1));
    }
    for call in ["in.jsonl -o slow.jsonl", "in.jsonl -o slow.jsonl --resume"] {
        let ended = place.tag(call);
        assert_eq!(ended.status, Some(2), "{}", ended.stderr);
        assert!(ended.stderr.contains("another newstag is writing "), "{}", ended.stderr);
    }
    let ended = place.tag("in.jsonl -o other.jsonl --quarantine bad.jsonl");
    assert!(ended.stderr.contains("another newstag is writing "), "{}", ended.stderr);
    drop(slow.stdin.take());
    assert!(slow.wait().unwrap().success());
    assert_eq!(place.text("slow.jsonl"), "");
}

#[test]
fn to_go_on_needs_a_file() {
    let place = Place::new();
    place.file("in.jsonl", json_lines(3));
    is_refused(
        &place,
        "in.jsonl --resume",
        "--resume needs -o with a file: nothing is left of what was written elsewhere",
    );
}

#[test]
fn where_nothing_is_left_a_run_begins() {
    let place = Place::new();
    place.file("in.jsonl", json_lines(3));
    assert_eq!(place.tag("in.jsonl -o out.jsonl --resume").status, Some(0));
    assert_eq!(place.text("out.jsonl").lines().count(), 3);
    assert_eq!(leftovers(&place), Vec::<String>::new());
}
