//! Documents one behind the other.

use super::{Assemble, Leftover};
use crate::write::format::Stream;
use crate::write::output::{Opening, Output, OutputError, Safe, Target};
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
    pub(super) fn open(
        layout: Stream,
        settings: &Settings,
        target: &Target,
        opening: Opening<'_>,
    ) -> Result<Self, OutputError> {
        let mut output = Output::open_as(target, opening)?;
        let head = (layout.head)(settings);
        let goes_on = matches!(opening, Opening::TakeUp(_));
        if !goes_on {
            output.write(&head)?;
        }
        let skip = if output.taken() > head.len() as u64 { 0 } else { layout.between.len() };
        Ok(Self { output, layout, skip })
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

    fn taken(&self) -> u64 {
        self.output.taken()
    }

    fn sync(&mut self) -> Result<Option<Safe>, OutputError> {
        self.output.sync()
    }

    fn keep(&mut self) {
        self.output.keep();
    }

    fn finish(mut self: Box<Self>) -> Result<Leftover, OutputError> {
        self.output.write(self.layout.tail.as_bytes())?;
        self.output.finish()?;
        Ok(Leftover::default())
    }

    fn discard(self: Box<Self>) {
        self.output.discard();
    }
}
