//! `newstag dict`: one file a command.

mod check;
mod info;
mod json;
mod lookup;
mod render;

pub(crate) use render::{load, render};

use crate::cli::Exit;
use anyhow::Error;
use clap::{Args, Subcommand};
use std::io;

/// Look into dictionaries and check them
#[derive(Args, Debug)]
pub(crate) struct DictArgs {
    #[command(subcommand)]
    command: DictCommand,
}

#[derive(Debug, Subcommand)]
enum DictCommand {
    /// Report what is wrong or risky in dictionaries
    Check(check::CheckArgs),
    /// Count what is in a dictionary
    Info(info::InfoArgs),
    /// Tell which entities a written form may mean, and why
    Lookup(lookup::LookupArgs),
}

/// Carries out a `dict` command. Where nobody reads its output any more, that is no failure.
pub(crate) fn run(args: DictArgs) -> anyhow::Result<Exit> {
    let done = match args.command {
        DictCommand::Check(args) => check::run(&args),
        DictCommand::Info(args) => info::run(&args),
        DictCommand::Lookup(args) => lookup::run(&args),
    };
    done.or_else(|error| if is_closed_pipe(&error) { Ok(Exit::Done) } else { Err(error) })
}

fn is_closed_pipe(error: &Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
