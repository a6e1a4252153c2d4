//! Pages and archives made to harm: each is answered within seconds, with bounded memory and a reason.

use crate::cli_run::Place;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// More than any of these needs on a machine that does other things, and less than a hang.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn pages_that_nest_without_end_are_refused() {
    let place = Place::new();
    for (name, element) in
        [("div", "<div>"), ("font", "<font size=1><p>"), ("table", "<table><tr><td>"), ("b", "<b><i>")]
    {
        place.file(&format!("{name}.html"), element.repeat(100_000));
    }
    let start = Instant::now();
    let ended = place.tag("div.html font.html table.html b.html").status(1);
    assert!(start.elapsed() < PATIENCE, "{ended}");
    for (name, told) in [
        ("div", "nests its elements more than 512 deep"),
        ("font", "has more than 250000 elements and pieces of text"),
        ("table", "nests its elements more than 512 deep"),
        ("b", "nests its elements more than 512 deep"),
    ] {
        assert!(ended.stderr.contains(&format!("{name}.html record 1: the page {told}")), "{name}\n{ended}");
    }
}

#[test]
fn pages_at_the_limits_are_read_in_bounded_time() {
    let place = Place::new();
    let deep = format!("{}<p>{}</p>", "<div>".repeat(500), "Geng Shuang said no. ".repeat(20_000));
    place.file("deep.html", deep);
    place.file("wide.html", "<p>Geng Shuang said no.</p>".repeat(80_000));
    place.file("links.html", "<li><a href=/x>China</a>".repeat(60_000));
    place.file("many.html", "<br>China".repeat(300_000));
    place.file("long.html", "China ".repeat(1_500_000));
    let start = Instant::now();
    let ended = place.tag("deep.html wide.html links.html many.html long.html").status(1);
    assert!(start.elapsed() < PATIENCE, "{} s\n{ended}", start.elapsed().as_secs());
    assert!(ended.ids().starts_with(&["deep.html".to_owned(), "wide.html".to_owned()]), "{:?}", ended.ids());
    let ended = ended.says("many.html record 1: the page has more than 250000 elements and pieces of text");
    ended.says("long.html record 1: the page is 9000000 bytes long, and the limit is 8388608 bytes");
}

/// A header line of 2 GB, compressed to some MB. The memory is asked for when nearly all of it has been sent.
#[cfg(target_os = "linux")]
#[test]
fn a_header_without_end_takes_little_memory() {
    let mut member = GzEncoder::new(Vec::new(), Compression::fast());
    member.write_all(b"WARC/1.0\r\nWARC-Type: ").unwrap();
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..2048 {
        member.write_all(&piece).unwrap();
    }
    let bytes = member.finish().unwrap();
    let place = Place::new();
    let mut command = place.std_command("tag -d dict.jsonl --max-record-mib 8 --input-format warc -");
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(File::create(place.path("told")).unwrap());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let (most, rest) = bytes.split_at(bytes.len() - 100);
    input.write_all(most).unwrap();
    let peak = crate::import_memory::most_memory(&child) >> 10;
    input.write_all(rest).unwrap();
    drop(input);
    let status = child.wait().unwrap();
    let told = place.text("told");
    assert_eq!(status.code(), Some(1), "{told}");
    let expected = "- record 1: the header of this record has no end within 65536 bytes";
    assert!(told.contains(expected), "{told}");
    assert!(peak < 100, "{peak} MiB");
}
