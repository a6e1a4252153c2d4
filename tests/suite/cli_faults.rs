//! What the world around a run may be like: folders that cannot be written to, locales and names that are not UTF-8, inputs that are no files.
#![cfg(unix)]

use crate::cli_run::{Ended, Place};
use newstag::write::{FORMATS, Format};
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const TEXT: &str = "BEIJING, Oct. 9, 2019 — Geng Shuang (耿爽) said in China.\n";

/// A folder of this place that nobody may write to; for the superuser, who may, one that the system keeps.
fn locked(place: &Place) -> PathBuf {
    let folder = place.path("locked");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() { PathBuf::from("/proc/self") } else { folder }
}

#[test]
fn a_folder_that_cannot_be_written_to_ends_the_call_ahead_of_the_work() {
    let place = Place::new();
    place.file("in.txt", TEXT);
    let folder = locked(&place);
    for (option, name) in [("-o", "out.jsonl"), ("--quarantine", "bad.jsonl")] {
        let path = folder.join(name);
        let ended = place.tag(&format!("in.txt {option} {}", path.display())).status(2);
        assert!(ended.stderr.contains(name), "the file is named\n{ended}");
        assert!(ended.stdout.is_empty(), "nothing was tagged\n{ended}");
        assert!(!path.exists());
    }
}

/// Everything but the time that it took.
fn outcome(ended: &Ended) -> (Vec<u8>, String) {
    (ended.stdout.clone(), ended.stderr.rsplit_once(", ").unwrap().0.to_owned())
}

/// The system lets a file grow to so many KiB and no further; the call is told, as it would be of a full disk.
fn within(place: &Place, kib: u32, arguments: &str) -> Ended {
    let program = crate::cli_run::program().display().to_string();
    let call = format!("trap '' XFSZ; ulimit -f {}; exec '{program}' tag -d dict.jsonl {arguments}", kib * 2);
    let mut command = assert_cmd::Command::new("sh");
    command.current_dir(place.path("")).args(["-c", &call]);
    Ended::of(command)
}

/// The last write is a short one: what there is room for is taken, the next one fails.
#[test]
fn whatever_is_written_a_file_that_cannot_grow_is_named_and_the_old_one_stays() {
    let place = Place::new();
    let line = format!("{{\"text\": \"Geng Shuang (耿爽) said in China {}\"}}\n", "and China ".repeat(40));
    place.file("in.jsonl", line.repeat(400));
    let written_while_tagging = |format: &&&Format| !["cooccurrence", "entities"].contains(&format.name);
    let formats: Vec<&str> = FORMATS.iter().filter(written_while_tagging).map(|format| format.name).collect();
    assert!(formats.len() > 10, "{formats:?}");
    let mut written = 0;
    for format in formats {
        let call = format!("in.jsonl --format {format} --include-text -o out");
        let whole = place.tag(&call).status(0);
        let is_long = fs::metadata(place.path("out")).is_ok_and(|out| out.is_file() && out.len() > 64 << 10);
        crate::scratch::remove(&place.path("out"));
        if !is_long {
            continue;
        }
        place.file("out", "old");
        let ended = within(&place, 32, &call).status(2);
        assert!(
            ended.stderr.contains("cannot write on to out: File too large (os error 27)"),
            "{format}\n{ended}\n{whole}"
        );
        assert_eq!(place.text("out"), "old", "{format}");
        crate::scratch::remove(&place.path("out"));
        written += 1;
    }
    assert!(written > 5, "{written} formats");
    place.file("bad.jsonl", "no JSON\n".repeat(20_000));
    let ended = within(&place, 32, "bad.jsonl --quarantine quarantine.jsonl").status(2);
    ended.says("cannot write on to quarantine.jsonl: File too large (os error 27)");
}

#[test]
fn the_locale_changes_nothing() {
    let place = Place::new();
    place.file("耿爽.txt", TEXT);
    place.file("bad.jsonl", "{\"text\": \"耿爽\"}\n{\"耿爽\": 1}\n");
    let call = "tag -d dict.jsonl 耿爽.txt bad.jsonl --include-text";
    let plain = outcome(&Ended::of(place.command(call)).status(1));
    for locale in ["C", "POSIX", "zh_CN.GB18030", "tr_TR.UTF-8", "no such locale"] {
        let mut command = place.command(call);
        command.env("LC_ALL", locale).env("LANG", locale).env("LANGUAGE", locale);
        assert_eq!(outcome(&Ended::of(command).status(1)), plain, "{locale}");
    }
}

