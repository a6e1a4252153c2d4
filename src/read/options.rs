//! How inputs are read.

use super::charset::Charset;
use super::format::Format;
use super::object::FieldNames;
use super::position::{Position, Shard};
use super::walk::Links;
use super::zip;
use crate::open::Limits;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// How inputs are read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The format of all inputs; none: each input's own, by its name, else by its beginning.
    pub format: Option<Format>,
    /// A longer record is bad.
    pub max_record_bytes: u64,
    /// Files and folders that this run writes to, as canonical paths: passed over in folders.
    pub own_output: Vec<PathBuf>,
    /// Where they stand until they are complete, and what stands beside them: passed over in silence.
    pub own_scratch: Vec<PathBuf>,
    /// The fields of structured input: a table without a column for the text is bad as a whole.
    pub fields: FieldNames,
    /// The charset of plain text, tables and JSON.
    pub charset: Charset,
    /// What stands between the cells of a table; none: a tab in TSV, else what the header has most of.
    pub delimiter: Option<u8>,
    /// What compressed input may grow to.
    pub limits: Limits,
    /// What becomes of symbolic links in folders.
    pub links: Links,
    /// Where another run left off; what stands ahead of it is passed over.
    pub from: Option<Position>,
    /// Which of the records are taken; none: all.
    pub shard: Option<Shard>,
    /// So many threads decode the row groups of a Parquet file, ahead of the thread that reads; with one it is that thread itself.
    pub decoders: NonZeroUsize,
}

impl ReadOptions {
    /// Whether a file of a folder is read.
    pub(super) fn takes(&self, path: &Path) -> bool {
        let has_format = self.format.is_some() || Format::of_name(path).is_some() || zip::is_name(path);
        has_format && !is_within(path, &self.own_output) && !is_within(path, &self.own_scratch)
    }
}

/// Whether a file is one of these, or stands in a folder that is.
pub(super) fn is_within(path: &Path, own: &[PathBuf]) -> bool {
    let named_so = |own: &&PathBuf| path.iter().any(|part| Some(part) == own.file_name());
    own.iter().filter(named_so).any(|own| path.canonicalize().is_ok_and(|path| path.starts_with(own)))
}

impl Default for ReadOptions {
    /// All by itself, records of up to 64 MiB.
    fn default() -> Self {
        Self {
            format: None,
            max_record_bytes: 64 << 20,
            own_output: Vec::new(),
            own_scratch: Vec::new(),
            fields: FieldNames::default(),
            charset: Charset::default(),
            delimiter: None,
            limits: Limits::default(),
            from: None,
            shard: None,
            links: Links::default(),
            decoders: NonZeroUsize::MIN,
        }
    }
}
