//! What can be named as INPUT: files, folders, standard input, each in its format.

use crate::cli_run::{Ended, Place};
use std::io::Write;
use std::process::Command;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 0).unwrap()
}

#[test]
fn a_folder_is_walked_in_name_order() {
    let place = Place::new();
    for name in ["b.txt", "a/z.txt", "a/y.jsonl", "a.txt", "c/d/e.text", "B.txt"] {
        place.file(&format!("in/{name}"), "{\"text\": \"China\"}");
    }
    let ended = place.tag("in").status(0);
    let expected = ["in/B.txt", "in/a/y.jsonl#1", "in/a/z.txt", "in/a.txt", "in/b.txt", "in/c/d/e.text"];
    assert_eq!(ended.ids(), expected, "{ended}");
    assert_eq!(place.tag("in/").ids(), expected, "a slash at the end changes nothing");
}

#[test]
fn inputs_are_read_in_the_order_given() {
    let place = Place::new();
    for name in ["a.txt", "b.txt", "in/c.txt"] {
        place.file(name, "China");
    }
    let ended = place.tag("b.txt in a.txt b.txt").status(0);
    assert_eq!(ended.ids(), ["b.txt", "in/c.txt", "a.txt", "b.txt"], "{ended}");
}

#[test]
fn hidden_files_are_passed_over_and_others_noted() {
    let place = Place::new();
    for name in [".hidden.txt", ".git/a.txt", "README.md", "a.docx", "b.txt"] {
        place.file(&format!("in/{name}"), "China");
    }
    let ended = place.tag("in").status(0);
    assert_eq!(ended.ids(), ["in/b.txt"], "{ended}");
    let ended = ended.says("newstag: note: passed over 2 files in folders with names that stand for no format (newstag tag --help lists those that do)");
    let ended = ended.says("for example in/README.md\n");
    assert!(ended.summary().starts_with("newstag: 1 documents"), "the summary comes last\n{ended}");
    let ended = place.tag("in --input-format text").status(0).does_not_say("note");
    assert_eq!(ended.ids(), ["in/README.md", "in/a.docx", "in/b.txt"], "{ended}");
}

#[cfg(unix)]
#[test]
fn links_pipes_and_folders_with_names_of_files() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.file("in/a.txt", "China");
    place.file("in/x.txt/b.txt", "China");
    place.file("elsewhere.txt", "China");
    symlink("..", place.path("in/loop")).unwrap();
    symlink("nowhere", place.path("in/dangling.txt")).unwrap();
    symlink("../elsewhere.txt", place.path("in/linked.txt")).unwrap();
    assert!(Command::new("mkfifo").arg(place.path("in/pipe.txt")).status().unwrap().success());
    let ended = place.tag("in").status(0);
    assert_eq!(ended.ids(), ["in/a.txt", "in/x.txt/b.txt"], "{ended}");
    ended.says(
        "newstag: note: passed over 4 files in folders that are links, pipes or devices (--follow-links follows links in folders); for example in/dangling.txt\n",
    );
}

#[cfg(unix)]
#[test]
fn links_in_folders_are_followed_where_that_is_asked_for() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.file("in/b/b.txt", "China");
    place.file("elsewhere/x.txt", "China");
    place.file("elsewhere.txt", "China");
    symlink("../elsewhere.txt", place.path("in/a.txt")).unwrap();
    symlink("../elsewhere", place.path("in/c")).unwrap();
    symlink("b/b.txt", place.path("in/d.txt")).unwrap();
    symlink("../in", place.path("in/e")).unwrap();
    symlink("..", place.path("in/b/z")).unwrap();
    symlink("nowhere", place.path("in/f.txt")).unwrap();
    let ended = place.tag("in --follow-links").status(1);
    assert_eq!(
        ended.ids(),
        ["in/a.txt", "in/b/b.txt", "in/c/x.txt"],
        "each file once, by the first way to it\n{ended}"
    );
    let ended = ended.says("newstag: in/f.txt record 1: cannot open it: ");
    let ended = ended.says("newstag: note: passed over 2 files in folders that are links to a folder that they lie in; for example in/b/z\n");
    ended.says(
        "newstag: note: passed over 1 file in folders that are read already by another way; for example in/d.txt\n",
    );
    // Without being asked, nothing outside of the folder is read.
    assert_eq!(place.tag("in").status(0).ids(), ["in/b/b.txt"]);
    // A link to a folder that is named is followed; links in it are not.
    symlink("in", place.path("named")).unwrap();
    assert_eq!(place.tag("named").status(0).ids(), ["named/b/b.txt"]);
}

