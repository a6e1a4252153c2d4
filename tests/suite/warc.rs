//! Web archives, written here byte by byte: what is read of them, and what a broken record or member costs.

use crate::cli_run::{Ended, Place};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

pub(crate) const ARTICLE: &str = "<p>Geng Shuang said in China on Wednesday that he had nothing to add to what he had said before, and that nobody should wait for more.</p>";

/// A record with the header fields that every record has, and `length` for its Content-Length.
fn record_of_length(kind: &str, uri: &str, content_type: &str, block: &[u8], length: &str) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2019-10-10T08:30:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

pub(crate) fn record(kind: &str, uri: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    record_of_length(kind, uri, content_type, block, &block.len().to_string())
}

/// What a server answered: fields of its header, and a body.
pub(crate) fn answer(fields: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").as_bytes(), body].concat()
}

pub(crate) fn page(name: &str) -> Vec<u8> {
    let html = format!("<html lang=en><title>{name}</title><body>{ARTICLE}</body></html>");
    let block = answer("Content-Type: text/html; charset=utf-8", html.as_bytes());
    record("response", &format!("http://example.com/{name}"), "application/http; msgtype=response", &block)
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut member = GzEncoder::new(Vec::new(), Compression::fast());
    member.write_all(bytes).unwrap();
    member.finish().unwrap()
}

fn tagged(name: &str, bytes: &[u8]) -> Ended {
    let place = Place::new();
    place.file(name, bytes);
    place.tag(name)
}

#[track_caller]
pub(crate) fn pages(ended: &Ended, names: &[&str]) {
    let expected: Vec<String> = names.iter().map(|name| format!("http://example.com/{name}")).collect();
    assert_eq!(ended.ids(), expected, "{ended}");
}

