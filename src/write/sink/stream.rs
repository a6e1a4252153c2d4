//! Documents one behind the other.

use super::Assemble;
use crate::write::format::Stream;
use crate::write::output::{Output, OutputError};
use crate::write::piece::Piece;
use crate::write::settings::Settings;

/// A file of documents one behind the other.
#[derive(Debug)]
pub(super) struct StreamSink {
    output: Output,
    layout: Stream,
    /// What stands between two documents, as far as it is still to be left out ahead of the first.
    skip: usize,
}

impl StreamSink {
    pub(super) fn open(layout: Stream, settings: &Settings, mut output: Output) -> Result<Self, OutputError> {
        output.write(&(layout.head)(settings))?;
        Ok(Self { output, layout, skip: layout.between.len() })
    }
}

impl Assemble for StreamSink {
    fn bytes(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        let skipped = self.skip.min(bytes.len());
        self.skip -= skipped;
        self.output.write(&bytes[skipped..])
    }

    fn piece(&mut self, _: &mut Piece) -> Result<(), OutputError> {
        Ok(())
    }

    fn flush(&mut self) -> Result<(), OutputError> {
        self.output.flush()
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutputError> {
        self.output.write(self.layout.tail.as_bytes())?;
        self.output.finish()
    }
}
