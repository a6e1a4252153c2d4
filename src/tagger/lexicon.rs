//! A dictionary made ready for matching, read in place: every folded form, and what a match of it must meet.

use super::rule::Rule;
use crate::image::{ANYWHERE, Groups, Image, Numbers, Patterns, Section, rows};
use crate::matcher::{Pattern, PatternId, Place};
use crate::text::edges_of_name;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;
use zerocopy::little_endian::U32;

/// The name number of a form that is a context term, and the pattern number of a term that no text can hold.
pub(super) const NONE: u32 = u32::MAX;

/// All forms of a dictionary.
#[derive(Debug)]
pub(super) struct Lexicon {
    image: Arc<Image>,
}

/// One folded form of one name or context term.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form<'i> {
    pub(super) target: Target,
    pub(super) rule: Rule<'i>,
}

/// What a form stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    /// A name, by its number among those of all entities.
    Name(u32),
    /// A context term, of whichever entities.
    Context,
}

impl Lexicon {
    /// The lexicon that an image holds.
    pub(super) fn of(image: Arc<Image>) -> Self {
        Self { image }
    }

    /// The forms, ready to be read.
    pub(super) fn forms(&self) -> Forms<'_> {
        let section = |section| self.image.section(section);
        Forms {
            groups: Groups::of(section(Section::FormGroups)),
            names: rows(section(Section::FormNames)),
            rules: Numbers::of(section(Section::FormRules)),
            rule_ends: rows(section(Section::RuleEnds)),
            rule_bytes: section(Section::RuleBytes),
        }
    }

    /// The patterns of some context terms, by the terms' places among those of all entities.
    pub(super) fn terms(&self, places: Range<usize>) -> impl Iterator<Item = PatternId> {
        let terms: &[U32] = rows(self.image.section(Section::ContextPatterns));
        let known = terms.get(places).unwrap_or_default().iter().map(|term| term.get());
        known.filter(|term| *term != NONE).map(PatternId)
    }

    /// The patterns as the matcher takes them, the n-th being [`PatternId`] n.
    pub(super) fn patterns(&self) -> Vec<Pattern> {
        let patterns = Patterns::of(&self.image);
        let all = (0..patterns.len()).into_par_iter().with_min_len(1 << 14);
        all.map(|at| pattern(patterns.get(at), patterns.flags(at))).collect()
    }
}

/// A pattern of a broken file becomes one that no folded text holds: white space folds to a single wall at most.
fn pattern(text: &[u8], flags: u8) -> Pattern {
    match str::from_utf8(text) {
        Ok(text) if !text.is_empty() && flags & ANYWHERE == 0 => {
            Pattern { text: text.to_owned(), place: Place::BetweenEdges(edges_of_name(text)) }
        }
        Ok(text) if !text.is_empty() => Pattern { text: text.to_owned(), place: Place::Anywhere },
        _ => Pattern { text: "\n\n".to_owned(), place: Place::Anywhere },
    }
}

/// The forms of all patterns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forms<'i> {
    groups: Groups<'i>,
    names: &'i [U32],
    rules: Numbers<'i>,
    rule_ends: &'i [U32],
    rule_bytes: &'i [u8],
}

impl<'i> Forms<'i> {
    /// The forms of a pattern.
    pub(super) fn of(&self, pattern: PatternId) -> impl Iterator<Item = Form<'i>> + use<'i> {
        let forms = *self;
        let places = forms.groups.items(pattern.0 as usize);
        let end = places.end.min(forms.names.len());
        (places.start..end).filter_map(move |at| forms.form(at))
    }

    fn form(&self, at: usize) -> Option<Form<'i>> {
        let target = match self.names.get(at)?.get() {
            NONE => Target::Context,
            number => Target::Name(number),
        };
        Some(Form { target, rule: self.rule(self.rules.get(at)? as usize) })
    }

    fn rule(&self, number: usize) -> Rule<'i> {
        let end_of = |number: usize| self.rule_ends.get(number).map(|end| end.get() as usize);
        let start = number.checked_sub(1).map_or(Some(0), end_of);
        let range = start.zip(end_of(number)).map(|(start, end)| start..end);
        Rule::of(range.and_then(|range| self.rule_bytes.get(range)).unwrap_or_default())
    }
}
