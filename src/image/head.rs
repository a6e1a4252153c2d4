//! The head of a compiled dictionary, as it stands in the file.
//!
//! [`Header`], an [`Entry`] for each section, a checksum for each chunk of the rest of the file; zeros up to the next multiple of
//! [`ALIGNMENT`], where the sections begin.

use super::{Fingerprint, ImageError, Section, VERSION};
use std::ops::Range;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};
use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// The first bytes of every compiled dictionary. The first of them begins no text in UTF-8, nor a packed file.
pub const MAGIC: [u8; 8] = *b"\x89ntdict\n";

/// Sections begin at multiples of this many bytes of the file.
pub(super) const ALIGNMENT: usize = 64;

/// What stands behind the head is cut into chunks of so many bytes, and each has a checksum of its own: threads check them side by side.
pub(super) const CHUNK: usize = 1 << 20;

const HEADER: usize = size_of::<Header>();
/// The bytes of the header that its checksum covers: all but the checksum itself.
const COVERED: usize = HEADER - size_of::<U64>();

/// The beginning of the file.
#[derive(Clone, Copy, FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct Header {
    magic: [u8; 8],
    version: U32,
    sections: U32,
    /// The length of the whole file.
    length: U64,
    pub(super) fingerprint: Fingerprint,
    reserved: [u8; 16],
    /// xxh3 of the head behind the header, seeded with that of the header up to here.
    checksum: U64,
}

/// Where a section stands.
#[derive(Clone, Copy, FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct Entry {
    section: U32,
    reserved: U32,
    offset: U64,
    length: U64,
}

impl Entry {
    pub(super) fn new(section: Section, range: &Range<usize>) -> Self {
        Self {
            section: U32::new(section.number()),
            reserved: U32::ZERO,
            offset: U64::new(range.start as u64),
            length: U64::new(range.len() as u64),
        }
    }

    /// The section and its bytes of a file of this length; none if the file has no such place.
    pub(super) fn place(&self, length: usize) -> Option<(Section, Range<usize>)> {
        let section = Section::of(self.section.get())?;
        let start = usize::try_from(self.offset.get()).ok()?;
        let end = start.checked_add(usize::try_from(self.length.get()).ok()?)?;
        (end <= length && start.is_multiple_of(ALIGNMENT)).then_some((section, start..end))
    }
}

/// A head that was found sound.
pub(super) struct Head<'b> {
    pub(super) header: &'b Header,
    pub(super) entries: &'b [Entry],
    pub(super) chunks: &'b [U64],
    /// Where the head ends and the first chunk begins.
    pub(super) end: usize,
}

impl<'b> Head<'b> {
    /// The head of a file, once its magic, version, length and checksum are found right.
    pub(super) fn of(bytes: &'b [u8]) -> Result<Self, ImageError> {
        let found = bytes.len() as u64;
        check_magic(bytes)?;
        let cut = |expected: usize| ImageError::Cut { found, expected: expected as u64 };
        let (header, behind) = Header::ref_from_prefix(bytes).map_err(|_| cut(HEADER))?;
        if header.version.get() != VERSION {
            return Err(ImageError::Version { found: header.version.get(), expected: VERSION });
        }
        let length = usize::try_from(header.length.get()).map_err(|_| ImageError::Head)?;
        let sections = usize::try_from(header.sections.get()).map_err(|_| ImageError::Head)?;
        let (end, chunks) = extent(sections, length).ok_or(ImageError::Head)?;
        let covered = bytes.get(HEADER..end).ok_or_else(|| cut(length.max(end)))?;
        if checksum(bytes.get(..COVERED).unwrap_or_default(), covered) != header.checksum.get() {
            return Err(ImageError::Head);
        }
        match found.checked_sub(header.length.get()) {
            None => return Err(cut(length)),
            Some(0) => {}
            Some(more) => return Err(ImageError::Longer { more }),
        }
        let (entries, behind) =
            <[Entry]>::ref_from_prefix_with_elems(behind, sections).map_err(|_| ImageError::Head)?;
        let (chunks, _) = <[U64]>::ref_from_prefix_with_elems(behind, chunks).map_err(|_| ImageError::Head)?;
        Ok(Self { header, entries, chunks, end })
    }
}

fn check_magic(bytes: &[u8]) -> Result<(), ImageError> {
    if bytes.is_empty() {
        Err(ImageError::Empty)
    } else if bytes.starts_with(&MAGIC) {
        Ok(())
    } else if MAGIC.starts_with(bytes) {
        Err(ImageError::Cut { found: bytes.len() as u64, expected: HEADER as u64 })
    } else {
        Err(ImageError::Foreign)
    }
}

/// Where the head of a file of this length ends, and how many chunks stand behind it; none for numbers that no file has.
fn extent(sections: usize, length: usize) -> Option<(usize, usize)> {
    let tables = sections.checked_mul(size_of::<Entry>())?.checked_add(HEADER)?;
    // The more chunks, the longer the head, the fewer bytes are left for chunks: the first number that is enough is the one.
    let end = |chunks: usize| chunks.checked_mul(8)?.checked_add(tables)?.checked_next_multiple_of(ALIGNMENT);
    let mut chunks = length.checked_sub(tables)? / (CHUNK + 8);
    while length.checked_sub(end(chunks)?)?.div_ceil(CHUNK) > chunks {
        chunks += 1;
    }
    Some((end(chunks)?, chunks))
}

/// Where the head ends in a file with so many sections, whose bytes behind the head are so many.
pub(super) fn end(sections: usize, body: usize) -> usize {
    (HEADER + sections * size_of::<Entry>() + body.div_ceil(CHUNK) * 8).next_multiple_of(ALIGNMENT)
}

/// Writes the head over the zeros at the beginning of a file whose sections stand where they belong.
pub(super) fn write(file: &mut [u8], entries: &[Entry], fingerprint: Fingerprint, end: usize) {
    let length = file.len() as u64;
    let (head, body) = file.split_at_mut(end);
    let chunks: Vec<U64> = super::verify::checksums(body).into_iter().map(U64::new).collect();
    let behind = entries.as_bytes().iter().chain(chunks.as_bytes());
    head.iter_mut().skip(HEADER).zip(behind).for_each(|(to, from)| *to = *from);
    let mut header = Header {
        magic: MAGIC,
        version: U32::new(VERSION),
        sections: U32::new(u32::try_from(entries.len()).expect("there are some dozens of sections")),
        length: U64::new(length),
        fingerprint,
        reserved: [0; 16],
        checksum: U64::ZERO,
    };
    let (own, covered) = head.split_at_mut(HEADER);
    header.checksum = U64::new(checksum(header.as_bytes().get(..COVERED).unwrap_or_default(), covered));
    own.copy_from_slice(header.as_bytes());
}

fn checksum(header: &[u8], covered: &[u8]) -> u64 {
    xxh3_64_with_seed(covered, xxh3_64(header))
}
