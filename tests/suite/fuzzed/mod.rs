//! What the targets of `fuzz/` do with their bytes: one function a target, which the fuzzer runs and which runs here over the corpora that are kept.

pub(crate) mod convert_any;
pub(crate) mod dictionary_any;
pub(crate) mod fold_any;
pub(crate) mod gold_any;
pub(crate) mod read_any;

use std::fs;
use std::path::Path;

/// The targets with a corpus, by the folder of that.
const TARGETS: [(&str, fn(&[u8])); 5] = [
    ("read_any", read_any::check),
    ("fold_any", fold_any::check),
    ("convert_any", convert_any::check),
    ("dictionary_any", dictionary_any::check),
    ("gold_any", gold_any::check),
];

#[test]
fn the_corpora_of_the_fuzzer_are_well() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (target, check) in TARGETS {
        let files = fs::read_dir(corpora.join(target)).unwrap();
        let mut paths: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        assert!(paths.len() >= 5, "{target}: {} files are too few: fuzz/make-seeds makes them", paths.len());
        for path in paths {
            // Shown where a check fails.
            println!("{}", path.display());
            check(&fs::read(&path).unwrap());
        }
    }
}
