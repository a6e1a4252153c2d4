//! The command line: arguments, one file a command, exit statuses.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod args;
mod cat;
mod completions;
mod convert;
mod dict;
mod dictionary;
mod diff;
mod eval;
mod excerpt;
mod exit;
mod files;
mod format_args;
mod job;
mod learn;
mod progress;
mod report;
mod resume;
mod schema;
mod signals;
mod tag;

pub use exit::Exit;

use args::{Cli, Command};
use clap::{CommandFactory, FromArgMatches};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};

/// Does what the process's arguments say.
pub fn run() -> Exit {
    run_with(std::env::args_os())
}

/// Does what arguments say; the first of them is the program's name.
pub fn run_with(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    match parse(arguments) {
        Ok((cli, options)) => carry_out(cli.command, options),
        Err(error) => explain(&error),
    }
}

/// The command, and the options of its run by their names.
fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<(Cli, BTreeMap<String, String>), clap::Error> {
    let mut commands = Cli::command();
    let matches = commands.try_get_matches_from_mut(arguments)?;
    let named = matches.subcommand().and_then(|(name, matches)| Some((commands.find_subcommand(name)?, matches)));
    let options = named.map(|(command, matches)| resume::options(command, matches)).unwrap_or_default();
    Ok((Cli::from_arg_matches(&matches)?, options))
}

fn carry_out(command: Command, options: BTreeMap<String, String>) -> Exit {
    let done = match command {
        Command::Tag(args) => tag::run(*args, options),
        Command::Dict(args) => dict::run(args),
        Command::Convert(args) => convert::run(*args, options),
        Command::Cat(args) => cat::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Learn(args) => learn::run(&args),
        Command::Schema => schema::run(),
        Command::Completions(args) => completions::run(&args),
    };
    done.unwrap_or_else(|error| {
        tell(format_args!("{error:#}"));
        Exit::Failed
    })
}

/// Help and version that were asked for are no failure.
fn explain(error: &clap::Error) -> Exit {
    // Where nobody listens, there is nobody to tell so.
    let _ = error.print();
    if error.use_stderr() { Exit::Failed } else { Exit::Done }
}

/// Tells the user something, on standard error; where that is closed or full, the run goes on all the same.
fn tell(message: impl Display) {
    let _ = writeln!(io::stderr().lock(), "newstag: {message}");
}
