//! `newstag dict build`, and compiled files where dictionaries are taken.

use crate::cli_run::{DICTIONARY, Ended, Place};
use std::fs;

const TEXT: &str = "Geng Shuang (耿爽) of China, the US President and New Yorkers in New York.";

fn call(place: &Place, arguments: &str) -> Ended {
    Ended::of(place.command(arguments))
}

/// A folder with `dict.jsonl`, `names.bin` made of it, and a text.
fn built() -> Place {
    let place = Place::new();
    place.file("in.txt", TEXT);
    call(&place, "dict build dict.jsonl -o names.bin").status(0);
    place
}

fn tagged(place: &Place, dictionaries: &str) -> Vec<u8> {
    call(place, &format!("tag in.txt --date 2019-10-09 {dictionaries}")).status(0).stdout
}

#[test]
fn a_compiled_file_tags_as_its_source_does() {
    let place = built();
    let ended = call(&place, "dict build dict.jsonl -o again.bin").status(0);
    assert!(ended.stderr.starts_with("newstag: 7 entities, 10 names, "), "{ended}");
    assert!(ended.stderr.ends_with(" seconds\n") && ended.stdout.is_empty(), "{ended}");
    assert_eq!(fs::read(place.path("again.bin")).unwrap(), fs::read(place.path("names.bin")).unwrap());
    assert_eq!(tagged(&place, "-d names.bin"), tagged(&place, "-d dict.jsonl"));
    call(&place, "dict build names.bin -o third.bin").status(0);
    assert_eq!(fs::read(place.path("third.bin")).unwrap(), fs::read(place.path("names.bin")).unwrap());
}

#[test]
fn the_name_of_a_compiled_file_does_not_matter() {
    let place = built();
    fs::rename(place.path("names.bin"), place.path("names.csv")).unwrap();
    assert_eq!(tagged(&place, "-d names.csv"), tagged(&place, "-d dict.jsonl"));
}

#[test]
fn compiled_files_and_sources_are_read_as_one() {
    let place = built();
    let more = r#"{"id": "place/china", "type": "place", "names": ["Yorkers"], "note": 1}
{"id": "place/york", "type": "place", "names": ["York", "China"]}"#;
    place.file("more.jsonl", more);
    let sources = tagged(&place, "-d dict.jsonl -d more.jsonl");
    assert_eq!(tagged(&place, "-d names.bin -d more.jsonl"), sources);
    call(&place, "dict build more.jsonl -o more.bin").status(0);
    assert_eq!(tagged(&place, "-d names.bin -d more.bin"), sources);
    call(&place, "dict build names.bin more.jsonl -o all.bin").status(0);
    assert_eq!(tagged(&place, "-d all.bin"), sources);
    // Over the sources it was made from, a compiled file adds nothing.
    assert_eq!(tagged(&place, "-d dict.jsonl -d names.bin"), tagged(&place, "-d dict.jsonl"));
}

#[test]
fn an_id_of_another_type_is_an_error_in_compiled_files_too() {
    let place = built();
    place.file("other.jsonl", r#"{"id": "place/china", "type": "person", "names": ["China"]}"#);
    call(&place, "tag in.txt -d names.bin -d other.jsonl").status(2).says("has the type place in names.bin;");
    call(&place, "tag in.txt -d other.jsonl -d names.bin")
        .status(2)
        .says("names.bin: type is \"place\": the id place/china has the type person in other.jsonl:1;");
}

#[test]
fn broken_compiled_files_are_refused_with_their_reason() {
    let place = built();
    let sound = fs::read(place.path("names.bin")).unwrap();
    let mut altered = sound.clone();
    *altered.last_mut().unwrap() ^= 1;
    let mut newer = sound.clone();
    newer[8] = 77;
    let files: [(&[u8], &str); 4] = [
        (&sound[..sound.len() - 1], "this compiled dictionary was cut: "),
        (&sound[..5], "this compiled dictionary was cut: 5 of its 64 bytes are there"),
        (&altered, "this compiled dictionary was altered: bytes "),
        (&newer, "format version 77, and this program reads version 4: build it anew from its sources"),
    ];
    for (bytes, reason) in files {
        place.file("broken", bytes);
        call(&place, "tag in.txt -d broken").status(2).says("broken: ").says(reason);
        call(&place, "tag in.txt -d broken -d dict.jsonl").status(2).says(reason);
        let checked = call(&place, "dict check broken").status(2);
        assert!(String::from_utf8_lossy(&checked.stdout).contains(reason), "{checked}");
    }
    place.file("broken", "");
    call(&place, "tag in.txt -d broken").status(2).says("cannot tell what format this is");
}

#[test]
fn the_other_commands_take_compiled_files() {
    let place = built();
    let same = |arguments: &str| {
        let of = |file: &str| call(&place, &arguments.replace("FILE", file));
        let (source, compiled) = (of("dict.jsonl"), of("names.bin"));
        assert_eq!(compiled.stdout, source.stdout, "{compiled}");
    };
    same("dict lookup Geng -d FILE --json");
    same("dict lookup Georgia -d FILE");
    let info = call(&place, "dict info names.bin").status(0);
    let bytes = fs::metadata(place.path("names.bin")).unwrap().len();
    let text = String::from_utf8_lossy(&info.stdout).into_owned();
    assert!(text.contains(&format!("compiled file  format version 4, {bytes} bytes\nentities       7\n")), "{info}");
    let json = call(&place, "dict info names.bin --json").status(0).records().remove(0);
    assert_eq!(json["compiled"], serde_json::json!({"format": 4, "bytes": bytes}));
    let json = call(&place, "dict info dict.jsonl --json").status(0).records().remove(0);
    assert_eq!(json["compiled"], serde_json::Value::Null);
    let checked = call(&place, "dict check names.bin").status(0);
    assert!(String::from_utf8_lossy(&checked.stdout).contains("0 errors, "), "{checked}");
}

#[test]
fn what_cannot_be_built_leaves_no_file() {
    let place = Place::new();
    place.file("bad.jsonl", format!("{DICTIONARY}{}", r#"{"id": "x", "type": "y", "names": [], "prior": 3}"#));
    let ended = call(&place, "dict build bad.jsonl -o names.bin").status(2);
    let ended = ended.says("names is []: expected a list of at least one name").says("prior is 3");
    assert!(ended.stderr.ends_with("newstag: the dictionary cannot be used as it is\n"), "{ended}");
    call(&place, "dict build -o names.bin").status(2).says("Usage: newstag dict build");
    call(&place, "dict build dict.jsonl").status(2).says("--output <FILE>");
    call(&place, "dict build dict.jsonl -o dict.jsonl").status(2).says("dict.jsonl is read and would be overwritten");
    call(&place, "dict build dict.jsonl -o nowhere/names.bin").status(2).says("the folder nowhere does not exist");
    assert_eq!(place.names(), ["bad.jsonl", "dict.jsonl"]);
}
