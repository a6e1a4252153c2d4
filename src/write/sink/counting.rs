//! Results that are counted until the end, and written then.

use super::counts::Counted;
use super::spool::Spool;
use super::{Assemble, Leftover};
use crate::write::output::{Opening, Output, OutputError, Safe, Target, There};
use crate::write::piece::Piece;
use crate::write::settings::Settings;
use std::io::{self, BufWriter, Write as _};

/// Something that documents are counted in.
pub(super) trait Counting: Default + Send + std::fmt::Debug {
    /// Adds a document.
    fn add(&mut self, document: Counted);
}

/// So many bytes are handed to the output at once.
const PIECE: usize = 64 << 10;

/// An output as those take it who write anywhere.
struct Through<'o> {
    output: &'o mut Output,
    /// Why it cannot be written to.
    failure: Option<OutputError>,
}

impl io::Write for Through<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.output.write(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(failure) => {
                let reason = io::Error::other(failure.to_string());
                self.failure = Some(failure);
                Err(reason)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How what was counted is written.
pub(super) type Write<T> = fn(&T, &Settings, &mut dyn io::Write) -> io::Result<()>;

/// Counts until the end, then writes a table or a graph. The documents that were counted stand in a spool meanwhile, where the run is to outlive an interruption.
#[derive(Debug)]
pub(super) struct CountingSink<T> {
    place: Place,
    write: Write<T>,
    settings: Settings,
    counted: T,
    documents: u64,
}

#[derive(Debug)]
enum Place {
    Opened(Output),
    Spooled { target: Target, spool: Spool },
}

impl Place {
    fn spooled(target: &Target, spool: Spool) -> Self {
        Self::Spooled { target: target.clone(), spool }
    }
}

impl<T: Counting> CountingSink<T> {
    pub(super) fn open(
        write: Write<T>,
        settings: &Settings,
        target: &Target,
        opening: Opening<'_>,
    ) -> Result<Self, OutputError> {
        let mut counted = T::default();
        let place = match (target.regular_file()?, opening) {
            (None, _) | (_, Opening::Temporary) => Place::Opened(Output::open(target)?),
            (Some(path), Opening::Partial) => Place::spooled(target, Spool::create(&path, There::Unknown)?),
            (Some(path), Opening::Anew) => Place::spooled(target, Spool::create(&path, There::Ours)?),
            (Some(path), Opening::TakeUp(kept)) => {
                Place::spooled(target, Spool::take_up(&path, kept, |document| counted.add(document))?)
            }
        };
        let documents = if let Opening::TakeUp(kept) = opening { kept.taken } else { 0 };
        Ok(Self { place, write, settings: settings.clone(), counted, documents })
    }
}

impl<T: Counting> Assemble for CountingSink<T> {
    fn piece(&mut self, piece: &mut Piece) -> Result<(), OutputError> {
        for document in piece.counted.drain(..) {
            if let Place::Spooled { spool, .. } = &mut self.place {
                spool.add(&document)?;
            }
            self.documents += 1;
            self.counted.add(document);
        }
        Ok(())
    }

    fn taken(&self) -> u64 {
        self.documents
    }

    fn sync(&mut self) -> Result<Option<Safe>, OutputError> {
        match &mut self.place {
            Place::Opened(_) => Ok(None),
            Place::Spooled { spool, .. } => spool.sync(self.documents).map(Some),
        }
    }

    fn keep(&mut self) {
        if let Place::Spooled { spool, .. } = &mut self.place {
            spool.keep();
        }
    }

    fn finish(self: Box<Self>) -> Result<Leftover, OutputError> {
        let (mut output, spool) = match self.place {
            Place::Opened(output) => (output, None),
            Place::Spooled { target, spool } => (Output::open(&target)?, Some(spool)),
        };
        let mut through = BufWriter::with_capacity(PIECE, Through { output: &mut output, failure: None });
        let written = (self.write)(&self.counted, &self.settings, &mut through).and_then(|()| through.flush());
        let failure = through.into_parts().0.failure;
        written.map_err(|reason| failure.unwrap_or_else(|| output.failure(reason)))?;
        output.finish()?;
        Ok(Leftover::of(spool))
    }

    fn discard(self: Box<Self>) {
        if let Place::Spooled { spool, .. } = self.place {
            spool.discard();
        }
    }
}
