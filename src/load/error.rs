//! What can be wrong with a dictionary source, and where it is.

use super::excerpt::Excerpt;
use crate::date::PartialDate;
use crate::dictionary::UnknownWord;
use crate::image::ImageError;
use crate::tagger::fold;
use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Values are shown up to this many characters.
const VALUE_CHARS: usize = 80;

/// One thing that is wrong with a dictionary source.
///
/// Displayed, it is one line: `people.jsonl:3:57: names[1].kind is "akronym": expected one of official, name, …`.
#[derive(Debug, thiserror::Error)]
#[error("{}: {}", place(.origin, .column), .fault)]
pub struct LoadError {
    /// The file and the line.
    pub origin: Origin,
    /// The character of the line, from 1, where it is known.
    pub column: Option<usize>,
    /// What is wrong.
    pub fault: Fault,
    /// The line, cut around the place if it is long.
    pub excerpt: Option<Excerpt>,
}

/// A file, and a line of it where one is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file as it was named.
    pub path: Arc<Path>,
    /// The line, from 1; none where the whole file is meant.
    pub line: Option<u64>,
}

fn place(origin: &Origin, column: &Option<usize>) -> String {
    column.map_or(origin.to_string(), |column| format!("{origin}:{column}"))
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// What is wrong, without where.
#[derive(Debug, thiserror::Error)]
#[error("{}{problem}", subject(.field, .value))]
pub struct Fault {
    /// The field as one would write it down: `names[1].kind`; in a table the column.
    pub field: Option<String>,
    /// Its value as it is written there, cut if it is long.
    pub value: Option<String>,
    /// What is wrong with it, and what was expected.
    pub problem: Problem,
}

impl Fault {
    /// A fault of a whole line or file.
    pub(super) fn whole(problem: Problem) -> Self {
        Self { field: None, value: None, problem }
    }
}

/// A piece of a source as a message shows it: cut if it is long, and what could not be seen otherwise (line ends, characters
/// without width) spelled out.
pub(super) fn visible(piece: &str) -> String {
    let end = piece.char_indices().nth(VALUE_CHARS).map_or(piece.len(), |(end, _)| end);
    let mut shown: String = piece[..end].chars().map(spelled_out).collect();
    if end < piece.len() {
        shown.push('…');
    }
    shown
}

/// A text in quotes, cut if it is long; what could not be seen otherwise (line ends, characters without width) is spelled out.
///
/// # Examples
///
/// ```
/// assert_eq!(newstag::load::quoted("耿爽\u{200B}"), r#""耿爽\u{200b}""#);
/// ```
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", visible(text))
}

fn spelled_out(c: char) -> String {
    let is_without_width = || !c.is_whitespace() && fold(c.encode_utf8(&mut [0; 4])).is_empty();
    if c.is_control() {
        c.escape_default().to_string()
    } else if is_without_width() {
        c.escape_unicode().to_string()
    } else {
        c.to_string()
    }
}

fn subject(field: &Option<String>, value: &Option<String>) -> String {
    match (field, value) {
        (Some(field), Some(value)) => format!("{field} is {value}: "),
        (Some(only), None) | (None, Some(only)) => format!("{only}: "),
        (None, None) => String::new(),
    }
}

