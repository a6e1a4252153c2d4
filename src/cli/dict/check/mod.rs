//! `newstag dict check`: all that is wrong with dictionaries, then what is risky.

mod record;
mod rules;

use super::{json, render};
use crate::cli::Exit;
use crate::load::{self, LoadError, Loaded};
use clap::Args;
use record::Record;
use rules::Warning;
use std::io::{self, Write};
use std::path::PathBuf;

/// So many warnings of one sort are shown to people; programs get all of them.
const SHOWN: usize = 10;

const EXAMPLES: &str = "\
Examples:
  All that is wrong with a dictionary, and what is risky:
      newstag dict check people.jsonl
  Dictionaries that will be used together are best checked together; one JSON object for each problem:
      newstag dict check people.jsonl offices.jsonl places.csv --json";

/// Report what is wrong or risky in dictionaries
///
/// Errors must be mended before a dictionary can be used; warnings tell what may not do what you expect. The last line counts both. Exit
/// status: 0 no errors; 1 errors; 2 a dictionary could not be read.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct CheckArgs {
    /// Dictionaries, read together
    #[arg(value_name = "FILE", required = true)]
    sources: Vec<PathBuf>,

    /// Write one JSON object a line, the last one with the counts
    #[arg(long)]
    json: bool,
}

/// Checks dictionaries.
pub(super) fn run(args: &CheckArgs) -> anyhow::Result<Exit> {
    let mut tally =
        Tally { out: anstream::stdout().lock(), json: args.json, errors: 0, unreadable: false, told: Ok(()) };
    let loaded = load::load_reporting(&args.sources, &mut |error| tally.add(&error));
    tally.told?;
    let warnings = rules::all(&loaded.dictionary);
    let mut out = tally.out;
    if args.json {
        write_json(&mut out, tally.errors, &warnings, &loaded)?;
    } else {
        show(&mut out, tally.errors, &warnings, &loaded)?;
    }
    Ok(match (tally.unreadable, tally.errors) {
        (true, _) => Exit::Failed,
        (false, 0) => Exit::Done,
        (false, _) => Exit::Skipped,
    })
}

/// Tells errors as they come, so that a file of millions of them needs no memory, and counts them.
struct Tally<W> {
    out: W,
    json: bool,
    errors: u64,
    unreadable: bool,
    /// Whether all of them could be told.
    told: io::Result<()>,
}

impl<W: Write> Tally<W> {
    fn add(&mut self, error: &LoadError) {
        self.errors += 1;
        self.unreadable |= error.fault.problem.is_unreadable();
        if self.told.is_ok() {
            self.told = self.tell(error);
        }
    }

    fn tell(&mut self, error: &LoadError) -> io::Result<()> {
        if self.json {
            json::write_line(&mut self.out, &Record::of_error(error))
        } else {
            writeln!(self.out, "{}\n", render(error))
        }
    }
}

fn write_json(out: &mut impl Write, errors: u64, warnings: &[Warning], loaded: &Loaded) -> io::Result<()> {
    for warning in warnings {
        json::write_line(out, &Record::of_warning(warning, loaded))?;
    }
    json::write_line(out, &serde_json::json!({"errors": errors, "warnings": warnings.len()}))
}

fn show(out: &mut impl Write, errors: u64, warnings: &[Warning], loaded: &Loaded) -> io::Result<()> {
    for of_one_sort in warnings.chunk_by(|a, b| a.code == b.code) {
        for warning in of_one_sort.iter().take(SHOWN) {
            writeln!(out, "warning: {}", in_one_line(warning, loaded))?;
        }
        if let rest @ 1.. = of_one_sort.len().saturating_sub(SHOWN) {
            writeln!(out, "… and {rest} more warnings of this sort; --json writes all of them")?;
        }
        writeln!(out)?;
    }
    let plural = |count: u64| if count == 1 { "" } else { "s" };
    let count = warnings.len() as u64;
    writeln!(out, "{errors} error{}, {count} warning{}", plural(errors), plural(count))
}

fn in_one_line(warning: &Warning, loaded: &Loaded) -> String {
    let Some(entity) = warning.entity.map(|index| loaded.dictionary.entity(index)) else {
        return warning.message.clone();
    };
    let place = loaded.origins.of(entity.id()).map_or(String::new(), |origin| format!("{origin}: "));
    let field = warning.field.as_ref().map_or(String::new(), |field| format!(" {field}"));
    format!("{place}{}{field}: {}", entity.id(), warning.message)
}
