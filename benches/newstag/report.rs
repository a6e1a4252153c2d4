//! What was measured, as tables for people and as JSON.

use crate::definition::Steady;
use crate::machine::Machine;
use crate::table::{Table, grouped};
use anyhow::{Context, Result};
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// All that a run measured.
#[derive(Serialize)]
pub(crate) struct Report {
    machine: Machine,
    benchmarks: Vec<Outcome>,
}

/// What became of a benchmark.
#[derive(Serialize)]
pub(crate) struct Outcome {
    name: String,
    question: String,
    results: Results,
    /// What went wrong, in finished sentences; a benchmark without faults found what there is to find.
    faults: Vec<String>,
}

/// What was measured.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Results {
    Scan(ScanResults),
    Programs(Vec<ProgramRow>),
    /// Why nothing was.
    NotRun(String),
}

/// Engines on the same names and texts.
#[derive(Serialize)]
pub(crate) struct ScanResults {
    pub(crate) documents: usize,
    pub(crate) bytes: usize,
    pub(crate) all_names: usize,
    pub(crate) rows: Vec<ScanRow>,
    pub(crate) steadiness: Option<String>,
}

/// Engines at one number of names.
#[derive(Serialize)]
pub(crate) struct ScanRow {
    names: usize,
    expected: Option<u64>,
    engines: Vec<EngineResult>,
    /// Our speed over that of the best rival.
    ratio: Option<f64>,
    floor: Option<f64>,
}

/// One engine at one number of names.
#[derive(Serialize)]
pub(crate) struct EngineResult {
    pub(crate) engine: String,
    pub(crate) is_rival: bool,
    pub(crate) found: u64,
    pub(crate) megabytes_per_second: f64,
    pub(crate) seconds_to_build: f64,
}

/// One program.
#[derive(Serialize)]
pub(crate) struct ProgramRow {
    pub(crate) run: String,
    pub(crate) seconds: Option<f64>,
    /// What its threads worked together: less moved by what else the machine does.
    pub(crate) processor_seconds: Option<f64>,
    pub(crate) peak_mb: Option<f64>,
    pub(crate) output_mb: Option<f64>,
    /// What this project wants to reach, and whether it does.
    pub(crate) floors: Vec<String>,
    /// What went wrong.
    pub(crate) fault: Option<String>,
}

impl ScanResults {
    fn faults(&self) -> Vec<String> {
        self.rows.iter().flat_map(ScanRow::faults).collect()
    }
}

/// How much of our speed at few names is left at many, if both were measured.
pub(crate) fn steadiness(rows: &[ScanRow], steady: &Steady) -> Option<String> {
    let speed = |names| {
        let row = rows.iter().find(|row| row.names == names)?;
        row.engines.iter().find(|engine| !engine.is_rival).map(|engine| engine.megabytes_per_second)
    };
    let part = speed(steady.to)? / speed(steady.from)?;
    let (to, from) = (grouped(steady.to as u64), grouped(steady.from as u64));
    Some(format!("newstag at {to} names has {part:.2} of its speed at {from} (floor {:.2}).", steady.at_least))
}

impl ScanRow {
    /// The row of some engines.
    pub(crate) fn new(names: usize, expected: Option<u64>, floor: Option<f64>, engines: Vec<EngineResult>) -> Self {
        let best = |rival: bool| {
            engines.iter().filter(|e| e.is_rival == rival).map(|e| e.megabytes_per_second).reduce(f64::max)
        };
        let ratio = best(false).zip(best(true)).map(|(ours, rival)| ours / rival);
        Self { names, expected, engines, ratio, floor }
    }

    fn faults(&self) -> Vec<String> {
        let wrong = self.engines.iter().filter(|engine| self.expected != Some(engine.found));
        wrong
            .map(|engine| {
                let found = format!("Among {} names, {} finds {}", self.names, engine.engine, engine.found);
                match self.expected {
                    Some(expected) => format!("{found}, not the {expected} that the definition expects."),
                    None => format!("{found}; the definition does not say how many it expects."),
                }
            })
            .collect()
    }
}

impl Outcome {
    /// The outcome of a benchmark that ran.
    pub(crate) fn new(name: &str, question: &str, results: Results) -> Self {
        let faults = match &results {
            Results::Scan(scan) => scan.faults(),
            Results::Programs(rows) => {
                rows.iter().filter_map(|row| Some(format!("{}: {}", row.run, row.fault.as_ref()?))).collect()
            }
            Results::NotRun(_) => Vec::new(),
        };
        Self { name: name.to_owned(), question: question.trim().to_owned(), results, faults }
    }

