//! Memory over time: inputs of all formats are tagged again and again within one process, into every format of results.
//!
//! `NEWSTAG_SOAK=3600 cargo test --test suite memory_stays_as_it_is -- --ignored --nocapture` does so for an hour and tells the memory every minute.

use crate::input_formats::{bzip2, gzip, xz, zip, zstd};
use crate::warc;
use newstag::load;
use newstag::pipeline::{self, Job, Observer, OnError, Report, Sinks, Stop, Summary, Work};
use newstag::read::{BadRecord, Inputs, ParseOptions, ReadOptions};
use newstag::tagger::Tagger;
use newstag::write::{FORMATS, Format, Opening, Output, RecordOptions, Settings, Sink, Target};
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// So many samples of the memory are taken, evenly over the time.
const SAMPLES: u32 = 60;

/// What the memory may grow by between the second quarter of the time and the last: less than a leak of a kilobyte a round would come to.
const SLACK_MIB: f64 = 8.0;

struct Deaf;

impl Observer for Deaf {
    fn bad_record(&mut self, _: &BadRecord) {}

    fn progress(&mut self, _: &Summary) {}
}

/// Inputs of each format, packed in each way, with something bad among them.
fn inputs() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let text = |name: &str| fs::read_to_string(corpus.join(name)).unwrap();
    let (english, chinese) = (text("wire-en.jsonl"), text("wire-zh.jsonl"));
    let article = text("2019-09-04-hong-kong-bill.txt");
    let lines = format!("{english}{chinese}{{\"text\": 7}}\nno JSON\n");
    let cell = article.replace('"', "\"\"");
    let table = format!("id,text\n1,\"{cell}\"\n2,ragged,row\n3,\"a\"b\n4,China\n");
    let page =
        format!("<html lang=en><title>One</title><body><p>{}</p></body></html>", article.replace("\n\n", "</p><p>"));
    let archive: Vec<Vec<u8>> = (0..20).map(|n| warc::page(&format!("page-{n}"))).collect();
    let wet = warc::record("conversion", "http://example.com/1", "text/plain", article.as_bytes());
    let nitf = format!(
        "<nitf><head><title>T</title></head><body><body.content><p>{}</p></body.content></body></nitf>",
        article.replace('&', "&amp;").replace('<', "&lt;")
    );
    let newsml = format!(
        "<newsItem guid=\"a\"><contentMeta><headline>China</headline></contentMeta><contentSet><inlineXML>{nitf}</inlineXML></contentSet></newsItem>"
    );
    let ninjs = "[{\"uri\": \"u1\", \"headline\": \"China\", \"body_text\": \"Geng Shuang\"}, {\"uri\": \"u2\"}]";
    let (gb18030, _, _) = encoding_rs::GB18030.encode(&chinese);
    let array = format!("[{}]", english.trim_end().replace('\n', ",\n"));
    let members: Vec<u8> = archive.iter().flat_map(|record| gzip(record)).collect();
    let damaged = [&members[..members.len() / 2], b"damaged", &members[members.len() / 2 + 40..]].concat();
    for (name, bytes) in [
        ("a.txt", article.as_bytes()),
        ("gb18030.txt", &gb18030),
        ("b.jsonl", lines.as_bytes()),
        ("b.jsonl.gz", &gzip(lines.as_bytes())),
        ("b.jsonl.zst", &zstd(lines.as_bytes())),
        ("b.jsonl.bz2", &bzip2(lines.as_bytes())),
        ("b.jsonl.xz", &xz(lines.as_bytes())),
        ("cut.jsonl.gz", &gzip(lines.as_bytes())[..2000]),
        ("c.json", array.as_bytes()),
        ("d.csv", table.as_bytes()),
        ("d.tsv", table.replace(',', "\t").as_bytes()),
        ("e.html", page.as_bytes()),
        ("f.warc", &archive.concat()),
        ("f.warc.gz", &members),
        ("damaged.warc.gz", &damaged),
        ("g.wet.gz", &gzip(&wet)),
        ("h.xml", newsml.as_bytes()),
        ("i.nitf", nitf.as_bytes()),
        ("j.ninjs", ninjs.as_bytes()),
        ("k.zip", &zip(&[("a.txt", article.as_bytes()), ("b.jsonl", lines.as_bytes())])),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// Tags a folder into one format.
fn tag(tagger: &Tagger, folder: &Path, format: &'static Format, out: &Path) -> Report {
    let job = Job {
        work: Work::Tag { tagger, parse: ParseOptions::default() },
        read: ReadOptions::default(),
        format,
        settings: Settings {
            record: RecordOptions { include_text: true, ..RecordOptions::default() },
            ..Settings::default()
        },
        threads: NonZeroUsize::new(2).unwrap(),
        on_error: OnError::Skip,
        from: None,
        stop: Stop::default(),
    };
    let inputs = Inputs::from_arguments(&[folder.to_owned()]).unwrap();
    let mut output =
        Sink::open(format, &job.settings, &Target::Path(out.to_owned()), Opening::Temporary, job.threads).unwrap();
    let mut quarantine = Output::open(&Target::Path(out.with_extension("bad"))).unwrap();
    let mut sinks = Sinks { output: &mut output, quarantine: Some(&mut quarantine), checkpoints: None };
    let report = pipeline::run(inputs, &job, &mut sinks, &mut Deaf).unwrap();
    output.finish().unwrap();
    quarantine.finish().unwrap();
    report
}

/// One round: every format of results.
fn round(tagger: &Tagger, folder: &Path) -> Vec<(u64, u64, u64)> {
    let out = tempfile::tempdir().unwrap();
    let all = FORMATS.iter().map(|format| {
        let report = tag(tagger, folder, format, &out.path().join(format.name));
        (report.written.summary.documents, report.written.summary.skipped, report.written.summary.mentions)
    });
    all.collect()
}

/// The memory of this process that is in use, in MiB.
fn memory() -> f64 {
    let pages = fs::read_to_string("/proc/self/statm").expect("Linux tells the memory of a process");
    let resident: u32 = pages.split(' ').nth(1).and_then(|pages| pages.parse().ok()).expect("the second number");
    f64::from(resident) * 4096.0 / f64::from(1 << 20)
}

fn most(samples: &[f64]) -> f64 {
    samples.iter().copied().fold(0.0, f64::max)
}

#[test]
fn every_format_is_read_into_every_format() {
    let tagger = Tagger::builder(Arc::new(load::embedded().unwrap())).build().unwrap();
    let folder = inputs();
    let once = round(&tagger, folder.path());
    assert!(
        once.iter().all(|(documents, bad, mentions)| *documents > 100 && *bad > 10 && *mentions > 1000),
        "{once:?}"
    );
    assert_eq!(round(&tagger, folder.path()), once, "once more");
}

#[test]
#[ignore = "takes as many seconds as NEWSTAG_SOAK says, and needs the process for itself"]
fn memory_stays_as_it_is() {
    let seconds = std::env::var("NEWSTAG_SOAK").map_or(600, |seconds| seconds.parse().expect("a number of seconds"));
    let tagger = Tagger::builder(Arc::new(load::embedded().unwrap())).build().unwrap();
    let folder = inputs();
    let once = round(&tagger, folder.path());
    let (start, between) = (Instant::now(), Duration::from_secs(seconds) / SAMPLES);
    let (mut samples, mut rounds) = (Vec::new(), 1_u64);
    while samples.len() < SAMPLES as usize {
        assert_eq!(round(&tagger, folder.path()), once, "round {rounds}");
        rounds += 1;
        if start.elapsed() >= between * u32::try_from(samples.len() + 1).unwrap() {
            samples.push(memory());
            eprintln!("{:6} s, {rounds:6} rounds, {:7.1} MiB", start.elapsed().as_secs(), samples[samples.len() - 1]);
        }
    }
    let quarter = samples.len() / 4;
    let (early, late) = (most(&samples[quarter..2 * quarter]), most(&samples[3 * quarter..]));
    eprintln!("{rounds} rounds; most in the second quarter {early:.1} MiB, in the last {late:.1} MiB");
    assert!(late <= early + SLACK_MIB, "the memory grows: {samples:?}");
}
