//! Matching, by trying every form of every name at every place.

use super::characters::{Case, attaches, case, is_dash, is_hangul_letter, is_letter, is_mark_in_effect, joins};
use super::fold::{Piece, WALL, fold, folded_text, hull, visible};
use super::world::{Boundary, CasePolicy, Entity, Field, Name, Overlap, World};
use std::collections::BTreeSet;
use std::ops::Range;

/// A span of a field and the ids of all entities that it may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) field: Field,
    pub(crate) span: Range<usize>,
    pub(crate) candidates: BTreeSet<String>,
}

/// All that is to be found in a world, in order.
pub(crate) fn find(world: &World, overlap: Overlap) -> Vec<Found> {
    let paragraphs = [Field::Title, Field::Text].map(|field| Paragraph::new(world.field(field)));
    let fields = [Field::Title, Field::Text].into_iter().zip(&paragraphs);
    let mut found = Vec::new();
    for (field, paragraph) in fields {
        let mut matches = Vec::new();
        for entity in &world.entities {
            let spans = entity_spans(entity, paragraph, &paragraphs, world.date.as_deref());
            matches.extend(spans.into_iter().map(|span| (span, entity.id.clone())));
        }
        found.extend(chosen(&matches, overlap).into_iter().map(|span| {
            let candidates = matches.iter().filter(|(other, _)| *other == span).map(|(_, id)| id.clone()).collect();
            Found { field, span, candidates }
        }));
    }
    found
}

fn chosen(matches: &[(Range<usize>, String)], overlap: Overlap) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = matches.iter().map(|(span, _)| span.clone()).collect();
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup();
    match overlap {
        Overlap::All => spans,
        Overlap::Longest => {
            let mut end = 0;
            spans.retain(|span| {
                span.start >= end && {
                    end = span.end;
                    true
                }
            });
            spans
        }
    }
}

/// Where an entity stands in a paragraph of a document.
fn entity_spans(entity: &Entity, here: &Paragraph, document: &[Paragraph], date: Option<&str>) -> Vec<Range<usize>> {
    let counts = |name: &&Name| !name.needs_context || has_context(entity, name, document, date);
    entity.names.iter().filter(counts).flat_map(|name| name_spans(entity, name, here, date)).collect()
}

fn has_context(entity: &Entity, name: &Name, document: &[Paragraph], date: Option<&str>) -> bool {
    let folded = normal(&name.text);
    let others = entity.names.iter().filter(|other| normal(&other.text) != folded);
    let stands = |other: &Name| document.iter().any(|paragraph| !name_spans(entity, other, paragraph, date).is_empty());
    let term_stands = |term: &String| document.iter().any(|paragraph| !term_spans(term, paragraph).is_empty());
    others.into_iter().any(stands) || entity.context.iter().any(term_stands)
}

fn term_spans(term: &str, paragraph: &Paragraph) -> Vec<Range<usize>> {
    let name = Name { text: term.to_owned(), ..Name::default() };
    paragraph.spans(&name.text, &name)
}

/// Where a name stands, under all its conditions but `needs_context`.
fn name_spans(entity: &Entity, name: &Name, paragraph: &Paragraph, date: Option<&str>) -> Vec<Range<usize>> {
    if name.block || !is_in_time(name, date) {
        return Vec::new();
    }
    let blocked: Vec<String> = entity.names.iter().filter(|name| name.block).map(|name| normal(&name.text)).collect();
    let allowed = forms(name).into_iter().filter(|form| !blocked.contains(&normal(form)));
    allowed.flat_map(|form| paragraph.spans(&form, name)).collect()
}

/// A name as names are compared.
pub(crate) fn normal(name: &str) -> String {
    folded_text(name).trim_matches(char::is_whitespace).to_owned()
}

/// The forms that a name is looked for in: as written, and with or without a dot behind each letter.
fn forms(name: &Name) -> Vec<String> {
    let mut forms = vec![name.text.clone()];
    let is_acronym = |letters: &[char]| {
        (2..=6).contains(&letters.len())
            && letters.iter().all(|c| is_letter(*c))
            && (name.kind.as_deref() == Some("acronym") || letters.iter().all(|c| case(*c) == Case::Upper))
    };
    let written: Vec<char> = name.text.chars().collect();
    if is_acronym(&written) {
        forms.push(written.iter().flat_map(|c| [*c, '.']).collect());
    }
    let undotted: Vec<char> = written.iter().copied().step_by(2).collect();
    let is_dotted = written.len().is_multiple_of(2) && written.iter().skip(1).step_by(2).all(|c| *c == '.');
    if is_dotted && is_acronym(&undotted) {
        forms.push(undotted.into_iter().collect());
    }
    forms
}

/// Whether the document's date lies within the name's, to the day where all are days.
fn is_in_time(name: &Name, date: Option<&str>) -> bool {
    let Some(date) = date else { return true };
    name.from.as_deref().is_none_or(|from| first_day(from) <= last_day(date))
        && name.until.as_deref().is_none_or(|until| first_day(date) <= last_day(until))
}

fn first_day(date: &str) -> String {
    format!("{date}{}", &"0000-01-01"[date.len()..])
}

/// The last day of a date, or one behind it: dates are only compared.
fn last_day(date: &str) -> String {
    format!("{date}{}", &"0000-12-31"[date.len()..])
}

/// A field, folded.
struct Paragraph<'t> {
    source: &'t str,
    visible: Vec<Piece>,
    folded: Vec<Piece>,
}