    /// The outcome of one that did not, and why.
    pub(crate) fn not_run(name: &str, question: &str, why: &str) -> Self {
        Self::new(name, question, Results::NotRun(why.to_owned()))
    }

    fn is_not_run(&self) -> bool {
        matches!(self.results, Results::NotRun(_))
    }
}

impl Report {
    /// A report with nothing in it yet.
    pub(crate) fn new(machine: Machine) -> Self {
        Self { machine, benchmarks: Vec::new() }
    }

    /// Adds what became of a benchmark.
    pub(crate) fn add(&mut self, outcome: Outcome) {
        self.benchmarks.push(outcome);
    }

    /// Whether every benchmark that ran found what there is to find, and at least one did.
    pub(crate) fn is_right(&self) -> bool {
        self.benchmarks.iter().all(|outcome| outcome.faults.is_empty())
            && self.benchmarks.iter().any(|outcome| !outcome.is_not_run())
    }

    /// How many benchmarks ran, and how many of them went wrong.
    pub(crate) fn summary(&self) -> String {
        let not_run = self.benchmarks.iter().filter(|outcome| outcome.is_not_run()).count();
        let wrong = self.benchmarks.iter().filter(|outcome| !outcome.faults.is_empty()).count();
        let ran = self.benchmarks.len() - not_run;
        match self.benchmarks.len() {
            0 => "No benchmark is called so: benches/definitions has their names.".to_owned(),
            _ => format!("{ran} benchmarks ran, {wrong} of them went wrong, {not_run} did not run."),
        }
    }

    /// Writes the report where it was asked for.
    pub(crate) fn write(&self, json: Option<&Path>, markdown: Option<&Path>) -> Result<()> {
        if let Some(path) = json {
            write(path, &(serde_json::to_string_pretty(self)? + "\n"))?;
        }
        if let Some(path) = markdown {
            let tables: String = self.benchmarks.iter().map(ToString::to_string).collect();
            write(path, &format!("{}\n{tables}", self.machine))?;
        }
        Ok(())
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "## {}\n\n{}\n", self.name, self.question)?;
        match &self.results {
            Results::Scan(scan) => write!(f, "{scan}")?,
            Results::Programs(rows) => write!(f, "{}", program_table(rows))?,
            Results::NotRun(why) => writeln!(f, "NOT RUN. {why}")?,
        }
        for fault in &self.faults {
            writeln!(f, "\nWRONG: {fault}")?;
        }
        writeln!(f)
    }
}

impl fmt::Display for ScanResults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = self.bytes as f64 / 1e6;
        let (documents, names) = (grouped(self.documents as u64), grouped(self.all_names as u64));
        writeln!(f, "{documents} documents, {megabytes:.1} MB of text, {names} names in all; MB/s:\n")?;
        let engines = self.rows.first().map(|row| &row.engines[..]).unwrap_or_default();
        let titles = engines.iter().map(|engine| engine.engine.clone());
        let head = ["names", "matches"].map(str::to_owned).into_iter().chain(titles);
        let mut table = Table::new(head.chain(["ratio", "floor"].map(str::to_owned)).collect());
        self.rows.iter().for_each(|row| table.add(row.cells()));
        write!(f, "{table}")?;
        self.steadiness.iter().try_for_each(|line| writeln!(f, "\n{line}"))
    }
}

impl ScanRow {
    fn cells(&self) -> Vec<String> {
        let matches = self.expected.or(self.engines.first().map(|engine| engine.found)).map(grouped);
        let times = |value: Option<f64>| value.map(|value| format!("{value:.1}")).unwrap_or_default();
        let speeds = self.engines.iter().map(|engine| format!("{:.0}", engine.megabytes_per_second));
        let head = [grouped(self.names as u64), matches.unwrap_or_default()].into_iter().chain(speeds);
        head.chain([times(self.ratio), times(self.floor)]).collect()
    }
}

fn program_table(rows: &[ProgramRow]) -> Table {
    let head = ["run", "seconds", "processor s", "peak MB", "output MB", "floors"];
    let mut table = Table::new(head.map(str::to_owned).into());
    for row in rows {
        let number =
            |value: Option<f64>, digits: usize| value.map_or("–".to_owned(), |value| format!("{value:.digits$}"));
        let floors = if row.fault.is_some() { "went wrong, see below".to_owned() } else { row.floors.join("; ") };
        let measured = [
            number(row.seconds, 3),
            number(row.processor_seconds, 3),
            number(row.peak_mb, 0),
            number(row.output_mb, 1),
            floors,
        ];
        table.add([row.run.clone()].into_iter().chain(measured).collect());
    }
    table
}
