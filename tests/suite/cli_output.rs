//! Where results go: whole files or none, full disks, links, devices.

use crate::cli_run::{DICTIONARY, Ended, Place};
use std::fs::{self, File};
use std::process::Stdio;

fn place_with_input() -> Place {
    let place = Place::new();
    place.file("in.txt", "Geng Shuang");
    place
}

#[test]
fn a_file_holds_what_standard_output_would() {
    let place = place_with_input();
    let ended = place.tag("in.txt").status(0);
    let to_file = place.tag("in.txt -o out.jsonl").status(0);
    assert_eq!(to_file.stdout, b"", "{to_file}");
    assert_eq!(place.text("out.jsonl").as_bytes(), ended.stdout, "{ended}");
    assert_eq!(place.names(), ["dict.jsonl", "in.txt", "out.jsonl"]);
    assert_eq!(place.tag("in.txt -o -").stdout, ended.stdout);
}

#[test]
fn a_run_that_fails_leaves_the_old_file() {
    let place = place_with_input();
    place.file("out.jsonl", "old");
    place.file("bad.txt", b"\xFF");
    place.tag("in.txt bad.txt -o out.jsonl --on-error fail").status(2);
    assert_eq!(place.text("out.jsonl"), "old");
    assert_eq!(place.names(), ["bad.txt", "dict.jsonl", "in.txt", "out.jsonl"]);
    place.tag("in.txt -o out.jsonl").status(0);
    assert!(place.text("out.jsonl").starts_with("{\"schema\""));
}

#[test]
fn a_target_that_cannot_be_written_stops_the_call() {
    let place = place_with_input();
    place.file("folder/x", "");
    for option in ["-o", "--quarantine"] {
        let ended = place.tag(&format!("in.txt {option} no/such/out.jsonl")).status(2);
        assert_eq!(ended.stderr, "newstag: cannot write to no/such/out.jsonl: the folder no/such does not exist\n");
        let ended = place.tag(&format!("in.txt {option} folder")).status(2);
        assert_eq!(ended.stderr, "newstag: cannot write to folder: it is a folder\n");
        place.tag(&format!("in.txt {option} in.txt/out.jsonl")).status(2).says("cannot write to in.txt/out.jsonl: ");
    }
}

#[test]
fn nothing_that_is_read_is_overwritten() {
    let place = place_with_input();
    for option in ["-o", "--quarantine"] {
        let ended = place.tag(&format!("in.txt {option} ./in.txt")).status(2);
        assert_eq!(
            ended.stderr,
            "newstag: in.txt is read and would be overwritten: write the results to another file\n"
        );
    }
    place.tag("in.txt -o dict.jsonl").status(2).says("dict.jsonl is read and would be overwritten");
    assert_eq!((place.text("in.txt").as_str(), place.text("dict.jsonl").as_str()), ("Geng Shuang", DICTIONARY));
    place.tag("in.txt -o a.jsonl --quarantine ./a.jsonl").status(2).says("-o and --quarantine both name ");
    place.tag("in.txt --quarantine -").status(2).says("--quarantine takes a file: standard output is for results");
}

#[test]
fn a_result_inside_the_folder_that_is_read_is_no_input() {
    let place = Place::new();
    place.file("in/a.txt", "China");
    place.tag("in -o in/out.jsonl").status(0);
    let ended = place.tag("in -o in/out.jsonl").status(0);
    assert!(ended.summary().starts_with("newstag: 1 documents"), "{ended}");
    ended.says("newstag: note: passed over 1 file in folders that results are written to; for example in/out.jsonl\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let place = place_with_input();
    let ended = place.tag("in.txt -o /dev/full").status(2);
    assert_eq!(ended.stderr, "newstag: cannot write on to /dev/full: No space left on device (os error 28)\n");
    let output =
        place.std_command("tag -d dict.jsonl in.txt").stdout(File::create("/dev/full").unwrap()).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr, "newstag: cannot write on to standard output: No space left on device (os error 28)\n");
    assert_eq!(output.status.code(), Some(2));
    place.file("bad.txt", b"\xFF");
    place
        .tag("bad.txt --quarantine /dev/full")
        .status(2)
        .says("newstag: cannot write on to /dev/full: No space left on device");
}

#[cfg(target_os = "linux")]
#[test]
fn standard_error_may_be_full_or_closed() {
    let place = place_with_input();
    place.file("bad.txt", b"\xFF");
    let full = File::create("/dev/full").unwrap();
    let output = place.std_command("tag -d dict.jsonl in.txt bad.txt").stderr(full).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(1), false));
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_written_directly() {
    let place = place_with_input();
    place.tag("in.txt -o /dev/null").status(0);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    assert!(std::process::Command::new("mkfifo").arg(place.path("pipe")).status().unwrap().success());
    let reader = std::process::Command::new("cat").arg(place.path("pipe")).stdout(Stdio::piped()).spawn().unwrap();
    place.tag("in.txt -o pipe").status(0);
    let output = reader.wait_with_output().unwrap();
    assert_eq!(output.stdout, place.tag("in.txt").stdout);
}

#[cfg(unix)]
#[test]
fn a_link_keeps_leading_to_its_file() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = place_with_input();
    place.file("real/out.jsonl", "old");
    fs::set_permissions(place.path("real/out.jsonl"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/out.jsonl", place.path("old-link")).unwrap();
    symlink("real/new.jsonl", place.path("new-link")).unwrap();
    for (link, file) in [("old-link", "real/out.jsonl"), ("new-link", "real/new.jsonl")] {
        place.tag(&format!("in.txt -o {link}")).status(0);
        assert!(fs::symlink_metadata(place.path(link)).unwrap().is_symlink());
        assert!(place.text(file).starts_with("{\"schema\""));
    }
    let mode = |file| fs::metadata(place.path(file)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("real/out.jsonl"), 0o640, "a file that is replaced keeps its permissions");
    assert_ne!(mode("real/new.jsonl") & 0o044, 0, "a new file can be read by others as far as the user's mask says");
}

#[test]
fn completions_are_a_script() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ended = Ended::of(place.command(&format!("completions {shell}"))).status(0);
        assert!(String::from_utf8_lossy(&ended.stdout).contains("quarantine"), "{ended}");
    }
    Ended::of(place.command("completions csh")).status(2);
}
