//! What must a program that reads JSON Lines pay at least?
//!
//! Every line of the documents is parsed with serde_json into borrowed fields, on one thread, and nothing else is done. The time of
//! the whole program over the same file is told in multiples of this one (docs/benchmarks.md). The best of five rounds counts; reading the
//! file from the disk is not part of it.
//!
//! usage: `cargo bench --bench parse_only -- DOCUMENTS.jsonl`

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use serde::Deserialize;
use std::borrow::Cow;
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;

/// A document as serde_json gives it: borrowed where the string has no escapes.
#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, default)]
    title: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    date: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    lang: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

impl Document<'_> {
    /// The bytes of all fields: what keeps the parsing from being left out, and tells the result of one run from that of another.
    fn bytes(&self) -> usize {
        let optional = [&self.title, &self.date, &self.lang];
        let optional: usize = optional.into_iter().flatten().map(|field| field.len()).sum();
        self.id.len() + optional + self.text.len()
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [documents] = arguments.as_slice() else {
        println!("parse_only: nothing to do without DOCUMENTS.jsonl");
        return;
    };
    let json = std::fs::read(documents).expect("the file can be read");
    let mut best = Duration::MAX;
    let mut parsed = (0, 0);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        parsed = parse(&json);
        best = best.min(start.elapsed());
    }
    let (documents, bytes) = parsed;
    let speed = json.len() as f64 / 1e6 / best.as_secs_f64();
    println!("{documents} documents, {bytes} bytes in their fields: {:.4} s, {speed:.0} MB/s", best.as_secs_f64());
}

/// The number of documents and the bytes of their fields.
fn parse(json: &[u8]) -> (usize, usize) {
    let lines = json.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let bytes =
        lines.map(|line| serde_json::from_slice::<Document<'_>>(line).expect("each line is a document").bytes());
    bytes.fold((0, 0), |(documents, all), bytes| (documents + 1, all + bytes))
}
