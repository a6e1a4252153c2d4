//! Running another program and finding out what it took.
//!
//! The peak of a child that was started by a large process is that of the large process, as far as the system is concerned: the benchmarks
//! therefore start themselves anew as a small process, and that one starts the program.

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ffi::OsString;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;
use wait4::Wait4;

/// What a program took.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Taken {
    pub(crate) seconds: f64,
    /// Those that a processor worked for it, of all its threads together.
    pub(crate) processor_seconds: f64,
    pub(crate) peak_bytes: u64,
    pub(crate) is_success: bool,
    /// All that it wrote to standard error.
    pub(crate) said: String,
}

/// The fields of a document, borrowed where nothing in them is escaped.
#[derive(Deserialize)]
struct Fields<'l> {
    #[serde(borrow)]
    id: Option<Cow<'l, str>>,
    #[serde(borrow)]
    title: Option<Cow<'l, str>>,
    #[serde(borrow)]
    date: Option<Cow<'l, str>>,
    #[serde(borrow)]
    lang: Option<Cow<'l, str>>,
    #[serde(borrow)]
    text: Cow<'l, str>,
}

/// Runs a program in a process of its own.
pub(crate) fn child(command: &[OsString]) -> Result<Taken> {
    let own = std::env::current_exe().context("The benchmarks cannot find their own program")?;
    let output = Command::new(own).arg("measure-child").args(command).stderr(Stdio::inherit()).output()?;
    serde_json::from_slice(&output.stdout).context("A program could not be started")
}

/// What [`child`] starts: runs a program and writes what it took to standard output.
pub(crate) fn report_child(command: &[OsString]) -> Result<bool> {
    let [program, arguments @ ..] = command else { bail!("There is no program to run.") };
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} cannot be started", program.display()))?;
    let mut said = String::new();
    if let Some(stderr) = &mut child.stderr {
        stderr.read_to_string(&mut said)?;
    }
    let used = child.wait4()?;
    let taken = Taken {
        seconds: start.elapsed().as_secs_f64(),
        processor_seconds: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        peak_bytes: used.rusage.maxrss,
        is_success: used.status.success(),
        said,
    };
    println!("{}", serde_json::to_string(&taken)?);
    Ok(true)
}

/// Only parses JSON Lines, and says how many documents there are.
pub(crate) fn parse_json(files: &[PathBuf]) -> Result<bool> {
    let (mut documents, mut bytes) = (0_u64, 0);
    for path in files {
        let mut input = BufReader::with_capacity(1 << 20, File::open(path)?);
        let mut line = Vec::new();
        while input.read_until(b'\n', &mut line)? > 0 {
            let fields: Fields<'_> = serde_json::from_slice(&line)?;
            let short = [&fields.id, &fields.title, &fields.date, &fields.lang];
            bytes += fields.text.len()
                + short.iter().filter_map(|field| field.as_ref()).map(|field| field.len()).sum::<usize>();
            documents += 1;
            line.clear();
        }
    }
    eprintln!("{documents} documents, {bytes} bytes in their fields");
    Ok(true)
}
