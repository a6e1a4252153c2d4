//! `newstag schema`.

use super::exit::Exit;
use crate::write::{Output, SCHEMA, Target};

/// Prints the JSON Schema of the record.
pub(super) fn run() -> anyhow::Result<Exit> {
    let mut output = Output::open(&Target::Stdout)?;
    match output.write(SCHEMA.as_bytes()).and_then(|()| output.finish()) {
        Err(error) if error.is_closed_pipe() => Ok(Exit::Done),
        written => Ok(written.map(|()| Exit::Done)?),
    }
}
