//! Whole programs, run in turns, each in a process of its own.

use crate::arguments::Arguments;
use crate::definition::{Floor, Order, Program, Programs, Run};
use crate::input;
use crate::measure::{self, Taken};
use crate::places::Places;
use crate::report::{Outcome, ProgramRow, Results};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// What is known of a run so far.
struct Running<'d> {
    run: &'d Run,
    command: Vec<OsString>,
    output: Option<PathBuf>,
    best_seconds: f64,
    processor_seconds: f64,
    peak_bytes: u64,
    fault: Option<String>,
}

/// Runs a benchmark.
pub(crate) fn run(name: &str, programs: &Programs, arguments: &Arguments, places: &Places) -> Result<Outcome> {
    let mut inputs = BTreeMap::new();
    for (input_name, input) in &programs.inputs {
        let path = input::prepare(&format!("{name}-{input_name}"), input, places);
        inputs.insert(input_name.as_str(), path.with_context(|| format!("The input {input_name} cannot be made"))?);
    }
    let all = programs.runs.iter().map(|run| Running::new(run, &inputs, places));
    let mut all = all.collect::<Result<Vec<_>>>()?;
    let rounds = arguments.rounds.unwrap_or(programs.rounds).max(1);
    for running in all.iter_mut().filter(|running| running.run.order == Order::First) {
        running.take_turn()?;
    }
    for _ in 0..rounds {
        for running in all.iter_mut().filter(|running| running.run.order == Order::Turns) {
            running.take_turn()?;
        }
    }
    let rows = all.iter().map(|running| running.row(&all)).collect();
    Ok(Outcome::new(name, &programs.question, Results::Programs(rows)))
}

impl<'d> Running<'d> {
    fn new(run: &'d Run, inputs: &BTreeMap<&str, PathBuf>, places: &Places) -> Result<Self> {
        let (program, first): (PathBuf, Option<&str>) = match run.program {
            Program::Newstag => (env!("CARGO_BIN_EXE_newstag").into(), None),
            Program::ParseJson => (std::env::current_exe()?, Some("parse-json")),
        };
        let first = first.map(OsString::from);
        let arguments = run.arguments.iter().map(|argument| filled(argument, inputs, places));
        let command = [program.into_os_string()].into_iter().chain(first).chain(arguments).collect();
        let output = run.output.as_ref().map(|name| places.work(name));
        Ok(Self {
            run,
            command,
            output,
            best_seconds: f64::INFINITY,
            processor_seconds: f64::INFINITY,
            peak_bytes: 0,
            fault: None,
        })
    }

    /// Runs once more, unless it went wrong before.
    fn take_turn(&mut self) -> Result<()> {
        if self.fault.is_some() {
            return Ok(());
        }
        eprintln!("  {} …", self.run.name);
        if let Some(output) = self.output.as_ref().filter(|output| output.exists()) {
            std::fs::remove_file(output)?;
        }
        let taken = measure::child(&self.command)?;
        self.best_seconds = self.best_seconds.min(taken.seconds);
        self.processor_seconds = self.processor_seconds.min(taken.processor_seconds);
        self.peak_bytes = self.peak_bytes.max(taken.peak_bytes);
        self.fault = fault(self.run, &taken);
        Ok(())
    }

    fn output_mb(&self) -> Option<f64> {
        let metadata = std::fs::metadata(self.output.as_ref()?).ok()?;
        Some(megabytes(metadata.len()))
    }

    fn row(&self, all: &[Self]) -> ProgramRow {
        let is_right = self.fault.is_none();
        ProgramRow {
            run: self.run.name.clone(),
            seconds: is_right.then_some(self.best_seconds),
            processor_seconds: is_right.then_some(self.processor_seconds),
            peak_mb: is_right.then_some(megabytes(self.peak_bytes)),
            output_mb: self.output_mb().filter(|_| is_right),
            floors: self.run.floors.iter().map(|floor| self.reached(floor, all)).collect(),
            fault: self.fault.clone(),
        }
    }

    /// A floor, and how far the run is from it.
    fn reached(&self, floor: &Floor, all: &[Self]) -> String {
        let times = |name: &str| {
            let other = all.iter().find(|other| other.run.name == name && other.fault.is_none());
            other.map_or(f64::NAN, |other| self.best_seconds / other.best_seconds)
        };
        match floor {
            Floor::SecondsAtMost(most) => verdict("", self.best_seconds, "≤", *most, " s"),
            Floor::PeakMbAtMost(most) => verdict("peak ", megabytes(self.peak_bytes), "≤", *most, " MB"),
            Floor::OutputMbAtMost(most) => verdict("output ", self.output_mb().unwrap_or(f64::NAN), "≤", *most, " MB"),
            Floor::TimesOf { run, at_most } => verdict("", times(run), "≤", *at_most, &format!(" times \"{run}\"")),
            Floor::FasterThan { run, at_least } => {
                verdict("", 1.0 / times(run), "≥", *at_least, &format!(" times as fast as \"{run}\""))
            }
        }
    }
}

fn verdict(what: &str, measured: f64, relation: &str, floor: f64, unit: &str) -> String {
    let is_met = if relation == "≤" { measured <= floor } else { measured >= floor };
    let word = if is_met { "met" } else { "MISSED" };
    format!("{what}{measured:.3} {relation} {floor}{unit}: {word}")
}

fn fault(run: &Run, taken: &Taken) -> Option<String> {
    let last = || taken.said.trim().lines().last().unwrap_or("nothing").to_owned();
    if !taken.is_success {
        return Some(format!("It did not end well. Its last words: {}", last()));
    }
    let is_said = taken.said.contains(&run.says);
    (!is_said).then(|| format!("It should say {:?} and says {:?}.", run.says, last()))
}

/// An argument with the paths of what it names in braces.
fn filled(argument: &str, inputs: &BTreeMap<&str, PathBuf>, places: &Places) -> OsString {
    let Some(name) = argument.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return argument.into() };
    inputs.get(name).cloned().unwrap_or_else(|| places.work(name)).into_os_string()
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
