//! Where the pieces of results are put together, in the order of the documents.

mod counting;
mod counts;
mod file_names;
mod folder;
mod graph;
#[cfg(feature = "parquet")]
mod parquet;
mod spool;
mod stream;

pub use counts::{Counted, CountedEntity, Tally};
pub use folder::{Entry, Folder, Index};
pub use graph::{Graph, Node, Pair};
pub use spool::{Leftover, spool_path};

use super::format::{Format, Layout};
use super::output::{Opening, OutputError, Safe, Target};
use super::piece::Piece;
use super::settings::Settings;
use counting::CountingSink;
use folder::FolderSink;
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

    /// How much was taken, in the unit of [`Safe::taken`].
    fn taken(&self) -> u64;

    /// Whether results that have got their name cannot be made once more over them.
    fn is_made_once(&self) -> bool {
        false
    }

    /// Brings what can be brought there to the disk, and tells what is safe there; none where nothing stays.
    fn sync(&mut self) -> Result<Option<Safe>, OutputError>;

    /// From now on what is safe stays where the run ends early.
    fn keep(&mut self);

    /// All is there.
    fn finish(self: Box<Self>) -> Result<Leftover, OutputError>;

    /// Nothing of it is wanted, not even what is safe.
    fn discard(self: Box<Self>);
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
        opening: Opening<'_>,
        threads: NonZeroUsize,
    ) -> Result<Self, OutputError> {
        let _ = threads;
        Ok(Self(match format.layout {
            Layout::Folder(layout) => Box::new(FolderSink::open(format.name, layout, target, opening)?),
            Layout::Stream(layout) => Box::new(StreamSink::open(layout, settings, target, opening)?),
            Layout::Tally(write) => Box::new(CountingSink::open(write, settings, target, opening)?),
            Layout::Graph(write) => Box::new(CountingSink::open(write, settings, target, opening)?),
            #[cfg(feature = "parquet")]
            Layout::Parquet(shape) => Box::new(parquet::ParquetSink::open(shape, settings, target, opening, threads)?),
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

    /// How much was taken, in the unit of [`Safe::taken`].
    pub fn taken(&self) -> u64 {
        self.0.taken()
    }

    /// Whether results that have got their name cannot be made once more over them: so with folders.
    pub fn is_made_once(&self) -> bool {
        self.0.is_made_once()
    }

    /// Brings what can be brought there to the disk, and tells what is safe there; none where nothing stays when the run ends early.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn sync(&mut self) -> Result<Option<Safe>, OutputError> {
        self.0.sync()
    }

    /// From now on what is safe stays where the run ends early.
    pub fn keep(&mut self) {
        self.0.keep();
    }

    /// All is written: files and folders get their names. What is of no use then is still to be cleared away.
    ///
    /// # Errors
    ///
    /// [`OutputError::Write`].
    pub fn finish(self) -> Result<Leftover, OutputError> {
        self.0.finish()
    }

    /// Nothing of it is wanted, not even what is safe.
    pub fn discard(self) {
        self.0.discard();
    }
}
