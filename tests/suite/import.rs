//! `newstag dict import` as a user has it. Every file of tests/cases/import is about the kind that it is called after: a sample, and cases
//! with what is read, what becomes of it and what is told.

use flate2::write::GzEncoder;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

/// A file of cases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    sample: Sample,
    case: Vec<Case>,
}

/// A small file of the kind, which all other importers refuse, and what its own importer must be told.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    /// What the file is called.
    name: String,
    text: String,
    #[serde(default)]
    options: Vec<String>,
    /// Files beside it that it names.
    #[serde(default)]
    beside: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// All that stands behind the kind: sources and options.
    args: Vec<String>,
    files: BTreeMap<String, String>,
    #[serde(default)]
    status: i32,
    /// The lines of the dictionary.
    #[serde(default)]
    want: String,
    /// Lines that are told, in this order; each may be but the beginning of one.
    #[serde(default)]
    told: Vec<String>,
}

fn files() -> BTreeMap<String, CaseFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/import");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: &Path| {
        toml::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    paths.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), read(&path))).collect()
}

struct Outcome {
    status: Option<i32>,
    out: String,
    err: String,
}

fn dict(folder: &Path, args: &[&str], input: &[u8]) -> Outcome {
    let mut command = assert_cmd::Command::cargo_bin("newstag").unwrap();
    let output = command.current_dir(folder).arg("dict").args(args).write_stdin(input).output().unwrap();
    Outcome {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Calls an importer on its sample, or a piece of it.
fn import_sample(kind: &str, name: &str, bytes: &[u8], sample: &Sample) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    for (name, text) in &sample.beside {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let options = sample.options.iter().map(String::as_str);
    let args: Vec<&str> = ["import", kind, name].into_iter().chain(options).collect();
    dict(folder.path(), &args, b"")
}

/// What is wrong with the outcome of a case.
fn fault(kind: &str, case: &Case) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &case.files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let args: Vec<&str> =
        ["import", kind].into_iter().chain(case.args.iter().map(String::as_str)).chain(["-o", "out.jsonl"]).collect();
    let got = dict(folder.path(), &args, b"");
    let out = fs::read_to_string(folder.path().join("out.jsonl")).unwrap_or_default();
    let mut lines = got.err.lines();
    let untold: Vec<&String> = case.told.iter().filter(|told| !lines.any(|line| line.starts_with(*told))).collect();
    let as_wanted = got.status == Some(case.status) && out.trim() == case.want.trim() && untold.is_empty();
    let checked = dict(folder.path(), &["check", "out.jsonl"], b"");
    let is_loaded = case.status == 2 || checked.out.contains("\n0 errors, ") || checked.out.starts_with("0 errors, ");
    (!as_wanted || !is_loaded).then(|| {
        let Outcome { status, err, .. } = got;
        format!("{kind}, {}\nstatus {status:?}\n{out}\n{err}\nnot told: {untold:#?}\ncheck: {}", case.name, checked.out)
    })
}

#[test]
fn every_case_holds_and_what_is_made_loads() {
    let files = files();
    let faults: Vec<String> =
        files.iter().flat_map(|(kind, file)| file.case.iter().filter_map(|case| fault(kind, case))).collect();
    assert!(faults.is_empty(), "{} cases do not hold:\n\n{}", faults.len(), faults.join("\n\n"));
    assert!(files.values().map(|file| file.case.len()).sum::<usize>() >= files.len());
}

#[test]
fn files_of_another_format_are_refused_with_the_right_one() {
    let files = files();
    for (kind, importer) in &files {
        for (other, file) in files.iter().filter(|(other, _)| *other != kind) {
            let Sample { name, text, .. } = &file.sample;
            let got = import_sample(kind, name, text.as_bytes(), &importer.sample);
            let expected = format!("newstag dict import {other} reads it");
            assert_eq!((got.status, got.out.as_str()), (Some(2), ""), "{kind} reads {other}");
            assert!(got.err.contains(&expected), "{kind} on {other}: {}", got.err);
        }
    }
}

#[test]
fn samples_are_read_plain_and_packed_and_piped() {
    for (kind, CaseFile { sample, .. }) in files() {
        let plain = import_sample(&kind, &sample.name, sample.text.as_bytes(), &sample);
        assert_eq!(plain.status, Some(0), "{kind}: {}", plain.err);
        assert!(!plain.out.is_empty(), "{kind}");
        for (ending, bytes) in packed(sample.text.as_bytes()) {
            let got = import_sample(&kind, &format!("{}.{ending}", sample.name), &bytes, &sample);
            assert_eq!((got.status, &got.out), (Some(0), &plain.out), "{kind}, {ending}: {}", got.err);
        }
        let options = sample.options.iter().map(String::as_str);
        let args: Vec<&str> = ["import", &kind, "-"].into_iter().chain(options).collect();
        let piped = dict(Path::new("."), &args, sample.text.as_bytes());
        // GATE's definitions name files beside them, which standard input has not.
        if kind != "gate" {
            assert_eq!((piped.status, &piped.out), (Some(0), &plain.out), "{kind}: {}", piped.err);
        }
    }
}

fn packed(bytes: &[u8]) -> [(&'static str, Vec<u8>); 3] {
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    bzip2.write_all(bytes).unwrap();
    [("gz", gzip(bytes)), ("bz2", bzip2.finish().unwrap()), ("zst", zstd::encode_all(bytes, 3).unwrap())]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn an_empty_file_is_refused() {
    for (kind, CaseFile { sample, .. }) in files() {
        for bytes in [&b""[..], b"\n \n", "\u{FEFF}".as_bytes()] {
            let got = import_sample(&kind, &sample.name, bytes, &sample);
            assert_eq!((got.status, got.out.as_str()), (Some(2), ""), "{kind}");
            assert!(got.err.contains(" is empty; expected "), "{kind}: {}", got.err);
        }
    }
}

#[test]
fn our_own_dictionaries_are_refused() {
    let line = "# ours\n{\"id\": \"a\", \"type\": \"person\", \"names\": [\"A\"]}\n";
    for (kind, CaseFile { sample, .. }) in files() {
        let got = import_sample(&kind, "ours.jsonl", line.as_bytes(), &sample);
        assert_eq!(got.status, Some(2), "{kind}");
        assert!(got.err.contains("ours.jsonl is a newstag dictionary already, not "), "{kind}: {}", got.err);
    }
}

#[test]
fn a_file_that_is_cut_is_told_of() {
    for (kind, CaseFile { sample, .. }) in files() {
        // Enough that the beginning by which the format is known is whole.
        let text = sample.text.trim_end();
        let long = format!("{text}\n{}", format!("{text}\n").repeat((200 << 10) / text.len()));
        let packed = gzip(long.as_bytes());
        let got = import_sample(&kind, &format!("{}.gz", sample.name), &packed[..packed.len() - 12], &sample);
        assert_eq!(got.status, Some(1), "{kind}: {}", got.err);
        assert!(got.err.contains(": cannot read the file further: "), "{kind}: {}", got.err);
    }
}

/// Numbers that look random and are the same each time.
fn numbers(seed: usize) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

#[test]
fn no_damage_ends_it_badly() {
    for (kind, CaseFile { sample, .. }) in files() {
        let mut number = numbers(kind.len());
        for _ in 0..30 {
            let mut bytes = sample.text.as_bytes().to_vec();
            let (from, to) = (number(bytes.len()), number(bytes.len()));
            match number(3) {
                0 => bytes[from] = b"\"{}[]:,-\n\t\xFF"[number(11)],
                1 => bytes.truncate(from),
                _ => drop(bytes.drain(from.min(to)..to)),
            }
            let got = import_sample(&kind, &sample.name, &bytes, &sample);
            let text = String::from_utf8_lossy(&bytes);
            assert!(matches!(got.status, Some(0..=2)) && !got.err.contains("panicked"), "{kind}: {}\n{text}", got.err);
        }
    }
}

#[test]
fn calls_that_cannot_be_carried_out() {
    let files = files();
    let (kind, sample) = ("csv", &files["csv"].sample);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), &sample.text).unwrap();
    let import = |sources: &[&str]| {
        let options = sample.options.iter().map(String::as_str);
        let args: Vec<&str> = ["import", kind].into_iter().chain(sources.iter().copied()).chain(options).collect();
        let got = dict(folder.path(), &args, b"");
        assert_eq!((got.status, got.out.as_str()), (Some(2), ""));
        got.err
    };
    assert!(import(&["a.csv", "missing.csv"]).contains("cannot read missing.csv: "));
    assert!(import(&["."]).contains("cannot read .: this is a folder"));
    assert!(import(&["-", "-"]).contains("the source - (standard input) is named twice"));
    assert!(import(&["a.csv", "-o", "a.csv"]).contains("a.csv is read and would be overwritten"));
    assert!(import(&["a.csv", "-o", "no/b.jsonl"]).contains("the folder "));
    fs::write(folder.path().join("u.csv"), b"\xFF\xFEa\0").unwrap();
    assert!(import(&["u.csv"]).contains("u.csv begins with the mark of UTF-16"));
}
