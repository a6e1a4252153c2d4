//! JSON Lines: an object a line; blank lines are no records.

use super::batch::{Collector, Form};
use super::halt::{Halt, chunk};
use std::io::BufRead;

/// Cuts the input at its line ends.
pub(super) fn split(input: &mut dyn BufRead, out: &mut Collector<'_>) -> Result<(), Halt> {
    loop {
        let bytes = chunk(input)?;
        if bytes.is_empty() {
            return end_line(out);
        }
        let end = memchr::memchr(b'\n', bytes);
        let (used, all) = (end.map_or(bytes.len(), |at| at + 1), bytes.len());
        out.extend(&bytes[..end.unwrap_or(all)]);
        if end.is_some() {
            end_line(out)?;
            out.skip(1);
        }
        input.consume(used);
        if used == all {
            out.flush()?;
        }
    }
}

fn end_line(out: &mut Collector<'_>) -> Result<(), Halt> {
    if out.is_blank() {
        out.discard();
        return Ok(());
    }
    Ok(out.finish(Form::Json)?)
}
