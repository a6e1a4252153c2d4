//! The command line.

use crate::definition::Cost;
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;

/// Runs the benchmarks of benches/definitions.
#[derive(Debug, Parser)]
#[command(name = "cargo bench --bench newstag --", args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    /// Runs only the benchmarks whose names hold one of these; costly ones run only when they are named.
    pub(crate) filters: Vec<String>,
    /// The folder with the texts and dictionaries that are not in the repository.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,
    /// Measures only the sizes of at most this many names.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) at_most: Option<usize>,
    /// How often each engine or program takes its turn, instead of what the definition says.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) rounds: Option<usize>,
    /// Runs the reference engine alone, once, to say what there is to find: for a new definition.
    #[arg(long)]
    pub(crate) reference: bool,
    /// Writes the results, with machine, versions and command, as JSON.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Writes the results, with machine, versions and command, as Markdown.
    #[arg(long, value_name = "FILE")]
    pub(crate) markdown: Option<PathBuf>,
    /// What Cargo adds.
    #[arg(long, hide = true)]
    bench: bool,
    #[command(subcommand)]
    pub(crate) helper: Option<Helper>,
}

/// What the program runs itself as, to measure others.
#[derive(Debug, Subcommand)]
pub(crate) enum Helper {
    /// Runs a program and says what it took, as JSON.
    #[command(name = "measure-child", hide = true)]
    Measure {
        /// The program and its arguments.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<OsString>,
    },
    /// Only parses JSON Lines, into borrowed fields, and counts them.
    #[command(name = "parse-json", hide = true)]
    ParseJson {
        /// The files.
        files: Vec<PathBuf>,
    },
}

impl Arguments {
    /// Whether a benchmark is among those that were asked for.
    pub(crate) fn asks_for(&self, name: &str, cost: Cost) -> bool {
        let is_named = self.filters.iter().any(|filter| name.contains(filter.as_str()));
        is_named || (self.filters.is_empty() && cost == Cost::Usual)
    }
}
