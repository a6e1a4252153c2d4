//! Records that are too long, inputs that come slowly, memory.

use crate::cli_run::{Place, json_lines};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// More than any test needs, and less than waiting for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts `newstag tag -d dict.jsonl` with open pipes.
fn start(place: &Place, arguments: &str) -> Child {
    let mut command = place.std_command(&format!("tag -d dict.jsonl {arguments}"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// The first line that a child writes.
fn first_line(child: &mut Child) -> (String, BufReader<std::process::ChildStdout>) {
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        send.send((line, stdout))
    });
    receive.recv_timeout(PATIENCE).expect("a line comes while standard input is still open")
}

#[track_caller]
fn ends(child: &mut Child) -> Option<i32> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    panic!("the program does not end");
}

/// The most memory that a process had so far, in MiB.
#[cfg(target_os = "linux")]
fn most_memory(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() / 1024
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_of_200_mb_hurts_neither_memory_nor_the_others() {
    let place = Place::new();
    let mut child = start(&place, "--max-record-mib 1 --quarantine bad.jsonl");
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"{\"id\": \"before\", \"text\": \"China\"}\n{\"text\": \"").unwrap();
    let block = "耿爽 ".repeat(150_000);
    let blocks = 200_000_000 / block.len() + 1;
    for _ in 0..blocks {
        input.write_all(block.as_bytes()).unwrap();
    }
    input.write_all(b"\"}\n{\"id\": \"behind\", \"text\": \"China\"}\n").unwrap();
    let (before, mut rest) = first_line(&mut child);
    let mut behind = String::new();
    rest.read_line(&mut behind).unwrap();
    let memory = most_memory(&child);
    drop(input);
    assert_eq!(ends(&mut child), Some(1));
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();

    assert!(before.contains("\"before\"") && behind.contains("\"behind\""), "{before}{behind}{stderr}");
    let size = blocks * block.len() + "{\"text\": \"\"}".len();
    let reason = format!("{size} bytes long, and the limit is 1048576 bytes (--max-record-mib sets it)");
    assert!(stderr.starts_with(&format!("newstag: - record 2: {reason}\n")), "{stderr}");
    assert!(memory < 60, "{memory} MiB");
    let bad = &json_lines(&place.text("bad.jsonl"))[0];
    assert_eq!((&bad["reason"], &bad["truncated"]), (&reason.into(), &true.into()));
    let kept = bad["record"].as_str().unwrap();
    assert!(kept.starts_with("{\"text\": \"耿爽 耿") && (1020..=1024).contains(&kept.len()), "{kept}");
}

#[test]
fn the_limit_counts_for_every_format() {
    let place = Place::new();
    let long = "x".repeat(1 << 20);
    place.file("a.txt", &long);
    place.file("b.txt", format!("{long}x"));
    place.file("c.json", format!("[{{\"text\": \"{long}\"}}, {{\"id\": \"c\", \"text\": \"\"}}]"));
    let ended = place.tag("a.txt b.txt c.json --max-record-mib 1").status(1);
    assert_eq!(ended.ids(), ["a.txt", "c"], "{ended}");
    let ended = ended.says("b.txt record 1: 1048577 bytes long, and the limit is 1048576 bytes");
    ended.says("c.json record 1: 1048588 bytes long");
    assert_eq!(place.tag("a.txt b.txt c.json").status(0).records().len(), 4);
    for limit in ["0", "257", "x"] {
        place.tag(&format!("a.txt --max-record-mib {limit}")).status(2).says("--max-record-mib <N>");
    }
}

/// 60 MB pass through; what is in flight is bounded by the tickets of one worker.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_corpus() {
    let place = Place::new();
    let mut child = start(&place, "--threads 1 -o out.jsonl --max-record-mib 1");
    let mut input = child.stdin.take().unwrap();
    let record = format!("{{\"text\": \"{}\"}}\n", "Nothing to see here, move on. ".repeat(300));
    let block = record.repeat(100);
    let mut after_some = 0;
    for n in 0..60_000_000 / block.len() {
        input.write_all(block.as_bytes()).unwrap();
        if n == 10_000_000 / block.len() {
            after_some = most_memory(&child);
        }
    }
    let memory = most_memory(&child);
    drop(input);
    assert_eq!(ends(&mut child), Some(0));
    assert!(memory <= after_some + 15, "{after_some} MiB after 10 MB, {memory} MiB after 60 MB");
}

#[test]
fn results_come_while_input_is_still_open() {
    let place = Place::new();
    let mut child = start(&place, "--input-format jsonl");
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"{\"id\": \"first\", \"text\": \"China\"}\n").unwrap();
    let (line, _stdout) = first_line(&mut child);
    assert!(line.contains("\"id\":\"first\""), "{line}");
    drop(input);
    assert_eq!(ends(&mut child), Some(0));
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let place = Place::new();
    place.file("in.jsonl", "{\"text\": \"China\"}\n".repeat(50_000));
    let mut child = start(&place, "in.jsonl");
    let (line, stdout) = first_line(&mut child);
    assert!(line.contains("in.jsonl#1"), "{line}");
    drop(stdout);
    assert_eq!(ends(&mut child), Some(0));
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(stderr, "");
}

#[test]
fn a_closed_pipe_ends_the_run_while_input_is_still_open() {
    let place = Place::new();
    let mut child = start(&place, "--input-format jsonl");
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"{\"text\": \"China\"}\n").unwrap();
    drop(first_line(&mut child));
    // A program that another test starts at this moment holds the pipe until it runs: what is written meanwhile goes through.
    let more = thread::spawn(move || {
        while input.write_all(b"{\"text\": \"China\"}\n").is_ok() {
            thread::sleep(Duration::from_millis(50));
        }
    });
    assert_eq!(ends(&mut child), Some(0));
    more.join().unwrap();
}
