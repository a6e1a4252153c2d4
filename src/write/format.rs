//! The formats of results. [`FORMATS`] lists them; each has a file in `formats/`.

#[cfg(feature = "parquet")]
use super::formats::parquet;
use super::formats::{
    brat, cas, conll, cooccurrence, csv, displacy, doccano, entities, html, jsonl, label_studio, nif, prodigy, spacy,
    webanno,
};
use super::piece::Piece;
use super::settings::Settings;
use super::sink::{Folder, Graph, Tally};
use super::tagged::Tagged;
use std::io;

/// All formats, in the order in which help lists them. The first is written where none is named.
pub static FORMATS: &[&Format] = &[
    &jsonl::JSONL,
    #[cfg(feature = "parquet")]
    &parquet::PARQUET,
    #[cfg(feature = "parquet")]
    &parquet::PARQUET_LONG,
    &csv::CSV,
    &csv::TSV,
    &spacy::SPACY,
    &displacy::DISPLACY,
    &doccano::DOCCANO,
    &label_studio::LABEL_STUDIO,
    &prodigy::PRODIGY,
    &conll::CONLL,
    &brat::BRAT,
    &html::HTML,
    &webanno::WEBANNO,
    &nif::NIF,
    &cas::CAS,
    &entities::ENTITIES,
    &entities::BY_DAY,
    &entities::BY_DOCUMENT,
    &cooccurrence::COOCCURRENCE,
    &cooccurrence::GEXF,
    &cooccurrence::GRAPHML,
];

/// A format of results.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in a few words.
    pub meaning: &'static str,
    /// What a document must bring along.
    pub needs: Needs,
    /// How documents are put together.
    pub layout: Layout,
    /// How a document is written.
    pub render: Rendering,
}

/// What a format asks of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// What a record says is enough.
    Mentions,
    /// Its text.
    Text,
}

/// How the documents of a format are put together.
#[derive(Clone, Copy, Debug)]
pub enum Layout {
    /// One behind the other, in one file.
    Stream(Stream),
    /// Each in files of its own, in a folder.
    Folder(Folder),
    /// As rows of a Parquet file.
    #[cfg(feature = "parquet")]
    Parquet(super::arrow::Shape),
    /// As counts of entities and days: one table over all of them.
    Tally(fn(&Tally, &Settings, &mut dyn io::Write) -> io::Result<()>),
    /// As counts of pairs of entities: one table or graph over all of them.
    Graph(fn(&Graph, &Settings, &mut dyn io::Write) -> io::Result<()>),
}

/// What stands around documents that are written one behind the other.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    /// Ahead of all.
    pub head: fn(&Settings) -> Vec<u8>,
    /// Between any two.
    pub between: &'static str,
    /// Behind all.
    pub tail: &'static str,
}

impl Stream {
    /// Nothing but the documents.
    pub(super) const BARE: Self = Self { head: |_| Vec::new(), between: "", tail: "" };
    /// An array of JSON, an element a line.
    pub(super) const ARRAY: Self = Self { head: |_| b"[\n".to_vec(), between: ",\n", tail: "\n]\n" };
}

/// How a format writes a document.
#[derive(Clone, Copy, Debug)]
pub enum Rendering {
    /// As the record of newstag.
    Record,
    /// In its own way, one for each thread.
    Own(fn(&Settings) -> Box<dyn Render>),
}

/// A format as one thread writes it.
pub trait Render: Send + std::fmt::Debug {
    /// Adds a document to what this thread hands over next.
    ///
    /// # Errors
    ///
    /// [`Unwritable`] where the format cannot take the document; nothing of it is added then.
    fn document(&mut self, document: &Tagged<'_>, piece: &mut Piece) -> Result<(), Unwritable>;

    /// The piece is handed over: whatever was gathered goes into it.
    fn finish(&mut self, _piece: &mut Piece) {}
}

/// A document that a format cannot take, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unwritable(pub String);

impl Format {
    /// The format of a name.
    pub fn of_name(name: &str) -> Option<&'static Self> {
        FORMATS.iter().copied().find(|format| format.name == name)
    }

    /// Whether results are a folder of files.
    pub fn is_folder(&self) -> bool {
        matches!(self.layout, Layout::Folder(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_of_their_own() {
        for (at, format) in FORMATS.iter().enumerate() {
            assert!(FORMATS[..at].iter().all(|other| other.name != format.name), "{} stands there twice", format.name);
            assert!(std::ptr::eq(*format, Format::of_name(format.name).unwrap()));
        }
        assert!(Format::of_name("docx").is_none());
    }
}
