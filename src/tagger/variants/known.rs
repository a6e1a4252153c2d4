//! What the names of a dictionary take up, so that no variant gets in their way.

use super::{batches, entities};
use crate::dictionary::{Dictionary, EntityIndex, EntityRef, EntityType, NameRef, Usage};
use crate::tagger::compile::dots;
use crate::text::fold;
use rayon::prelude::*;
use std::collections::HashSet;
use xxhash_rust::xxh3::xxh3_64;

/// The folded forms of all names but variants, and the words that persons are called by, as hashes in order.
pub(super) struct Known {
    /// Each form with its entity. Two forms of one hash would cost a variant at most.
    forms: Vec<(u64, u32)>,
    /// First and last words of persons' names.
    words: Vec<u64>,
}

impl Known {
    pub(super) fn of(dictionary: &Dictionary) -> Self {
        let of_batch = |batch| -> Vec<(u64, u32)> { entities(dictionary, batch).flat_map(hashes).collect() };
        let mut forms: Vec<(u64, u32)> = batches(dictionary).into_par_iter().flat_map_iter(of_batch).collect();
        let words = |batch| -> Vec<u64> { entities(dictionary, batch).flat_map(words).collect() };
        let mut words: Vec<u64> = batches(dictionary).into_par_iter().flat_map_iter(words).collect();
        forms.par_sort_unstable();
        forms.dedup();
        words.par_sort_unstable();
        words.dedup();
        Self { forms, words }
    }

    /// Whether a folded form is a name of another entity.
    pub(super) fn is_of_another(&self, folded: &str, entity: EntityIndex) -> bool {
        let hash = hash(folded);
        let start = self.forms.partition_point(|(known, _)| *known < hash);
        self.forms[start..].iter().take_while(|(known, _)| *known == hash).any(|(_, owner)| *owner != entity.0)
    }

    /// Whether a folded word is the first or last word of some person's name.
    pub(super) fn is_of_a_person(&self, word: &str) -> bool {
        self.words.binary_search(&hash(word)).is_ok()
    }
}

/// The folded forms of an entity's names, blocked ones too: none of them can be a variant.
pub(super) fn forms_of(entity: EntityRef<'_>) -> HashSet<String> {
    entity.names().filter(|name| name.made().is_none()).flat_map(forms).collect()
}

/// A name folded, with and without the dots of an acronym.
fn forms(name: NameRef<'_>) -> impl Iterator<Item = String> {
    std::iter::once(fold(name.text())).chain(dots(name).map(|dotted| fold(&dotted)))
}

fn hashes(entity: EntityRef<'_>) -> impl Iterator<Item = (u64, u32)> {
    let index = entity.index().0;
    let real = entity.names().filter(|name| name.made().is_none() && name.usage() != Usage::Blocked);
    real.flat_map(forms).map(move |form| (hash(&form), index))
}

fn words(entity: EntityRef<'_>) -> impl Iterator<Item = u64> {
    let is_person = entity.kind() == EntityType::Person;
    let names = entity.names().filter(move |name| is_person && name.made().is_none());
    names.flat_map(|name| {
        let folded = fold(name.text());
        let mut words = folded.split(' ');
        let ends = [words.next(), words.next_back()];
        ends.into_iter().flatten().map(|word| hash(word.trim_end_matches(','))).collect::<Vec<u64>>()
    })
}

fn hash(folded: &str) -> u64 {
    xxh3_64(folded.as_bytes())
}
