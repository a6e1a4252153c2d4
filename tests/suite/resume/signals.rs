//! Ctrl-C and SIGTERM.

#![cfg(unix)]

use super::inputs::json_lines;
use super::leftovers;
use crate::cli_run::Place;
use std::fs;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);

fn start(place: &Place, call: &str) -> Child {
    let mut command = place.std_command(&format!("tag -d dict.jsonl {call}"));
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

fn send(child: &Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

fn wait_until(mut what: impl FnMut() -> bool) {
    let start = Instant::now();
    while !what() {
        assert!(start.elapsed() < PATIENCE, "it takes too long");
        thread::sleep(Duration::from_millis(2));
    }
}

/// A run over standard input, of which half has come, is ended by a signal; it is gone on with.
fn ended_by(signal: &str, status: i32) {
    let place = Place::new();
    let input = json_lines(2000);
    place.file("in.jsonl", &input);
    let mut child = start(&place, "- --input-format jsonl -o out.jsonl --threads 2 --checkpoint-seconds 0");
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(&input.as_bytes()[..input.len() / 2]).unwrap();
    stdin.flush().unwrap();
    let journal = place.path("out.jsonl.progress");
    wait_until(|| fs::read_to_string(&journal).is_ok_and(|lines| lines.contains("\"checkpoint\"")));
    send(&child, signal);
    let ended = child.wait_with_output().unwrap();
    drop(stdin);
    let told = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(status), "{told}");
    assert!(
        told.contains("interrupted; what is done is safe: the same command with --resume goes on from there"),
        "{told}"
    );
    assert_eq!(leftovers(&place), ["out.jsonl.partial", "out.jsonl.progress"]);
    let resumed = place.tag_stdin("- --input-format jsonl -o out.jsonl --resume", input.clone());
    assert_eq!(resumed.status, Some(1), "{}", resumed.stderr);
    assert!(resumed.stderr.contains("going on with "), "{}", resumed.stderr);
    place.tag_stdin("- --input-format jsonl -o alone.jsonl", input);
    assert!(place.text("out.jsonl") == place.text("alone.jsonl"));
}

#[test]
fn ctrl_c_leaves_what_can_be_gone_on_with() {
    ended_by("-INT", 130);
}

#[test]
fn so_does_the_end_of_a_batch_system() {
    ended_by("-TERM", 143);
}

/// Ahead of anything to go on with, nothing is left, whatever keeps silent.
#[test]
fn an_interruption_at_once_leaves_nothing() {
    for threads in [1, 2] {
        interrupted_at_once(threads, "- --input-format jsonl");
        interrupted_at_once(threads, "pipe --input-format jsonl");
    }
}

fn interrupted_at_once(threads: u32, input: &str) {
    let place = Place::new();
    let pipe = place.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut child = start(&place, &format!("{input} -o out.jsonl --threads {threads}"));
    let journal = place.path("out.jsonl.progress");
    wait_until(|| fs::read_to_string(&journal).is_ok_and(|lines| lines.contains("\"run\"")));
    thread::sleep(Duration::from_millis(200));
    send(&child, "-INT");
    // Its input stays open meanwhile.
    let stdin = child.stdin.take();
    wait_until(|| child.try_wait().unwrap().is_some());
    drop(stdin);
    let ended = child.wait_with_output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(130), "{told}");
    assert!(told.contains("interrupted before there was anything to go on with; nothing is left of it"), "{told}");
    assert_eq!(place.names(), ["dict.jsonl", "pipe"]);
}
