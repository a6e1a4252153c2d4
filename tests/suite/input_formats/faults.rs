//! Inputs that come in short reads, are interrupted, or cannot be read to their end.

use super::{bzip2, gzip, xz, zstd};
use crate::faulty::{Faults, Faulty};
use crate::warc;
use newstag::read::{Batch, Format, ParseOptions, ReadOptions, parse, read_stream};
use proptest::prelude::*;
use std::sync::LazyLock;

/// An input of each format, with something bad in it where that can be.
struct Sample {
    name: &'static str,
    format: Format,
    bytes: Vec<u8>,
    /// Whether its records can be read by themselves: a page is one record, and half of it is none.
    has_records: bool,
}

type Pack = fn(&[u8]) -> Vec<u8>;

/// How an input is packed; the first way is not at all.
const PACKINGS: [(&str, Pack); 5] = [("", <[u8]>::to_vec), (".gz", gzip), (".zst", zstd), (".bz2", bzip2), (".xz", xz)];

/// The ways in which a sample can be packed: members of an archive are not packed once more.
fn packings(sample: &Sample) -> &'static [(&'static str, Pack)] {
    if sample.name == "warc.gz" { &PACKINGS[..1] } else { &PACKINGS }
}

/// A record that was read, or why it was not.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    number: u64,
    offset: u64,
    size: u64,
    document: Result<String, String>,
}

impl Told {
    fn is_lost(&self) -> bool {
        let lost = |reason: &String| reason.starts_with("cannot read on from here, the rest of the input is lost: ");
        let unopened = |reason: &String| reason.starts_with("cannot open it: ");
        self.document.as_ref().is_err_and(|reason| {
            (lost(reason) || unopened(reason)) && reason.ends_with("Input/output error (os error 5)")
        })
    }
}

fn read(bytes: &[u8], format: Option<Format>, faults: Faults) -> Vec<Told> {
    let options = ReadOptions { format, ..ReadOptions::default() };
    let mut all = Vec::new();
    let mut send = |batch: &mut Batch| {
        for record in batch.records() {
            let document = parse(batch, record, &ParseOptions::default());
            let document = document.map(|document| format!("{document:?}")).map_err(|fault| fault.to_string());
            let (number, offset) = (record.origin.number, record.origin.offset);
            all.push(Told { number, offset, size: record.size, document });
        }
        Ok(())
    };
    read_stream("in", Faulty::new(bytes, faults), &options, &mut send).unwrap();
    all
}

fn sample(name: &'static str, format: Format, bytes: impl Into<Vec<u8>>) -> Sample {
    Sample { name, format, bytes: bytes.into(), has_records: !matches!(format, Format::Text | Format::Html) }
}

/// All of them; each is small, so that every place in it can be tried.
static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let lines = "{\"id\": 1, \"text\": \"China\"}\r\n\n{\"id\": 2, \"text\": \"bad}\n{\"id\": 3, \"text\": \"耿爽 said\", \"date\": \"2019\"}\n";
    let utf16: Vec<u8> = format!("\u{FEFF}{lines}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let chinese = "外交部发言人耿爽说，中国不同意。".repeat(3);
    let (gb18030, _, _) = encoding_rs::GB18030.encode(&chinese);
    let table = "id,title,text\n1,\"a, b\",China\n2,,\"two\nlines \"\"so\"\"\"\n3,ragged\n4,x,\"Chi\"na\n5,e,f\n";
    let archive = [warc::page("one"), warc::page("two"), warc::page("three")];
    let conversion = |name: &str| warc::record("conversion", name, "text/plain", "Geng Shuang (耿爽)\nno.".as_bytes());
    let wet = [conversion("http://example.com/1"), conversion("http://example.com/2")].concat();
    let item = |guid: &str| {
        format!(
            "<newsItem guid=\"{guid}\"><contentMeta><headline>Señor {guid}</headline></contentMeta><contentSet><inlineXML><nitf><body><body.content><p>China</p></body.content></body></nitf></inlineXML></contentSet></newsItem>"
        )
    };
    let package =
        format!("<?xml version=\"1.0\"?><newsMessage><itemSet>{}\n{}</itemSet></newsMessage>\n", item("a"), item("b"));
    let nitf = "<nitf><head><title>T</title></head><body><body.content><p>Geng Shuang</p></body.content></body></nitf>";
    let ninjs = "[{\"uri\": \"http://example.com/1\", \"headline\": \"China\", \"body_text\": \"no\"},\n {\"uri\": \"u2\", \"body_text\": \"耿爽\"}]\n";
    vec![
        sample("text", Format::Text, "BEIJING, Oct. 9, 2019 — Geng Shuang (耿爽)\n\nsaid."),
        sample("text in GB18030", Format::Text, gb18030.into_owned()),
        sample("jsonl", Format::JsonLines, lines),
        sample("jsonl in UTF-16", Format::JsonLines, utf16),
        sample(
            "json",
            Format::Json,
            "\u{FEFF}[{\"text\": \"a \\\" }\"},\n {\"text\": {\"b\": 1}} , {\"text\": \"中\"}]",
        ),
        sample("ninjs", Format::Ninjs, ninjs),
        sample("csv", Format::Csv, table),
        sample("tsv", Format::Tsv, "id\ttext\n1\tChina\n2\t耿爽\n"),
        sample("html", Format::Html, format!("<html lang=en><title>One</title>{}", warc::ARTICLE)),
        sample("warc", Format::Warc, archive.concat()),
        sample("warc.gz", Format::Warc, archive.iter().flat_map(|record| gzip(record)).collect::<Vec<u8>>()),
        sample("wet", Format::Warc, wet),
        sample("newsml", Format::NewsXml, package),
        sample("nitf", Format::NewsXml, nitf),
    ]
});

