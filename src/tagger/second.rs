//! The second look at a document: parts of names, wherever they stand alone, of the entities that it names in full.

use super::partial::{self, Partial, Sort};
use super::{Aside, Inner, Tagger};
use crate::allowance::Allowance;
use crate::dictionary::{EntityIndex, EntityRef, EntityType};
use crate::document::{Document, Field};
use crate::hit::{Hit, Part};
use crate::link::{Linked, Neighbours, is_joined, is_of_names, is_transliterated_on, title};
use crate::matcher;
use crate::mention::Annotation;
use crate::span::{FoldedSpan, SourceSpan};
use crate::text::{Folded, boundary, fold};
use std::sync::Arc;

/// The parts of a name that is longer, in bytes, are made anew each time.
const LONGEST_KEPT: usize = 256;

/// The parts of a name, if it has some.
pub(super) type Parts = Option<Arc<[Partial]>>;

/// The parts of a name by which an entity is named in full.
#[derive(Debug)]
struct Known {
    entity: EntityIndex,
    name: u32,
    parts: Arc<[Partial]>,
}

/// The names by which entities are named in full in a document, in memory that serves one document after the other.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Those that may have parts.
    full: Vec<FullName>,
    /// The acronyms that the text gives behind names, each once.
    acronyms: Vec<(EntityIndex, String)>,
    known: Vec<Known>,
}

impl Named {
    fn clear(&mut self) {
        self.full.clear();
        self.acronyms.clear();
        self.known.clear();
    }

    /// Adds an acronym that the text gives behind a name of an entity.
    #[inline(never)]
    fn introduce(&mut self, entity: EntityRef<'_>, hit: &Hit, document: &Document<'_>, acronym: &str) {
        let acronym = (entity.index(), acronym.to_owned());
        if matches!(entity.kind(), EntityType::Place | EntityType::Office) || self.acronyms.contains(&acronym) {
            return;
        }
        let partial = partial::introduced(entity, &document.field(hit.field)[hit.span.range()], &acronym.1);
        self.known.extend(partial.map(|partial| Known { entity: hit.entity, name: hit.name, parts: [partial].into() }));
        self.acronyms.push(acronym);
    }
}

