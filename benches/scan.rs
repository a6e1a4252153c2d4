//! How fast are names found, and what does a larger dictionary cost?
//!
//! Ours folds each document, finds its edges and its raw matches. The rival is an overlapping contiguous automaton of the aho-corasick
//! crate, the reference for what there is to find: it gets the text folded beforehand, and its matches count where they begin and end
//! at edges. Both run in turn on the same documents, three times, the best time counts; a different number of matches ends the run.
//!
//! usage: `cargo bench --bench scan -- DICTIONARY DOCUMENTS.jsonl [NAMES ...]`
//!
//! For each number of NAMES (default: 1000 10000 100000 and all) that many names, spread evenly over the dictionary, are looked for.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use newstag::load;
use newstag::matcher::{Matcher, Pattern, Place};
use newstag::span::Edge;
use newstag::text::{Folded, begins_with_mark, edges_into, edges_of_name, fold, fold_into};
use std::collections::BTreeSet;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const ROUNDS: usize = 3;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [dictionary, documents, sizes @ ..] = arguments.as_slice() else {
        println!("scan: nothing to do without DICTIONARY DOCUMENTS.jsonl [NAMES ...]");
        return;
    };
    let names = folded_names(Path::new(dictionary));
    let texts = texts(Path::new(documents));
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} documents, {:.1} MB of text, {} distinct names", texts.len(), bytes as f64 / 1e6, names.len());
    println!("{:>9} {:>10} {:>12} {:>12} {:>7}", "names", "matches", "newstag MB/s", "rival MB/s", "ratio");
    let sizes: Vec<usize> = sizes.iter().map(|size| size.parse().expect("NAMES are numbers")).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000, 100_000, usize::MAX] } else { sizes };
    for size in sizes {
        compare(&spread(&names, size), &texts, bytes);
    }
}

fn compare(names: &[&str], texts: &[String], bytes: usize) {
    let ours = Ours::new(names);
    let rival = Rival::new(names, texts);
    let (mut best_ours, mut best_rival) = (Duration::MAX, Duration::MAX);
    let mut matches = 0;
    for _ in 0..ROUNDS {
        let (found, time) = timed(|| ours.scan(texts));
        best_ours = best_ours.min(time);
        let (expected, time) = timed(|| rival.scan());
        best_rival = best_rival.min(time);
        assert_eq!(found, expected, "the two find a different number of matches among {} names", names.len());
        matches = found;
    }
    let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    let (a, b) = (speed(best_ours), speed(best_rival));
    println!("{:>9} {matches:>10} {a:>12.0} {b:>12.0} {:>7.1}", names.len(), a / b);
}

fn timed(scan: impl FnOnce() -> u64) -> (u64, Duration) {
    let start = Instant::now();
    (scan(), start.elapsed())
}

struct Ours(Matcher);

impl Ours {
    fn new(names: &[&str]) -> Self {
        let pattern =
            |name: &&str| Pattern { text: (*name).to_owned(), place: Place::BetweenEdges(edges_of_name(name)) };
        Self(Matcher::new(names.iter().map(pattern).collect()).expect("the names fit"))
    }

    fn scan(&self, texts: &[String]) -> u64 {
        let (mut folded, mut edges) = (Folded::default(), Vec::new());
        let mut matches = 0;
        for text in texts {
            fold_into(text, &mut folded);
            edges_into(&folded, &mut edges);
            self.0.find(folded.text(), &edges, |_| matches += 1);
        }
        matches
    }
}

struct Rival {
    automaton: AhoCorasick,
    texts: Vec<(String, Vec<Edge>)>,
}

impl Rival {
    fn new(names: &[&str], texts: &[String]) -> Self {
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::Standard)
            .build(names)
            .expect("the names fit");
        let fold_with_edges = |text: &String| {
            let (mut folded, mut edges) = (Folded::default(), Vec::new());
            fold_into(text, &mut folded);
            edges_into(&folded, &mut edges);
            (folded.text().to_owned(), edges)
        };
        Self { automaton, texts: texts.iter().map(fold_with_edges).collect() }
    }

    fn scan(&self) -> u64 {
        let mut matches = 0;
        for (text, edges) in &self.texts {
            let edge = |at: usize| edges.binary_search_by(|edge| (edge.at as usize).cmp(&at)).map(|place| edges[place]);
            let whole = self.automaton.find_overlapping_iter(text).filter(|found| {
                edge(found.start()).is_ok_and(|edge| edge.begins) && edge(found.end()).is_ok_and(|edge| edge.ends)
            });
            matches += whole.count() as u64;
        }
        matches
    }
}

/// The distinct folded names that must stand between edges, in a fixed order.
fn folded_names(dictionary: &Path) -> Vec<String> {
    let dictionary = load::load(&[PathBuf::from(dictionary)]).unwrap_or_else(|errors| panic!("{errors}"));
    let names = dictionary.entities().flat_map(|entity| entity.names()).map(|name| fold(name.text()));
    let distinct: BTreeSet<String> = names.filter(|name| !begins_with_mark(name) && !name.contains('\n')).collect();
    distinct.into_iter().collect()
}

/// So many of the names, evenly spread over all.
fn spread(names: &[String], size: usize) -> Vec<&str> {
    let size = size.min(names.len());
    (0..size).map(|place| names[place * names.len() / size].as_str()).collect()
}

fn texts(documents: &Path) -> Vec<String> {
    let input = newstag::open::open(documents).unwrap_or_else(|error| panic!("{}: {error}", documents.display()));
    let text = |line: String| {
        let record: serde_json::Value = serde_json::from_str(&line).expect("a JSON object a line");
        record["text"].as_str().expect("a field text").to_owned()
    };
    input.lines().map(|line| text(line.expect("UTF-8"))).collect()
}
