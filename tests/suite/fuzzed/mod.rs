//! What the targets of `fuzz/` do with their bytes: one function a target, which the fuzzer runs and which runs here over the corpora that are kept.

pub(crate) mod convert_any;
pub(crate) mod dictionary_any;
pub(crate) mod fold_any;
pub(crate) mod gold_any;
pub(crate) mod read_any;

use crate::any_documents::Dice;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

/// A target, and what it does with its bytes.
type Target = (&'static str, fn(&[u8]));

/// The targets with a corpus, by the folder of that.
const TARGETS: [Target; 5] = [
    ("read_any", read_any::check),
    ("fold_any", fold_any::check),
    ("convert_any", convert_any::check),
    ("dictionary_any", dictionary_any::check),
    ("gold_any", gold_any::check),
];

/// What is kept of a target, by the names of the files.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 5, "{target}: {} files are too few: fuzz/make-seeds makes them", paths.len());
    paths.into_iter().map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

fn check_shown(check: fn(&[u8]), about: &str, data: &[u8]) {
    catch_unwind(AssertUnwindSafe(|| check(data))).unwrap_or_else(|panic| {
        eprintln!("{about}: {data:?}");
        resume_unwind(panic)
    });
}

#[test]
fn the_corpora_of_the_fuzzer_are_well() {
    for (target, check) in TARGETS {
        seeds(target).iter().for_each(|(name, data)| check_shown(check, name, data));
    }
}

/// Some bytes are others, are missing, doubled, or from another seed.
fn mutilated(seeds: &[(String, Vec<u8>)], dice: &mut Dice) -> Vec<u8> {
    let mut data = seeds[dice.below(seeds.len())].1.clone();
    for _ in 0..=dice.below(6) {
        let at = dice.below(data.len());
        let end = at + dice.below((data.len() - at).min(40));
        let other = &seeds[dice.below(seeds.len())].1;
        let from = dice.below(other.len());
        let piece = &other[from..other.len().min(from + dice.below(40))];
        match dice.below(6) {
            0 => drop(data.drain(at..end)),
            1 => drop(data.splice(at..at, data[at..end].to_vec())),
            2 => drop(data.splice(at..end, piece.to_vec())),
            3 => data.truncate(at.max(2)),
            _ => data.iter_mut().skip(at).take(1).for_each(|byte| *byte = dice.byte()),
        }
    }
    data
}

/// What the fuzzer does, without knowing what its bytes reach: a few in each run of the tests, `NEWSTAG_MUTILATED` of each target where more are wished.
#[test]
fn mutilated_seeds_are_well() {
    let count = std::env::var("NEWSTAG_MUTILATED").map_or(300, |count| count.parse().expect("a number"));
    for (target, check) in TARGETS {
        let seeds = seeds(target);
        for number in 0..count {
            let data = mutilated(&seeds, &mut Dice::new(number));
            check_shown(check, &format!("{target} {number}"), &data);
        }
    }
}
