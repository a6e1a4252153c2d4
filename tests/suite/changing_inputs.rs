//! Inputs that change under the reader: they vanish, are cut short, or another file takes their place.

use newstag::read::{Batch, Inputs, ParseOptions, ReadOptions, parse, read_all};
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// More than is read at once, so that most of it is still to be read when the first records come.
const RECORDS: usize = 20_000;

fn lines(word: &str) -> String {
    (1..=RECORDS).map(|n| format!("{{\"id\": {n}, \"text\": \"{word} {}\"}}\n", "x".repeat(60))).collect()
}

/// A folder with files that all hold so many records.
fn folder(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    names.iter().for_each(|name| fs::write(folder.path().join(name), lines("China")).unwrap());
    folder
}

/// What is read, the text or what is wrong with it; `change` is done once the first records are there.
fn read(path: PathBuf, change: impl FnOnce()) -> Vec<Result<String, String>> {
    let inputs = Inputs::from_arguments(&[path]).unwrap();
    let mut change = Some(change);
    let mut all = Vec::new();
    let mut send = |batch: &mut Batch| {
        for record in batch.records() {
            let document = parse(batch, record, &ParseOptions::default());
            all.push(document.map(|document| document.text.into_owned()).map_err(|fault| fault.to_string()));
        }
        if let Some(change) = change.take() {
            change();
        }
        Ok(())
    };
    read_all(&inputs, &ReadOptions::default(), &mut send).unwrap();
    all
}

fn cut(path: &Path, size: u64) {
    OpenOptions::new().write(true).open(path).unwrap().set_len(size).unwrap();
}

#[test]
fn a_file_that_vanishes_ahead_of_its_turn_is_a_bad_record() {
    let folder = folder(&["a.jsonl", "b.jsonl", "c.jsonl"]);
    let read = read(folder.path().to_owned(), || fs::remove_file(folder.path().join("b.jsonl")).unwrap());
    assert_eq!(read.len(), 2 * RECORDS + 1);
    let bad: Vec<_> = read.iter().enumerate().filter_map(|(at, told)| Some((at, told.as_ref().err()?))).collect();
    assert_eq!(bad, [(RECORDS, &"cannot open it: No such file or directory (os error 2)".to_owned())]);
}

#[test]
fn a_folder_that_vanishes_is_told_and_the_next_is_read() {
    let folder = folder(&["a.jsonl", "z.jsonl"]);
    fs::create_dir(folder.path().join("b")).unwrap();
    fs::write(folder.path().join("b/b.txt"), "China").unwrap();
    let read = read(folder.path().to_owned(), || fs::remove_dir_all(folder.path().join("b")).unwrap());
    assert_eq!(read.len(), 2 * RECORDS + 1, "{:?}", read.iter().find(|told| told.is_err()));
    assert!(
        read[RECORDS].as_ref().is_err_and(|told| told.contains("No such file or directory")),
        "{:?}",
        read[RECORDS]
    );
}

#[test]
fn a_file_that_is_gone_before_it_is_opened_is_a_bad_record() {
    let folder = folder(&["a.jsonl"]);
    let inputs = Inputs::from_arguments(&[folder.path().join("a.jsonl")]).unwrap();
    fs::remove_file(folder.path().join("a.jsonl")).unwrap();
    let mut told = Vec::new();
    let mut send = |batch: &mut Batch| {
        told.extend(
            batch
                .records()
                .iter()
                .map(|record| parse(batch, record, &ParseOptions::default()).unwrap_err().to_string()),
        );
        Ok(())
    };
    read_all(&inputs, &ReadOptions::default(), &mut send).unwrap();
    assert_eq!(told, ["cannot open it: No such file or directory (os error 2)"]);
}

/// The system says nothing of it: the file ends there. Its records until then are read; one that is cut in its middle is bad.
#[test]
fn a_file_that_is_cut_while_it_is_read_ends_there() {
    let folder = folder(&["a.jsonl"]);
    let path = folder.path().join("a.jsonl");
    let line = lines("China").lines().nth(RECORDS / 2).unwrap().len();
    let size = fs::metadata(&path).unwrap().len() / 2 / line as u64 * line as u64 + 7;
    let read = read(path.clone(), || cut(&path, size));
    assert!((RECORDS / 3..RECORDS).contains(&read.len()), "{} records", read.len());
    let (last, ahead) = read.split_last().unwrap();
    assert!(ahead.iter().all(|told| told.as_ref().is_ok_and(|text| text.starts_with("China "))));
    assert!(last.as_ref().is_err_and(|told| told.starts_with("not JSON: EOF while parsing")), "{last:?}");
}

#[test]
fn an_array_or_a_packed_file_that_is_cut_while_it_is_read_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let array = format!("[{}]", lines("China").trim_end().replace('\n', ","));
    let mixed: String = (0..RECORDS as u64 * 20)
        .map(|n| format!("{{\"text\": \"{:x}\"}}\n", n.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
        .collect();
    for (name, bytes, told) in [
        ("in.json", array.into_bytes(), "the input ends in the middle of this record: was the file cut off?"),
        (
            "in.jsonl.zst",
            zstd::encode_all(mixed.as_bytes(), 1).unwrap(),
            "cannot read on from here, the rest of the input is lost: ",
        ),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, &bytes).unwrap();
        let size = bytes.len() as u64 * 3 / 4 + 1;
        let read = read(path.clone(), || cut(&path, size));
        let (last, ahead) = read.split_last().unwrap();
        assert!(ahead.len() > RECORDS / 2 && ahead.iter().all(Result::is_ok), "{name}: {} records", ahead.len());
        assert!(last.as_ref().is_err_and(|is| is.starts_with(told)), "{name}: {last:?}");
    }
}

#[test]
fn a_file_whose_place_another_takes_is_read_as_it_was() {
    let folder = folder(&["a.jsonl"]);
    let (path, other) = (folder.path().join("a.jsonl"), folder.path().join("other"));
    fs::write(&other, lines("Georgia")).unwrap();
    let read = read(path.clone(), || fs::rename(&other, &path).unwrap());
    assert_eq!(read.len(), RECORDS);
    assert!(read.iter().all(|told| told.as_ref().is_ok_and(|text| text.starts_with("China "))), "one file, not two");
}