/// What is read of a sample that nothing is wrong with; the test would be empty without records.
#[track_caller]
fn undisturbed(sample: &Sample, bytes: &[u8], format: Option<Format>) -> Vec<Told> {
    let whole = read(bytes, format, Faults::default());
    assert!(whole.iter().any(|told| told.document.is_ok()), "{}: {whole:?}", sample.name);
    assert!(!whole.iter().any(Told::is_lost), "{}: {whole:?}", sample.name);
    whole
}

#[test]
fn bytes_one_by_one_and_interrupted_are_the_same_bytes() {
    for sample in SAMPLES.iter() {
        for (ending, pack) in packings(sample) {
            let bytes = pack(&sample.bytes);
            for format in [Some(sample.format), None] {
                let whole = undisturbed(sample, &bytes, format);
                for (sizes, interrupted) in [(vec![1], false), (vec![], true), (vec![1], true)] {
                    let faults = Faults { sizes, interrupted, ..Faults::default() };
                    assert_eq!(read(&bytes, format, faults.clone()), whole, "{}{ending}, {faults:?}", sample.name);
                }
            }
        }
    }
}

/// Whether the records of a disturbed reading are the first of the undisturbed one, with what is lost behind them and nothing else.
#[track_caller]
fn check_lost(about: &str, disturbed: &[Told], whole: &[Told]) -> usize {
    let [ahead @ .., last] = disturbed else { panic!("{about}: nothing is told") };
    assert!(last.is_lost(), "{about}: {last:?}");
    // Whether a line end belongs to a record depends on the format, which cannot always be told of a beginning: sizes are not compared.
    let says = |told: &Told| (told.number, told.offset, told.document.clone());
    assert!(ahead.iter().map(says).eq(whole.iter().map(says).take(ahead.len())), "{about}: {ahead:?} of {whole:?}");
    assert_eq!(last.number, ahead.len() as u64 + 1, "{about}");
    ahead.len()
}

#[test]
fn wherever_reading_fails_the_records_ahead_of_it_are_read() {
    for sample in SAMPLES.iter() {
        for (ending, pack) in packings(sample) {
            let bytes = pack(&sample.bytes);
            for format in [Some(sample.format), None] {
                let whole = undisturbed(sample, &bytes, format);
                let mut most = 0;
                for place in 0..=bytes.len() {
                    let about = format!("{}{ending}, {format:?}, byte {place} of {}", sample.name, bytes.len());
                    let kept = check_lost(&about, &read(&bytes, format, Faults::behind(place)), &whole);
                    // Taken for JSON, a last object is complete ahead of its line end.
                    let guessed = usize::from(format.is_none());
                    assert!(kept + guessed >= most, "{about}: a record is lost that a shorter input has");
                    most = kept.max(most);
                    if format.is_some() && ending.is_empty() && sample.has_records && sample.name != "warc.gz" {
                        let sure = whole.iter().filter(|told| is_surely_read(told, sample, place)).count();
                        assert!(kept >= sure, "{about}: {kept} of {sure} records");
                    }
                }
                assert!(most + 1 >= whole.len(), "{}{ending}: {most} of {}", sample.name, whole.len());
            }
        }
    }
}

/// Whether a record that stands ahead of a place can be seen to end there: what follows it belongs to that in some formats.
fn is_surely_read(told: &Told, sample: &Sample, place: usize) -> bool {
    let behind = match sample.format {
        Format::Warc => 5,
        Format::Csv | Format::Tsv | Format::JsonLines => 1,
        _ => 0,
    };
    // A row with a quote too many is told by what stands behind it; UTF-16 takes two bytes a letter.
    let is_clear = told.document.is_ok() && !sample.name.ends_with("UTF-16");
    is_clear && told.offset + told.size + behind <= place as u64
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Reads of any sizes, with a failure in any place: the same as in reads of any other sizes.
    #[test]
    fn sizes_of_reads_never_matter(
        sample in 0..SAMPLES.len(),
        packing in 0..PACKINGS.len(),
        guessed: bool,
        sizes in proptest::collection::vec(1..700usize, 0..6),
        interrupted: bool,
        place in proptest::option::of(0..3000usize),
    ) {
        let sample = &SAMPLES[sample];
        let packings = packings(sample);
        let bytes = packings[packing % packings.len()].1(&sample.bytes);
        let format = Some(sample.format).filter(|_| !guessed);
        let fails_behind = place.filter(|place| *place <= bytes.len());
        let plain = read(&bytes, format, Faults { fails_behind, ..Faults::default() });
        let disturbed = read(&bytes, format, Faults { sizes, interrupted, fails_behind });
        prop_assert_eq!(disturbed, plain, "{}", sample.name);
    }
}
