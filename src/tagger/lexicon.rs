//! A dictionary made ready for matching, read in place: every folded form, and what a match of it must meet.

use super::rule::Rule;
use crate::dictionary::EntityIndex;
use crate::image::{Image, Section, Sections, rows};
use crate::matcher::{Anywhere, Matcher, PatternId, Patterns, Tables, TooManyForms};
use std::ops::Range;
use std::sync::Arc;
use zerocopy::little_endian::U32;

/// The entity of a form that is a context term, and the form of a term that no text can hold.
pub(super) const NONE: u32 = u32::MAX;

/// All forms of a dictionary.
#[derive(Debug)]
pub(super) struct Lexicon {
    image: Arc<Image>,
    anywhere: Anywhere,
}

/// What a form is used for, as it stands in the image: three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FormUse {
    entity: u32,
    name: u32,
    rule: u32,
}

impl FormUse {
    /// So many numbers are a use.
    pub(super) const NUMBERS: usize = 3;

    /// A form of a name, by its place among those of its entity.
    pub(super) fn of_name(entity: u32, name: u32, rule: u32) -> Self {
        Self { entity, name, rule }
    }

    /// A form of a context term.
    pub(super) fn of_term(rule: u32) -> Self {
        Self { entity: NONE, name: NONE, rule }
    }

    /// Its rule, as a number.
    pub(super) fn rule(self) -> u32 {
        self.rule
    }

    pub(super) fn numbers(self) -> [U32; Self::NUMBERS] {
        [self.entity, self.name, self.rule].map(U32::new)
    }

    #[inline(always)]
    fn of([entity, name, rule]: [U32; Self::NUMBERS]) -> Self {
        Self { entity: entity.get(), name: name.get(), rule: rule.get() }
    }
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
    /// A name of an entity, by its place in the entity's list.
    Name(EntityIndex, u32),
    /// A context term, of whichever entities.
    Context(TermId),
}

/// A context term, folded and with the case that it asks for, by where its use stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct TermId(u32);

impl Lexicon {
    /// The lexicon that an image holds.
    ///
    /// # Errors
    ///
    /// [`TooManyForms`] where those that may stand anywhere have some 2 billion letters together.
    pub(super) fn of(image: Arc<Image>) -> Result<Self, TooManyForms> {
        let patterns = patterns(image.sections());
        let ids = rows::<U32>(image.section(Section::Anywhere)).iter().map(|id| PatternId(id.get()));
        // What is no text, in a broken file, could be found within a character.
        let is_text = |id: &PatternId| str::from_utf8(patterns.text(*id)).is_ok();
        let anywhere = Anywhere::new(patterns, patterns.apart(ids).filter(is_text).collect())?;
        Ok(Self { image, anywhere })
    }

    /// What finds the forms, save those that [`Self::anywhere`] finds.
    fn matcher(&self) -> Matcher<'_> {
        let sections = self.image.sections();
        let section = |section| sections.get(section);
        let tables = Tables {
            first_pieces: section(Section::FirstPieces),
            first_small: section(Section::FirstSmall),
            first_signs: section(Section::FirstSigns),
            small_beginnings: section(Section::SmallBeginnings),
            small_nibbles: section(Section::SmallNibbles),
            first_others: section(Section::FirstOthers),
            openings: section(Section::Openings),
            small_openings: section(Section::SmallOpenings),
            short_words: section(Section::ShortWords),
            ones: section(Section::Ones),
            pairs: section(Section::Pairs),
            twos: section(Section::Twos),
            triples: section(Section::Triples),
            long: section(Section::Long),
            nodes: section(Section::Nodes),
            anywhere: section(Section::Anywhere),
        };
        Matcher::new(patterns(sections), tables)
    }

    /// All that a document is searched with, put together once for it.
    pub(super) fn search(&self) -> Search<'_> {
        Search { matcher: self.matcher(), anywhere: &self.anywhere, forms: self.forms() }
    }

    /// What finds the forms that may stand within words.
    pub(super) fn anywhere(&self) -> &Anywhere {
        &self.anywhere
    }

    /// The forms, ready to be read.
    fn forms(&self) -> Forms<'_> {
        let sections = self.image.sections();
        Forms { patterns: patterns(sections), long_rules: sections.get(Section::Rules) }
    }

    /// Some context terms, by their places among those of all entities.
    pub(super) fn terms(&self, places: Range<usize>) -> impl Iterator<Item = TermId> {
        let terms: &[U32] = rows(self.image.section(Section::ContextForms));
        let known = terms.get(places).unwrap_or_default().iter().map(|term| term.get());
        known.filter(|term| *term != NONE).map(TermId)
    }
}

fn patterns(sections: Sections<'_>) -> Patterns<'_> {
    Patterns::new(sections.get(Section::Patterns))
}

/// What finds the forms of a lexicon, and what they stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search<'i> {
    pub(super) matcher: Matcher<'i>,
    pub(super) anywhere: &'i Anywhere,
    pub(super) forms: Forms<'i>,
}

/// The forms of all patterns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forms<'i> {
    patterns: Patterns<'i>,
    long_rules: &'i [u8],
}

impl<'i> Forms<'i> {
    /// The forms of a pattern.
    #[inline(always)]
    pub(super) fn of(self, pattern: PatternId) -> impl Iterator<Item = Form<'i>> {
        let (numbers, first) = self.patterns.uses(pattern);
        let uses = numbers.as_chunks::<{ FormUse::NUMBERS }>().0.iter();
        (first..).step_by(FormUse::NUMBERS).zip(uses).map(move |(at, numbers)| self.form(at, FormUse::of(*numbers)))
    }

    /// The form of a pattern that has no other; none, too, where that would take a further look.
    #[inline(always)]
    pub(super) fn only(self, pattern: PatternId) -> Option<Form<'i>> {
        let (numbers, at) = self.patterns.just_uses(pattern)?;
        Some(self.form(at, FormUse::of(*numbers)))
    }

    #[inline(always)]
    fn form(self, at: u32, form: FormUse) -> Form<'i> {
        let target = match form.entity {
            NONE => Target::Context(TermId(at)),
            entity => Target::Name(EntityIndex(entity), form.name),
        };
        Form { target, rule: Rule::of(form.rule, self.long_rules) }
    }
}
