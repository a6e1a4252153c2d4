//! Documents that are tagged together: what stands in all of them is found before who is meant.
//!
//! The program for both is larger than what a processor has at hand of it. Of the search [`Ahead`] tells more.

use super::ahead::{Ahead, FIELDS};
use super::lexicon::Search;
use super::terms::Terms;
use super::{Scratch, Tagger};
use crate::allowance::Allowance;
use crate::document::Document;
use crate::hit::Hit;
use crate::mention::Annotation;
use crate::prefetch::prefetch_beginning;

/// So many bytes are best searched together: more would not stay near the processor.
const GROUP: usize = 1 << 16;

/// So many documents at most are one group.
const MOST_DOCUMENTS: usize = 1 << 7;

/// The memory for so many names of a document stays for the next.
const MOST_KEPT: usize = 1 << 8;

/// A document on its way to what is found in it, in memory that serves one after the other.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) hits: Vec<Hit>,
    pub(super) terms: Terms,
    pub(super) annotation: Annotation,
}

impl Draft {
    /// That of a number, with nothing in it.
    pub(super) fn begin(drafts: &mut Vec<Self>, number: usize) -> &mut Self {
        if number >= drafts.len() {
            drafts.resize_with(number + 1, Self::default);
        }
        let draft = &mut drafts[number];
        if draft.hits.capacity() > MOST_KEPT {
            *draft = Self::default();
        }
        draft.hits.clear();
        draft.terms.clear();
        draft
    }
}

/// What is best tagged together, by how many bytes each has: groups of some 64 KiB, or of one item that is larger.
pub fn groups<T>(items: &[T], bytes: impl Fn(&T) -> usize) -> impl Iterator<Item = &[T]> {
    let (mut before, mut count) = (0, 1);
    items.chunk_by(move |item, next| {
        before += bytes(item);
        let has_room = before.saturating_add(bytes(next)) <= GROUP && count < MOST_DOCUMENTS;
        (before, count) = if has_room { (before, count + 1) } else { (0, 1) };
        has_room
    })
}