#[cfg(unix)]
#[test]
fn a_link_that_is_named_is_followed() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.file("in/a.txt", "China");
    symlink("in", place.path("folder")).unwrap();
    symlink("in/a.txt", place.path("file.txt")).unwrap();
    let ended = place.tag("folder file.txt").status(0);
    assert_eq!(ended.ids(), ["folder/a.txt", "file.txt"], "{ended}");
}

#[cfg(unix)]
#[test]
fn an_input_that_is_not_there_stops_the_call() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.file("a.txt", "China");
    symlink("nowhere", place.path("dangling.txt")).unwrap();
    for missing in ["no.txt", "dangling.txt"] {
        let ended = place.tag(&format!("a.txt {missing} -o out.jsonl")).status(2);
        assert_eq!(
            ended.stderr,
            format!("newstag: cannot read the input {missing}: No such file or directory (os error 2)\n")
        );
    }
    assert!(!place.names().contains(&"out.jsonl".to_owned()));
    place.tag("- a.txt -").status(2).says("the input - (standard input) is named twice");
}

#[test]
fn compressed_files_are_read_as_they_are() {
    let place = Place::new();
    place.file("a.txt.gz", gzip(b"Geng Shuang"));
    place.file("b.jsonl.zst", zstd(b"{\"id\": \"b\", \"text\": \"China\"}"));
    place.file(
        "c.jsonl.gz",
        [gzip(b"{\"id\": \"c1\", \"text\": \"\"}\n{\"id\": \"c"), gzip(b"2\", \"text\": \"\"}\n")].concat(),
    );
    place.file("no-name-for-it", gzip(b"{\"id\": \"d\", \"text\": \"\"}"));
    let ended = place.tag("a.txt.gz b.jsonl.zst c.jsonl.gz no-name-for-it").status(0);
    assert_eq!(ended.ids(), ["a.txt.gz", "b", "c1", "c2", "d"], "{ended}");
    assert_eq!(
        ended.summary(),
        "newstag: 5 documents, 0 skipped, 2 mentions, 2 entities, 110 bytes",
        "bytes are those of the records"
    );
}

#[test]
fn compressed_data_that_is_cut_loses_only_the_rest_of_its_file() {
    let place = Place::new();
    // Without repetitions, so that the cut leaves most of the lines.
    let line = |n: u64| {
        format!("{{\"id\": {n}, \"text\": \"{:x}\"}}\n", n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31))
    };
    let whole: String = (1..=2000).map(line).collect();
    for (name, bytes) in [("a.jsonl.gz", gzip(whole.as_bytes())), ("b.jsonl.zst", zstd(whole.as_bytes()))] {
        place.file(&format!("in/{name}"), &bytes[..bytes.len() - 1000]);
    }
    place.file("in/c.jsonl", "{\"id\": \"behind\", \"text\": \"\"}\n");
    let ended = place.tag("in").status(1);
    let ids = ended.ids();
    assert_eq!(ids.last().map(String::as_str), Some("behind"), "{ended}");
    assert!(ids.iter().filter(|id| *id == "1000").count() >= 1, "what comes ahead of the cut is read\n{ended}");
    assert!(ended.summary().contains(" 2 skipped"), "{ended}");
    let ended = ended.says("in/a.jsonl.gz record ").says("in/b.jsonl.zst record ");
    ended.says(": cannot read on from here, the rest of the input is lost: ");
}

#[test]
fn compressed_data_that_is_none() {
    let place = Place::new();
    place.file("a.txt", b"\x1F\x8Bno gzip behind this mark");
    place.file("b.jsonl", [gzip(b"{\"id\": \"b\", \"text\": \"\"}\n"), b"rubbish".to_vec()].concat());
    let ended = place.tag("a.txt b.jsonl").status(1);
    assert_eq!(ended.ids(), ["b"], "{ended}");
    ended.says("newstag: a.txt record 1: cannot").says("newstag: b.jsonl record 2: cannot read on from here");
}

