//! What was found as Arrow record batches, in two shapes. Parquet files and the Python package are made of them.
//!
//! ```text
//! long     a row a mention, with what is known of its document       what pandas, polars and R work with
//! nested   a row a document, with lists, as the record has it        what Spark and archives keep
//! ```
//!
//! Offsets are Int32 and strings Utf8, since Spark refuses unsigned numbers and R has none; whoever asks for it has the strings of long rows as views.

mod columns;
mod long;
mod mentions;
mod nested;
mod repeated;

pub use columns::StringLayout;

use super::RecordOptions;
use super::tagged::Tagged;
use crate::dictionary::Dictionary;
use crate::document::Document;
use crate::mention::Annotation;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use long::Long;
use nested::Nested;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A mention. Documents without mentions have no row.
    Long,
    /// A document, with a list of its mentions and one of its entities.
    Nested,
}

/// A document of which the columns of one batch cannot hold what was found: the strings of a column take 2 GiB at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what was found takes {bytes} bytes in columns, more than the {most} that a table can hold of one document")]
pub struct TooLarge {
    /// What it would take.
    pub bytes: usize,
    /// The most that fits.
    pub most: usize,
}

/// All strings of a batch together: then those of each column have offsets of 31 bits.
const MOST_BYTES: usize = i32::MAX as usize;

/// Takes documents one after the other and gives record batches.
///
/// # Examples
///
/// ```
/// use newstag::dictionary::DictionaryBuilder;
/// use newstag::document::{Document, Source};
/// use newstag::tagger::{Scratch, Tagger};
/// use newstag::write::arrow::{Shape, TableBuilder};
/// use newstag::write::RecordOptions;
/// use std::sync::Arc;
///
/// let tagger = Tagger::builder(Arc::new(DictionaryBuilder::default().build())).build().unwrap();
/// let source = Source { path: "in.jsonl", record: 1 };
/// let document = Document { id: "a".into(), source, text: "Geng Shuang said".into(), ..Document::default() };
/// let mut scratch = Scratch::default();
/// let found = tagger.tag(&document, &mut scratch);
///
/// let mut table = TableBuilder::new(Shape::Nested, RecordOptions::default());
/// table.add_found(&document, found, tagger.dictionary()).unwrap();
/// assert_eq!(table.finish().num_rows(), 1);
/// ```
#[derive(Debug)]
pub struct TableBuilder {
    columns: Columns,
    bytes: usize,
}

#[derive(Debug)]
enum Columns {
    Long(Box<Long>),
    Nested(Box<Nested>),
}

impl TableBuilder {
    /// A table without rows. The options say what offsets count, and whether a nested row carries the text; a long row never does.
    pub fn new(shape: Shape, options: RecordOptions) -> Self {
        Self::with_layout(shape, options, StringLayout::Offsets)
    }

    /// The same with the strings of long rows laid out in some way; those of nested rows are Utf8.
    pub fn with_layout(shape: Shape, options: RecordOptions, layout: StringLayout) -> Self {
        let columns = match shape {
            Shape::Long => Columns::Long(Box::new(Long::new(options.offsets, layout))),
            Shape::Nested => Columns::Nested(Box::new(Nested::new(options))),
        };
        Self { columns, bytes: 0 }
    }

    /// What the columns are.
    pub fn schema(&self) -> SchemaRef {
        match &self.columns {
            Columns::Long(long) => long.schema(),
            Columns::Nested(nested) => nested.schema(),
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        match &self.columns {
            Columns::Long(long) => long.rows(),
            Columns::Nested(nested) => nested.rows(),
        }
    }

    /// Roughly the bytes that the rows take.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Adds a document, and says roughly how many bytes it takes. Where offsets count something else than those of a document whose text
    /// is not known, they are taken as they stand.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] where the rows would no longer fit into one batch: [`finish`](Self::finish) makes room; a document that is too large
    /// for an empty table is so for any. Nothing of it is added.
    pub fn add(&mut self, document: &Tagged<'_>) -> Result<usize, TooLarge> {
        let bytes = match &mut self.columns {
            Columns::Long(long) => long.look_up(document),
            Columns::Nested(nested) => nested.look_up(document),
        };
        let all = self.bytes.saturating_add(bytes);
        if all > MOST_BYTES {
            return Err(TooLarge { bytes: all, most: MOST_BYTES });
        }
        self.bytes = all;
        match &mut self.columns {
            Columns::Long(long) => long.add(document),
            Columns::Nested(nested) => nested.add(document),
        }
        Ok(bytes)
    }

    /// Adds what a tagger with this dictionary found in a document, as [`add`](Self::add) does.
    ///
    /// # Errors
    ///
    /// [`TooLarge`], as there.
    pub fn add_found(
        &mut self,
        document: &Document<'_>,
        annotation: &Annotation,
        dictionary: &Dictionary,
    ) -> Result<usize, TooLarge> {
        match &self.columns {
            Columns::Long(_) => self.add(&Tagged::of_mentions(document, annotation, dictionary)),
            Columns::Nested(_) => self.add(&Tagged::of(document, annotation, dictionary)),
        }
    }

    /// The rows since the last time; the table is empty then.
    pub fn finish(&mut self) -> RecordBatch {
        self.bytes = 0;
        match &mut self.columns {
            Columns::Long(long) => long.finish(),
            Columns::Nested(nested) => nested.finish(),
        }
    }
}

#[cfg(test)]
mod tests;
