//! Archives in the ARC format, which was there before WARC: both versions, compressed or not, and what a broken record costs.

use crate::cli_run::{Ended, Place};
use crate::warc::{ARTICLE, answer, gzip, page, pages};

/// A record with its line of the first version; `length` is what it says of itself.
fn record_of_length(uri: &str, content_type: &str, block: &[u8], length: &str) -> Vec<u8> {
    [format!("{uri} 10.0.0.1 20030512083000 {content_type} {length}\n").as_bytes(), block, b"\n"].concat()
}

fn record(uri: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    record_of_length(uri, content_type, block, &block.len().to_string())
}

fn head() -> Vec<u8> {
    let block = b"1 0 by hand\nURL IP-address Archive-date Content-type Archive-length\n";
    record("filedesc://a.arc", "text/plain", block)
}

fn block(name: &str) -> Vec<u8> {
    let html = format!("<html lang=en><title>{name}</title><body>{ARTICLE}</body></html>");
    answer("Content-Type: text/html; charset=utf-8", html.as_bytes())
}

fn captured(name: &str) -> Vec<u8> {
    record(&format!("http://example.com/{name}"), "text/html", &block(name))
}

fn tagged(name: &str, bytes: &[u8]) -> Ended {
    let place = Place::new();
    place.file(name, bytes);
    place.tag(name)
}

#[test]
fn pages_and_texts_are_read_all_else_is_passed_over() {
    let second = block("two");
    let line =
        format!("http://example.com/two 10.0.0.1 20030512083000 text/html 200 - - 4711 a.arc.gz {}\n", second.len());
    let archive = [
        head(),
        captured("one"),
        [line.as_bytes(), &second, b"\n"].concat(),
        record("http://example.com/a b", "text/plain", "Geng Shuang (耿爽)\nsaid no.\n".as_bytes()),
        record("dns:example.com", "text/dns", b"20030512083000\nexample.com. 1 IN A 10.0.0.1\n"),
        record("http://example.com/a.png", "image/png", &answer("Content-Type: image/png", b"\x89PNG")),
        record("http://example.com/gone", "text/html", b"HTTP/1.1 404 Not Found\r\n\r\n<p>China"),
    ];
    for (name, bytes) in [
        ("a.arc", archive.concat()),
        ("a.arc.gz", archive.iter().flat_map(|record| gzip(record)).collect()),
        ("whole.arc.gz", gzip(&archive.concat())),
        ("known-by-its-content", archive.concat()),
        ("a.arc", archive.concat().trim_ascii_end().to_vec()),
    ] {
        let ended = tagged(name, &bytes).status(0);
        pages(&ended, &["one", "two", "a b"]);
        let [one, _, text] = &ended.records()[..] else { panic!("{ended}") };
        assert_eq!((&one["title"], &one["date"]), (&"one".into(), &"2003-05-12".into()), "{name}\n{ended}");
        assert!(one["text"].as_str().unwrap().starts_with("Geng Shuang said in China"), "{ended}");
        assert_eq!((&text["date"], &text["mentions"][1]["text"]), (&"2003-05-12".into(), &"耿爽".into()), "{ended}");
        let ended = ended.says("passed over 1 record of web archives that hold no text");
        let ended = ended.says("passed over 2 records of web archives that are neither pages nor text");
        ended.says("passed over 1 record of web archives that servers answered with an error");
    }
}

#[test]
fn formats_may_meet_in_one_archive() {
    let archive = [gzip(&head()), gzip(&captured("one")), gzip(&page("two")), gzip(&captured("three"))].concat();
    pages(&tagged("a.arc.gz", &archive).status(0), &["one", "two", "three"]);
}

#[test]
fn a_broken_record_costs_itself_alone() {
    let lying = |length: &str| record_of_length("http://example.com/lie", "text/html", &block("lie"), length);
    for (record, told) in [
        (lying("100"), "the header of this record says that 100 bytes follow, but it goes on behind them"),
        (lying("500"), "the header of this record says that 500 bytes follow, but the next record begins after "),
        (lying("99999999999999"), "says that 99999999999999 bytes follow, but the next record begins after "),
        (lying("-1"), "the length at the end of this ARC record's first line is \"-1\", which is no number of bytes"),
        (
            b"http://example.com/lie 10.0.0.1 text/html 7\nChina.\n\n".to_vec(),
            "the first line of this ARC record is \"http://example.com/lie 10.0.0.1 text/html 7\": expected an address",
        ),
    ] {
        let archive = [head(), captured("one"), record.clone(), captured("two")];
        let ended = tagged("a.arc", &archive.concat()).status(1).says("a.arc record 2: ").says(told);
        pages(&ended, &["one", "two"]);
        let members: Vec<u8> = archive.iter().flat_map(|record| gzip(record)).collect();
        pages(&tagged("a.arc.gz", &members).status(1).says("a.arc.gz record 2: "), &["one", "two"]);
    }
    let garbage = [gzip(&captured("one")), gzip(b"<html>China</html>\n"), gzip(&captured("two"))].concat();
    let told = "a.arc.gz record 2: not a record of a web archive: it begins with \"<html>China</html> \"";
    pages(&tagged("a.arc.gz", &garbage).status(1).says(told), &["one", "two"]);
    let damaged = [gzip(&captured("one")), gzip(&captured("lost"))[..90].to_vec(), gzip(&captured("two"))].concat();
    pages(&tagged("a.arc.gz", &damaged).status(1).says("a.arc.gz record 2: "), &["one", "two"]);
}

/// Lines of a page that begin like addresses, in pieces of any length, are not taken for records.
#[test]
fn long_records_are_passed_through_to_the_next() {
    let line = format!("http://example.com/{}\n", "x".repeat(3000));
    let long = record("http://example.com/long", "text/html", &line.repeat(1000).into_bytes());
    let place = Place::new();
    place.file("a.arc", [head(), captured("one"), long, captured("two")].concat());
    let ended = place.tag("a.arc --max-record-mib 1").status(1);
    pages(&ended, &["one", "two"]);
    ended.says("a.arc record 2: 3020").says("(--max-record-mib sets it)");
}

#[test]
fn a_bad_record_can_be_mended_and_read_again() {
    let place = Place::new();
    let empty = " ".repeat(ARTICLE.len());
    let bad = record("http://example.com/bad", "text/html", &answer("Content-Type: text/html", empty.as_bytes()));
    place.file("a.arc", [head(), captured("one"), bad].concat());
    place.tag("a.arc --quarantine bad.jsonl").status(1);
    place.file("mended.jsonl", place.text("bad.jsonl").replace(&empty, ARTICLE));
    pages(&place.tag("mended.jsonl").status(0), &["bad"]);
}
