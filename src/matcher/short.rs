//! First pieces that are short words, each by itself: what is known of them is exact, so that nothing is hashed, looked up and compared for a name of
//! one short word, which most matches are.

use super::PatternId;
use super::hash::{EIGHT, spread};
use super::processor::Processor;
use std::hint::select_unpredictable;
use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// Words of at most so many bytes are short: a number has room for them, and says where they end.
pub(super) const LONGEST: usize = EIGHT - 1;

/// How a form may begin that a word is looked up for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// With a capital in the text, as all may.
    Capital,
    /// With a small letter or a digit.
    Small,
}

/// What is known of a word: the form that it is by itself, and how longer ones begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// 1 more than the number of the form that is the word alone; 0: none is.
    pub(super) pattern: u32,
    flags: u32,
}

/// The bucket has no room for some word: what it does not know may be known otherwise. A flag of its first word.
const FULL: u32 = 1 << 31;

impl Facts {
    /// What a form says that is the word alone.
    pub(super) fn alone(pattern: PatternId, begins: &[Begins]) -> Self {
        Self { pattern: pattern.0 + 1, flags: begins.iter().map(|begins| alone(*begins)).sum() }
    }

    /// What a longer form says.
    pub(super) fn goes_on(begins: &[Begins]) -> Self {
        Self { pattern: 0, flags: begins.iter().map(|begins| goes_on(*begins)).sum() }
    }

    /// What two forms say.
    pub(super) fn and(self, other: Self) -> Self {
        Self { pattern: self.pattern | other.pattern, flags: self.flags | other.flags }
    }

    /// The form that the word is where it begins so.
    #[inline(always)]
    pub(super) fn form(self, begins: Begins) -> (PatternId, bool) {
        (PatternId(self.pattern.wrapping_sub(1)), self.flags & alone(begins) != 0)
    }

    /// Whether longer forms may begin so.
    #[inline(always)]
    pub(super) fn is_longer(self, begins: Begins) -> bool {
        self.flags & goes_on(begins) != 0
    }
}

#[inline(always)]
const fn alone(begins: Begins) -> u32 {
    match begins {
        Begins::Capital => 1,
        Begins::Small => 2,
    }
}

#[inline(always)]
const fn goes_on(begins: Begins) -> u32 {
    alone(begins) << 2
}

/// So many words share a bucket, which is a line of the processor's caches.
pub(super) const WORDS: usize = 4;

/// Words of which the spread keys lie near each other.
#[derive(Clone, Copy, Debug, Default, FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct Bucket {
    /// Their [`super::hash::rough_key`]s; 0 where there is no word.
    keys: [U64; WORDS],
    /// Their facts, the form first; with [`FULL`].
    facts: [[U32; 2]; WORDS],
}

/// What is said of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// Its facts: none where no form begins with the word, or nothing is known.
    pub(super) facts: Facts,
    /// Whether all is known.
    pub(super) is_known: bool,
}

impl Bucket {
    #[inline(always)]
    fn facts(&self, place: usize) -> Facts {
        let [pattern, flags] = self.facts[place];
        Facts { pattern: pattern.get(), flags: flags.get() & !FULL }
    }

    /// Without a branch: what stands in the text could not be foreseen.
    #[inline(always)]
    fn get(&self, key: u64, processor: impl Processor) -> Said {
        let same = processor.equal(&self.keys, key);
        let Facts { pattern, flags } = self.facts(same.trailing_zeros() as usize % WORDS);
        let is_here = same != 0;
        let flags = select_unpredictable(is_here, flags, 0);
        Said { facts: Facts { pattern, flags }, is_known: is_here | !self.is_full() }
    }

    #[inline(always)]
    fn is_full(&self) -> bool {
        self.facts[0][1].get() & FULL != 0
    }

