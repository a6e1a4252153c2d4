//! Weak forms: a word of grammar at the start of a sentence, a bare number. They mean an entity only where something else in the document does.

use super::known::Known;
use super::word::Shapes;
use super::{Evidence, Found, Sighting};
use crate::dictionary::EntityIndex;
use crate::hit::Hit;

/// Marks the sightings of weak forms of which no candidate is sighted by another form, or by the same one within a sentence.
pub(super) fn mark(found: &Found<'_>, sightings: &mut [Sighting], evidence: &impl Evidence) {
    let hits = found.hits;
    let mut are_any = false;
    let may_be = sightings.iter_mut().filter(|sighting| sighting.form.may_be_weak());
    for sighting in may_be.take_while(|_| !evidence.is_over()) {
        sighting.is_weak = is_weak(found, sighting);
        are_any |= sighting.is_weak;
    }
    if are_any {
        keep_unsupported(hits, sightings, evidence);
    }
}

/// Leaves the mark on those of which no candidate is supported.
#[inline(never)]
fn keep_unsupported(hits: &[Hit], sightings: &mut [Sighting], evidence: &impl Evidence) {
    let weak = sightings.iter().filter(|sighting| sighting.is_weak);
    // The candidates of weak forms are few: whether they are named otherwise is noted beside them.
    let mut candidates: Vec<(EntityIndex, bool)> =
        weak.flat_map(|sighting| &hits[sighting.hits.clone()]).map(|hit| (hit.entity, false)).collect();
    candidates.sort_unstable();
    candidates.dedup();
    let place =
        |candidates: &[(EntityIndex, bool)], entity| candidates.binary_search_by_key(&entity, |(of, _)| *of).ok();
    let strong = sightings.iter().filter(|sighting| !sighting.is_weak && !sighting.is_in_longer);
    for hit in strong.flat_map(|sighting| &hits[sighting.hits.clone()]) {
        if let Some(at) = place(&candidates, hit.entity) {
            candidates[at].1 = true;
        }
    }
    for sighting in sightings.iter_mut().filter(|sighting| sighting.is_weak) {
        let is_named = |entity| place(&candidates, entity).is_some_and(|at| candidates[at].1);
        let is_supported = |hit: &Hit| is_named(hit.entity) || evidence.context_terms(hit.entity) > 0;
        sighting.is_weak = !sighting.is_supported() && !hits[sighting.hits.clone()].iter().any(is_supported);
    }
}

/// Whether a form that may be weak is.
#[inline(never)]
fn is_weak(found: &Found<'_>, sighting: &Sighting) -> bool {
    let Found { document, dictionary, hits, known, .. } = *found;
    let (form, on_span) = (sighting.form, &hits[sighting.hits.clone()]);
    if on_span.iter().any(|hit| !hit.part.is_whole()) {
        return false;
    }
    let (text, ahead) = (sighting.text(document), &document.field(sighting.field)[..sighting.span.range().start]);
    let begins = || begins_sentence(ahead) && is_capitalised(text);
    // `THE` of a headline is the word, `WHO` the organization that the dictionary writes so.
    let is_acronym = |known: &Known| is_in_capitals(known.text(dictionary));
    form.is_number || begins() || is_in_capitals(text) && !known[sighting.hits.clone()].iter().any(is_acronym)
}

/// Whether a folded word is one of grammar.
pub(super) fn is_function_word(folded: &str) -> bool {
    static SHAPES: Shapes = Shapes::of(&FUNCTION_WORDS);
    SHAPES.may_have(folded) && FUNCTION_WORDS.binary_search(&folded).is_ok()
}

/// English words that say how others belong together: with a capital they begin a sentence, mostly.
#[rustfmt::skip]
const FUNCTION_WORDS: [&str; 144] = [
    "a", "about", "above", "after", "again", "all", "also", "although", "among", "an", "and", "another", "any", "are", "around", "as", "at", "be",
    "because", "been", "before", "behind", "below", "between", "both", "but", "by", "can", "could", "despite", "did", "do", "does", "down", "during",
    "each", "eight", "either", "even", "every", "few", "five", "for", "four", "from", "had", "has", "have", "he", "her", "here", "him", "his", "how",
    "however", "i", "if", "in", "into", "is", "it", "its", "just", "last", "like", "many", "may", "me", "might", "more", "most", "much", "must", "my",
    "near", "neither", "never", "next", "nine", "no", "none", "nor", "not", "now", "of", "off", "on", "once", "one", "only", "or", "other", "our", "out",
    "over", "own", "per", "same", "seven", "she", "should", "since", "six", "so", "some", "still", "such", "ten", "than", "that", "the", "their", "them",
    "then", "there", "these", "they", "this", "those", "three", "through", "to", "too", "two", "under", "until", "up", "us", "very", "was", "we", "were",
    "what", "when", "where", "whether", "which", "while", "who", "whose", "why", "will", "with", "you",
];

/// A number of up to three digits.
pub(super) fn is_short_number(form: &str) -> bool {
    const MOST_DIGITS: usize = 3;
    form.len() <= MOST_DIGITS && form.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether only the first letter is a capital: `May`, neither `may` nor `MAY`.
fn is_capitalised(form: &str) -> bool {
    let mut letters = form.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
}

/// Whether all letters are capitals, and there are several: `MAY`.
fn is_in_capitals(form: &str) -> bool {
    form.chars().nth(1).is_some() && form.chars().all(|letter| !letter.is_lowercase())
}

/// Whether a sentence, or a line, begins behind a text.
fn begins_sentence(before: &str) -> bool {
    let opened = before.trim_end_matches([' ', '"', '\'', '“', '‘', '(', '[', '*']);
    opened.is_empty() || opened.ends_with(['.', '!', '?', ':', '…', '\n', '\r', '。', '！', '？'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_behind_their_ends_and_lines() {
        assert!(["", "He said. ", "\"", "So?\n\"", "a\n"].into_iter().all(begins_sentence));
        assert!(!["of ", "said, \"", "U.S-"].into_iter().any(begins_sentence));
    }

    #[test]
    fn the_list_of_words_is_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert!(FUNCTION_WORDS.into_iter().all(is_function_word) && !is_function_word("ross"));
    }

    #[test]
    fn numbers_of_a_few_digits_are_short() {
        assert!(["3", "100"].into_iter().all(is_short_number));
        assert!(!["1984", "3M", "F", "中"].into_iter().any(is_short_number));
    }
}
