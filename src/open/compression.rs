//! How files are compressed, and how to tell.

use liblzma::stream::{CONCATENATED, Stream};
use std::io::{self, BufRead, Read};

/// A way to compress a stream of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// `.gz`
    Gzip,
    /// `.zst`
    Zstandard,
    /// `.bz2`
    Bzip2,
    /// `.xz`
    Xz,
}

/// An xz file that needs more memory than this is refused; `xz -9` asks for 65 MiB.
const XZ_MEMORY: u64 = 256 << 20;

impl Compression {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Gzip, Self::Zstandard, Self::Bzip2, Self::Xz];

    /// What names of such files end in, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Gzip => "gz",
            Self::Zstandard => "zst",
            Self::Bzip2 => "bz2",
            Self::Xz => "xz",
        }
    }

    /// How bytes that begin so are compressed; none: not at all, or in a way that is not known here.
    pub(super) fn of_beginning(bytes: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|compression| compression.begins(bytes))
    }

    /// Whether bytes that begin so may turn out to be compressed when more of them are seen.
    pub(super) fn may_begin(bytes: &[u8]) -> bool {
        bytes.len() < LONGEST_MARK
            && Self::of_beginning(bytes).is_none()
            && Self::ALL.into_iter().any(|one| one.goes_on(bytes))
    }

    fn goes_on(self, bytes: &[u8]) -> bool {
        match (self, bytes.strip_prefix(self.mark())) {
            (Self::Bzip2, Some([])) => true,
            (Self::Bzip2, Some([level, rest @ ..])) => {
                level.is_ascii_digit() && (BLOCK.starts_with(rest) || END.starts_with(rest))
            }
            _ => self.mark().starts_with(bytes),
        }
    }

    fn begins(self, bytes: &[u8]) -> bool {
        match bytes.strip_prefix(self.mark()) {
            Some(rest) if self == Self::Bzip2 => is_bzip2(rest),
            rest => rest.is_some(),
        }
    }

    fn mark(self) -> &'static [u8] {
        match self {
            Self::Gzip => &[0x1F, 0x8B],
            Self::Zstandard => &[0x28, 0xB5, 0x2F, 0xFD],
            Self::Bzip2 => b"BZh",
            Self::Xz => &[0xFD, b'7', b'z', b'X', b'Z', 0],
        }
    }

    /// What is in `input`, all members one behind the other.
    pub(super) fn decoder<'r>(self, input: impl BufRead + Send + 'r) -> io::Result<Box<dyn Read + Send + 'r>> {
        Ok(match self {
            Self::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(input)),
            Self::Zstandard => Box::new(zstd::Decoder::with_buffer(input)?),
            Self::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(input)),
            Self::Xz => {
                let stream = Stream::new_stream_decoder(XZ_MEMORY, CONCATENATED)?;
                Box::new(liblzma::bufread::XzDecoder::new_stream(input, stream))
            }
        })
    }
}

/// The first block of bzip2, and an end without one.
const BLOCK: &[u8] = &[0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const END: &[u8] = &[0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

/// So many bytes tell any of them: the mark of bzip2, its level, its first block.
pub(super) const LONGEST_MARK: usize = 3 + 1 + BLOCK.len();

/// Three letters may begin a text as well; a digit and the mark of the first block, or of an end without one, do not follow them there.
fn is_bzip2(behind_mark: &[u8]) -> bool {
    let [level, mark @ ..] = behind_mark else { return false };
    level.is_ascii_digit() && (mark.starts_with(BLOCK) || mark.starts_with(END))
}

/// A file's name without the ending that tells how it is compressed.
///
/// # Examples
///
/// ```
/// use newstag::open::without_ending;
///
/// assert_eq!(without_ending("2019.jsonl.XZ"), "2019.jsonl");
/// assert_eq!(without_ending("2019.jsonl"), "2019.jsonl");
/// ```
pub fn without_ending(name: &str) -> &str {
    let is_known = |ending: &str| Compression::ALL.iter().any(|one| one.ending().eq_ignore_ascii_case(ending));
    match name.rsplit_once('.') {
        Some((stem, ending)) if is_known(ending) => stem,
        _ => name,
    }
}
