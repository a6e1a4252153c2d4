//! Tables of numbers and of rows.

use std::ops::Range;
use zerocopy::little_endian::U32;
use zerocopy::{FromBytes, Immutable, KnownLayout, Unaligned};

/// A section as rows; none where its length is not that of whole rows.
pub fn rows<T: FromBytes + Immutable + KnownLayout + Unaligned>(section: &[u8]) -> &[T] {
    <[T]>::ref_from_bytes(section).unwrap_or_default()
}

/// Where the n-th of some stretches that follow each other stands, by where each ends; nowhere, if there is none.
pub fn stretch(ends: &[U32], at: usize) -> Range<usize> {
    let end_of = |at: usize| ends.get(at).map(|end| end.get() as usize);
    let start = at.checked_sub(1).map_or(Some(0), end_of);
    start.zip(end_of(at)).filter(|(start, end)| start <= end).map_or(0..0, |(start, end)| start..end)
}

/// Numbers of one, two or four bytes each, as many as the greatest of them needs; the first byte of the section says how many.
#[derive(Clone, Copy, Debug)]
pub enum Numbers<'i> {
    /// Of one byte.
    Ones(&'i [u8]),
    /// Of two, the lowest first.
    Twos(&'i [[u8; 2]]),
    /// Of four, likewise.
    Fours(&'i [[u8; 4]]),
}

impl<'i> Numbers<'i> {
    /// The numbers of a section.
    pub fn of(section: &'i [u8]) -> Self {
        match section.split_first() {
            Some((1, bytes)) => Self::Ones(bytes),
            Some((2, bytes)) => Self::Twos(bytes.as_chunks().0),
            Some((4, bytes)) => Self::Fours(bytes.as_chunks().0),
            _ => Self::Ones(&[]),
        }
    }

    /// How many there are.
    pub fn len(self) -> usize {
        match self {
            Self::Ones(numbers) => numbers.len(),
            Self::Twos(numbers) => numbers.len(),
            Self::Fours(numbers) => numbers.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The number at a place.
    pub fn get(self, at: usize) -> Option<u32> {
        match self {
            Self::Ones(numbers) => numbers.get(at).map(|number| (*number).into()),
            Self::Twos(numbers) => numbers.get(at).map(|number| u16::from_le_bytes(*number).into()),
            Self::Fours(numbers) => numbers.get(at).map(|number| u32::from_le_bytes(*number)),
        }
    }
}

/// The section of some numbers.
pub fn pack(numbers: &[u32]) -> Vec<u8> {
    let greatest = numbers.iter().copied().max().unwrap_or_default();
    let width = match greatest {
        ..=0xFF => 1,
        0x100..=0xFFFF => 2,
        _ => 4,
    };
    let mut section = Vec::with_capacity(1 + numbers.len() * width);
    section.extend(u8::try_from(width));
    for number in numbers {
        section.extend_from_slice(number.to_le_bytes().get(..width).unwrap_or_default());
    }
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_in_every_width() {
        for greatest in [0, 0xFF, 0x100, 0xFFFF, 0x1_0000, u32::MAX] {
            let section = pack(&[1, greatest, 0]);
            let numbers = Numbers::of(&section);
            let all: Vec<_> = (0..4).map(|at| numbers.get(at)).collect();
            assert_eq!(all, [Some(1), Some(greatest), Some(0), None]);
            assert_eq!(numbers.len(), 3);
        }
    }

    #[test]
    fn stretches_follow_each_other() {
        let ends = [2, 2, 5, 3].map(U32::new);
        let all: Vec<_> = (0..5).map(|at| stretch(&ends, at)).collect();
        assert_eq!(all, [0..2, 2..2, 2..5, 0..0, 0..0]);
        assert_eq!(stretch(&ends, usize::MAX), 0..0);
    }

    #[test]
    fn nonsense_is_empty() {
        for section in [&[][..], &[3, 1, 2, 3], &[0, 1]] {
            assert_eq!(Numbers::of(section).get(0), None);
        }
        assert_eq!(Numbers::of(&[4, 1, 2, 3]).get(0), None);
        assert_eq!(Numbers::of(&[4, 1, 2, 3]).get(usize::MAX), None);
    }
}
