//! Compressed files, zip archives, decompression bombs.

use super::{bzip2, gzip, texts, xz, zip, zstd};
use crate::cli_run::Place;
use std::io::Write;
use zip::ZipWriter;
use zip::unstable::write::FileOptionsExt;
use zip::write::SimpleFileOptions;

type Pack = fn(&[u8]) -> Vec<u8>;

const PACKINGS: [(&str, Pack); 4] = [("gz", gzip), ("zst", zstd), ("bz2", bzip2), ("xz", xz)];

#[test]
fn each_compression_is_read_member_by_member() {
    let place = Place::new();
    for (ending, pack) in PACKINGS {
        let name = format!("in.jsonl.{ending}");
        place.file(
            &name,
            [pack(b"{\"id\": 1, \"text\": \"Chi"), pack(b"na\"}\n{\"id\": 2, \"text\": \"\"}\n")].concat(),
        );
        assert_eq!(place.tag(&name).status(0).ids(), ["1", "2"], "{name}");
        let other = format!("named-otherwise-{ending}.txt");
        place.file(&other, pack("耿爽".as_bytes()));
        assert_eq!(texts(&place.tag(&format!("{other} --include-text")).status(0)), ["耿爽"], "{other}");
    }
}

/// Text without repetitions, so that a cut leaves most of it.
fn lines(count: u64) -> String {
    let line = |n: u64| {
        format!("{{\"id\": {n}, \"text\": \"{:x}\"}}\n", n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31))
    };
    (1..=count).map(line).collect()
}

#[test]
fn of_a_stream_that_is_cut_the_whole_records_are_kept() {
    let place = Place::new();
    for (ending, pack) in PACKINGS {
        let name = format!("in.jsonl.{ending}");
        let whole = pack(lines(60_000).as_bytes());
        place.file(&name, &whole[..whole.len() / 2]);
        let ended = place.tag(&format!("{name} --quarantine bad.jsonl")).status(1);
        let ids = ended.ids();
        assert!(ids.len() > 10_000, "{name}: {}", ids.len());
        assert!(ids.iter().enumerate().all(|(at, id)| *id == (at + 1).to_string()), "{name}");
        assert!(ended.summary().contains(" 1 skipped"), "{name}\n{}", ended.stderr);
        ended.says(&format!(
            "{name} record {}: cannot read on from here, the rest of the input is lost: ",
            ids.len() + 1
        ));
    }
}

#[test]
fn a_bomb_is_read_no_further() {
    let place = Place::new();
    let text = format!("{{\"id\": 1, \"text\": \"China\"}}\n{}", format!("{}\n", " ".repeat(1023)).repeat(72 << 10));
    for (ending, pack) in PACKINGS {
        place.file(&format!("in.jsonl.{ending}"), pack(text.as_bytes()));
    }
    place.file("in.zip", zip(&[("a.jsonl", text.as_bytes()), ("b.txt", b"China")]));
    for name in ["in.jsonl.gz", "in.jsonl.zst", "in.jsonl.bz2", "in.jsonl.xz", "in.zip"] {
        let ended = place.tag(name).status(1);
        assert_eq!(ended.ids()[0], "1", "{name}\n{ended}");
        ended.says(
            "it unpacks to more than 200 times its size, as decompression bombs do (--max-expansion allows more)",
        );
    }
    assert_eq!(place.tag("in.jsonl.gz --max-expansion 2000").status(0).ids(), ["1"]);
    assert_eq!(place.tag("in.zip --max-expansion 2000").status(0).ids(), ["1", "in.zip/b.txt"]);
    place.tag("in.jsonl.gz --max-expansion 0").status(2).says("--max-expansion <N>");
}

#[test]
fn an_archive_is_read_like_a_folder() {
    let place = Place::new();
    let inner = gzip(b"{\"text\": \"China\"}\n");
    let archive = zip(&[
        ("b.txt", "Geng Shuang".as_bytes()),
        ("a/c.csv", b"id,text\nc1,China\n"),
        ("a/d.jsonl.gz", &inner),
        ("a/.hidden.txt", b"x"),
        ("__MACOSX/b.txt", b"x"),
        ("README.md", b"x"),
        ("耿爽.json", "[{\"text\": \"耿爽\"}]".as_bytes()),
    ]);
    place.file("in/articles.zip", &archive);
    let expected = ["in/articles.zip/b.txt", "c1", "in/articles.zip/a/d.jsonl.gz#1", "in/articles.zip/耿爽.json#1"];
    let note = "passed over 1 file in folders with names that stand for no format";
    for input in ["in", "in/articles.zip"] {
        let ended = place.tag(input).status(0);
        assert_eq!(ended.ids(), expected, "{ended}");
        ended.says(note).says("for example in/articles.zip/README.md");
    }
    place.file("no-name-for-it", &archive);
    assert_eq!(place.tag("no-name-for-it").status(0).ids().len(), 4, "told by its bytes");
    let ended = place.tag("in/articles.zip --input-format text").status(0);
    assert_eq!(ended.ids().len(), 5, "each entry is decompressed and read as text\n{ended}");
    place.tag_stdin("", archive).status(1).says("- record 1: a zip archive cannot be read from a pipe or from within an archive: save it to a file and name that");
}

#[test]
fn odd_entries_are_told() {
    let place = Place::new();
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default();
    writer.add_directory("folder", plain).unwrap();
    writer.start_file("secret.txt", plain.with_deprecated_encryption(b"password").unwrap()).unwrap();
    writer.write_all(b"China").unwrap();
    writer.add_symlink("link.txt", "a.txt", plain).unwrap();
    writer.start_file("nested.txt", plain).unwrap();
    writer.write_all(&zip(&[("x.txt", b"China")])).unwrap();
    writer.start_file("a.txt", plain).unwrap();
    writer.write_all(b"China").unwrap();
    place.file("in.zip", writer.finish().unwrap().into_inner());
    let ended = place.tag("in.zip").status(1);
    assert_eq!(ended.ids(), ["in.zip/a.txt"], "{ended}");
    let ended = ended.says("newstag: in.zip/secret.txt record 1: cannot read it as a zip archive: it is encrypted\n");
    let ended =
        ended.says("in.zip/nested.txt record 1: a zip archive cannot be read from a pipe or from within an archive");
    ended.says("passed over 1 file in folders that are links, pipes or devices (--follow-links follows links in folders); for example in.zip/link.txt");
}

#[test]
fn a_broken_archive_is_one_bad_record() {
    let place = Place::new();
    let whole = zip(&[("a.txt", b"China, China, China"), ("b.txt", b"China")]);
    place.file("cut.zip", &whole[..whole.len() - 30]);
    place.tag("cut.zip").status(1).says("newstag: cut.zip record 1: cannot read it as a zip archive: ");
    let mut damaged = whole;
    damaged[40] ^= 0x55;
    place.file("damaged.zip", damaged);
    let ended = place.tag("damaged.zip").status(1);
    assert_eq!(ended.ids(), ["damaged.zip/b.txt"], "{ended}");
    ended.says("newstag: damaged.zip/a.txt record 1: cannot open it: corrupt deflate stream");
}