/// The bytes of a record in chunks, as servers send them.
fn chunks(body: &[u8]) -> Vec<u8> {
    let pieces =
        body.chunks(50).flat_map(|piece| [format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat());
    pieces.chain(*b"0\r\n\r\n").collect()
}

#[test]
fn pages_texts_and_conversions_are_read_all_else_is_passed_over() {
    let html = format!("<html><title>Two</title><body>{ARTICLE}</body></html>");
    let archive = [
        record("warcinfo", "", "application/warc-fields", b"software: by hand\r\n"),
        record("request", "http://example.com/one", "application/http; msgtype=request", b"GET /one HTTP/1.1\r\n\r\n"),
        page("one"),
        record("resource", "http://example.com/two", "text/html", html.as_bytes()),
        record(
            "conversion",
            "http://example.com/2019/10/09/three",
            "text/plain",
            "Geng Shuang (耿爽)\nsaid no.\n".as_bytes(),
        ),
        record(
            "response",
            "http://example.com/a.png",
            "application/http",
            &answer("Content-Type: image/png", b"\x89PNG"),
        ),
        record(
            "response",
            "http://example.com/gone",
            "application/http",
            b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>China",
        ),
        record("revisit", "http://example.com/one", "application/http", b"HTTP/1.1 200 OK\r\n\r\n"),
    ];
    for (name, bytes) in [
        ("a.warc", archive.concat()),
        ("a.warc.gz", archive.iter().flat_map(|record| gzip(record)).collect()),
        ("whole.warc.gz", gzip(&archive.concat())),
        ("a.warc.zst", zstd::encode_all(&*archive.concat(), 1).unwrap()),
    ] {
        let ended = tagged(name, &bytes).status(0);
        pages(&ended, &["one", "two", "2019/10/09/three"]);
        let records = ended.records();
        let [one, _, three] = &records[..] else { panic!("{ended}") };
        assert_eq!(
            (&one["title"], &one["date"], &one["lang"]),
            (&"one".into(), &"2019-10-10".into(), &"en".into()),
            "{ended}"
        );
        assert_eq!(one["source"]["record"], 1, "what is passed over is no record\n{ended}");
        assert!(one["text"].as_str().unwrap().starts_with("Geng Shuang said in China"), "{ended}");
        assert_eq!((&three["date"], &three["text"]), (&"2019-10-09".into(), &serde_json::Value::Null), "{ended}");
        let ended =
            ended.says("passed over 3 records of web archives that hold no text (requests, metadata and the like)");
        let ended = ended.says("passed over 1 record of web archives that are neither pages nor text (images, scripts and the like); for example http://example.com/a.png");
        ended.says("passed over 1 record of web archives that servers answered with an error or the way to somewhere else; for example http://example.com/gone");
    }
}

#[test]
fn an_archive_is_known_by_its_content() {
    let place = Place::new();
    for (arguments, input) in [("", page("one")), ("", gzip(&page("one"))), ("--input-format warc", gzip(&page("one")))]
    {
        pages(&place.tag_stdin(arguments, input).status(0), &["one"]);
    }
    place.file("pages", page("one"));
    pages(&place.tag("pages").status(0), &["one"]);
}

#[test]
fn bodies_are_put_together_before_they_are_read() {
    let html = format!("<html><title>x</title><body>{ARTICLE}</body></html>");
    let response = |name: &str, fields: &str, body: &[u8]| {
        let block = answer(&format!("Content-Type: text/html\r\n{fields}"), body);
        record("response", &format!("http://example.com/{name}"), "application/http", &block)
    };
    let plain = html.as_bytes();
    let archive = [
        response("chunked", "Transfer-Encoding: chunked", &chunks(plain)),
        response("gzip", "Content-Encoding: gzip", &gzip(plain)),
        response("both", "Content-Encoding: gzip\r\nTransfer-Encoding: chunked", &chunks(&gzip(plain))),
        response("neither", "Content-Encoding: gzip\r\nTransfer-Encoding: chunked", plain),
        response("cut", "Transfer-Encoding: chunked", &chunks(plain)[..90]),
        response("cut-gzip", "Content-Encoding: gzip", &gzip(plain)[..60]),
        page("last"),
    ];
    let ended = tagged("a.warc", &archive.concat()).status(1);
    pages(&ended, &["chunked", "gzip", "both", "neither", "last"]);
    let ended = ended.says("a.warc record 5: the body, which came in chunks, is cut off at byte 90 (counting from 0)");
    ended.says("a.warc record 6: the body cannot be decompressed as gzip: ");
}

#[test]
fn a_length_that_lies_costs_its_record_alone() {
    let block = answer("Content-Type: text/html", ARTICLE.as_bytes());
    let lying =
        |length: &str| record_of_length("response", "http://example.com/lie", "application/http", &block, length);
    let no_length =
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.com/lie\r\n\r\n<p>China\r\n\r\n".to_vec();
    let long = "99999999999999";
    for (record, told) in [
        (lying("100"), "the header of this record says that 100 bytes follow, but it goes on behind them"),
        (lying("500"), "the header of this record says that 500 bytes follow, but the next record begins after 186"),
        (
            lying(long),
            "the header of this record says that 99999999999999 bytes follow, but the next record begins after 186",
        ),
        (lying("99999999999999999999999"), "is \"99999999999999999999999\", which is no number of bytes"),
        (lying("-1"), "the Content-Length of this WARC record is \"-1\", which is no number of bytes"),
        (lying("many"), "the Content-Length of this WARC record is \"many\", which is no number of bytes"),
        (no_length, "has no Content-Length, so that nobody knows where it ends"),
        (
            b"<html>China</html>\r\n".to_vec(),
            "not a record of a web archive: it begins with \"<html>China</html>  \", and neither with WARC/1.0",
        ),
    ] {
        let ended = tagged("a.warc", &[page("one"), record.clone(), page("two")].concat()).status(1).says(told);
        pages(&ended, &["one", "two"]);
        // In a member of its own, the end of that member is the end of the damage.
        let members = [page("one"), record, page("two")].map(|record| gzip(&record));
        let ended = tagged("a.warc.gz", &members.concat()).status(1).says("a.warc.gz record 2: ");
        pages(&ended, &["one", "two"]);
    }
}

#[test]
fn a_record_at_the_end_may_be_cut_off() {
    let whole = [page("one"), page("two")].concat();
    let ended = tagged("a.warc", &whole[..whole.len() - 100]).status(1);
    pages(&ended, &["one"]);
    ended.says("a.warc record 2: the header of this record says that 249 bytes follow, but it ends after 153: was the file cut off?");
    let ended = tagged("a.warc", &whole[..page("one").len() + 50]).status(1);
    pages(&ended.says("a.warc record 2: the input ends in the middle of this record: was the file cut off?"), &["one"]);
}

#[test]
fn a_damaged_member_costs_no_other() {
    let members: Vec<Vec<u8>> = ["one", "two", "three", "four"].iter().map(|name| gzip(&page(name))).collect();
    let [one, two, three, four] = &members[..] else { unreachable!("there are four") };
    let mut altered = two.clone();
    altered[60] ^= 0xFF;
    let mut wrong_sum = two.clone();
    let sum = wrong_sum.len() - 8;
    wrong_sum[sum] ^= 1;
    for (what, damaged) in [
        ("cut in mid member", two[..two.len() / 2].to_vec()),
        ("altered", altered),
        ("a wrong checksum", wrong_sum),
        ("a member of which nothing but the head is left", two[..10].to_vec()),
        ("something else", b"\x1F\x8Bno member".to_vec()),
        ("bytes between members", b"garbage \x1F\x8B\x08 garbage".to_vec()),
    ] {
        let archive = [one, &damaged, three, four].map(|member| member.as_slice()).concat();
        let ended = tagged("a.warc.gz", &archive).status(1);
        assert_eq!(
            ended.ids(),
            ["one", "three", "four"].map(|name| format!("http://example.com/{name}")),
            "{what}\n{ended}"
        );
        assert!(ended.stderr.contains("a.warc.gz record 2: "), "{what}\n{ended}");
    }
    let cut = [one.as_slice(), &two[..two.len() - 20]].concat();
    pages(
        &tagged("a.warc.gz", &cut)
            .status(1)
            .says("a.warc.gz record 2: the gzip member of this record cannot be decompressed: "),
        &["one"],
    );
}

/// A member of 80 MiB of spaces costs neither the time that more of it would take nor the records behind it.
#[test]
fn a_member_that_is_a_bomb_costs_no_other() {
    let bomb = record("conversion", "http://example.com/bomb", "text/plain", &vec![b' '; 80 << 20]);
    let place = Place::new();
    place.file("a.warc.gz", [gzip(&page("one")), gzip(&bomb), gzip(&page("two"))].concat());
    let ended = place.tag("a.warc.gz --max-expansion 20").status(1);
    pages(&ended, &["one", "two"]);
    ended.says("a.warc.gz record 2: the gzip member of this record cannot be decompressed: it unpacks to more than 20 times its size, as decompression bombs do (--max-expansion allows more); records behind it are read on");
    let ended = place.tag("a.warc.gz --max-expansion 2000").status(1);
    pages(&ended, &["one", "two"]);
    ended.says("a.warc.gz record 2: 838862").says("(--max-record-mib sets it)");
    let packed = zstd::encode_all(&*[page("one"), bomb, page("two")].concat(), 1).unwrap();
    place.file("b.warc.zst", packed);
    pages(&place.tag("b.warc.zst").status(1).says("it unpacks to more than 200 times its size"), &["one"]);
}

#[test]
fn zeros_behind_the_last_member_are_padding() {
    let archive = [gzip(&page("one")), vec![0; 1000]].concat();
    pages(&tagged("a.warc.gz", &archive).status(0), &["one"]);
}

#[test]
fn records_that_are_too_long_are_bad_or_passed_over() {
    let long = vec![b' '; 3 << 20];
    let text = record("conversion", "http://example.com/long", "text/plain", &long);
    let image = record("resource", "http://example.com/long.png", "image/png", &long);
    let place = Place::new();
    place.file("a.warc", [page("one"), text, image, page("two")].concat());
    let ended = place.tag("a.warc --max-record-mib 1").status(1);
    pages(&ended, &["one", "two"]);
    let ended =
        ended.says("a.warc record 2: 3145889 bytes long, and the limit is 1048576 bytes (--max-record-mib sets it)");
    ended.says("passed over 1 record of web archives that are neither pages nor text (images, scripts and the like); for example http://example.com/long.png");
}

#[test]
fn the_server_may_say_the_charset_and_may_be_wrong() {
    let chinese = "<title>耿爽</title><p>外交部发言人耿爽九日在北京主持例行记者会，有记者问到双方近日的往来，耿爽说，没有新的内容可以补充。</p>";
    let (gbk, _, _) = encoding_rs::GBK.encode(chinese);
    let response = |charset: &str| {
        record(
            "response",
            "http://example.com/1",
            "application/http",
            &answer(&format!("Content-Type: text/html; charset={charset}"), &gbk),
        )
    };
    for charset in ["gb2312", "utf-8"] {
        let ended = tagged("a.warc", &response(charset)).status(0);
        let record = &ended.records()[0];
        assert_eq!(
            (&record["title"], &record["charset"], &record["lang"]),
            (&"耿爽".into(), &"GBK".into(), &"zh".into()),
            "{charset}\n{ended}"
        );
    }
}

#[test]
fn text_that_cannot_be_decoded_is_bad_elsewhere_it_does_no_harm() {
    let broken = "外交部发言人耿爽九日在北京主持例行记者会，有记者问到双方近日的往来".as_bytes();
    let broken = [&broken[..20], b"\xFF", &broken[21..]].concat();
    let html = |menu: &[u8], text: &[u8]| {
        let body = [b"<title>x</title><script>", menu, b"</script><p>", text, b"</p>"].concat();
        record(
            "response",
            "http://example.com/1",
            "application/http",
            &answer("Content-Type: text/html; charset=utf-8", &body),
        )
    };
    tagged("a.warc", &html(&broken, "中国和耿爽".repeat(20).as_bytes())).status(0);
    let ended = tagged("a.warc", &html(b"", &broken)).status(1);
    let ended = ended.says("a.warc record 1: the text of the page cannot be decoded: it holds bytes that mean nothing in UTF-8, behind \"外交部发言人\"");
    assert!(ended.records().is_empty(), "{ended}");
    let text = record("conversion", "http://example.com/1", "text/plain", &broken);
    tagged("a.wet", &text).status(1).says("the text cannot be decoded: it holds bytes that mean nothing in UTF-8");
}
