//! Bad records of each kind, mended in the quarantine and tagged again.

use super::{bytes, mended};
use crate::cli_run::{Place, json_lines};
use serde_json::Value;

/// Tags an input, mends the one bad record, and compares what the quarantine gives with what the mended input gives there.
#[track_caller]
fn check(name: &str, input: &[u8], (from, to): (&[u8], &str), options: &str) -> Value {
    let place = Place::new();
    place.file(name, input);
    place.tag(&format!("{name} --quarantine bad.jsonl {options}")).status(1);
    let lines = json_lines(&place.text("bad.jsonl"));
    let [bad] = &lines[..] else { panic!("one record is bad: {lines:?}") };
    place.tag(&format!("bad.jsonl {options}")).status(1).says(&format!("{name} record {}: ", bad["source"]["record"]));
    place.file("mended.jsonl", mended(&lines, from, to.as_bytes()));
    let again = place.tag(&format!("mended.jsonl {options}")).status(0);
    let at = memchr::memmem::find(input, from).unwrap();
    place.file(name, [&input[..at], to.as_bytes(), &input[at + from.len()..]].concat());
    let whole = place.tag(&format!("{name} {options}")).status(0);
    let expected =
        whole.records().into_iter().find(|record| record["source"]["record"] == bad["source"]["record"]).unwrap();
    assert_eq!(again.records(), [expected], "{again}");
    bad.clone()
}

#[test]
fn objects_that_were_no_json() {
    check("in.jsonl", b"{\"text\": \"China\"}\n{\"text\": \"China}\n", (b"China}", "China\"}"), "");
    check("in.jsonl", b"{\"text\": \"China\", \"date\": \"31.12.2019\"}", (b"31.12.2019", "2019-12-31"), "");
    check("in.json", b"{\"text\": \"New York\"}, {\"text\": \"Chi", (b"\"Chi", "\"China\"}"), "");
    check("in.jsonl", b"{\"body\": \"China\", \"nr\": []}", (b"[]", "7"), "--text-field body --id-field nr");
}

#[test]
fn what_was_no_utf8_is_in_base64_and_may_become_text() {
    let bad = check("in.jsonl", b"{\"text\": \"caf\xE9 China\"}\n", (b"\xE9", "é"), "--charset utf-8");
    assert!(bad["record_base64"].is_string() && bad["record"].is_null(), "{bad}");
    check("2019-10-09-in.txt", b"caf\xE9 China", (b"\xE9", "é"), "--charset utf-8 --include-text");
}

#[test]
fn rows_keep_the_header_and_the_delimiter_of_their_table() {
    let table = |row: &str| format!("id;text ;title\n1;China;a\n{row}\n3;China;c\n").into_bytes();
    let bad = check("in.csv", &table("2;China"), (b"2;China", "2;China;b"), "");
    assert_eq!((&bad["form"], &bad["delimiter"]), (&"row".into(), &";".into()), "{bad}");
    assert_eq!(bad["header"], serde_json::json!(["id", "text", "title"]));
    check("in.csv", &table("2;\"China\" x;b"), (b"\"China\" x", "\"China \"\"x\"\"\""), "");
    check("in.csv", b"id,text\n1,China\n2,\"China", (b"\"China", "\"China\""), "");
    check("in.tsv", b"id\ttext\n1\t\"China\" \"x\"\n", (b"\"China\" \"x\"", "China \"x\""), "");
}

#[test]
fn a_row_that_was_made_two_is_none() {
    let place = Place::new();
    place.file("in.csv", "id,text\n1,China,China\n");
    place.tag("in.csv --quarantine bad.jsonl").status(1);
    let lines = json_lines(&place.text("bad.jsonl"));
    place.file("mended.jsonl", mended(&lines, b",China,", b",China\n2,"));
    place.tag("mended.jsonl").status(1).says("in.csv record 1: a line end that is not in quotes stands in this row");
    // With other fields than those of the run that made the quarantine, a row has no text.
    place.tag("bad.jsonl --text-field body").status(1).says("the columns of the table are \"id\", \"text\"");
}

#[test]
fn a_record_of_an_archive_whose_length_is_wrong() {
    let page = "<p>China said on Wednesday that it had nothing to add to what it had said before, and that nobody should wait for more.</p>";
    let record = |uri: &str, length: usize| {
        format!(
            "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2019-10-10T08:30:00Z\r\nContent-Type: text/html\r\n\
             Content-Length: {length}\r\n\r\n{page}\r\n\r\n"
        )
    };
    for wrong in [10, 500] {
        let archive = record("http://a", wrong) + &record("http://b", page.len());
        let (wrong, right) = (format!("Content-Length: {wrong}\r"), format!("Content-Length: {}\r", page.len()));
        check("in.warc", archive.as_bytes(), (wrong.as_bytes(), &right), "");
    }
}

