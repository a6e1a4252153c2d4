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

/// Tags `bad` between two good lines of JSON, expects it in the quarantine with this reason and the others tagged, and gives back the call.
#[track_caller]
fn quarantined(bad: &str, options: &str, reason: &str) {
    let place = Place::new();
    let [before, behind] = ["before", "behind"].map(|id| format!("{{\"id\": \"{id}\", \"text\": \"China\"}}\n"));
    place.file("in.jsonl", format!("{before}{bad}\n{behind}"));
    let ended = place.tag(&format!("in.jsonl --quarantine bad.jsonl {options}")).status(1);
    assert_eq!(ended.ids(), ["before", "behind"], "{ended}");
    assert!(ended.summary().starts_with("newstag: 2 documents, 1 skipped, 2 mentions"), "{ended}");
    let lines = json_lines(&place.text("bad.jsonl"));
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["reason"], reason);
    assert_eq!(lines[0]["source"], serde_json::json!({"path": "in.jsonl", "record": 2, "offset": before.len()}));
    assert_eq!(lines[0]["record"].as_str(), Some(bad));
    let ended = ended.says(&format!("newstag: in.jsonl record 2: {reason}\n"));
    assert_eq!(ended.stderr.lines().count(), 2, "{ended}");
}

#[test]
fn texts_and_titles_have_a_limit_of_their_own() {
    let long = "China ".repeat((1 << 20) / 6 + 1);
    let size = long.len();
    let reason =
        |field| format!("its {field} is {size} bytes long, and the limit is 1048576 bytes (--max-text-mib sets it)");
    quarantined(&format!("{{\"text\": \"{long}\"}}"), "--max-text-mib 1", &reason("text"));
    quarantined(&format!("{{\"title\": \"{long}\", \"text\": \"\"}}"), "--max-text-mib 1", &reason("title"));
    let place = Place::new();
    place.file("a.txt", "x".repeat(1 << 20));
    place.tag("a.txt --max-text-mib 1").status(0);
    place.file("a.txt", "x".repeat((1 << 20) + 1));
    place.tag("a.txt --max-text-mib 1").status(1).says("its text is 1048577 bytes long");
}

#[test]
fn a_document_has_so_many_mentions_or_none() {
    let reason = "it has more than 3 mentions, and that is the limit (--max-mentions sets it)";
    quarantined(r#"{"text": "China, China, China, China"}"#, "--max-mentions 3", reason);
    // Parts of names count, titles too.
    quarantined(r#"{"title": "Geng Shuang", "text": "Geng, China, Geng"}"#, "--max-mentions 3", reason);
    let place = Place::new();
    place.file("in.txt", "Georgia, Georgia, Georgia");
    let ended = place.tag("in.txt --max-mentions 3").status(0);
    assert_eq!(ended.records()[0]["mentions"].as_array().unwrap().len(), 3, "candidates are no mentions\n{ended}");
}

/// Documents are tagged together, and each has the limits for itself.
#[test]
fn what_one_document_has_too_much_of_is_not_counted_for_its_neighbours() {
    let place = Place::new();
    let names = |number: usize| number % 7 * usize::from(!number.is_multiple_of(3));
    let line = |number: usize| match number % 11 {
        10 => format!("{{\"id\": {number}, \"text\": "),
        _ => format!("{{\"id\": \"{number}\", \"text\": \"{}\"}}", "Geng Shuang and China. ".repeat(names(number))),
    };
    let lines: Vec<String> = (0..300).map(line).collect();
    place.file("in.jsonl", lines.join("\n"));
    let (sound, few): (Vec<usize>, Vec<usize>) = (
        (0..300).filter(|n| n % 11 != 10).collect(),
        (0..300).filter(|n| n % 11 != 10 && 2 * names(*n) <= 8).collect(),
    );
    let all = place.tag("in.jsonl --threads 1").status(1);
    assert_eq!(all.ids(), sound.iter().map(usize::to_string).collect::<Vec<_>>());
    for threads in [1, 2] {
        let limited = place.tag(&format!("in.jsonl --max-mentions 8 --threads {threads}")).status(1);
        assert_eq!(limited.ids(), few.iter().map(usize::to_string).collect::<Vec<_>>());
        let alone = |record: &serde_json::Value| few.iter().any(|n| record["id"] == n.to_string().as_str());
        assert_eq!(limited.records(), all.records().into_iter().filter(alone).collect::<Vec<_>>());
    }
}

#[test]
fn what_stands_deep_in_each_other_is_refused_in_whatever_field() {
    let reason = "its arrays and objects stand more than 100 deep in each other, which no article needs";
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for depth in [100, 200, 100_000] {
        for field in ["skipped", "text", "id", "date", "title"] {
            quarantined(&format!("{{\"text\": \"China\", \"{field}\": {}}}", nested(depth)), "", reason);
        }
        quarantined(&format!("{{\"text\": \"China\", \"meta\": {}}}", nested(depth)), "--select meta", reason);
        let item = format!(
            "{{\"uri\": \"u\", \"body_text\": \"China\", \"versioncreated\": \"2019\", \"x\": {}}}",
            nested(depth)
        );
        quarantined(&item, "", reason);
    }
    let place = Place::new();
    place.file(
        "in.json",
        format!("[{{\"id\": 1, \"text\": \"China\", \"x\": {}}}, {{\"id\": 2, \"text\": \"China\"}}]", nested(99)),
    );
    assert_eq!(place.tag("in.json --select x").status(0).ids(), ["1", "2"]);
    for (name, depth) in [("in.json", 100), ("in.json", 5000), ("in.ninjs", 100), ("in.ninjs", 5000)] {
        let object = |id| {
            format!(
                "{{\"uri\": \"{id}\", \"id\": \"{id}\", \"text\": \"\", \"body_text\": \"China\", \"pubstatus\": \"usable\""
            )
        };
        place.file(name, format!("[\n{}, \"x\": {}}},\n{}}}\n]", object("deep"), nested(depth), object("good")));
        let ended = place.tag(name).status(1).says(&format!("{name} record 1: {reason}\n"));
        assert_eq!(ended.ids(), ["good"], "{ended}");
    }
}

/// Each name is followed by a parenthesis that never closes, and what is in it may be an acronym of the name: all of the rest is looked at each time.
#[test]
fn a_document_that_takes_too_long_is_left() {
    let slow = format!("{{\"text\": \"{}\"}}", "Geng Shuang (".repeat(200_000));
    let reason = "it was not tagged within 0.5 seconds, and a document may take no longer (--max-seconds sets it)";
    quarantined(&slow, "--max-seconds 0.5", reason);
    // In a group and alone, each has the limit for itself: here none meets it.
    let place = Place::new();
    place.file("in.jsonl", "{\"text\": \"China\"}\n".repeat(5));
    let ended = place.tag("in.jsonl --max-seconds 0.000000001").status(1);
    assert!(ended.summary().starts_with("newstag: 0 documents, 5 skipped, 0 mentions"), "{ended}");
}

#[test]
fn limits_that_are_none_are_refused() {
    let place = Place::new();
    place.file("a.txt", "");
    for wrong in [
        "--max-seconds 0",
        "--max-seconds -1",
        "--max-seconds NaN",
        "--max-seconds 1e300",
        "--max-text-mib 0",
        "--max-mentions -1",
    ] {
        place.tag(&format!("a.txt {wrong}")).status(2);
    }
    place.tag("a.txt --max-seconds 0").status(2).says("expected a number of seconds above 0, such as 60 or 0.5");
    place.tag("a.txt --max-seconds 1e6 --max-mentions 0 --max-text-mib 256").status(0);
}
