//! Somebody else's data in, lines of a dictionary out: one importer a file.
//!
//! An importer reads record by record and hands each entity to its `Sink` at once, so that memory does not grow with the source; what
//! only the whole of a source tells (who held an office) it keeps small and hands in at the end. `recognise` knows all formats by how
//! they begin: no importer reads a file of another one. docs/dictionary-import.md describes the formats for users.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod cedict;
pub mod congress;
pub mod csv;
mod draft;
mod error;
pub mod gate;
pub mod geonames;
mod input;
pub mod jrc_names;
mod json;
mod kind;
mod languages;
mod lines;
mod offices;
pub mod opensanctions;
pub mod paranames;
mod recognise;
mod runs;
mod sink;
pub mod skos;
pub mod solr;
pub mod spacy;
pub mod wikidata;
mod wikimedia;

pub use error::ImportError;
pub use kind::Kind;
pub use languages::LanguageFilter;
pub use sink::Receiver;

use input::Input;
use sink::Sink;
use std::path::{Path, PathBuf};

/// What an import has done, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Records that were read.
    pub records: u64,
    /// Entities that were written.
    pub entities: u64,
    /// Their names.
    pub names: u64,
    /// Records, or parts of them, that are bad.
    pub bad: u64,
    /// Records that are well, but not asked for, or have no name.
    pub passed_over: u64,
    /// Bytes that were read, decompressed.
    pub bytes: u64,
}

/// Reads one format.
pub struct Importer<'o> {
    kind: Kind,
    reader: Box<dyn Reader + 'o>,
}

impl std::fmt::Debug for Importer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Importer({})", self.kind.word())
    }
}

/// What an importer does.
trait Reader {
    /// Reads a source to its end, or to where it cannot be read on.
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError>;

    /// Hands in what is known only once all sources have been read.
    fn finish(&mut self, _sink: &mut Sink<'_>) -> Result<(), ImportError> {
        Ok(())
    }
}

impl<'o> Importer<'o> {
    fn new(kind: Kind, reader: impl Reader + 'o) -> Self {
        Self { kind, reader: Box::new(reader) }
    }

    /// Reads all sources; `-` is standard input. `source` says of each entity where its facts come from; none: the format's own word.
    ///
    /// # Errors
    ///
    /// [`ImportError`] where a source cannot be opened or is of another format, before anything is read; where results cannot be written.
    pub fn run(
        mut self,
        sources: &[PathBuf],
        source: Option<&str>,
        receiver: &mut dyn Receiver,
    ) -> Result<Summary, ImportError> {
        // A file that is the wrong one should be told of now, and not once the ones before it have been read for an hour.
        sources.iter().filter(|path| !is_read_once(path)).try_for_each(|path| Input::open(path)?.expect(self.kind))?;
        let mut sink = Sink::new(receiver, source, self.kind.source());
        for path in sources {
            let input = Input::open(path)?;
            input.expect(self.kind)?;
            self.reader.read(input, &mut sink)?;
        }
        self.reader.finish(&mut sink)?;
        Ok(sink.finish())
    }
}

/// Standard input, a pipe or a device: what is read of it is gone.
fn is_read_once(path: &Path) -> bool {
    path == Path::new("-") || path.metadata().is_ok_and(|kind| !kind.is_file() && !kind.is_dir())
}
