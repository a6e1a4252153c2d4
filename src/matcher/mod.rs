//! The matcher: folded text in, raw matches out. It knows nothing of case or entities.
//!
//! A form that must stand between boundaries begins and ends at edges of the text, so only these places are looked at. Forms of words
//! (`words`) are followed from piece to piece, forms of Han and kana (`characters`) from character to character, both through one table
//! of the hashes of their beginnings, behind filters that say no to most of a text. What the table finds is compared with the form.
//!
//! Forms that may stand anywhere, within words too, are few and go to an automaton.

mod anywhere;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod batch;
mod characters;
mod compile;
mod edges;
mod filter;
mod hash;
mod literal;
mod masks;
mod openings;
mod patterns;
mod processor;
mod short;
mod steps;
mod table;
mod words;

pub use anywhere::{Anywhere, TooManyForms};
pub use compile::Tables;
pub use edges::edges;
pub use literal::occurrences;
pub use patterns::{Patterns, PatternsBuilder, Place, TooLong};

use crate::prefetch::prefetch;
use crate::span::FoldedSpan;
use filter::{Beginnings, Filter, Nibbles};
use processor::{Plain, Processor};
use short::ShortWords;
use table::{Bucket, Table};
use zerocopy::FromBytes;
use zerocopy::little_endian::{U32, U64};

/// A folded form, by where it stands in the [`Patterns`] that the matcher was made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PatternId(pub u32);

/// A folded form that stands in a folded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct RawMatch {
    /// Which form.
    pub pattern: PatternId,
    /// Where.
    pub at: FoldedSpan,
}

/// A text that is searched.
///
/// It is folded but for two things: ASCII letters are as they were written, and white space may be as it came. So a text that is all ASCII may be the
/// source itself.
#[derive(Clone, Copy, Debug)]
pub struct FoldedText<'t> {
    /// The text.
    pub text: &'t str,
    /// Where the source shows an edge that the text hides, in rising order.
    pub seams: &'t [u32],
}

/// Finds every occurrence of many forms in a text.
///
/// Every occurrence, not the longest: one that loses its boundary or its case must never hide a shorter one that keeps both.
#[derive(Clone, Copy, Debug)]
pub struct Matcher<'t> {
    patterns: Patterns<'t>,
    first_pieces: Filter<'t>,
    first_small: Filter<'t>,
    first_others: Filter<'t>,
    small_beginnings: Beginnings<'t>,
    small_nibbles: Option<&'t Nibbles>,
    first_signs: Filter<'t>,
    openings: Filter<'t>,
    small_openings: Filter<'t>,
    short_words: ShortWords<'t>,
    ones: Filter<'t>,
    pairs: Filter<'t>,
    twos: Filter<'t>,
    triples: Filter<'t>,
    long: Filter<'t>,
    table: Table<'t>,
}

/// The buffers of one thread.
#[derive(Debug, Default)]
pub struct Buffers {
    words: words::Buffers,
    characters: characters::Buffers,
    /// What may be forms: their hashes are the same.
    maybe: Vec<RawMatch>,
}

impl<'t> Matcher<'t> {
    /// Makes the tables for some forms.
    pub fn compile(patterns: Patterns<'_>) -> Tables {
        compile::compile(patterns)
    }

    /// A matcher that reads tables as they are stored. Tables that no [`Self::compile`] made find nothing, or not all, or are refused by the comparison
    /// with the forms; they do no harm.
    pub fn new(patterns: Patterns<'t>, tables: Tables<&'t [u8]>) -> Self {
        let filter = |bytes: &'t [u8]| Filter::new(<[U32]>::ref_from_bytes(bytes).unwrap_or_default());
        Self {
            patterns,
            first_pieces: filter(tables.first_pieces),
            first_small: filter(tables.first_small),
            small_beginnings: Beginnings::new(<[U64]>::ref_from_bytes(tables.small_beginnings).unwrap_or_default()),
            small_nibbles: Nibbles::ref_from_bytes(tables.small_nibbles).ok(),
            first_signs: filter(tables.first_signs),
            first_others: filter(tables.first_others),
            openings: filter(tables.openings),
            small_openings: filter(tables.small_openings),
            short_words: ShortWords::new(<[short::Bucket]>::ref_from_bytes(tables.short_words).unwrap_or_default()),
            ones: filter(tables.ones),
            pairs: filter(tables.pairs),
            twos: filter(tables.twos),
            triples: filter(tables.triples),
            long: filter(tables.long),
            table: Table::new(<[Bucket]>::ref_from_bytes(tables.nodes).unwrap_or_default()),
        }
    }

    /// Adds every occurrence of every form in `text` to `out`, save those that only [`Anywhere`] finds.
    pub fn find(&self, text: FoldedText<'_>, buffers: &mut Buffers, out: &mut Vec<RawMatch>) {
        #[cfg(target_arch = "x86_64")]
        if avx512::find(self, text, buffers, out) || avx2::find(self, text, buffers, out) {
            return;
        }
        self.find_plainly(text, buffers, out);
    }

    /// The same in each way that the processor has, the plain one last: what one finds, all find.
    pub fn find_in_each_way(&self, text: FoldedText<'_>, buffers: &mut Buffers) -> Vec<Vec<RawMatch>> {
        let mut found = vec![Vec::new()];
        #[cfg(target_arch = "x86_64")]
        for find in [avx512::find, avx2::find] {
            let mut out = Vec::new();
            if find(self, text, buffers, &mut out) {
                found.insert(0, out);
            }
        }
        self.find_plainly(text, buffers, found.last_mut().expect("one is there"));
        found
    }

    /// The same without what only some processors have: for those that lack it, and to compare with.
    pub fn find_plainly(&self, text: FoldedText<'_>, buffers: &mut Buffers, out: &mut Vec<RawMatch>) {
        self.find_by(Plain, text, buffers, out);
    }

    /// The search itself. Whatever runs once a word is compiled into it, for the processor that it is for.
    #[inline(always)]
    fn find_by(&self, processor: impl Processor, text: FoldedText<'_>, buffers: &mut Buffers, out: &mut Vec<RawMatch>) {
        let Buffers { words, characters, maybe } = buffers;
        maybe.clear();
        words.masks.look_at(text.text.as_bytes(), processor);
        characters.others.clear();
        if words.masks.has_high() {
            characters::scan(self, processor, text.text, &mut words.masks, characters, maybe);
        }
        words.masks.add_seams(text.seams);
        words.masks.find_beginnings(text.text.as_bytes(), self.small_nibbles, processor);
        words::scan(self, processor, text, &characters.others, words, out, maybe);
        self.keep_forms(text.text.as_bytes(), maybe, out);
    }

    /// Adds those of some matches that are the form itself.
    #[inline(always)]
    fn keep_forms(&self, text: &[u8], maybe: &[RawMatch], out: &mut Vec<RawMatch>) {
        /// So many forms are on their way from memory at a time.
        const AHEAD: usize = 16;
        let mut forms = [&[][..]; AHEAD];
        for chunk in maybe.chunks(AHEAD) {
            for (form, found) in forms.iter_mut().zip(chunk) {
                *form = self.patterns.text(found.pattern);
                form.first().inspect(|first| prefetch(*first));
            }
            let is_form = |(form, found): &(&&[u8], &RawMatch)| literal::is_form(&text[found.at.range()], form);
            out.extend(forms.iter().zip(chunk).filter(is_form).map(|(_, found)| *found));
        }
    }
}
