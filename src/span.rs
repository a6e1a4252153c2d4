//! Places in a text, and the units in which they are counted.
//!
//! Two texts are spoken of: the **source**, a document's field as it was given, and the **folded** text that is searched.
//! Each has a span type of its own, so that an offset cannot be taken for one into the other. Both count bytes of UTF-8.
//! [`OffsetCounter`] is the one place where bytes become code points or UTF-16 units.

use std::ops::Range;

/// A text is at most this long (256 MiB), so that an offset into it fits into 32 bits, also once it is folded:
/// the character that unfolds furthest, `ﷺ`, becomes eleven times as long.
pub const MAX_TEXT_BYTES: usize = 256 << 20;

/// A range of bytes of a field as it was given, half open, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SourceSpan {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl SourceSpan {
    /// The range for slicing the field.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The number of bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies within this span (or is it).
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A range of bytes of a folded text, half open, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FoldedSpan {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl FoldedSpan {
    /// The span between two byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: offset(start), end: offset(end) }
    }

    /// The range for slicing the folded text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place between two characters of a folded text where a whole name may begin or end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The byte behind it.
    pub at: u32,
    /// Whether a name may begin here.
    pub begins: bool,
    /// Whether a name may end here.
    pub ends: bool,
    /// Whether the folded text alone would show no edge here, but the source does: `™` in `hikvisiontm`. A name may run over it.
    pub is_seam: bool,
}

/// A byte offset into a source or folded text.
///
/// # Panics
///
/// If it passes 4 GiB, which [`MAX_TEXT_BYTES`] rules out.
pub fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("MAX_TEXT_BYTES leaves room for the longest folded text")
}

/// The unit in which the offsets of a record count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points, as Python counts: `🙂` is 1.
    #[default]
    Char,
    /// Bytes of UTF-8, as Rust and Go count: `🙂` is 4.
    Byte,
    /// UTF-16 code units, as JavaScript and Java count: `🙂` is 2.
    Utf16,
}

/// Turns byte offsets of one text, asked in rising order, into another unit without counting anything twice.
#[derive(Clone, Debug)]
pub struct OffsetCounter<'t> {
    text: &'t str,
    unit: OffsetUnit,
    bytes: usize,
    counted: usize,
}

impl<'t> OffsetCounter<'t> {
    /// A counter that stands at the start of `text`.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        Self { text, unit, bytes: 0, counted: 0 }
    }

    /// The offset that `byte` is in the counter's unit. Where `byte` lies before the last one asked for, counting starts anew.
    ///
    /// # Panics
    ///
    /// If `byte` is no character boundary of the text.
    pub fn at(&mut self, byte: usize) -> usize {
        if byte < self.bytes {
            (self.bytes, self.counted) = (0, 0);
        }
        self.counted += units(&self.text[self.bytes..byte], self.unit);
        self.bytes = byte;
        self.counted
    }
}

/// The way from offsets in a unit, asked in rising order, back to the bytes of one text.
#[derive(Clone, Debug)]
pub struct UnitPlaces<'t> {
    text: &'t str,
    unit: OffsetUnit,
    bytes: usize,
    counted: usize,
}

impl<'t> UnitPlaces<'t> {
    /// Stands at the start of `text`.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        Self { text, unit: if text.is_ascii() { OffsetUnit::Byte } else { unit }, bytes: 0, counted: 0 }
    }

    /// The byte at which a character with this offset begins, or the text's end; none where it lies within a character or behind the text.
    /// Where the offset lies before the last one asked for, counting starts anew.
    pub fn byte(&mut self, offset: usize) -> Option<usize> {
        if self.unit == OffsetUnit::Byte {
            return self.text.is_char_boundary(offset).then_some(offset);
        }
        if offset < self.counted {
            (self.bytes, self.counted) = (0, 0);
        }
        for c in self.text[self.bytes..].chars() {
            if self.counted >= offset {
                break;
            }
            self.bytes += c.len_utf8();
            self.counted += if self.unit == OffsetUnit::Utf16 { c.len_utf16() } else { 1 };
        }
        (self.counted == offset).then_some(self.bytes)
    }
}

/// The length of a text in a unit.
pub fn units(text: &str, unit: OffsetUnit) -> usize {
    match unit {
        OffsetUnit::Byte => text.len(),
        OffsetUnit::Char => bytecount::num_chars(text.as_bytes()),
        OffsetUnit::Utf16 => text.chars().map(char::len_utf16).sum(),
    }
}

/// A text in code points: the way from an offset that others counted back to the bytes.
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// The byte at which each code point begins; empty for ASCII, where the two are one.
    starts: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    /// Counts the code points of a text.
    pub fn new(text: &'t str) -> Self {
        let starts = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at).collect() };
        Self { text, starts }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        if self.starts.is_empty() { self.text.len() } else { self.starts.len() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What stands in a range of code points; none where it does not lie within the text.
    pub fn slice(&self, range: Range<usize>) -> Option<&'t str> {
        if range.start > range.end || range.end > self.len() {
            return None;
        }
        self.text.get(self.byte(range.start)..self.byte(range.end))
    }

    fn byte(&self, at: usize) -> usize {
        if self.starts.is_empty() { at } else { self.starts.get(at).copied().unwrap_or(self.text.len()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_counts_one_four_or_two() {
        let text = "a🙂é";
        assert_eq!(units(text, OffsetUnit::Char), 3);
        assert_eq!(units(text, OffsetUnit::Byte), 7);
        assert_eq!(units(text, OffsetUnit::Utf16), 4);
    }

    #[test]
    fn offsets_of_any_unit_lead_back_to_bytes() {
        let text = "a🙂é耿";
        for unit in [OffsetUnit::Char, OffsetUnit::Utf16, OffsetUnit::Byte] {
            let mut places = UnitPlaces::new(text, unit);
            let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for byte in starts.clone().chain([5, 0]) {
                assert_eq!(places.byte(units(&text[..byte], unit)), Some(byte), "{unit:?}");
            }
            assert_eq!(places.byte(units(text, unit) + 1), None);
        }
        assert_eq!(UnitPlaces::new(text, OffsetUnit::Utf16).byte(2), None, "between the halves of an emoji");
        assert_eq!(UnitPlaces::new(text, OffsetUnit::Byte).byte(2), None);
    }

    #[test]
    fn code_points_lead_back_to_bytes() {
        let mixed = CodePoints::new("a🙂é");
        assert_eq!((mixed.len(), mixed.slice(1..3), mixed.slice(3..3)), (3, Some("🙂é"), Some("")));
        assert_eq!((mixed.slice(2..4), CodePoints::new("").slice(0..0)), (None, Some("")));
        assert_eq!(CodePoints::new("abc").slice(1..2), Some("b"));
    }

    #[test]
    fn offsets_may_be_asked_backwards() {
        let text = "耿爽 said";
        let mut counter = OffsetCounter::new(text, OffsetUnit::Char);
        assert_eq!(counter.at(7), 3);
        assert_eq!(counter.at(3), 1);
        assert_eq!(counter.at(text.len()), 7);
    }
}