#[test]
fn standard_input_is_read_by_what_it_holds() {
    let cases: [(&str, &[&str]); 9] = [
        ("Geng Shuang", &["-"]),
        ("", &["-"]),
        ("{\"text\": \"\"}\n{\"text\": \"\"}\n", &["-#1", "-#2"]),
        ("\n{\"text\": \"\"}", &["-#1"]),
        ("[{\"text\": \"\"},\n{\"text\": \"\"}]", &["-#1", "-#2"]),
        ("[]", &[]),
        ("{\n  \"text\": \"\"\n}\n{\"text\": \"\"}", &["-#1", "-#2"]),
        ("[Reuters] China", &["-"]),
        ("\u{FEFF}{\"text\": \"\"}\n", &["-#1"]),
    ];
    let place = Place::new();
    for (input, expected) in cases {
        for arguments in ["", "-"] {
            let ended = place.tag_stdin(arguments, input).status(0);
            assert_eq!(ended.ids(), expected, "{input:?}\n{ended}");
        }
    }
    let ended = place.tag_stdin("", gzip(b"{\"text\": \"\"}\n")).status(0);
    assert_eq!(ended.ids(), ["-#1"], "{ended}");
}

#[test]
fn a_format_that_is_given_counts_for_all_inputs() {
    let place = Place::new();
    place.file("a.txt", "{\"id\": \"a\", \"text\": \"China\"}\n");
    place.file("b.jsonl", "{\"id\": \"b\", \"text\": \"China\"}\n");
    assert_eq!(place.tag("a.txt b.jsonl --input-format jsonl").ids(), ["a", "b"]);
    assert_eq!(place.tag("a.txt b.jsonl --input-format json").ids(), ["a", "b"]);
    assert_eq!(place.tag("a.txt b.jsonl --input-format text").ids(), ["a.txt", "b.jsonl"]);
    place
        .tag("a.txt --input-format docx")
        .status(2)
        .says("[possible values: auto, text, jsonl, json, csv, tsv, parquet");
}

#[test]
fn a_broken_object_of_an_array_hinders_no_other() {
    let place = Place::new();
    place.file("in.json", "[\n  {\"id\": 1, \"text\": \"never closed},\n  {\"id\": 2, \"text\": \"China\"},\n  3,\n  {\"id\": 4, \"text\": \"\"}\n]");
    let ended = place.tag("in.json --quarantine bad.jsonl").status(1);
    assert_eq!(ended.ids(), ["2", "4"], "{ended}");
    let bad = crate::cli_run::json_lines(&place.text("bad.jsonl"));
    assert_eq!(bad[0]["record"], "{\"id\": 1, \"text\": \"never closed},\n  ");
    assert_eq!((&bad[0]["source"]["record"], &bad[0]["source"]["offset"]), (&1.into(), &4.into()));
    assert_eq!((&bad[1]["source"]["record"], &bad[1]["record"]), (&3.into(), &"3".into()));
    place.file("cut.json", "[{\"text\": \"\"}, {\"text\": \"Chi");
    place
        .tag("cut.json")
        .status(1)
        .says("cut.json record 2: the input ends in the middle of this record: was the file cut off?");
    place.file("open.json", "[{\"text\": \"\"},");
    place.tag("open.json").status(1).says("open.json record 2: the input ends before the array is closed with `]`");
}

#[test]
fn lines_and_their_ends() {
    let place = Place::new();
    place.file("crlf.jsonl", "\u{FEFF}{\"text\": \"a\"}\r\n\r\n{\"text\": \"b\"}\r\n");
    let ended = place.tag("crlf.jsonl --include-text").status(0);
    let texts: Vec<_> = ended.records().iter().map(|record| record["text"].clone()).collect();
    assert_eq!(
        (ended.ids(), texts),
        (vec!["crlf.jsonl#1".into(), "crlf.jsonl#2".into()], vec!["a".into(), "b".into()])
    );
}

/// Without a terminal there is always a standard input; what a terminal is told is in the message of the error type.
#[test]
fn nothing_named_means_standard_input() {
    let place = Place::new();
    let mut command = place.command("tag -d dict.jsonl");
    command.write_stdin("China");
    let ended = Ended::of(command).status(0);
    assert_eq!(ended.ids(), ["-"], "{ended}");
}