impl Tagger {
    /// Finds the mentions of documents, which costs less than each by itself: one of the [`groups`] at a time. [`Scratch::annotation`] has what was found.
    ///
    /// Returns how many of them were tagged: all, unless one has more mentions than it may, ahead of which it ends; none, where all together cost more time
    /// than one may. What is left is to be tagged by itself.
    ///
    /// # Panics
    ///
    /// If a field is longer than [`crate::span::MAX_TEXT_BYTES`].
    pub fn tag_together(&self, allowance: &Allowance<'_>, documents: &[&Document<'_>], scratch: &mut Scratch) -> usize {
        scratch.serve(&self.dictionary);
        self.spot_together(allowance, documents, scratch);
        scratch.tagged = 0;
        for (number, document) in documents.iter().enumerate() {
            let Scratch { ahead, drafts, linked, aside, .. } = &mut *scratch;
            let outcome = if ahead.has(number, document) {
                let fields = FIELDS.map(|field| (field, ahead.folded(number, document, field)));
                self.link(allowance, document, &fields, &mut drafts[number], (linked, aside))
            } else {
                self.draft(allowance, document, number, scratch)
            };
            if outcome.is_err() {
                break;
            }
            scratch.tagged = number + 1;
        }
        // A clock that was not looked at between two short ones may be over all the same.
        if allowance.check_time().is_err() {
            scratch.tagged = 0;
        }
        scratch.tagged
    }

    /// Finds what stands in documents, save those that are long, for as many drafts.
    fn spot_together(&self, allowance: &Allowance<'_>, documents: &[&Document<'_>], scratch: &mut Scratch) {
        let Scratch { ahead, drafts, within, aside, .. } = scratch;
        let search = self.lexicon.search();
        let texts = documents.iter().flat_map(|document| FIELDS.map(|field| document.field(field)));
        self.search_ahead(&search, texts, ahead);
        for (number, document) in documents.iter().enumerate().filter(|(number, document)| ahead.has(*number, document))
        {
            let draft = Draft::begin(drafts, number);
            for (field, seen) in ahead.fields(number) {
                let folded = seen.folded(document.field(field));
                self.spot(&search, (document, field), &folded, (seen.found, within), draft);
                self.add_names_with_initials(document, field, allowance, &mut draft.hits, &mut aside.within);
            }
        }
    }

    /// The same as [`Self::scan`] for some texts: one of the [`groups`]. Gives what stands in each.
    ///
    /// # Panics
    ///
    /// If a text is longer than [`crate::span::MAX_TEXT_BYTES`].
    pub fn scan_together<'t>(
        &self,
        texts: impl Iterator<Item = &'t str> + Clone,
        scratch: &mut Scratch,
        mut found: impl FnMut(&[Hit]),
    ) {
        let search = self.lexicon.search();
        // Apart for as long as the rest of the memory is written.
        let mut ahead = std::mem::take(&mut scratch.ahead);
        self.search_ahead(&search, texts.clone(), &mut ahead);
        for (number, text) in texts.enumerate() {
            found(self.scan_seen(&search, text, ahead.text(number), scratch));
        }
        scratch.ahead = ahead;
    }

    fn search_ahead<'t>(&self, search: &Search<'_>, texts: impl Iterator<Item = &'t str> + Clone, ahead: &mut Ahead) {
        ahead.clear();
        let mut next = texts.clone().skip(1);
        for text in texts {
            next.next().inspect(|next| prefetch_beginning(next));
            ahead.add(text, |text, buffer| self.fold(text, buffer));
        }
        ahead.search(&search.matcher);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::{DictionaryBuilder, Entity, EntityType, Name};
    use std::cell::Cell;
    use std::sync::Arc;

    fn tagger() -> Tagger {
        let mut entity = Entity::new("a", EntityType::Place);
        entity.names = vec![Name::new("Ulan Bator")];
        let mut builder = DictionaryBuilder::default();
        builder.add(entity).expect("it is the only one");
        Tagger::builder(Arc::new(builder.build())).build().expect("it is small")
    }

    /// How many of forty documents are tagged, of which number 20 has four mentions, and number 30 a text that is searched by itself.
    fn tagged(allowance: &Allowance<'_>, scratch: &mut Scratch) -> usize {
        let text = |number: usize| {
            "Ulan Bator, ".repeat(match number {
                20 => 4,
                30 => 5000,
                _ => 1,
            })
        };
        let documents: Vec<Document<'_>> =
            (0..40).map(|number| Document { text: text(number).into(), ..Document::default() }).collect();
        tagger().tag_together(allowance, &documents.iter().collect::<Vec<_>>(), scratch)
    }

    #[test]
    fn documents_are_tagged_until_one_has_too_many_mentions() {
        let mut scratch = Scratch::default();
        let tagged = tagged(&Allowance::new(3, None), &mut scratch);
        assert_eq!(tagged, 20);
        assert!((0..tagged).all(|number| scratch.annotation(number).mentions.len() == 1));
    }

    #[test]
    fn where_the_time_is_over_none_is_tagged() {
        let clock = || true;
        assert_eq!(tagged(&Allowance::new(usize::MAX, Some(&clock)), &mut Scratch::default()), 0);
        // Over by the end only.
        let (text, looks) = ("Ulan Bator".into(), Cell::new(0));
        let clock = || {
            looks.set(looks.get() + 1);
            true
        };
        let document = Document { text, ..Document::default() };
        let allowance = Allowance::new(usize::MAX, Some(&clock));
        assert_eq!(tagger().tag_together(&allowance, &[&document, &document], &mut Scratch::default()), 0);
        assert_eq!(looks.get(), 1);
    }

    #[test]
    fn long_ones_are_tagged_among_the_others() {
        let mut scratch = Scratch::default();
        assert_eq!(self::tagged(&Allowance::unlimited(), &mut scratch), 40);
        let counts = |number: usize| scratch.annotation(number).mentions.len();
        assert_eq!([0, 20, 29, 30, 31, 39].map(counts), [1, 4, 1, 5000, 1, 1]);
        // What a long one took is not kept for ever.
        assert!(scratch.drafts[30].hits.capacity() > MOST_KEPT);
        assert_eq!(Draft::begin(&mut scratch.drafts, 30).hits.capacity(), 0);
    }

    #[test]
    fn groups_are_small_or_one() {
        let lens = [GROUP / 2, GROUP / 2, 1, GROUP + 1, 0, GROUP, 7];
        let groups: Vec<&[usize]> = groups(&lens, |len| *len).collect();
        assert_eq!(groups, [&lens[..2], &lens[2..3], &lens[3..4], &lens[4..6], &lens[6..]]);
    }

    #[test]
    fn a_group_has_a_bound_also_where_its_items_are_empty() {
        let lens = [0; 3 * MOST_DOCUMENTS + 1];
        let counts: Vec<usize> = groups(&lens, |len| *len).map(<[usize]>::len).collect();
        assert_eq!(counts, [MOST_DOCUMENTS, MOST_DOCUMENTS, MOST_DOCUMENTS, 1]);
    }
}
