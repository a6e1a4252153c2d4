//! What a run was measured on and with.

use anyhow::{Context, Result};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::process::Command;

/// The crates whose versions matter to who reads the results.
const CRATES: [&str; 3] = ["aho-corasick", "daachorse", "serde_json"];

/// The machine, the versions and the call.
#[derive(Debug, Serialize)]
pub(crate) struct Machine {
    processor: String,
    cores: usize,
    memory_gib: f64,
    date: String,
    command: String,
    newstag: &'static str,
    rustc: String,
    crates: BTreeMap<String, String>,
}

#[derive(serde::Deserialize)]
struct Lock {
    package: Vec<Package>,
}

#[derive(serde::Deserialize)]
struct Package {
    name: String,
    version: String,
}

impl Machine {
    /// What this run is measured on and with.
    pub(crate) fn of_this_run() -> Result<Self> {
        Ok(Self {
            processor: after_colon("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned()),
            cores: std::thread::available_parallelism()?.get(),
            memory_gib: memory_gib(),
            date: jiff::Timestamp::now().strftime("%Y-%m-%d").to_string(),
            command: command(),
            newstag: env!("CARGO_PKG_VERSION"),
            rustc: rustc()?,
            crates: crates()?,
        })
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, {} cores, {:.0} GiB, {}", self.processor, self.cores, self.memory_gib, self.date)?;
        write!(f, "newstag {}, {}", self.newstag, self.rustc)?;
        for (name, version) in &self.crates {
            write!(f, ", {name} {version}")?;
        }
        writeln!(f, "\n\n    {}", self.command)
    }
}

/// The call, as one would type it again.
fn command() -> String {
    let arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    ["cargo bench --bench newstag --".to_owned()].into_iter().chain(arguments).collect::<Vec<_>>().join(" ")
}

fn memory_gib() -> f64 {
    let kibibytes =
        after_colon("/proc/meminfo", "MemTotal").and_then(|size| size.split(' ').next()?.parse::<f64>().ok());
    kibibytes.unwrap_or_default() / f64::from(1 << 20)
}

/// What stands behind a word and a colon in a file of the system, if there is such a file.
fn after_colon(path: &str, word: &str) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(word))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn rustc() -> Result<String> {
    let output = Command::new("rustc").arg("--version").output().context("rustc cannot be asked for its version")?;
    let version = String::from_utf8_lossy(&output.stdout);
    Ok(version.split(" (").next().unwrap_or_default().trim().to_owned())
}

fn crates() -> Result<BTreeMap<String, String>> {
    let lock: Lock = toml::from_str(include_str!("../../Cargo.lock")).context("Cargo.lock cannot be read")?;
    let listed = lock.package.into_iter().filter(|package| CRATES.contains(&package.name.as_str()));
    Ok(listed.map(|package| (package.name, package.version)).collect())
}
