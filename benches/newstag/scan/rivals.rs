//! The rivals: automata that report every occurrence of every form in text that was folded beforehand.
//!
//! An occurrence counts if two bits say that it begins and ends between boundaries, and then for each name whose case rule allows it.

use super::forms::Forms;
use super::prepared::Prepared;
use super::turns::Engine;
use ::aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use anyhow::{Result, anyhow};
use daachorse::{CharwiseDoubleArrayAhoCorasick, DoubleArrayAhoCorasick};
use newstag::span::FoldedSpan;

/// Something that reports every occurrence of every form.
pub(super) trait Automaton {
    /// Gives each occurrence with its form, its start and its end.
    fn occurrences(&self, text: &str, found: impl FnMut(usize, usize, usize));
}

/// An automaton and what it is to search.
pub(super) struct Rival<'r, A> {
    automaton: A,
    forms: &'r Forms,
    texts: &'r [Prepared<'r>],
}

/// The contiguous automaton of the aho-corasick crate: the reference for what there is to find.
pub(super) fn aho_corasick<'r>(forms: &'r Forms, texts: &'r [Prepared<'r>]) -> Result<Rival<'r, AhoCorasick>> {
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::Standard)
        .build(forms.texts())?;
    Ok(Rival { automaton, forms, texts })
}

/// The double array of the daachorse crate that goes by bytes.
pub(super) fn daachorse_bytewise<'r>(
    forms: &'r Forms,
    texts: &'r [Prepared<'r>],
) -> Result<Rival<'r, DoubleArrayAhoCorasick<u32>>> {
    let automaton = DoubleArrayAhoCorasick::new(forms.texts()).map_err(|error| anyhow!("{error}"))?;
    Ok(Rival { automaton, forms, texts })
}

/// The double array of the daachorse crate that goes by characters.
pub(super) fn daachorse_charwise<'r>(
    forms: &'r Forms,
    texts: &'r [Prepared<'r>],
) -> Result<Rival<'r, CharwiseDoubleArrayAhoCorasick<u32>>> {
    let automaton = CharwiseDoubleArrayAhoCorasick::new(forms.texts()).map_err(|error| anyhow!("{error}"))?;
    Ok(Rival { automaton, forms, texts })
}

impl<A: Automaton> Engine for Rival<'_, A> {
    fn scan(&self) -> u64 {
        let mut names = 0;
        for text in self.texts {
            self.automaton.occurrences(&text.text, |form, start, end| {
                if text.is_whole(start, end) {
                    let at = FoldedSpan::new(start, end);
                    let allowing =
                        self.forms.rules(form).iter().filter(|rule| rule.allows(text.source, &text.folded(), at));
                    names += allowing.count();
                }
            });
        }
        names as u64
    }
}

impl Automaton for AhoCorasick {
    fn occurrences(&self, text: &str, mut found: impl FnMut(usize, usize, usize)) {
        for one in self.find_overlapping_iter(text) {
            found(one.pattern().as_usize(), one.start(), one.end());
        }
    }
}

impl Automaton for DoubleArrayAhoCorasick<u32> {
    fn occurrences(&self, text: &str, mut found: impl FnMut(usize, usize, usize)) {
        for one in self.find_overlapping_iter(text) {
            found(one.value() as usize, one.start(), one.end());
        }
    }
}

impl Automaton for CharwiseDoubleArrayAhoCorasick<u32> {
    fn occurrences(&self, text: &str, mut found: impl FnMut(usize, usize, usize)) {
        for one in self.find_overlapping_iter(text) {
            found(one.value() as usize, one.start(), one.end());
        }
    }
}
