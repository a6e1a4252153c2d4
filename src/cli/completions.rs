//! `newstag completions`.

use super::args::{Cli, CompletionsArgs};
use super::exit::Exit;
use crate::write::{Output, Target};
use clap::CommandFactory;

/// Prints the script that completes commands and options in a shell.
pub(super) fn run(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "newstag", &mut script);
    let mut output = Output::open(&Target::Stdout)?;
    match output.write(&script).and_then(|()| output.finish()) {
        Err(error) if error.is_closed_pipe() => Ok(Exit::Done),
        written => Ok(written.map(|()| Exit::Done)?),
    }
}