/// What is wrong with a file, a line or a value, and what was expected.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The file cannot be opened.
    #[error("cannot open the file: {0}")]
    Open(io::Error),
    /// The file cannot be read to its end.
    #[error("cannot read the file further: {0}")]
    Read(io::Error),
    /// A folder was given.
    #[error(
        "this is a folder: name the files in it (.jsonl, .csv, .tsv or .txt, also with .gz, .zst, .bz2 or .xz behind that)"
    )]
    Folder,
    /// Neither the name nor the first character tells the format.
    #[error(
        "cannot tell what format this is: expected a file name that ends in .jsonl, .ndjson, .json, .csv, .tsv, .tab, .txt \
         or .lst (also with .gz, .zst, .bz2 or .xz behind that), or JSON Lines, which begin with {{ or #"
    )]
    UnknownFormat,
    /// The whole file is one JSON array.
    #[error(
        "this is a JSON array: expected JSON Lines, one entity (a JSON object) on each line, with no brackets around them \
         and no commas between them; jq -c '.[]' FILE writes an array so"
    )]
    JsonArray,
    /// A compiled dictionary that is none, or not the whole of one.
    #[error(transparent)]
    Compiled(ImageError),
    /// More text than a dictionary can hold.
    #[error("the dictionaries have more than {limit} bytes of text together, the most that one can hold")]
    TooMuch {
        /// The limit in bytes.
        limit: usize,
    },
    /// A line, or a cell of a table, is longer than a text may be.
    #[error("longer than {limit} bytes, the longest text that is read")]
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// Bytes that are no UTF-8.
    #[error("not UTF-8 from byte {byte} on: save the file as UTF-8")]
    NotUtf8 {
        /// The byte, from 1, of the line; in a table, of the cell.
        byte: usize,
    },
    /// A line that is not JSON.
    #[error("not JSON: {reason}")]
    NotJson {
        /// What the JSON parser says.
        reason: String,
    },
    /// A line that ends before its JSON does.
    #[error("the line ends before its JSON does: an entity must stand on one line")]
    Unfinished,
    /// A required field is missing.
    #[error("missing; expected {expected}")]
    Missing {
        /// What should be there.
        expected: &'static str,
    },
    /// A field, or a column, is given twice.
    #[error("given twice; expected it once")]
    GivenTwice,
    /// A value of another JSON type than the field takes.
    #[error("expected {expected}, not {found}")]
    WrongType {
        /// What the field takes.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A word that the field does not know.
    #[error(transparent)]
    UnknownWord(#[from] UnknownWord),
    /// A cell that is no number.
    #[error("expected a number")]
    NotANumber,
    /// A text that is no date.
    #[error(transparent)]
    BadDate(#[from] crate::date::DateError),
    /// An end before the beginning.
    #[error("this lies before the date in from ({from}), so it would never count")]
    FromAfterUntil {
        /// The beginning.
        from: PartialDate,
    },
    /// A prior that is no probability.
    #[error("expected a number from 0 to 1")]
    PriorOutside,
    /// A count below 0.
    #[error("expected a count, 0 or more")]
    WeightNegative,
    /// A name, family name or context term that is nothing once folded.
    #[error("nothing of it is left when it is folded, so it could never be found in a text")]
    FoldsToNothing,
    /// An empty id, type or list of names.
    #[error("expected {expected}")]
    Empty {
        /// What should be there.
        expected: &'static str,
    },
    /// An id that another line gave another type.
    #[error("the id {id} has the type {first} in {place}; an id has one type in all loaded dictionaries")]
    OtherType {
        /// The id.
        id: Box<str>,
        /// The type that it was given first.
        first: Box<str>,
        /// Where.
        place: Origin,
    },
    /// A row with more or fewer cells than the header.
    #[error("{found} cells in this row; expected {expected}, as many as the header has")]
    Ragged {
        /// The cells of the row.
        found: usize,
        /// The cells of the header.
        expected: usize,
    },
    /// A header without a required column.
    #[error("the header has no such column; expected at least id, type and name")]
    MissingColumn,
    /// A cell that spans lines.
    #[error("the cell goes over the end of the line: is a closing \" missing?")]
    LineEndInCell,
    /// A value of an imported record that is none of those that the field takes.
    #[error("expected {expected}")]
    Expected {
        /// What the field takes.
        expected: Cow<'static, str>,
    },
    /// Something in an imported record that a dictionary cannot say.
    #[error("{reason}")]
    NotTaken {
        /// What it is, and why it is not taken.
        reason: Cow<'static, str>,
    },
    /// A quote that is open at the end of the table.
    #[error("a \" that opens a cell in this row is never closed")]
    UnclosedQuote,
}

impl Problem {
    /// A word of its own for each problem, for programs that read the output of `dict check`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Read(_) => "read",
            Self::Folder => "folder",
            Self::UnknownFormat => "unknown-format",
            Self::JsonArray => "json-array",
            Self::Compiled(_) => "bad-compiled-file",
            Self::TooMuch { .. } => "too-much",
            Self::TooLong { .. } => "too-long",
            Self::NotUtf8 { .. } => "not-utf8",
            Self::NotJson { .. } => "not-json",
            Self::Unfinished => "unfinished-json",
            Self::Missing { .. } => "missing-field",
            Self::GivenTwice => "given-twice",
            Self::WrongType { .. } => "wrong-type",
            Self::UnknownWord(_) => "unknown-word",
            Self::NotANumber => "not-a-number",
            Self::BadDate(_) => "bad-date",
            Self::FromAfterUntil { .. } => "from-after-until",
            Self::PriorOutside => "prior-outside",
            Self::WeightNegative => "weight-negative",
            Self::FoldsToNothing => "folds-to-nothing",
            Self::Empty { .. } => "empty",
            Self::OtherType { .. } => "other-type",
            Self::Ragged { .. } => "ragged-row",
            Self::MissingColumn => "missing-column",
            Self::LineEndInCell => "line-end-in-cell",
            Self::Expected { .. } => "unexpected-value",
            Self::NotTaken { .. } => "not-taken",
            Self::UnclosedQuote => "unclosed-quote",
        }
    }

    /// Whether the file could not be read at all, or not to its end.
    pub fn is_unreadable(&self) -> bool {
        matches!(
            self,
            Self::Open(_) | Self::Read(_) | Self::Folder | Self::UnknownFormat | Self::JsonArray | Self::Compiled(_)
        )
    }
}

/// All that is wrong with the sources of a dictionary: the first in full, the others counted.
#[derive(Debug, Default)]
pub struct LoadErrors {
    first: Vec<LoadError>,
    count: u64,
}

impl LoadErrors {
    /// So many are kept and shown: a broken file of a million lines must not fill memory or the screen.
    pub const SHOWN: usize = 20;

    pub(super) fn push(&mut self, error: LoadError) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push(error);
        }
    }

    /// The first of them, at most [`Self::SHOWN`].
    pub fn first(&self) -> &[LoadError] {
        &self.first
    }

    /// How many there are in all.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// A sentence that counts those which [`Self::first`] leaves out; none if there are no such.
    pub fn remainder(&self) -> Option<String> {
        let rest = self.count.saturating_sub(Self::SHOWN as u64);
        (rest > 0).then(|| format!("… and {rest} more; newstag dict check lists all of them"))
    }
}

impl fmt::Display for LoadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.first.iter().map(LoadError::to_string).chain(self.remainder());
        f.write_str(&lines.collect::<Vec<_>>().join("\n"))
    }
}

impl std::error::Error for LoadErrors {}
