//! Why bytes are not taken for a compiled dictionary.

/// Why bytes are not taken for a compiled dictionary; each a sentence without the file's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    /// There are no bytes.
    #[error("the file is empty: expected a compiled dictionary")]
    Empty,
    /// The first bytes are not those of a compiled dictionary.
    #[error("this is no compiled dictionary: it does not begin like a file that newstag dict build writes")]
    Foreign,
    /// Another version of the format.
    #[error(
        "this compiled dictionary has format version {found}, and this program reads version {expected}: build it anew from its \
         sources with newstag dict build"
    )]
    Version {
        /// The version of the file.
        found: u32,
        /// The version that is read.
        expected: u32,
    },
    /// Bytes are missing at the end.
    #[error("this compiled dictionary was cut: {found} of its {expected} bytes are there")]
    Cut {
        /// The bytes that are there.
        found: u64,
        /// The bytes that should be there.
        expected: u64,
    },
    /// Bytes stand behind the end.
    #[error("this compiled dictionary was altered: {more} bytes stand behind its end")]
    Longer {
        /// How many.
        more: u64,
    },
    /// The head does not have its checksum, or tells of places that are not there.
    #[error("this compiled dictionary was altered: its head does not have the checksum that it had when it was built")]
    Head,
    /// A stretch behind the head does not have its checksum.
    #[error(
        "this compiled dictionary was altered: bytes {start} to {end} do not have the checksum that they had when it was built"
    )]
    Body {
        /// The first byte of the stretch.
        start: u64,
        /// The byte behind its last.
        end: u64,
    },
}
