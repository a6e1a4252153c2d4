//! Where the pieces of results are put together, in the order of the documents.

mod counts;
mod file_names;
mod folder;
mod graph;
#[cfg(feature = "parquet")]
mod parquet;
mod stream;

pub use counts::{Counted, CountedEntity, Tally};
pub use folder::{Entry, Folder, Index};
pub use graph::{Graph, Node, Pair};

use super::format::{Format, Layout};
use super::output::{Output, OutputError, Target};
use super::piece::Piece;
use super::settings::Settings;
use counts::Tallies;
use folder::FolderSink;
use graph::Graphs;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use stream::StreamSink;

/// Puts the pieces of results together. What it makes appears only in [`finish`](Self::finish), save on standard output and in pipes.
#[derive(Debug)]
pub struct Sink(Box<dyn Assemble>);

/// One way of putting pieces together.
trait Assemble: Send + std::fmt::Debug {
    /// Takes bytes of a stream ahead of the piece that they belong to.
    fn bytes(&mut self, _bytes: &[u8]) -> Result<(), OutputError> {
        Ok(())
    }

    /// Takes a piece, whose bytes were taken already.
    fn piece(&mut self, piece: &mut Piece) -> Result<(), OutputError>;

    /// Hands on what can be handed on.
    fn flush(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    /// All is there.
    fn finish(self: Box<Self>) -> Result<(), OutputError>;
}

impl Sink {
    /// Opens what a format writes to; `threads` may encode.
    ///
    /// # Errors
    ///
    /// [`OutputError`] where the target cannot be written to, or is not what the format needs.
    pub fn open(
        format: &Format,
        settings: &Settings,
        target: &Target,
        threads: NonZeroUsize,
    ) -> Result<Self, OutputError> {
        let _ = threads;
        Ok(Self(match format.layout {
            Layout::Folder(layout) => Box::new(FolderSink::open(format.name, layout, target)?),
            Layout::Stream(layout) => Box::new(StreamSink::open(layout, settings, Output::open(target)?)?),
            Layout::Tally(write) => Box::new(Tallies::new(Output::open(target)?, write, settings)),
            Layout::Graph(write) => Box::new(Graphs::new(Output::open(target)?, write, settings)),
            #[cfg(feature = "parquet")]
            Layout::Parquet(shape) => {
                Box::new(parquet::ParquetSink::open(shape, settings, Output::open(target)?, threads)?)
            }
        }))
    }

    /// The regular file that a format will write to a target, or the folder, whether it exists or not.
    ///
    /// # Errors
    ///
    /// [`OutputError`] where the target's folder does not exist, or is not what the format needs.
    pub fn regular(format: &Format, target: &Target) -> Result<Option<PathBuf>, OutputError> {
        if format.is_folder() { Ok(Some(folder::path_of(format.name, target)?)) } else { target.regular_file() }
    }

    /// Takes bytes of a stream ahead of the piece that they belong to.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        self.0.bytes(bytes)
    }

    /// Takes a piece, less the bytes that were taken already.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn piece(&mut self, piece: &mut Piece, taken: usize) -> Result<(), OutputError> {
        self.0.bytes(&piece.bytes[taken..])?;
        self.0.piece(piece)
    }

    /// Hands on what has been gathered, as far as the format allows.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn flush(&mut self) -> Result<(), OutputError> {
        self.0.flush()
    }

    /// All is written: files and folders get their names.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn finish(self) -> Result<(), OutputError> {
        self.0.finish()
    }
}
