//! Random bytes, random characters and mutilated news as documents, through the whole of `tag`.
//!
//! `NEWSTAG_DOCUMENTS` says how many; ten million are
//! `NEWSTAG_DOCUMENTS=10000000 cargo test --release --test suite whatever_stands_in_a_document -- --nocapture`.
//! The number of a document makes it, so that one that fails can be made again.

use crate::whole::{Counts, Whole};
use newstag::load;
use newstag::read::{Format, ReadOptions};
use newstag::tagger::Tagger;
use std::fs;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// So many in an ordinary run of the tests.
const FEW: u64 = 6_000;

/// So many are taken by a thread at a time.
const PORTION: u64 = 500;

/// Numbers that look random, always the same for one seed: SplitMix64.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % end.max(1) as u64).expect("it is below a usize")
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.roll().to_le_bytes()[0]
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most)).map(|_| self.byte()).collect()
    }

    /// Any character, the more often the smaller its plane is.
    fn character(&mut self) -> char {
        const ENDS: [u32; 5] = [0x80, 0x800, 0x3100, 0x1_0000, 0x11_0000];
        let end = ENDS[self.below(ENDS.len())];
        let code = u32::try_from(self.below(usize::try_from(end).expect("it is small"))).expect("it is small");
        char::from_u32(code).unwrap_or('耿')
    }

    fn text(&mut self, most: usize) -> String {
        (0..self.below(most)).map(|_| self.character()).collect()
    }
}

/// The articles of the corpus, one behind the other.
fn news() -> Vec<char> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let is_text =
        |path: &&std::path::PathBuf| path.extension().is_some_and(|ending| ending == "txt" || ending == "jsonl");
    let all: String = paths.iter().filter(is_text).map(|path| fs::read_to_string(path).unwrap()).collect();
    assert!(all.len() > 30_000, "{} bytes of news are too few", all.len());
    all.chars().collect()
}

/// A stretch of news in which some characters are others, are missing, or stand elsewhere.
fn mutilated(news: &[char], dice: &mut Dice) -> String {
    let start = dice.below(news.len());
    let mut stretch = news[start..news.len().min(start + dice.below(400))].to_vec();
    for _ in 0..dice.below(8) {
        let at = dice.below(stretch.len());
        match dice.below(4) {
            0 => stretch.insert(at, dice.character()),
            1 if !stretch.is_empty() => drop(stretch.remove(at)),
            2 if !stretch.is_empty() => stretch[at] = dice.character(),
            _ => stretch.rotate_left(at),
        }
    }
    stretch.into_iter().collect()
}

/// The document of a number, and the format that it is read as.
fn document(number: u64, news: &[char]) -> (Vec<u8>, Option<Format>) {
    const ANY: [Option<Format>; 8] = [
        None,
        Some(Format::Text),
        Some(Format::JsonLines),
        Some(Format::Json),
        Some(Format::Csv),
        Some(Format::Html),
        Some(Format::Warc),
        Some(Format::NewsXml),
    ];
    let mut dice = Dice::new(number);
    match number % 4 {
        0 => (dice.bytes(300), ANY[dice.below(ANY.len())]),
        1 => (dice.bytes(300), Some(Format::Text)),
        2 => (dice.text(150).into_bytes(), Some(Format::Text)),
        _ => (mutilated(news, &mut dice).into_bytes(), Some(Format::Text)),
    }
}

fn tag(numbers: Range<u64>, tagger: &Tagger, news: &[char]) -> Counts {
    let mut whole = Whole::new(tagger);
    for number in numbers {
        let (bytes, format) = document(number, news);
        let options = ReadOptions { format, ..ReadOptions::default() };
        let done = catch_unwind(AssertUnwindSafe(|| whole.stream(&*bytes, &options)));
        done.unwrap_or_else(|panic| {
            eprintln!("document {number}, {format:?}: {bytes:?}");
            resume_unwind(panic)
        });
    }
    whole.counts
}

/// Tags the documents of all numbers on all cores.
fn tag_all(count: u64, tagger: &Tagger, news: &[char]) -> Counts {
    let next = AtomicU64::new(0);
    let work = || {
        let mut all = Counts::default();
        loop {
            let from = next.fetch_add(PORTION, Ordering::Relaxed);
            if from >= count {
                return all;
            }
            all.add(tag(from..count.min(from + PORTION), tagger, news));
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let mut all = Counts::default();
        workers.into_iter().for_each(|worker| all.add(worker.join().unwrap_or_else(|panic| resume_unwind(panic))));
        all
    })
}

#[test]
fn whatever_stands_in_a_document() {
    let count = std::env::var("NEWSTAG_DOCUMENTS").map_or(FEW, |count| count.parse().expect("a number"));
    let tagger = Tagger::builder(Arc::new(load::embedded().unwrap())).build().unwrap();
    let news = news();
    let done = tag_all(count, &tagger, &news);
    eprintln!("{count} inputs: {} documents, {} bad records, {} mentions", done.documents, done.bad, done.mentions);
    assert!(done.documents + done.bad >= count * 9 / 10, "{done:?}");
    assert!(done.documents > count / 2 && done.bad > count / 20 && done.mentions > count / 4, "{done:?}");
    let again = count.min(FEW);
    assert_eq!(tag_all(again, &tagger, &news), tag_all(again, &tagger, &news), "the same documents once more");
}