    fn add(&mut self, key: u64, facts: Facts) {
        match self.keys.iter().position(|other| other.get() == 0) {
            Some(place) => {
                self.keys[place] = key.into();
                self.facts[place] = [facts.pattern, facts.flags].map(U32::new);
            }
            None => self.facts[0][1] = (self.facts[0][1].get() | FULL).into(),
        }
    }
}

/// The words.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShortWords<'t> {
    buckets: &'t [Bucket],
}

impl<'t> ShortWords<'t> {
    /// The table that [`table`] wrote.
    pub(super) fn new(buckets: &'t [Bucket]) -> Self {
        Self { buckets }
    }

    /// The bucket that a key is looked for in.
    #[inline(always)]
    pub(super) fn bucket(self, key: u64) -> Option<&'t Bucket> {
        self.buckets.get(place(key, self.buckets.len()))
    }

    /// What is said of the word with a key.
    #[inline(always)]
    pub(super) fn get(self, key: u64, processor: impl Processor) -> Said {
        self.bucket(key).map_or(Said { facts: Facts::default(), is_known: false }, |bucket| bucket.get(key, processor))
    }
}

#[inline(always)]
fn place(key: u64, len: usize) -> usize {
    let place = (u64::from(spread(key)) * len as u64) >> u32::BITS;
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// Of ten places so many are taken: of a hundred words two or three have none.
const TAKEN: usize = 6;

/// Makes the table of some words, each given once; those that come first find a place before others do. A word without one is looked for as longer words are.
pub(super) fn table(words: impl ExactSizeIterator<Item = (u64, Facts)>) -> Vec<u8> {
    let mut buckets = vec![Bucket::default(); words.len() * 10 / (TAKEN * WORDS) + 1];
    let len = buckets.len();
    words.for_each(|(key, facts)| buckets[place(key, len)].add(key, facts));
    buckets.as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::super::processor::Plain;
    use super::*;

    const BOTH: &[Begins] = &[Begins::Capital, Begins::Small];

    fn word(number: u32) -> (u64, Facts) {
        (u64::from(number) * 7 + 1, Facts::alone(PatternId(number), BOTH))
    }

    #[test]
    fn words_are_found_or_unknown_and_no_others_are() {
        for count in [0, 1, 2, 3, 100, 30_000] {
            let bytes = table((0..count).map(word));
            let table = ShortWords::new(<[Bucket]>::ref_from_bytes(&bytes).expect("whole buckets"));
            let (mut found, mut none) = (0, 0);
            for (key, facts) in (0..count).map(word) {
                let said = table.get(key, Plain);
                found += u32::from(said == Said { facts, is_known: true });
                assert!(said.is_known == (said.facts == facts), "{said:?}");
                none += u32::from(table.get(key + 1, Plain).is_known);
                assert_eq!(table.get(key + 1, Plain).facts.flags, 0);
            }
            assert!(found >= count / 10 * 9 && none >= count / 10 * 9, "{found} and {none} of {count}");
        }
    }

    #[test]
    fn the_fifth_word_of_a_bucket_is_unknown() {
        let mut bucket = Bucket::default();
        (0..4).for_each(|number| bucket.add(word(number).0, word(number).1));
        assert!(bucket.get(99, Plain).is_known);
        bucket.add(word(4).0, word(4).1);
        assert!(
            (0..4).all(|number| bucket.get(word(number).0, Plain) == Said { facts: word(number).1, is_known: true })
        );
        assert_eq!(bucket.get(word(0).0, Plain).facts.form(Begins::Small), (PatternId(0), true));
        assert!(!bucket.get(word(4).0, Plain).is_known && !bucket.get(99, Plain).is_known);
    }

    #[test]
    fn what_a_word_is_depends_on_how_it_begins() {
        let facts = Facts::alone(PatternId(7), &[Begins::Capital]).and(Facts::goes_on(BOTH));
        assert_eq!(facts.form(Begins::Capital), (PatternId(7), true));
        assert!(!facts.form(Begins::Small).1);
        assert!(facts.is_longer(Begins::Capital) && facts.is_longer(Begins::Small));
    }
}
