//! The second look at a document: parts of names, wherever they stand alone, of the entities that it names in full.

use super::Tagger;
use super::partial::{self, Partial, Sort};
use crate::allowance::Allowance;
use crate::dictionary::{EntityIndex, EntityRef, EntityType};
use crate::document::{Document, Field};
use crate::hit::{Hit, Part};
use crate::link::{Neighbours, is_joined, is_of_names, is_transliterated_on, title};
use crate::matcher;
use crate::mention::Annotation;
use crate::span::SourceSpan;
use crate::text::{Folded, boundary, fold};
use std::collections::HashSet;

/// A part of the name by which an entity is named in full.
struct Known {
    entity: EntityIndex,
    name: u32,
    partial: Partial,
}

impl Tagger {
    /// Adds the parts of names of the entities that the document names in full, wherever they stand alone.
    ///
    /// Returns whether there are any.
    pub(super) fn add_partials(
        &self,
        document: &Document<'_>,
        fields: &[(Field, Folded<'_>); 2],
        found: &Annotation,
        allowance: &Allowance<'_>,
        hits: &mut Vec<Hit>,
    ) -> bool {
        let named = hits.len();
        let longest = hits.iter().map(|hit| hit.span.len()).max().unwrap_or_default();
        let partials = self.partials(document, found, allowance, hits);
        for &(field, ref folded) in fields {
            let source = document.field(field);
            for Known { entity, name, partial } in partials.iter().take_while(|_| !allowance.is_over()) {
                let occurrences = occurrences(partial, source, folded);
                for span in occurrences.take_while(|_| !allowance.is_over()) {
                    let goes_ahead = |other: &Hit| other.span != span || partial.sort != Sort::Family;
                    if !overlaps_name(&hits[..named], longest, field, span, goes_ahead)
                        && self.stands_alone(source, span, *entity, partial.sort)
                    {
                        hits.push(Hit { field, span, entity: *entity, name: *name, part: partial.sort.part() });
                    }
                }
            }
        }
        hits.len() > named
    }

    /// The parts of the names by which entities are meant in the document, of each name once.
    fn partials(
        &self,
        document: &Document<'_>,
        found: &Annotation,
        allowance: &Allowance<'_>,
        hits: &[Hit],
    ) -> Vec<Known> {
        let (mut seen, mut seen_acronyms) = (HashSet::new(), HashSet::new());
        let mut mentions = found.mentions.iter();
        let mut partials = Vec::new();
        for on_span in hits.chunk_by(Hit::is_at).take_while(|_| !allowance.is_over()) {
            let Some(meant) = mentions.next().and_then(|mention| mention.entity) else { continue };
            let entity = self.dictionary.entity(meant);
            if matches!(entity.kind(), EntityType::Place | EntityType::Office) {
                continue;
            }
            for hit in on_span.iter().filter(|hit| hit.entity == meant) {
                let known = |partial| Known { entity: hit.entity, name: hit.name, partial };
                let text = document.field(hit.field);
                let introduced = acronym_behind(text, hit.span)
                    .filter(|acronym| seen_acronyms.insert((hit.entity, *acronym)))
                    .and_then(|acronym| partial::introduced(entity, &text[hit.span.range()], acronym));
                partials.extend(introduced.map(known));
                if seen.insert((hit.entity, hit.name)) {
                    partials.extend(self.parts_of(entity, hit.name).into_iter().map(known));
                }
            }
        }
        partials
    }

    fn parts_of(&self, entity: EntityRef<'_>, name: u32) -> Vec<Partial> {
        let name = entity.name(name);
        partial::of(entity, name, || self.name_ahead(name.text()))
    }

    /// How long the longest shorter name is that a name begins with.
    fn name_ahead(&self, name: &str) -> usize {
        let mut scratch = super::Scratch::default();
        let hits = self.scan(name, &mut scratch).iter();
        let ahead =
            hits.filter(|hit| hit.span.start == 0 && hit.span.range().end < name.len()).map(|hit| hit.span.range().end);
        ahead.max().unwrap_or_default()
    }

    /// Whether what stands beside a part of a name leaves it to the entity.
    fn stands_alone(&self, source: &str, span: SourceSpan, entity: EntityIndex, sort: Sort) -> bool {
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
        let entity = self.dictionary.entity(entity);
        let is_own = |word: &str| is_of_names(entity, word, fold);
        let is_ahead = || sort.part() == Part::GivenName || is_ahead(entity, &fold(&source[range.clone()]));
        let goes_on = || is_ahead() && neighbours.go_on_otherwise(fold, is_own);
        entity.kind() == EntityType::Organization || !neighbours.make_anothers(fold, is_own) && !goes_on()
    }
}

/// Whether a part of a person's name stands ahead of the rest, as Chinese family names do.
fn is_ahead(entity: EntityRef<'_>, part: &str) -> bool {
    entity.names().any(|name| fold(name.text()).strip_prefix(part).is_some_and(|rest| rest.starts_with(' ')))
}

/// The acronym that stands in parentheses behind a name: `Kurdistan Democratic Party (KDP)`.
fn acronym_behind(text: &str, name: SourceSpan) -> Option<&str> {
    const LETTERS: std::ops::RangeInclusive<usize> = 2..=7;
    let inside = text[name.range().end..].trim_start_matches(' ').strip_prefix('(')?;
    let acronym = inside.split(')').next()?.trim_matches(' ');
    let is_acronym = LETTERS.contains(&acronym.len()) && acronym.bytes().all(|byte| byte.is_ascii_uppercase());
    is_acronym.then_some(acronym)
}

/// Where a part of a name stands between boundaries and in the right case.
fn occurrences<'t>(
    partial: &'t Partial,
    source: &'t str,
    folded: &'t Folded<'t>,
) -> impl Iterator<Item = SourceSpan> + 't {
    matcher::occurrences(&partial.folded, partial.rule.begins_with_capital(), folded.text())
        .map(|at| (at, folded.source_span(at)))
        .filter(|&(at, span)| boundary::is_whole(source, folded, at, span) && partial.rule.allows(source, folded, at))
        .map(|(_, span)| span)
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