#[test]
fn the_time_of_day_and_its_zone_change_nothing() {
    let place = Place::new();
    place.file("in.txt", "Geng Shuang said on Wednesday that he was in China.\n");
    let plain = outcome(&place.tag("in.txt").status(0));
    for zone in ["UTC", "Asia/Shanghai", "America/Los_Angeles", "no such zone"] {
        let mut command = place.command("tag -d dict.jsonl in.txt");
        command.env("TZ", zone);
        assert_eq!(outcome(&Ended::of(command).status(0)), plain, "{zone}");
    }
}

/// A call with arguments that are bytes.
fn call(place: &Place, arguments: &[&[u8]]) -> Ended {
    let mut command = place.command("tag -d dict.jsonl");
    command.args(arguments.iter().map(|argument| OsStr::from_bytes(argument)));
    Ended::of(command)
}

#[test]
fn names_of_files_need_not_be_utf8() {
    let place = Place::new();
    let name = |bytes: &[u8]| place.path("").join(OsStr::from_bytes(bytes));
    fs::create_dir(place.path("in")).unwrap();
    fs::write(name(b"in/caf\xE9.txt"), TEXT).unwrap();
    place.file("plain.txt", TEXT);
    let expected = place.tag("plain.txt").status(0).records();
    let mentions = |ended: &Ended| ended.records()[0]["mentions"].clone();
    for argument in [&b"in/caf\xE9.txt"[..], b"in"] {
        let ended = call(&place, &[argument]).status(0);
        assert_eq!(ended.ids(), ["in/caf\u{FFFD}.txt"], "{ended}");
        assert_eq!(mentions(&ended), expected[0]["mentions"], "{ended}");
    }
    call(&place, &[b"plain.txt", b"-o", b"\xC4\xE3\xBA\xC3.jsonl"]).status(0);
    let written = fs::read(name(b"\xC4\xE3\xBA\xC3.jsonl")).unwrap();
    assert_eq!(written, place.tag("plain.txt").stdout);
    let gone = call(&place, &[b"caf\xE9.txt"]).status(2);
    assert!(gone.stderr.contains("caf\u{FFFD}.txt: No such file or directory"), "{gone}");
}

#[test]
fn what_is_no_file_is_read_or_told() {
    let place = Place::new();
    place.tag("/dev/null --input-format jsonl").status(0).says("0 documents, 0 skipped");
    let pipe = place.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = thread::spawn({
        let pipe = pipe.clone();
        move || fs::write(pipe, TEXT).unwrap()
    });
    assert_eq!(place.tag("pipe --input-format text").status(0).ids(), ["pipe"]);
    writer.join().unwrap();
    // In a folder it is passed over: nobody may ever write to it.
    place.file("folder/in.txt", TEXT);
    fs::rename(pipe, place.path("folder/pipe.txt")).unwrap();
    let ended = place.tag("folder").status(0);
    assert_eq!(ended.ids(), ["folder/in.txt"]);
    ended.says("passed over 1 file in folders that are links, pipes or devices").says("for example folder/pipe.txt");
    // A folder where a file is expected, by its name.
    fs::create_dir(place.path("dir.jsonl")).unwrap();
    place.tag("dir.jsonl").status(0).says("0 documents");
}

/// The run ends although its input does not.
#[cfg(target_os = "linux")]
#[test]
fn nobody_waits_for_a_silent_input_where_results_cannot_be_written() {
    for threads in [1, 2] {
        let place = Place::new();
        let mut command = place.std_command(&format!("tag -d dict.jsonl - --input-format jsonl --threads {threads}"));
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut child = command.stdin(Stdio::piped()).stdout(full).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let line = format!("{{\"text\": \"Geng Shuang (耿爽) said in China {}\"}}\n", "and China ".repeat(40));
        // It may have ended before it has taken all.
        let _ = stdin.write_all(line.repeat(400).as_bytes());
        let start = Instant::now();
        while child.try_wait().unwrap().is_none() {
            assert!(start.elapsed() < Duration::from_secs(60), "it waits for more");
            thread::sleep(Duration::from_millis(5));
        }
        drop(stdin);
        let ended = child.wait_with_output().unwrap();
        let told = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(2), "{told}");
        assert!(told.contains("cannot write on to standard output: No space left on device"), "{told}");
    }
}
