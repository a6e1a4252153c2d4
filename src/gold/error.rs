//! What can be wrong with annotated documents, and where.

use crate::annotated::Misfit;
use crate::document::Field;
use crate::load::quoted;
use crate::span::{OffsetUnit, units};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// One thing that is wrong with a file of annotated documents.
///
/// Displayed, it is one line: `gold.jsonl:3: not JSON of this format: missing field …`.
#[derive(Debug)]
pub struct ReadError {
    path: PathBuf,
    line: Option<u64>,
    /// Boxed: a result is passed on far more often than it is an error.
    fault: Box<Fault>,
}

impl ReadError {
    /// A fault of a file, of one line of it where that is known.
    pub fn new(path: &Path, line: Option<u64>, fault: Fault) -> Self {
        Self { path: path.to_owned(), line, fault: Box::new(fault) }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))?;
        write!(f, ": {}", self.fault)
    }
}

impl std::error::Error for ReadError {}

/// What is wrong.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file cannot be opened.
    #[error("cannot open it: {0}")]
    Open(io::Error),
    /// The file cannot be read, or not decompressed, to its end.
    #[error("cannot read on from here: {0}")]
    Read(io::Error),
    /// A line longer than any record.
    #[error("the line is longer than {limit} bytes: expected one document a line")]
    TooLong {
        /// The longest that is read.
        limit: u64,
    },
    /// The bytes are no UTF-8.
    #[error("not UTF-8: byte {at} (counting from 0) is the first that is wrong")]
    NotUtf8 {
        /// The first byte that is wrong.
        at: usize,
    },
    /// Nothing tells the format.
    #[error(
        "cannot tell what format this is: expected JSON Lines of newstag tag, of entities or of ELEVANT, columns of tokens and tags, \
         .gold files, or a brat folder (--gold-format and --pred-format name it)"
    )]
    UnknownFormat,
    /// The first record has none of the lists that tell the formats apart.
    #[error(
        "the record has neither \"mentions\" (newstag tag) nor \"entities\" nor \"labels\" (ELEVANT): expected one of them"
    )]
    NoList,
    /// A folder without annotated files.
    #[error("the folder holds no {expected}")]
    EmptyFolder {
        /// What was looked for.
        expected: &'static str,
    },
    /// A line that is no JSON, or lacks what the format needs.
    #[error("not JSON of this format ({format}): {message}")]
    Json {
        /// The format.
        format: &'static str,
        /// What serde_json says.
        message: String,
    },
    /// A record of another schema.
    #[error("the schema is {}: expected \"newstag/1\"", quoted(.0))]
    Schema(String),
    /// An annotation that does not fit the text.
    #[error("{}{hint}", misfit_in_words(.misfit))]
    Misfit {
        /// Which, and how.
        misfit: Misfit,
        /// What may have led to it.
        hint: &'static str,
    },
    /// A line of columns without a tag.
    #[error("{} is a single column: expected a token and, in the last column, its tag", quoted(.0))]
    OneColumn(String),
    /// A tag that is none.
    #[error("the tag is {}: expected O, or B-, I-, E-, S- and a type, such as B-PER", quoted(.0))]
    Tag(String),
    /// Square brackets that are no markup.
    #[error("{} is no markup: expected [words](entity) or [words](entity kind)", quoted(.0))]
    Markup(String),
    /// A title without text behind it.
    #[error("the title is not followed by an empty line and the text")]
    TitleOnly,
    /// A line of a brat file.
    #[error("{} is no annotation of brat: expected {expected}", quoted(.line))]
    Brat {
        /// The line.
        line: String,
        /// What it should be.
        expected: &'static str,
    },
}

fn misfit_in_words(misfit: &Misfit) -> String {
    let Misfit { mark, place, said, found } = misfit;
    let field = if place.field == Field::Title { "title" } else { "text" };
    let place = format!("{}..{} of the {field}", place.start, place.end);
    let found = found.as_deref().map_or_else(
        || format!("{place} is no span that lies in it"),
        |found| format!("at {place} stands {}", quoted(found)),
    );
    let said = if said.is_empty() { String::new() } else { format!(" is {}, but", quoted(said)) };
    format!("annotation {mark} (counting from 0){said} {found}: expected offsets in Unicode code points")
}

/// What may be the matter with offsets, by the length that the record names.
pub fn unit_hint(text: Option<&str>, length: Option<usize>) -> &'static str {
    let is = |unit| matches!((text, length), (Some(text), Some(length)) if units(text, unit) == length);
    if is(OffsetUnit::Char) {
        ""
    } else if is(OffsetUnit::Byte) {
        " (the record counts bytes: newstag tag --offsets char counts code points)"
    } else if is(OffsetUnit::Utf16) {
        " (the record counts UTF-16 units: newstag tag --offsets char counts code points)"
    } else if text.is_some() && length.is_some() {
        " (the record is of another text: its length is another one)"
    } else {
        ""
    }
}
