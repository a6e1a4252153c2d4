//! Writes the common words of `data/common-words/`, folded and in order, so that `src/common.rs` finds one by binary search.

use crate::rules::Folder;
use std::{collections::BTreeMap, fs, path::Path};

const FILES: [&str; 2] = ["data/common-words/english.txt", "data/common-words/chinese.txt"];

/// The sections of the files, and the letter that stands for each behind a word.
const CLASSES: [(&str, char); 3] = [("[frequent]", 'f'), ("[common]", 'c'), ("[known]", 'k')];

/// Writes a line a word: the word as it is folded, a space, the letter of its class. The lines are in the order of the words' bytes.
pub(crate) fn generate(folder: &Folder, root: &Path) -> String {
    println!("cargo::rerun-if-changed=data/common-words");
    let mut words = BTreeMap::new();
    for file in FILES {
        let text = fs::read_to_string(root.join(file)).expect("the lists of words are part of the package");
        add(folder, &text, &mut words);
    }
    words.into_iter().map(|(word, class)| format!("{word} {class}\n")).collect()
}

/// The commonest words come first, so that of two which fold alike the commoner one says the class.
fn add(folder: &Folder, text: &str, words: &mut BTreeMap<String, char>) {
    let mut class = None;
    for line in text.lines() {
        if let Some(&(_, letter)) = CLASSES.iter().find(|(section, _)| *section == line) {
            class = Some(letter);
        } else {
            let letter = class.expect("a section stands ahead of the first word");
            words.entry(line.chars().map(|c| folder.fold(c)).collect()).or_insert(letter);
        }
    }
}
