//! Writes the common words of `data/common-words/` for `src/common.rs` and the names of persons of `data/person-names/` for `src/person_names.rs`:
//! folded, and as tables in which one look finds a word.

use crate::rules::Folder;
use std::{collections::BTreeMap, fs, path::Path};
use xxhash_rust::xxh3::xxh3_64;

const COMMON: [&str; 2] = ["data/common-words/english.txt", "data/common-words/chinese.txt"];

/// The sections of the files of common words, and the letter that stands for each behind a word.
const CLASSES: [(&str, char); 3] = [("[frequent]", 'f'), ("[common]", 'c'), ("[known]", 'k')];

/// The files of names of persons, and the letter that stands for each behind a name; [`BOTH`] for a name in both.
const PERSONS: [(&str, char); 2] = [("data/person-names/given.txt", 'g'), ("data/person-names/family.txt", 'f')];
const BOTH: char = 'b';

/// Folded words, and the letter of each.
pub(crate) type Words = BTreeMap<String, char>;

/// The common words with the letters of their classes. The commonest come first, so that of two which fold alike the commoner one says the class.
pub(crate) fn common(folder: &Folder, root: &Path) -> Words {
    let mut words = Words::new();
    for file in COMMON {
        let mut class = None;
        for line in read(root, file).lines() {
            if let Some(&(_, letter)) = CLASSES.iter().find(|(section, _)| *section == line) {
                class = Some(letter);
            } else {
                words.entry(folded(folder, line)).or_insert(class.expect("a section stands ahead of the first word"));
            }
        }
    }
    words
}

/// The names of persons with the letters of their lists.
pub(crate) fn persons(folder: &Folder, root: &Path) -> Words {
    let mut names = Words::new();
    for (file, letter) in PERSONS {
        for name in read(root, file).lines() {
            let entry = names.entry(folded(folder, name));
            entry.and_modify(|known| *known = if *known == letter { letter } else { BOTH }).or_insert(letter);
        }
    }
    names
}

fn read(root: &Path, file: &str) -> String {
    println!("cargo::rerun-if-changed={file}");
    fs::read_to_string(root.join(file)).expect("the lists of words are part of the package")
}

fn folded(folder: &Folder, word: &str) -> String {
    word.chars().map(|c| folder.fold(c)).collect()
}

/// A line a word, for the tests: the word, a space, its letter.
pub(crate) fn lines(words: &Words) -> String {
    words.iter().map(|(word, letter)| format!("{word} {letter}\n")).collect()
}

/// The table that `src/common.rs` looks a word up in: places of eight bytes, a power of two of them. A word stands at the place that the lowest bits of its
/// hash say, or at the next that was free: the hash with its lowest byte replaced by the letter.
pub(crate) fn table(words: &Words) -> Vec<u8> {
    let mut places = vec![0u64; (words.len() * 3 / 2).next_power_of_two()];
    let mask = places.len() as u64 - 1;
    for (word, &letter) in words {
        let hash = xxh3_64(word.as_bytes());
        let entry = hash & !0xFF | letter as u64;
        let mut at = usize::try_from(hash & mask).expect("a place in memory");
        while places[at] != 0 {
            assert_ne!(places[at] >> 8, hash >> 8, "two words share a hash: the table must hold more of it");
            at = (at + 1) % places.len();
        }
        places[at] = entry;
    }
    places.iter().flat_map(|place| place.to_le_bytes()).collect()
}
