//! The forms that a matcher looks for.

use super::PatternId;
use std::ops::Range;
use zerocopy::little_endian::U32;

/// Where a form is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Between edges: `Uighur` is not in `Uighurs`.
    BetweenEdges,
    /// Between edges, and only where the text has a capital: each of its names begins with one and asks for it, as `Ross` does.
    AtCapitals,
    /// Anywhere, also within words.
    Anywhere,
}

impl Place {
    /// The place as it is stored.
    pub fn byte(self) -> u8 {
        match self {
            Self::BetweenEdges => 0,
            Self::AtCapitals => 1,
            Self::Anywhere => 2,
        }
    }

    /// The place that is stored so; none for any other byte.
    fn of(byte: u8) -> Option<Self> {
        [Self::BetweenEdges, Self::AtCapitals, Self::Anywhere].into_iter().find(|place| place.byte() == byte)
    }
}

/// All forms: their texts one behind the other, where each ends, and where each is looked for.
///
/// The texts are folded, ASCII letters small, one space between words, no wall, not empty, no two alike.
#[derive(Clone, Copy, Debug)]
pub struct Patterns<'p> {
    texts: &'p [u8],
    ends: &'p [U32],
    places: &'p [u8],
}

impl<'p> Patterns<'p> {
    /// Forms as they are stored: the place of the n-th by [`Place::byte`].
    pub fn new(texts: &'p [u8], ends: &'p [U32], places: &'p [u8]) -> Self {
        Self { texts, ends, places }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a form; empty where there is none of that number.
    pub fn text(&self, id: PatternId) -> &'p [u8] {
        self.range(id).and_then(|range| self.texts.get(range)).unwrap_or_default()
    }

    /// Those of some forms whose text stands behind that of the form before, as in rising order all do.
    ///
    /// A broken file may name one form a million times, or many whose texts lie over each other: what is left has no more text than there is.
    pub fn apart(self, ids: impl Iterator<Item = PatternId>) -> impl Iterator<Item = PatternId> {
        let mut behind = 0;
        ids.filter(move |&id| {
            let range = self.range(id).filter(|range| behind <= range.start && range.start < range.end);
            behind = range.as_ref().map_or(behind, |range| range.end);
            range.is_some()
        })
    }

    fn range(&self, id: PatternId) -> Option<Range<usize>> {
        let at = id.0 as usize;
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).map(|end| end.get()));
        let end = self.ends.get(at).map(|end| end.get());
        start.zip(end).map(|(start, end)| start as usize..end as usize).filter(|range| range.end <= self.texts.len())
    }

    /// Where it is said where the text of a form ends.
    pub(super) fn end(&self, id: PatternId) -> Option<&'p U32> {
        self.ends.get(id.0 as usize)
    }

    /// Where a form is looked for; anywhere, if nothing better is known.
    pub fn place(&self, id: PatternId) -> Place {
        self.places.get(id.0 as usize).and_then(|&byte| Place::of(byte)).unwrap_or(Place::Anywhere)
    }

    /// The numbers of all forms.
    pub fn ids(&self) -> impl Iterator<Item = PatternId> + use<> {
        (0..).take(self.ends.len()).map(PatternId)
    }
}