impl Tagger {
    /// Adds the parts of names of the entities that the document names in full, wherever they stand alone.
    ///
    /// Returns whether there are any.
    // A function of its own in the program too: benches/linking.py measures it.
    #[inline(never)]
    pub(super) fn add_partials(
        &self,
        document: &Document<'_>,
        fields: &[(Field, Folded<'_>); 2],
        (found, linked): (&Annotation, &mut Linked),
        allowance: &Allowance<'_>,
        hits: &mut Vec<Hit>,
        aside: &mut Aside,
    ) -> bool {
        let named = hits.len();
        self.find_partials(document, (found, linked), allowance, hits, aside);
        let partials = &aside.named.known;
        if partials.is_empty() {
            return false;
        }
        let longest = hits.iter().map(|hit| hit.span.len()).max().unwrap_or_default();
        for (field, folded) in fields.iter().filter(|(field, _)| !document.field(*field).is_empty()) {
            let field = *field;
            let source = document.field(field);
            let parts = partials.iter().flat_map(|known| known.parts.iter().map(move |part| (known, part)));
            for (known, part) in parts.take_while(|_| !allowance.is_over()) {
                let goes_ahead = |other: &Hit, span| other.span != span || part.sort != Sort::Family;
                for (at, span) in occurrences(part, folded).take_while(|_| !allowance.is_over()) {
                    // Mostly it is the full name that the part stands in: all else is asked of what is left.
                    if !overlaps_name(&hits[..named], longest, field, span, |other| goes_ahead(other, span))
                        && self.may_stand(source, folded, (at, span), known, part)
                    {
                        hits.push(Hit { field, span, entity: known.entity, name: known.name, part: part.sort.part() });
                    }
                }
            }
        }
        hits.len() > named
    }

    /// Whether a part of a name stands alone at a place by its boundaries, its case, and what is beside it.
    #[inline(never)]
    fn may_stand(
        &self,
        source: &str,
        folded: &Folded<'_>,
        (at, span): (FoldedSpan, SourceSpan),
        known: &Known,
        part: &Partial,
    ) -> bool {
        let entity = self.dictionary.entity(known.entity);
        boundary::is_whole(source, folded, at, span)
            && part.rule(entity, entity.name(known.name)).is_some_and(|rule| rule.allows(source, folded, at))
            && stands_alone(source, span, entity, part.sort)
    }

    /// Finds the parts of the names by which entities are meant in the document, of each name that has some once; ahead of them the acronyms that the text gives.
    fn find_partials(
        &self,
        document: &Document<'_>,
        (found, linked): (&Annotation, &mut Linked),
        allowance: &Allowance<'_>,
        hits: &[Hit],
        aside: &mut Aside,
    ) {
        aside.named.clear();
        for at in linked.meant_by(found, hits).take_while(|_| !allowance.is_over()) {
            let hit = &hits[at];
            if let Some(acronym) = acronym_behind(document.field(hit.field), hit.span) {
                aside.named.introduce(self.dictionary.entity(hit.entity), hit, document, acronym);
            }
            if linked.may_have_parts(at) {
                aside.parts.prefetch(kept_as(hit.entity, hit.name).1);
                aside.named.full.push(FullName { entity: hit.entity, name: hit.name, at });
            }
        }
        keep_first(&mut aside.named.full);
        for place in (0..aside.named.full.len()).take_while(|_| !allowance.is_over()) {
            let FullName { entity, name, at } = aside.named.full[place];
            match self.parts(self.dictionary.entity(entity), name, aside) {
                Some(parts) => aside.named.known.push(Known { entity, name, parts }),
                None => linked.note_no_parts(&hits[at]),
            }
        }
    }

    /// The parts of a name, if it has some.
    fn parts(&self, entity: EntityRef<'_>, name: u32, aside: &mut Aside) -> Parts {
        let Aside { within, parts: kept, .. } = aside;
        let (key, number) = kept_as(entity.index(), name);
        if let Some(parts) = kept.at_hand(key, number) {
            return parts.clone();
        }
        let text = entity.name(name);
        let parts = partial::of(entity, text, |text| self.name_ahead(text, within));
        let parts: Parts = (!parts.is_empty()).then(|| parts.into());
        // A bound on the memory, whatever the dictionary.
        if text.bytes().len() <= LONGEST_KEPT {
            kept.keep(key, number, parts.clone());
        }
        parts
    }

    /// How long the longest shorter name is that a name begins with.
    fn name_ahead(&self, name: &str, scratch: &mut Inner) -> usize {
        let hits = self.scan(name, scratch.get()).iter();
        let ahead =
            hits.filter(|hit| hit.span.start == 0 && hit.span.range().end < name.len()).map(|hit| hit.span.range().end);
        ahead.max().unwrap_or_default()
    }
}

/// As what the parts of a name are kept, and the number that says where.
fn kept_as(entity: EntityIndex, name: u32) -> ((EntityIndex, u32), u32) {
    ((entity, name), entity.0.wrapping_mul(31).wrapping_add(name))
}

/// The name by which an entity is meant somewhere.
#[derive(Clone, Copy, Debug)]
struct FullName {
    entity: EntityIndex,
    name: u32,
    /// The hit, by its place among all.
    at: usize,
}

/// Keeps of each name of an entity where it stands first.
fn keep_first(names: &mut Vec<FullName>) {
    if names.len() < 2 {
        return;
    }
    names.sort_unstable_by_key(|name| (name.entity, name.name, name.at));
    names.dedup_by_key(|name| (name.entity, name.name));
    names.sort_unstable_by_key(|name| name.at);
}

/// Whether what stands beside a part of a name leaves it to the entity.
fn stands_alone(source: &str, span: SourceSpan, entity: EntityRef<'_>, sort: Sort) -> bool {
    let range = span.range();
    if sort.needs_title() && title::beside(source, range.start, range.end, fold).is_none() {
        return false;
    }
    if sort != Sort::Other && (is_joined(source, &range) || is_transliterated_on(source, &range)) {
        return false;
    }
    let neighbours = Neighbours::of(source, range.clone());
    if !neighbours.are_there() {
        return true;
    }
    let is_own = |word: &str| is_of_names(entity, word, fold);
    let is_ahead = || sort.part() == Part::GivenName || is_ahead(entity, &fold(&source[range.clone()]));
    let goes_on = || neighbours.is_behind() && is_ahead() && neighbours.go_on_otherwise(fold, is_own);
    entity.kind() == EntityType::Organization || !neighbours.make_anothers(fold, is_own) && !goes_on()
}

/// Whether a part of a person's name stands ahead of the rest, as Chinese family names do.
fn is_ahead(entity: EntityRef<'_>, part: &str) -> bool {
    let begins_so = |text: &str| fold(text).strip_prefix(part).is_some_and(|rest| rest.starts_with(' '));
    entity.name_bytes(usize::MAX).any(|name| may_begin(name, part) && str::from_utf8(name).is_ok_and(begins_so))
}

/// Whether a name may begin with a folded part, which spares folding most names: some entities have hundreds, in many scripts.
fn may_begin(name: &[u8], part: &str) -> bool {
    let (Some(&first), Some(begin)) = (name.first(), part.as_bytes().first()) else { return false };
    match first {
        _ if !begin.is_ascii_alphabetic() => true,
        b'A'..=b'Z' | b'a'..=b'z' => first.eq_ignore_ascii_case(begin),
        // Cyrillic, Hebrew, Arabic and Han letters, none of which becomes a Latin one.
        0xD0..=0xDF | 0xE4..=0xE9 => false,
        _ => true,
    }
}

/// The acronym that stands in parentheses behind a name: `Kurdistan Democratic Party (KDP)`.
fn acronym_behind(text: &str, name: SourceSpan) -> Option<&str> {
    const LETTERS: std::ops::RangeInclusive<usize> = 2..=7;
    let inside = text[name.range().end..].trim_start_matches(' ').strip_prefix('(')?;
    let acronym = inside.split(')').next()?.trim_matches(' ');
    let is_acronym = LETTERS.contains(&acronym.len()) && acronym.bytes().all(|byte| byte.is_ascii_uppercase());
    is_acronym.then_some(acronym)
}

/// Where a part of a name stands, whatever stands around it, in the folded text and in the source.
fn occurrences<'t>(
    partial: &'t Partial,
    folded: &'t Folded<'t>,
) -> impl Iterator<Item = (FoldedSpan, SourceSpan)> + 't {
    let mut way_back = folded.way_back();
    matcher::occurrences(&partial.folded, partial.begins_with_capital(), folded.text())
        .map(move |at| (at, way_back.source_span(at)))
}

/// Whether one of the hits, which are in order and at most `longest` bytes long, shares text with the span and goes ahead of a part of a name there.
fn overlaps_name(
    hits: &[Hit],
    longest: u32,
    field: Field,
    span: SourceSpan,
    goes_ahead: impl Fn(&Hit) -> bool,
) -> bool {
    let begins_behind = hits.partition_point(|hit| (hit.field, hit.span.start) < (field, span.end));
    hits[..begins_behind]
        .iter()
        .rev()
        .take_while(|hit| hit.field == field && hit.span.start + longest > span.start)
        .any(|hit| hit.span.overlaps(span) && goes_ahead(hit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_scripts_that_are_passed_over_become_no_latin_ones() {
        let is_passed_over = |c: &char| matches!(c.to_string().as_bytes()[0], 0xD0..=0xDF | 0xE4..=0xE9);
        let letters: Vec<char> = (0x80..=0xFFFF).filter_map(char::from_u32).filter(is_passed_over).collect();
        assert!(letters.len() > 20_000);
        for letter in letters {
            assert!(!fold(&letter.to_string()).contains(|c: char| c.is_ascii_alphanumeric()), "{letter}");
        }
    }
}
