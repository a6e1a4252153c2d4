//! A compiled dictionary: one stretch of bytes, in a file or in memory, that is used in place.
//!
//! The container knows nothing of what its sections mean. A head with magic, version, length and checksums stands ahead of them
//! ([`ImageError`] says what is refused); all numbers are little-endian on every machine, and nothing depends on alignment.
//!
//! Whatever a section says is checked where it is read: a number that leads nowhere gives an empty value. So a file whose checksums are
//! right and whose content is nonsense gives nonsense, but no panic and no endless loop.

mod builder;
mod error;
mod head;
mod numbers;
mod section;
mod verify;

pub use builder::ImageBuilder;
pub use error::ImageError;
pub use head::MAGIC;
pub use numbers::{Numbers, pack, rows, stretch};
pub use section::Section;

use head::Head;
use memmap2::Mmap;
use std::fmt;
use std::ops::{Deref, Range};

/// The version of the format. It changes with every change of what a section means, so that no program reads what it would misunderstand.
pub const VERSION: u32 = 4;

/// The content hash of a dictionary: xxh3 of 128 bits, the last byte first.
pub type Fingerprint = [u8; 16];

/// What holds the bytes of an image. An enum, since they are asked for at every step of reading: a call through a table of functions each time was a
/// fortieth of the time of tagging.
pub enum Bytes {
    /// Memory of its own.
    Memory(Vec<u8>),
    /// A mapped file.
    Mapped(Mmap),
    /// A part of the program.
    Static(&'static [u8]),
}

impl Deref for Bytes {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Self::Memory(bytes) => bytes,
            Self::Mapped(map) => map,
            Self::Static(bytes) => bytes,
        }
    }
}

/// A compiled dictionary whose head and checksums are sound.
pub struct Image {
    bytes: Bytes,
    fingerprint: Fingerprint,
    /// Where each section stands, by its number.
    places: [Place; Section::NUMBERS],
}

/// A range of bytes; empty where a section is not there.
#[derive(Clone, Copy, Default)]
struct Place {
    start: usize,
    end: usize,
}

/// The sections of an image.
#[derive(Clone, Copy)]
pub struct Sections<'i> {
    bytes: &'i [u8],
    places: &'i [Place; Section::NUMBERS],
}

impl<'i> Sections<'i> {
    /// The bytes of a section; none where it is not there.
    pub fn get(self, section: Section) -> &'i [u8] {
        let place = self.places.get(section as usize).copied().unwrap_or_default();
        self.bytes.get(place.start..place.end).unwrap_or_default()
    }
}

impl Image {
    /// Takes bytes for an image after all checksums have been compared.
    ///
    /// # Errors
    ///
    /// [`ImageError`] where they are not the whole of a compiled dictionary of this version, as it was built.
    pub fn open(bytes: Bytes) -> Result<Self, ImageError> {
        let head = Head::of(&bytes)?;
        verify::check(&bytes, &head)?;
        let place = |entry: &head::Entry| entry.place(bytes.len()).ok_or(ImageError::Head);
        let ranges = head.entries.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        let fingerprint = head.header.fingerprint;
        Ok(Self::assemble(bytes, fingerprint, ranges))
    }

    fn assemble(bytes: Bytes, fingerprint: Fingerprint, ranges: Vec<(Section, Range<usize>)>) -> Self {
        let mut places = [Place::default(); Section::NUMBERS];
        for (section, range) in ranges {
            if let Some(place) = places.get_mut(section.number() as usize) {
                *place = Place { start: range.start, end: range.end };
            }
        }
        Self { bytes, fingerprint, places }
    }

    /// The bytes of a section; none where it is not there.
    pub fn section(&self, section: Section) -> &[u8] {
        self.sections().get(section)
    }

    /// All sections, for taking several: where the bytes are is asked once.
    pub fn sections(&self) -> Sections<'_> {
        Sections { bytes: &self.bytes, places: &self.places }
    }

    /// Whether a section is there, if only an empty one.
    pub fn has(&self, section: Section) -> bool {
        self.places.get(section as usize).is_some_and(|place| place.start > 0)
    }

    /// The whole file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The content hash of the dictionary.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Whether bytes begin as a compiled dictionary does, also one of another version or one that was cut.
    pub fn is_begun_by(start: &[u8]) -> bool {
        !start.is_empty() && start.iter().zip(&MAGIC).all(|(a, b)| a == b)
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Image").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}
