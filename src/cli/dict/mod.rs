//! `newstag dict`: one file a command.

mod build;
mod check;
mod import;
mod info;
pub(super) mod json;
mod lookup;
mod render;

pub(super) use render::render;

use crate::cli::Exit;
use crate::write::OutputError;
use anyhow::Error;
use clap::{Args, Subcommand};
use std::io;

const EXAMPLES: &str = "\
Examples:
  newstag dict lookup 'U.S.'
  newstag dict info people.jsonl
  newstag dict check people.jsonl places.csv --corpus articles/
  newstag dict build people.jsonl places.csv -o names.dict";

/// Compile dictionaries, import other people's data, check dictionaries and look into them
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct DictArgs {
    #[command(subcommand)]
    command: DictCommand,
}

#[derive(Debug, Subcommand)]
enum DictCommand {
    Build(build::BuildArgs),
    Check(Box<check::CheckArgs>),
    Import(Box<import::ImportArgs>),
    Info(info::InfoArgs),
    Lookup(lookup::LookupArgs),
}

/// Carries out a `dict` command. Where nobody reads its output any more, that is no failure.
pub(super) fn run(args: DictArgs) -> anyhow::Result<Exit> {
    let done = match args.command {
        DictCommand::Build(args) => build::run(&args),
        DictCommand::Check(args) => check::run(*args),
        DictCommand::Import(args) => import::run(&args),
        DictCommand::Info(args) => info::run(&args),
        DictCommand::Lookup(args) => lookup::run(&args),
    };
    done.or_else(|error| if is_closed_pipe(&error) { Ok(Exit::Done) } else { Err(error) })
}

/// Whether the reader of the output has gone.
pub(super) fn is_closed_pipe(error: &Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
        || error.downcast_ref().is_some_and(OutputError::is_closed_pipe)
}
