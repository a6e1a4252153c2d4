//! Sources of one record a line.

use super::ImportError;
use super::input::Input;
use super::sink::Sink;
use crate::load::error::{Fault, Problem};
use crate::load::numbered::{NumberedLine, NumberedLines, utf8};

/// Calls `take` with every line that is text, its number ahead. A line that is none is reported, as is a source that cannot be read on.
pub(super) fn each_line(
    input: Input,
    sink: &mut Sink<'_>,
    mut take: impl FnMut(&mut Sink<'_>, u64, &str) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    each_line_of_bytes(input, sink, |sink, line| match utf8(line.bytes) {
        Ok(text) => take(sink, line.number, text),
        Err(problem) => {
            sink.record();
            sink.bad(line.number, Fault::whole(problem));
            Ok(())
        }
    })
}

/// The same with lines that need not be text: for dumps in which most lines are passed over unread.
pub(super) fn each_line_of_bytes(
    input: Input,
    sink: &mut Sink<'_>,
    mut take: impl FnMut(&mut Sink<'_>, &NumberedLine<'_>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut lines = NumberedLines::new(sink.begin(input));
    loop {
        match lines.read() {
            Ok(Some(line)) if line.is_too_long() => {
                sink.bad(line.number, Fault::whole(NumberedLine::TOO_LONG));
                return Ok(());
            }
            Ok(Some(line)) => take(sink, &line)?,
            Ok(None) => return Ok(()),
            Err(error) => {
                sink.bad(lines.number(), Fault::whole(Problem::Read(error)));
                return Ok(());
            }
        }
    }
}
