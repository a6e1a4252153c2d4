//! The program as a user has it: a folder of its own, the real binary, both outputs shown on failure.

use assert_cmd::Command;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The dictionary of these tests, in every folder as `dict.jsonl`.
pub(crate) const DICTIONARY: &str = r#"
{"id": "person/geng-shuang", "type": "person", "names": [{"text": "Geng Shuang", "lang": "en", "family": "Geng"}, {"text": "耿爽", "lang": "zh"}]}
{"id": "place/china", "type": "place", "names": [{"text": "China", "lang": "en"}, {"text": "Chinese", "lang": "en", "kind": "demonym"}, {"text": "中国", "lang": "zh"}]}
{"id": "place/new-york", "type": "place", "names": ["New York"]}
{"id": "organization/new-york-times", "type": "organization", "names": ["New York Times"]}
{"id": "office/us-president", "type": "office", "names": [{"text": "US President", "lang": "en"}], "holders": [{"entity": "person/donald-trump", "from": "2017-01-20", "until": "2021-01-20"}]}
{"id": "place/georgia", "type": "place", "names": ["Georgia"]}
{"id": "place/georgia-us", "type": "place", "names": ["Georgia"]}
"#;

/// A folder of its own.
pub(crate) struct Place(TempDir);

impl Place {
    /// A folder with nothing in it but the dictionary.
    pub(crate) fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.file("dict.jsonl", DICTIONARY);
        place
    }

    /// Where `name` lies.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, with the folders that it needs.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// What a file holds.
    #[track_caller]
    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of what lies here, sorted, hidden things included.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program, called in this folder; arguments are words between spaces.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        Command::from_std(self.std_command(arguments))
    }

    /// The same for those who need its pipes.
    pub(crate) fn std_command(&self, arguments: &str) -> std::process::Command {
        let mut command = std::process::Command::new(program());
        command.current_dir(self.0.path()).args(arguments.split_whitespace());
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("NEWSTAG_")) {
            command.env_remove(name);
        }
        command
    }

    /// Runs `newstag` with these arguments.
    pub(crate) fn run(&self, arguments: &str) -> Ended {
        Ended::of(self.command(arguments))
    }

    /// Runs `newstag tag -d dict.jsonl` with these arguments.
    pub(crate) fn tag(&self, arguments: &str) -> Ended {
        Ended::of(self.command(&format!("tag -d dict.jsonl {arguments}")))
    }

    /// The same with something on standard input.
    pub(crate) fn tag_stdin(&self, arguments: &str, input: impl Into<Vec<u8>>) -> Ended {
        let mut command = self.command(&format!("tag -d dict.jsonl {arguments}"));
        command.write_stdin(input);
        Ended::of(command)
    }
}

/// The program's path.
pub(crate) fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_newstag"))
}

/// A call that has ended.
pub(crate) struct Ended {
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
    pub(crate) status: Option<i32>,
    call: String,
}

impl Ended {
    pub(crate) fn of(mut command: Command) -> Self {
        let output = command.output().unwrap();
        Self {
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).unwrap(),
            status: output.status.code(),
            call: format!("{command:?}"),
        }
    }

    /// Fails unless it ended with this status.
    #[track_caller]
    pub(crate) fn status(self, expected: i32) -> Self {
        assert_eq!(self.status, Some(expected), "exit status\n{self}");
        self
    }

    /// Fails unless standard error holds this text.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "expected on standard error: {text}\n{self}");
        self
    }

    /// Fails if standard error holds this text.
    #[track_caller]
    pub(crate) fn does_not_say(self, text: &str) -> Self {
        assert!(!self.stderr.contains(text), "not expected on standard error: {text}\n{self}");
        self
    }

    /// The last line on standard error, less its time.
    #[track_caller]
    pub(crate) fn summary(&self) -> &str {
        let last = self.stderr.lines().last().unwrap_or_else(|| panic!("standard error is empty\n{self}"));
        let cut = last.rfind(", ").unwrap_or_else(|| panic!("no summary: {last}\n{self}"));
        assert!(last.ends_with(" seconds"), "no summary: {last}\n{self}");
        &last[..cut]
    }

    /// The records on standard output.
    #[track_caller]
    pub(crate) fn records(&self) -> Vec<serde_json::Value> {
        json_lines(str::from_utf8(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{self}")))
    }

    /// The ids of the records on standard output.
    #[track_caller]
    pub(crate) fn ids(&self) -> Vec<String> {
        self.records().iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stdout = String::from_utf8_lossy(&self.stdout[..self.stdout.len().min(4000)]);
        write!(f, "{}\n--- stdout\n{stdout}\n--- stderr\n{}\n--- status {:?}", self.call, self.stderr, self.status)
    }
}

/// The values of JSON Lines.
#[track_caller]
pub(crate) fn json_lines(text: &str) -> Vec<serde_json::Value> {
    assert!(text.is_empty() || text.ends_with('\n'), "the last line has no end: {text}");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}
