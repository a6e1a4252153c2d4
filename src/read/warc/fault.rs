//! What is wrong with a record of a web archive.

/// A record of a web archive that cannot be tagged, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveFault {
    /// It does not begin like one.
    #[error(
        "not a record of a web archive: it begins with \"{beginning}\", and neither with WARC/1.0 or another version nor with the address of an ARC record"
    )]
    NoRecord {
        /// Its beginning.
        beginning: String,
    },
    /// It begins like one of ARC, the format that was there before, and is none.
    #[error(
        "the first line of this ARC record is \"{line}\": expected an address, that of the server, a time of 14 digits, a type and a length"
    )]
    ArcLine {
        /// Its beginning.
        line: String,
    },
    /// The length of a record of ARC is none.
    #[error("the length at the end of this ARC record's first line is \"{value}\", which is no number of bytes")]
    ArcLength {
        /// What stands there.
        value: String,
    },
    /// Its header has no end.
    #[error("the header of this record has no end within {limit} bytes")]
    HeadTooLong {
        /// How long a header may be.
        limit: usize,
    },
    /// It does not say its kind.
    #[error("the header of this WARC record has no WARC-Type")]
    NoKind,
    /// It does not say its length.
    #[error("the header of this WARC record has no Content-Length, so that nobody knows where it ends")]
    NoLength,
    /// Its length is none.
    #[error("the Content-Length of this WARC record is \"{value}\", which is no number of bytes")]
    BadLength {
        /// What stands there.
        value: String,
    },
    /// It ends elsewhere.
    #[error("the header of this record says that {length} bytes follow, but {found}")]
    WrongLength {
        /// What the header says.
        length: u64,
        /// What stands there instead.
        found: WrongEnd,
    },
    /// Its compressed bytes are damaged, or become too many.
    #[error("the gzip member of this record cannot be decompressed: {message}; records behind it are read on")]
    Member {
        /// What the decompressor says.
        message: String,
    },
    /// Something stands between the members.
    #[error("no gzip member begins here; records behind are read on")]
    NoMember,
    /// The answer of the server is none.
    #[error("the server's answer is no HTTP: {message}")]
    Http {
        /// What is wrong with it.
        message: String,
    },
    /// The body is cut off or its chunks are wrong.
    #[error("the body, which came in chunks, {problem} at byte {at} (counting from 0)")]
    Chunks {
        /// What is wrong.
        problem: ChunkProblem,
        /// The place in the body as it was sent.
        at: usize,
    },
    /// The body cannot be decompressed.
    #[error("the body cannot be decompressed as {coding}: {message}")]
    Coding {
        /// How it says to be compressed.
        coding: String,
        /// What the decompressor says.
        message: String,
    },
    /// The text is in no charset that fits.
    #[error("the text cannot be decoded: it holds bytes that mean nothing in {charset}")]
    Damaged {
        /// The charset that it was read in.
        charset: &'static str,
    },
}

/// What stands where a record should end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongEnd {
    /// The input, or the compressed member, ends before.
    Early {
        /// The bytes that are there.
        held: u64,
    },
    /// The next record begins before.
    NextRecord {
        /// The bytes before it.
        held: u64,
    },
    /// The record goes on.
    More,
}

impl std::fmt::Display for WrongEnd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Early { held } => write!(f, "it ends after {held}: was the file cut off?"),
            Self::NextRecord { held } => write!(f, "the next record begins after {held}"),
            Self::More => f.write_str("it goes on behind them"),
        }
    }
}

/// What is wrong with a body in chunks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChunkProblem {
    /// It ends within one.
    Cut,
    /// The length of one is none.
    Length,
}

impl std::fmt::Display for ChunkProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Cut => "is cut off",
            Self::Length => "has no length of a chunk",
        })
    }
}
