//! A dictionary made ready for matching, read in place: every folded form, and what a match of it must meet.

use super::rule::Rule;
use crate::dictionary::EntityIndex;
use crate::image::{Image, Section, Sections, rows, stretch};
use crate::matcher::{Anywhere, Matcher, PatternId, Patterns, Tables, TooManyForms};
use std::ops::Range;
use std::sync::Arc;
use zerocopy::little_endian::U32;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// The entity of a form that is a context term, and the form of a term that no text can hold.
pub(super) const NONE: u32 = u32::MAX;

/// All forms of a dictionary.
#[derive(Debug)]
pub(super) struct Lexicon {
    image: Arc<Image>,
    anywhere: Anywhere,
}

/// A form as it stands in the image.
#[derive(Clone, Copy, Debug, FromBytes, Immutable, IntoBytes, KnownLayout, PartialEq, Eq, Unaligned)]
#[repr(C)]
pub(super) struct FormRow {
    entity: U32,
    name: U32,
    rule: U32,
}

impl FormRow {
    /// A form of a name, by its place among those of its entity.
    pub(super) fn of_name(entity: u32, name: u32, rule: u32) -> Self {
        Self { entity: U32::new(entity), name: U32::new(name), rule: U32::new(rule) }
    }

    /// A form of a context term.
    pub(super) fn of_term(rule: u32) -> Self {
        Self { entity: U32::new(NONE), name: U32::new(NONE), rule: U32::new(rule) }
    }

    /// The number of its rule.
    pub(super) fn rule(self) -> u32 {
        self.rule.get()
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

/// A context term, folded and with the case that it asks for, by the number of its form.
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
        Forms {
            ends: rows(sections.get(Section::FormEnds)),
            forms: rows(sections.get(Section::Forms)),
            rule_ends: rows(sections.get(Section::RuleEnds)),
            rule_bytes: sections.get(Section::RuleBytes),
        }
    }

    /// Some context terms, by their places among those of all entities.
    pub(super) fn terms(&self, places: Range<usize>) -> impl Iterator<Item = TermId> {
        let terms: &[U32] = rows(self.image.section(Section::ContextForms));
        let known = terms.get(places).unwrap_or_default().iter().map(|term| term.get());
        known.filter(|term| *term != NONE).map(TermId)
    }
}

fn patterns(sections: Sections<'_>) -> Patterns<'_> {
    let ends = rows(sections.get(Section::PatternEnds));
    Patterns::new(sections.get(Section::PatternText), ends, sections.get(Section::PatternPlaces))
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
    ends: &'i [U32],
    forms: &'i [FormRow],
    rule_ends: &'i [U32],
    rule_bytes: &'i [u8],
}

impl<'i> Forms<'i> {
    /// Where the forms of a pattern stand.
    pub(super) fn places(self, pattern: PatternId) -> Range<usize> {
        stretch(self.ends, pattern.0 as usize)
    }

    /// The first of some forms, none of which need be there.
    pub(super) fn first(self, places: &Range<usize>) -> Option<Form<'i>> {
        self.forms.get(places.start).filter(|_| !places.is_empty()).map(|row| self.form(places.start, *row))
    }

    /// The forms at some places.
    pub(super) fn at(self, places: Range<usize>) -> impl Iterator<Item = Form<'i>> + use<'i> {
        let rows = self.forms.get(places.clone()).unwrap_or_default();
        (places.start..).zip(rows).map(move |(at, row)| self.form(at, *row))
    }

    fn form(self, at: usize, row: FormRow) -> Form<'i> {
        let target = match row.entity.get() {
            NONE => Target::Context(TermId(u32::try_from(at).unwrap_or(NONE))),
            entity => Target::Name(EntityIndex(entity), row.name.get()),
        };
        Form { target, rule: self.rule(row.rule()) }
    }

    fn rule(self, number: u32) -> Rule<'i> {
        let range = stretch(self.rule_ends, number as usize);
        Rule::of(self.rule_bytes.get(range).unwrap_or_default())
    }
}
