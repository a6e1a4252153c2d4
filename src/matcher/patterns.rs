//! The forms that a matcher looks for.

use super::PatternId;
use std::ops::Range;
use zerocopy::FromBytes;
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
    fn code(self) -> u32 {
        match self {
            Self::BetweenEdges => 0,
            Self::AtCapitals => 1,
            Self::Anywhere => 2,
        }
    }

    /// The place that is stored so; anywhere, for any other number.
    fn of(code: u32) -> Self {
        let known = [Self::BetweenEdges, Self::AtCapitals].into_iter().find(|place| place.code() == code);
        known.unwrap_or(Self::Anywhere)
    }
}

/// Numbers of four bytes are what records are made of; a [`PatternId`] counts them.
const WORD: usize = 4;

/// What a record begins with: the place (2 bits), how long the text is in bytes (20 bits), and how many numbers stand behind it (10 bits). A length or a count
/// that has no room has all bits set and follows as a number of its own, the length first.
#[derive(Clone, Copy)]
struct Head(u32);

impl Head {
    const LEN: u32 = (1 << 20) - 1;
    const COUNT: u32 = (1 << 10) - 1;

    fn new(place: Place, len: u32, count: u32) -> Self {
        Self(place.code() | len.min(Self::LEN) << 2 | count.min(Self::COUNT) << 22)
    }

    #[inline(always)]
    fn len(self) -> u32 {
        self.0 >> 2 & Self::LEN
    }

    #[inline(always)]
    fn count(self) -> u32 {
        self.0 >> 22
    }
}

/// A form as it stands among the others.
#[derive(Clone, Debug, Default)]
struct Record {
    text: Range<usize>,
    uses: Range<usize>,
}

/// All forms, a record each, one behind the other: the text, where it is looked for, and what it is used for, of which the matcher knows nothing. So whoever
/// has compared the text has the rest at hand.
///
/// The texts are folded, ASCII letters small, one space between words, no wall, not empty, no two alike.
#[derive(Clone, Copy, Debug)]
pub struct Patterns<'p> {
    records: &'p [u8],
}

impl<'p> Patterns<'p> {
    /// Forms as [`PatternsBuilder`] wrote them.
    pub fn new(records: &'p [u8]) -> Self {
        Self { records }
    }

    /// The text of a form; empty where there is none of that number.
    #[inline(always)]
    pub fn text(&self, id: PatternId) -> &'p [u8] {
        self.record(id).and_then(|record| self.records.get(record.text)).unwrap_or_default()
    }

    /// What a form is used for, and by which number the first of these is known: numbers count on from it.
    #[inline(always)]
    pub fn uses(&self, id: PatternId) -> (&'p [U32], u32) {
        let Some(record) = self.record(id) else { return (&[], 0) };
        (self.numbers(record.uses.clone()), record.first_use())
    }

    /// The same of a form that has so many numbers; none, too, where its record has no usual head.
    #[inline(always)]
    pub fn just_uses<const N: usize>(&self, id: PatternId) -> Option<(&'p [U32; N], u32)> {
        let start = id.0 as usize * WORD;
        let head = Head(self.number(start)?);
        if head.count() as usize != N || head.len() == Head::LEN {
            return None;
        }
        let record = Record::new(start + WORD, head.len(), head.count());
        let (numbers, _) = <[U32; N]>::ref_from_prefix(self.records.get(record.uses.start..)?).ok()?;
        Some((numbers, record.first_use()))
    }

    fn numbers(&self, range: Range<usize>) -> &'p [U32] {
        self.records.get(range).and_then(|bytes| <[U32]>::ref_from_bytes(bytes).ok()).unwrap_or_default()
    }

    /// Where a form is looked for; anywhere, if nothing better is known.
    pub fn place(&self, id: PatternId) -> Place {
        self.number(id.0 as usize * WORD).map_or(Place::Anywhere, |head| Place::of(head & 3))
    }

    /// The ids of all forms, in rising order.
    pub fn ids(&self) -> impl Iterator<Item = PatternId> + use<'p> {
        let patterns = *self;
        let behind = move |id: &PatternId| patterns.behind(*id);
        std::iter::successors(Some(PatternId(0)).filter(|id| patterns.record(*id).is_some()), behind)
    }

    /// The form behind a form.
    fn behind(&self, id: PatternId) -> Option<PatternId> {
        let next = PatternId(u32::try_from(self.record(id)?.uses.end / WORD).ok()?);
        self.record(next).map(|_| next)
    }

    /// Those of some forms whose text stands behind that of the form before, as in rising order all do.
    ///
    /// A broken file may name one form a million times, or many whose texts lie over each other: what is left has no more text than there is.
    pub fn apart(self, ids: impl Iterator<Item = PatternId>) -> impl Iterator<Item = PatternId> {
        let mut behind = 0;
        ids.filter(move |&id| {
            let text = self.record(id).map(|record| record.text);
            let text =
                text.filter(|text| behind <= text.start && text.start < text.end && text.end <= self.records.len());
            behind = text.as_ref().map_or(behind, |text| text.end);
            text.is_some()
        })
    }

    /// What is to be read soon of a form: where its record begins, and where it mostly ends.
    #[inline(always)]
    pub(super) fn lines(&self, id: PatternId) -> [Option<&'p u8>; 2] {
        /// Most records are not longer.
        const USUAL: usize = 40;
        let start = id.0 as usize * WORD;
        [self.records.get(start), self.records.get(start + USUAL)]
    }

    #[inline(always)]
    fn record(&self, id: PatternId) -> Option<Record> {
        let start = id.0 as usize * WORD;
        let head = Head(self.number(start)?);
        if head.len() == Head::LEN || head.count() == Head::COUNT {
            return self.large_record(head, start + WORD);
        }
        Some(Record::new(start + WORD, head.len(), head.count()))
    }

    #[cold]
    fn large_record(&self, head: Head, mut at: usize) -> Option<Record> {
        let mut in_full = |number: u32, none: u32| {
            if number != none {
                return Some(number);
            }
            at += WORD;
            self.number(at - WORD)
        };
        let len = in_full(head.len(), Head::LEN)?;
        let count = in_full(head.count(), Head::COUNT)?;
        Some(Record::new(at, len, count))
    }

    #[inline(always)]
    fn number(&self, at: usize) -> Option<u32> {
        self.records.get(at..).and_then(<[u8]>::first_chunk).map(|bytes| u32::from_le_bytes(*bytes))
    }
}

