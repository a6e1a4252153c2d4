//! Why an import cannot be carried out.

use super::Kind;
use crate::write::OutputError;
use std::io;
use std::path::PathBuf;

/// Why an import cannot be carried out. A bad record is no such reason: it is reported, counted and passed over.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A source cannot be opened, or not even its beginning be read.
    #[error("cannot read {}: {reason}", path.display())]
    Open {
        /// The source.
        path: PathBuf,
        /// What the system or the decompressor says.
        reason: io::Error,
    },
    /// A source is empty.
    #[error("{} is empty; expected {}", path.display(), expected.described())]
    Empty {
        /// The source.
        path: PathBuf,
        /// What it should be.
        expected: Kind,
    },
    /// A source is UTF-16.
    #[error("{} begins with the mark of UTF-16; convert it first: iconv -f UTF-16 -t UTF-8", path.display())]
    Utf16 {
        /// The source.
        path: PathBuf,
    },
    /// A source has another format.
    #[error("{} is {}, not {}: newstag dict import {} reads it", path.display(), found.described(), expected.described(), found.word())]
    OtherKind {
        /// The source.
        path: PathBuf,
        /// What it is.
        found: Kind,
        /// What it should be.
        expected: Kind,
    },
    /// A source is a dictionary of our own.
    #[error(
        "{} is a newstag dictionary already, not {}: use it as it is (-d), or look into it with newstag dict check",
        path.display(), expected.described()
    )]
    Dictionary {
        /// The source.
        path: PathBuf,
        /// What it should be.
        expected: Kind,
    },
    /// Nothing tells what a source is.
    #[error("{} is not {}, nor any other format that newstag dict import knows ({})", path.display(), expected.described(), words())]
    Unknown {
        /// The source.
        path: PathBuf,
        /// What it should be.
        expected: Kind,
    },
    /// A table lacks a column that an option names.
    #[error("{} has no column \"{column}\", which {option} names; its columns are: {}", path.display(), columns.join(", "))]
    NoColumn {
        /// The table.
        path: PathBuf,
        /// The column.
        column: String,
        /// The option that names it.
        option: &'static str,
        /// The columns that it has.
        columns: Vec<String>,
    },
    /// Options that contradict each other or say too little.
    #[error("{0}")]
    Options(String),
    /// Results cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl ImportError {
    /// Whether the reader at the other end of the output has gone.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.is_closed_pipe())
    }
}

fn words() -> String {
    Kind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ")
}