impl<'t> Paragraph<'t> {
    fn new(source: &'t str) -> Self {
        Self { source, visible: visible(source), folded: fold(source) }
    }

    /// Where a form stands under the boundary and the case of a name.
    fn spans(&self, form: &str, name: &Name) -> Vec<Range<usize>> {
        let written = Paragraph::trimmed(form);
        let letters: Vec<char> = written.folded.iter().map(|piece| piece.c).collect();
        if letters.is_empty() || letters.contains(&WALL) {
            return Vec::new();
        }
        let places = 0..(self.folded.len() + 1).saturating_sub(letters.len());
        places
            .map(|start| start..start + letters.len())
            .filter(|at| self.folded[at.clone()].iter().map(|piece| piece.c).eq(letters.iter().copied()))
            .filter(|at| name.boundary == Boundary::None || self.is_bounded(at))
            .filter(|at| self.is_in_case(at, &written, name.case))
            .map(|at| self.source_span(&at))
            .collect()
    }

    fn trimmed(form: &'t str) -> Self {
        let mut written = Self::new(form);
        let is_space = |piece: Option<&Piece>| piece.is_some_and(|piece| piece.c.is_whitespace());
        while is_space(written.folded.last()) {
            written.folded.pop();
        }
        while is_space(written.folded.first()) {
            written.folded.remove(0);
        }
        written
    }

    /// Whether the source can be cut ahead of a folded character: it attaches to nothing, and all before it comes from before all
    /// behind it.
    fn is_cut(&self, at: usize) -> bool {
        if at > 0
            && !self.folded[at - 1].c.is_whitespace()
            && self.folded.get(at).is_some_and(|piece| attaches(piece.c))
        {
            return false;
        }
        let (ahead, behind) = self.folded.split_at(at);
        let end = ahead.iter().map(|piece| piece.source.end).max();
        let start = behind.iter().map(|piece| piece.source.start).min();
        end.is_none_or(|end| start.is_none_or(|start| end <= start))
    }

    /// The source of a range of folded characters, and of all that cannot be cut off from it.
    fn source_span(&self, at: &Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (at.start, at.end);
        while !self.is_cut(start) {
            start -= 1;
        }
        while !self.is_cut(end) {
            end += 1;
        }
        let sources = self.folded[start..end].iter().map(|piece| piece.source.clone());
        sources.reduce(|a, b| hull(&a, &b)).expect("a match is not empty")
    }

    fn is_bounded(&self, at: &Range<usize>) -> bool {
        let span = self.source_span(at);
        self.is_free(at.start, span.start, false) && self.is_free(at.end, span.end, true)
    }

    /// Whether a match may have its end ahead of a folded character: two characters meet there that do not join. They are
    /// those of the source, which is cut there, or, inside a unit, the folded ones.
    fn is_free(&self, folded: usize, source: usize, is_end: bool) -> bool {
        let (all, at) = if self.is_cut(folded) {
            (&self.visible, self.visible.partition_point(|piece| piece.source.start < source))
        } else {
            (&self.folded, folded)
        };
        let letters: Vec<char> = all.iter().map(|piece| piece.c).collect();
        if at == 0 || at == letters.len() || (is_end && is_hangul_letter(letters[at])) {
            return true;
        }
        !(joins_at(&letters, at - 1) && joins_at(&letters, at))
    }

    fn is_in_case(&self, at: &Range<usize>, written: &Paragraph, policy: CasePolicy) -> bool {
        match policy {
            CasePolicy::Any => true,
            CasePolicy::Exact => at.clone().zip(0..).all(|(here, there)| self.case_at(here) == written.case_at(there)),
            CasePolicy::Auto => written.words().into_iter().all(|word| {
                let here = at.start + word.start..at.start + word.end;
                is_in_auto_case(&written.letters(&word), &self.letters(&here))
            }),
        }
    }

    /// The case of the letter that a folded character comes from.
    fn case_at(&self, at: usize) -> Case {
        let source = self.folded[at].source.start;
        let letter = self.visible.iter().find(|piece| piece.source.start == source);
        case(letter.expect("what is folded comes from what is visible").c)
    }

    /// The words of a name: what stands between spaces and hyphens.
    fn words(&self) -> Vec<Range<usize>> {
        let parts_words = |c: char| c.is_whitespace() || is_dash(c);
        let places: Vec<usize> = (0..self.folded.len()).filter(|at| !parts_words(self.folded[*at].c)).collect();
        places.chunk_by(|a, b| a + 1 == *b).map(|word| word[0]..word[word.len() - 1] + 1).collect()
    }

    /// The characters that a range of folded ones comes from.
    fn letters(&self, at: &Range<usize>) -> Vec<char> {
        let span = self.source_span(at);
        visible(&self.source[span]).into_iter().map(|piece| piece.c).collect()
    }
}

fn is_in_auto_case(name: &[char], text: &[char]) -> bool {
    let cased: Vec<Case> = name.iter().map(|c| case(*c)).filter(|case| *case != Case::None).collect();
    if cased.len() >= 2 && cased.iter().all(|case| *case == Case::Upper) {
        return text.iter().all(|c| case(*c) != Case::Lower);
    }
    case(name[0]) != Case::Upper || case(text[0]) == Case::Upper
}

/// Whether the character at a place joins; a mark does what the character does that it stands on.
fn joins_at(letters: &[char], at: usize) -> bool {
    letters[..=at].iter().rev().find(|c| !is_mark_in_effect(**c)).is_some_and(|c| joins(*c))
}