#[test]
fn what_is_but_a_beginning_is_refused_again() {
    let place = Place::new();
    place.file("in.jsonl", format!("{{\"text\": \"{}\"}}\n", "China ".repeat(200_000)));
    place.tag("in.jsonl --max-record-mib 1 --quarantine bad.jsonl").status(1);
    let ended = place.tag("bad.jsonl --quarantine again.jsonl").status(1);
    ended.says("in.jsonl record 1: only the beginning of this record was kept, since it is too long: take the record itself from its source");
    let [first, again] = ["bad.jsonl", "again.jsonl"].map(|name| json_lines(&place.text(name)).remove(0));
    assert_eq!((&again["truncated"], &again["source"], bytes(&again)), (&true.into(), &first["source"], bytes(&first)));
}

#[test]
fn what_ended_an_input_is_no_record() {
    let place = Place::new();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, &b"{\"text\": \"China\"}\n".repeat(1000)).unwrap();
    let whole = encoder.finish().unwrap();
    place.file("cut.jsonl.gz", &whole[..whole.len() - 12]);
    place.file("head.csv", "id,body\n1,China\n");
    place.file("open.json", "[{\"text\": \"China\"},");
    place.tag("cut.jsonl.gz head.csv open.json --quarantine bad.jsonl").status(1);
    let ended = place.tag("bad.jsonl --quarantine again.jsonl").status(1);
    for name in ["cut.jsonl.gz", "head.csv", "open.json"] {
        let told = ended.stderr.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name}\n{ended}"));
        assert!(
            told.ends_with(
                "this is no record but what ended the reading of its input: mend the input, and tag that again"
            ),
            "{told}"
        );
    }
    assert_eq!(json_lines(&place.text("again.jsonl")).len(), 3);
}

#[test]
fn a_quarantine_is_known_wherever_it_comes_from() {
    let place = Place::new();
    place.file("in.jsonl", "{\"text\": \"China\", \"date\": \"?\"}\n".repeat(3));
    place.tag("in.jsonl --quarantine bad.jsonl").status(1);
    let mended = place.text("bad.jsonl").replace("\\\"?\\\"", "null");
    let ids = ["in.jsonl#1", "in.jsonl#2", "in.jsonl#3"];
    place.file("q/mended.jsonl", &mended);
    place.file("mended", format!("\u{FEFF}{mended}"));
    for input in ["q", "q/mended.jsonl", "mended", "mended --input-format quarantine"] {
        assert_eq!(place.tag(input).status(0).ids(), ids, "{input}");
    }
    assert_eq!(place.tag_stdin("", mended.as_str()).status(0).ids(), ids);
    assert_eq!(place.tag_stdin("--input-format quarantine -", mended.replace("},\"", "}, \"")).status(0).ids(), ids);
    place.tag("q --input-format jsonl").status(1).says("the field \"text\", which should hold the text, is missing");
    // A line that is none is a bad record of the quarantine itself.
    let odd = mended.replacen('\n', "\n\n{\"text\": \"China\"}\n", 1);
    place.file("odd.jsonl", odd);
    let ended = place.tag("odd.jsonl").status(1);
    assert_eq!(ended.ids(), ids, "{ended}");
    ended.says(
        "odd.jsonl record 2: not a line of a quarantine, as newstag tag --quarantine writes it: missing field `source`",
    );
}

/// The block of docs/robustness.md, as it stands there, in a shell.
#[cfg(unix)]
#[test]
fn the_recipe_of_the_page() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/robustness.md")).unwrap();
    let recipe = page.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the page has a recipe");
    let place = Place::new();
    let folder = crate::cli_run::program().parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut shell = std::process::Command::new("sh");
    let ended = shell.args(["-euc", recipe]).current_dir(place.path("")).env("PATH", path).output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let records = json_lines(&place.text("all.jsonl"));
    let told: Vec<_> = records
        .iter()
        .map(|record| (record["id"].as_str().unwrap(), record["mentions"].as_array().unwrap().len()))
        .collect();
    assert_eq!(told, [("dump.jsonl#1", 1), ("dump.jsonl#2", 1)]);
}