impl Record {
    #[inline(always)]
    fn new(start: usize, len: u32, count: u32) -> Self {
        let text = start..start + len as usize;
        let uses = text.end.next_multiple_of(WORD);
        Self { uses: uses..uses + count as usize * WORD, text }
    }

    /// By which number the first of its uses is known.
    #[inline(always)]
    fn first_use(&self) -> u32 {
        u32::try_from(self.uses.start / WORD).unwrap_or(u32::MAX)
    }
}

/// Gathers [`Patterns`].
#[derive(Debug, Default)]
pub struct PatternsBuilder {
    records: Vec<u8>,
}

/// More forms than can be numbered.
#[derive(Debug, thiserror::Error)]
#[error("the forms have more than 8 GiB of text and uses together")]
pub struct TooLong;

impl PatternsBuilder {
    /// So many numbers can be told apart in a matcher's table.
    const MOST: usize = (1 << 31) - 2;

    /// Adds a form, and gives the number by which the first of its uses is known: see [`Patterns::uses`].
    ///
    /// # Errors
    ///
    /// [`TooLong`] where there is no number left for it, or one of its parts is longer than 32 bits can count.
    pub fn add(&mut self, text: &[u8], place: Place, uses: &[U32]) -> Result<u32, TooLong> {
        if self.records.len() / WORD > Self::MOST {
            return Err(TooLong);
        }
        let (len, count) = (u32::try_from(text.len()).ok(), u32::try_from(uses.len()).ok());
        let (Some(len), Some(count)) = (len, count) else { return Err(TooLong) };
        self.add_number(Head::new(place, len, count).0);
        for (number, none) in [(len, Head::LEN), (count, Head::COUNT)] {
            if number >= none {
                self.add_number(number);
            }
        }
        self.records.extend_from_slice(text);
        self.records.resize(self.records.len().next_multiple_of(WORD), 0);
        let first = u32::try_from(self.records.len() / WORD).map_err(|_| TooLong)?;
        uses.iter().for_each(|number| self.add_number(number.get()));
        Ok(first)
    }

    fn add_number(&mut self, number: u32) {
        self.records.extend(number.to_le_bytes());
    }

    /// The records.
    pub fn finish(self) -> Vec<u8> {
        self.records
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_any_size_are_given_back() {
        let long = "ab".repeat(1 << 19);
        let many = vec![U32::new(7); 5000];
        let forms = [
            ("x", Place::Anywhere, &[][..]),
            (&long, Place::AtCapitals, &many[..2]),
            ("中國", Place::BetweenEdges, &many),
            ("new york", Place::AtCapitals, &many[..2]),
        ];
        let mut builder = PatternsBuilder::default();
        let firsts = forms.map(|(text, place, uses)| builder.add(text.as_bytes(), place, uses).expect("there is room"));
        let records = builder.finish();
        let patterns = Patterns::new(&records);
        assert_eq!(patterns.ids().count(), forms.len());
        for ((id, first), (text, place, uses)) in patterns.ids().zip(firsts).zip(forms) {
            assert_eq!((patterns.text(id), patterns.place(id)), (text.as_bytes(), place));
            assert_eq!(patterns.uses(id), (uses, first));
            let has_usual_head = text.len() < 1 << 20;
            let two = <&[U32; 2]>::try_from(uses).ok().filter(|_| has_usual_head).map(|two| (two, first));
            assert_eq!(patterns.just_uses(id), two, "{}", text.len());
        }
        // The last ends where the records do.
        let last = patterns.ids().last().expect("there are some");
        assert!(patterns.just_uses::<2>(last).is_some());
        assert_eq!(Patterns::new(&records[..records.len() - 1]).just_uses::<2>(last), None);
        assert_eq!(patterns.text(PatternId(u32::MAX)), b"");
        assert_eq!(Patterns::new(&[]).ids().count(), 0);
    }
}
