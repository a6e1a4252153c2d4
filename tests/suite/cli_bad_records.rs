//! Every kind of bad record: told, counted, put into the quarantine, and no hindrance to the others.

use crate::cli_run::{Place, json_lines};

/// Tags `records` as JSON Lines between two good lines, and gives back what is told of the bad one.
#[track_caller]
fn told(record: impl AsRef<[u8]>) -> String {
    let place = Place::new();
    let input = [
        &b"{\"id\": \"before\", \"text\": \"Geng Shuang\"}\n"[..],
        record.as_ref(),
        b"\n{\"id\": \"behind\", \"text\": \"China\"}",
    ];
    place.file("in.jsonl", input.concat());
    let ended = place.tag("in.jsonl").status(1);
    assert_eq!(ended.ids(), ["before", "behind"], "{ended}");
    assert!(ended.summary().starts_with("newstag: 2 documents, 1 skipped, 2 mentions, 2 entities, "), "{ended}");
    let line = ended.stderr.lines().next().unwrap();
    line.strip_prefix("newstag: in.jsonl record 2: ").unwrap_or_else(|| panic!("{ended}")).to_owned()
}

#[test]
fn what_is_no_json() {
    assert_eq!(told(r#"{"text": "a"#), "not JSON: EOF while parsing a string at line 1 column 11");
    assert_eq!(told(r#"{"text": 'a'}"#), "not JSON: expected value at line 1 column 10");
    assert_eq!(told("Geng Shuang"), "not JSON: expected value at line 1 column 1");
    assert_eq!(
        told("{\"text\": \"a\u{1}\"}"),
        "not JSON: control character (\\u0000-\\u001F) found while parsing a string at line 1 column 12"
    );
    assert_eq!(told(r#"{"text": "\ud83d"}"#), "not JSON: unexpected end of hex escape at line 1 column 17");
    assert_eq!(told(r#"{"text": "\ude42 "}"#), "not JSON: lone leading surrogate in hex escape at line 1 column 16");
}

#[test]
fn what_is_no_utf8() {
    assert_eq!(
        told(b"{\"text\": \"ab\xFF\"}"),
        "not UTF-8: byte 12 of the record (counting from 0) is the first that is wrong"
    );
    assert_eq!(
        told(b"{\"text\": \"\xED\xA0\x80\"}"),
        "not UTF-8: byte 10 of the record (counting from 0) is the first that is wrong"
    );
}

#[test]
fn what_has_wrong_types() {
    assert_eq!(told("[1, 2]"), r#"expected a JSON object such as {"id": …, "text": …}, found an array"#);
    assert_eq!(told("7"), r#"expected a JSON object such as {"id": …, "text": …}, found a number"#);
    assert_eq!(told(r#"{"text": 7}"#), r#"the field "text" should be a string, but it is a number"#);
    assert_eq!(told(r#"{"text": null}"#), r#"the field "text" should be a string, but it is null"#);
    assert_eq!(
        told(r#"{"text": "", "title": 7}"#),
        r#"the field "title" should be a string or null, but it is a number"#
    );
    assert_eq!(
        told(r#"{"text": "", "lang": ["en"]}"#),
        r#"the field "lang" should be a string or null, but it is an array"#
    );
    assert_eq!(
        told(r#"{"text": "", "id": {}}"#),
        r#"the field "id" should be a string or a number, but it is an object"#
    );
    assert_eq!(
        told(r#"{"text": "", "date": true}"#),
        r#"the field "date" should be a date in a string, but it is true or false"#
    );
}

#[test]
fn what_lacks_its_text() {
    assert_eq!(
        told(r#"{"id": 1, "body": "Geng Shuang"}"#),
        r#"the field "text", which should hold the text, is missing; the object has "id", "body" (--text-field names another)"#
    );
    assert_eq!(
        told("{}"),
        r#"the field "text", which should hold the text, is missing; the object has no fields (--text-field names another)"#
    );
}

#[test]
fn what_has_no_date_in_its_date() {
    let told = told(r#"{"text": "", "date": "31.12.2019"}"#);
    assert!(told.starts_with(r#"the field "date" holds "31.12.2019": expected a date such as 2019-10-09"#), "{told}");
}

#[test]
fn text_files_that_are_no_utf8() {
    let place = Place::new();
    place.file("in/latin.txt", b"caf\xE9 China");
    place.file("in/z.txt", "China");
    let ended = place.tag("in --charset utf-8").status(1);
    assert_eq!(ended.ids(), ["in/z.txt"], "{ended}");
    ended.says("in/latin.txt record 1: not UTF-8: byte 3 of the record");
}

#[test]
fn nul_bytes_are_text_like_any_other() {
    let place = Place::new();
    place.file("in.txt", "\0\0 Geng\0Shuang \0China\0");
    let ended = place.tag("in.txt").status(0);
    let record = &ended.records()[0];
    assert_eq!((&record["length"], &record["mentions"][0]["start"]), (&22.into(), &16.into()), "{ended}");
}

#[test]
fn empty_inputs() {
    let place = Place::new();
    for name in ["empty.txt", "empty.jsonl", "empty.json"] {
        place.file(name, "");
    }
    place.file("blank.jsonl", "\n \r\n\t\n");
    place.file("empty-text.jsonl", r#"{"text": ""}"#);
    let ended = place.tag("empty.txt empty.jsonl empty.json blank.jsonl empty-text.jsonl").status(0);
    assert_eq!(ended.ids(), ["empty.txt", "empty-text.jsonl#1"], "{ended}");
    for record in ended.records() {
        assert_eq!(record["length"], 0, "{ended}");
    }
    assert_eq!(ended.summary(), "newstag: 2 documents, 0 skipped, 0 mentions, 0 entities, 12 bytes");
}

#[test]
fn the_quarantine_holds_what_was_refused() {
    let place = Place::new();
    place.file("in.jsonl", b"{\"text\": \"a\"}\n\n{\"text\": 1}\n{\"\xFF\"}\n");
    let ended = place.tag("in.jsonl --quarantine bad.jsonl").status(1);
    assert_eq!(ended.ids(), ["in.jsonl#1"], "{ended}");
    let expected = concat!(
        r#"{"source":{"path":"in.jsonl","record":2,"offset":15},"#,
        r#""reason":"the field \"text\" should be a string, but it is a number","form":"json","record":"{\"text\": 1}"}"#,
        "\n",
        r#"{"source":{"path":"in.jsonl","record":3,"offset":27},"#,
        r#""reason":"not UTF-8: byte 2 of the record (counting from 0) is the first that is wrong","form":"json","record_base64":"eyL/In0="}"#,
        "\n",
    );
    assert_eq!(place.text("bad.jsonl"), expected);
}

#[test]
fn a_quarantine_without_bad_records_is_empty() {
    let place = Place::new();
    place.file("in.txt", "China");
    place.tag("in.txt --quarantine bad.jsonl").status(0);
    assert_eq!(place.text("bad.jsonl"), "");
}

#[test]
fn of_many_bad_records_ten_are_told() {
    let place = Place::new();
    place.file("in.jsonl", "x\n".repeat(25));
    let ended = place
        .tag("in.jsonl")
        .status(1)
        .says("newstag: 15 more records were skipped; --quarantine FILE keeps them all\n");
    assert_eq!(ended.stderr.lines().count(), 12, "{ended}");
    let ended = place
        .tag("in.jsonl --quarantine bad.jsonl")
        .status(1)
        .says("15 more records were skipped; the quarantine has them all\n");
    assert_eq!(json_lines(&place.text("bad.jsonl")).len(), 25, "{ended}");
}

#[test]
fn on_error_fail_stops_at_the_first() {
    let place = Place::new();
    place.file("in.jsonl", format!("{{\"id\": 1, \"text\": \"\"}}\nx\ny\n{}", "{\"text\": \"\"}\n".repeat(10_000)));
    let ended = place.tag("in.jsonl --on-error fail").status(2);
    assert_eq!(ended.ids(), ["1"], "what stands ahead of the bad record is written\n{ended}");
    assert_eq!(ended.stderr, "newstag: in.jsonl record 2: not JSON: expected value at line 1 column 1\n");
}

#[test]
fn on_error_fail_leaves_no_file() {
    let place = Place::new();
    place.file("in.jsonl", "{\"text\": \"\"}\nx\n");
    place.tag("in.jsonl --on-error fail -o out.jsonl --quarantine bad.jsonl").status(2);
    assert_eq!(place.names(), ["dict.jsonl", "in.jsonl"]);
}
