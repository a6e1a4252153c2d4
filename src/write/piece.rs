//! What a worker hands over: what became of some documents, in their order.

use super::sink::Counted;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What became of some documents. A format fills the part that its layout takes.
#[derive(Debug, Default)]
pub struct Piece {
    /// For a stream: the documents as they stand in the file, with what stands between two ahead of each.
    pub bytes: Vec<u8>,
    /// For a folder: the files.
    pub files: Vec<DocumentFiles>,
    /// For Parquet: rows.
    #[cfg(feature = "arrow")]
    pub rows: Vec<Rows>,
    /// For counts: whom each document names.
    pub counted: Vec<Counted>,
    /// The labels that were given to mentions, where a format has to list them.
    pub labels: BTreeSet<String>,
    /// What the format could not say.
    pub losses: Losses,
}

/// The files that one document becomes.
#[derive(Debug)]
pub struct DocumentFiles {
    /// The document's id, of which their name is made.
    pub id: String,
    /// The document's title.
    pub title: Option<String>,
    /// How each ends, dot included, and what it holds.
    pub files: Vec<(&'static str, Vec<u8>)>,
}

/// Rows, and how they belong to documents.
#[cfg(feature = "arrow")]
#[derive(Debug)]
pub struct Rows {
    /// The rows.
    pub batch: arrow_array::RecordBatch,
    /// How many rows each document has, and roughly how many bytes they take.
    pub documents: Vec<(usize, usize)>,
}

/// What formats could not say, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Losses {
    /// Mentions in titles, which a format with one text leaves out.
    pub in_titles: u64,
    /// Mentions that overlap another one, where a format takes but one of them.
    pub overlapping: u64,
    /// Words that were divided, since a mention begins or ends within them.
    pub divided_words: u64,
}

impl Losses {
    /// Adds what was lost elsewhere.
    pub fn add(&mut self, other: Self) {
        self.in_titles += other.in_titles;
        self.overlapping += other.overlapping;
        self.divided_words += other.divided_words;
    }
}

impl Piece {
    /// A piece whose bytes use the memory of another one.
    pub fn with_memory(bytes: Vec<u8>) -> Self {
        Self { bytes, ..Self::default() }
    }
}
