//! The second look at a document: parts of names, wherever they stand alone, of the entities that it names in full.

use super::partial::{self, Partial, Sort};
use super::{Aside, Inner, Tagger};
use crate::allowance::Allowance;
use crate::dictionary::{EntityRef, EntityType};
use crate::document::{Document, Field};
use crate::hit::{Hit, Part};
use crate::link::{Neighbours, is_joined, is_of_names, is_transliterated_on, title};
use crate::matcher;
use crate::mention::Annotation;
use crate::span::{FoldedSpan, SourceSpan};
use crate::text::case::CaseRule;
use crate::text::{Folded, boundary, fold};
use std::sync::Arc;

/// The parts of a name that is longer, in bytes, are made anew each time.
const LONGEST_KEPT: usize = 256;

/// The parts of a name by which an entity is named in full.
struct Known<'d> {
    entity: EntityRef<'d>,
    name: u32,
    parts: Arc<[Partial]>,
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
        found: &Annotation,
        allowance: &Allowance<'_>,
        hits: &mut Vec<Hit>,
        aside: &mut Aside,
    ) -> bool {
        let named = hits.len();
        let longest = hits.iter().map(|hit| hit.span.len()).max().unwrap_or_default();
        let partials = self.partials(document, found, allowance, hits, aside);
        if partials.is_empty() {
            return false;
        }
        for (field, folded) in fields.iter().filter(|(field, _)| !document.field(*field).is_empty()) {
            let field = *field;
            let source = document.field(field);
            let parts = partials.iter().flat_map(|known| known.parts.iter().map(move |part| (known, part)));
            for (known, part) in parts.take_while(|_| !allowance.is_over()) {
                let sort = part.sort;
                for (at, span) in occurrences(part, folded).take_while(|_| !allowance.is_over()) {
                    let goes_ahead = |other: &Hit| other.span != span || sort != Sort::Family;
                    // Mostly it is the full name that the part stands in: all else is asked of what is left.
                    if !overlaps_name(&hits[..named], longest, field, span, goes_ahead)
                        && boundary::is_whole(source, folded, at, span)
                        && known.rule(part).is_some_and(|rule| rule.allows(source, folded, at))
                        && stands_alone(source, span, known.entity, sort)
                    {
                        hits.push(Hit {
                            field,
                            span,
                            entity: known.entity.index(),
                            name: known.name,
                            part: sort.part(),
                        });
                    }
                }
            }
        }
        hits.len() > named
    }

    /// The parts of the names by which entities are meant in the document, of each name that has some once.
    fn partials(
        &self,
        document: &Document<'_>,
        found: &Annotation,
        allowance: &Allowance<'_>,
        hits: &[Hit],
        aside: &mut Aside,
    ) -> Vec<Known<'_>> {
        let Aside { within, parts: kept } = aside;
        let mut full = self.full_names(found, hits);
        let mut partials = introduced(document, hits, &full, allowance);
        keep_first(&mut full);
        for FullName { entity, name, .. } in full.into_iter().take_while(|_| !allowance.is_over()) {
            let text = entity.name(name);
            let mut make = || partial::of(entity, text, |text| self.name_ahead(text, within)).into();
            // A bound on the memory, whatever the dictionary.
            let is_short = text.bytes().len() <= LONGEST_KEPT;
            let parts: Arc<[Partial]> =
                if is_short { Arc::clone(kept.get(text.number(), text.number(), make)) } else { make() };
            if !parts.is_empty() {
                partials.push(Known { entity, name, parts });
            }
        }
        partials
    }

    /// The names by which entities are meant that may have parts, in the order of the document.
    fn full_names<'d>(&'d self, found: &Annotation, hits: &[Hit]) -> Vec<FullName<'d>> {
        let (mut names, sorts) = (Vec::new(), self.dictionary.sorts());
        let mut start = 0;
        for (on_span, mention) in hits.chunk_by(Hit::is_at).zip(&found.mentions) {
            let places = start..start + on_span.len();
            start = places.end;
            let Some(meant) = mention.entity else { continue };
            if !matches!(sorts.of(meant), EntityType::Place | EntityType::Office) {
                let entity = self.dictionary.entity(meant);
                let of_entity = places.filter(|&at| hits[at].entity == entity.index());
                names.extend(of_entity.map(|at| FullName { entity, name: hits[at].name, at }));
            }
        }
        names
    }

    /// How long the longest shorter name is that a name begins with.
    fn name_ahead(&self, name: &str, scratch: &mut Inner) -> usize {
        let hits = self.scan(name, scratch.get()).iter();
        let ahead =
            hits.filter(|hit| hit.span.start == 0 && hit.span.range().end < name.len()).map(|hit| hit.span.range().end);
        ahead.max().unwrap_or_default()
    }
}

/// The name by which an entity is meant somewhere.
struct FullName<'d> {
    entity: EntityRef<'d>,
    name: u32,
    /// The hit, by its place among all.
    at: usize,
}

/// Keeps of each name of an entity where it stands first.
fn keep_first(names: &mut Vec<FullName<'_>>) {
    names.sort_unstable_by_key(|name| (name.entity.index(), name.name, name.at));
    names.dedup_by_key(|name| (name.entity.index(), name.name));
    names.sort_unstable_by_key(|name| name.at);
}

/// The acronyms that the text gives behind full names, each once.
fn introduced<'d>(
    document: &Document<'_>,
    hits: &[Hit],
    names: &[FullName<'d>],
    allowance: &Allowance<'_>,
) -> Vec<Known<'d>> {
    let mut seen = Vec::new();
    let mut acronyms = Vec::new();
    for &FullName { entity, name, at } in names.iter().take_while(|_| !allowance.is_over()) {
        let (text, span) = (document.field(hits[at].field), hits[at].span);
        let Some(acronym) = acronym_behind(text, span) else { continue };
        if !seen.contains(&(entity.index(), acronym)) {
            seen.push((entity.index(), acronym));
            let partial = partial::introduced(entity, &text[span.range()], acronym);
            acronyms.extend(partial.map(|partial| Known { entity, name, parts: [partial].into() }));
        }
    }
    acronyms
}

impl Known<'_> {
    /// The case in which a part must stand; none where it is the whole name, or blocked for the entity.
    fn rule<'p>(&self, part: &'p Partial) -> Option<&'p CaseRule> {
        part.rule(self.entity, self.entity.name(self.name))
    }
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
    matcher::occurrences(&partial.folded, partial.begins_with_capital(), folded.text())
        .map(|at| (at, folded.source_span(at)))
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
