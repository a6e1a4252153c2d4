//! A match that meets all the conditions of its name: what the stages behind the matcher pass on.

use crate::dictionary::EntityIndex;
use crate::document::Field;
use crate::span::SourceSpan;
use std::cmp::Reverse;

/// A name of an entity at a place of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The part of the document.
    pub field: Field,
    /// Where in it, in bytes as given.
    pub span: SourceSpan,
    /// Whose name.
    pub entity: EntityIndex,
    /// Which of its names, by place in the list; for a part, the full name that it belongs to.
    pub name: u32,
    /// Whether it is the whole name or a part of it.
    pub part: Part,
}

/// How much of a name a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The name, perhaps with or without dots.
    Whole,
    /// A part that stands alone: the family name of a person whom the document names in full, the acronym of an organization.
    Partial,
    /// The given name of a person whom the document names in full, alone.
    GivenName,
}

impl Part {
    /// Whether it is the whole name.
    pub fn is_whole(self) -> bool {
        self == Self::Whole
    }
}

impl Hit {
    /// The order in which hits are chosen and mentions come out: title first, leftmost, at one start the longest. A number, which compares at once.
    pub fn order(&self) -> impl Ord + use<> {
        (u64::from(self.field as u8) << u32::BITS | u64::from(self.span.start), Reverse(self.span.end))
    }

    /// Whether both stand on the same span of the same field.
    pub fn is_at(&self, other: &Self) -> bool {
        self.field == other.field && self.span == other.span
    }
}
