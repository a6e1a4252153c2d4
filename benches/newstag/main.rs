//! The benchmarks: definitions in, measurements out. docs/benchmarks.md says how to run them.
//!
//! A benchmark is a file of `benches/definitions/`: a question in prose, what is measured, and what there is to find. A fast wrong answer
//! fails. Times are reported beside the floors that the project set itself, and never fail a run.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod arguments;
mod definition;
mod generate;
mod input;
mod machine;
mod measure;
mod names;
mod places;
mod programs;
mod report;
mod scan;
mod table;

use anyhow::{Context, Result};
use arguments::{Arguments, Helper};
use clap::Parser;
use definition::{Definition, Named};
use machine::Machine;
use places::Places;
use report::{Outcome, Report};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.helper {
        Some(Helper::Measure { command }) => measure::report_child(command),
        Some(Helper::ParseJson { files }) => measure::parse_json(files),
        None => run(&arguments),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("newstag benchmarks: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Runs what was asked for; whether every answer was the expected one.
fn run(arguments: &Arguments) -> Result<bool> {
    let places = Places::new(arguments.data.as_deref())?;
    let all = definition::read_all(&places.definitions())?;
    let machine = Machine::of_this_run()?;
    println!("{machine}");
    let mut report = Report::new(machine);
    for Named { name, definition } in all {
        if !arguments.asks_for(&name, definition.cost()) {
            continue;
        }
        let outcome = if definition.needs_data() && places.data().is_none() {
            Outcome::not_run(
                &name,
                definition.question(),
                "It needs texts or dictionaries that are not in the repository: give their folder by --data.",
            )
        } else {
            eprintln!("running {name} …");
            measured(&name, &definition, arguments, &places).with_context(|| format!("the benchmark {name}"))?
        };
        println!("{outcome}");
        report.add(outcome);
    }
    println!("{}", report.summary());
    report.write(arguments.json.as_deref(), arguments.markdown.as_deref())?;
    Ok(report.is_right())
}

fn measured(name: &str, definition: &Definition, arguments: &Arguments, places: &Places) -> Result<Outcome> {
    match definition {
        Definition::Scan(scan) => scan::run(name, scan, arguments, places),
        Definition::Programs(programs) => programs::run(name, programs, arguments, places),
    }
}
