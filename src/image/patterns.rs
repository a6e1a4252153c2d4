//! The folded forms that a matcher looks for.

use super::{Image, Section, rows};
use zerocopy::little_endian::U32;

/// The flag of a folded form that may stand within words too: some form of it has the boundary `none`, or it begins with a mark.
pub const ANYWHERE: u8 = 1;

/// The folded forms of an image. They are in the order of the xxh3 hashes (64 bits) of their texts, and no two are equal.
#[derive(Clone, Copy, Debug)]
pub struct Patterns<'i> {
    text: &'i [u8],
    ends: &'i [U32],
    flags: &'i [u8],
}

impl<'i> Patterns<'i> {
    /// The folded forms of an image.
    pub fn of(image: &'i Image) -> Self {
        Self {
            text: image.section(Section::PatternText),
            ends: rows(image.section(Section::PatternEnds)),
            flags: image.section(Section::PatternFlags),
        }
    }

    /// How many there are.
    pub fn len(self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.ends.is_empty()
    }

    /// The folded form at a place; empty where there is none.
    pub fn get(self, at: usize) -> &'i [u8] {
        let end_of = |at: usize| self.ends.get(at).map(|end| end.get() as usize);
        let start = at.checked_sub(1).map_or(Some(0), end_of);
        let range = start.zip(end_of(at)).map(|(start, end)| start..end);
        range.and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    /// The flags of the folded form at a place: [`ANYWHERE`].
    pub fn flags(self, at: usize) -> u8 {
        self.flags.get(at).copied().unwrap_or_default()
    }
}
