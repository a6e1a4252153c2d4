//! A dictionary made ready for matching: every folded form, and what a match of it must meet.

use crate::dictionary::{BoundaryPolicy, CasePolicy, Dictionary, Entity, EntityIndex, Name, NameKind, Usage};
use super::forms::Forms;
use crate::matcher::{PatternId, Place, TooManyForms};
use crate::text::{WALL, case::CaseRule, fold};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;
use zerocopy::little_endian::U32;

/// All forms of a dictionary.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// The forms of pattern n are those from `starts[n]` up to `starts[n + 1]`.
    starts: Vec<u32>,
    forms: Vec<Form>,
    /// Case rules, each once: a million names share some dozens.
    rules: Vec<CaseRule>,
    /// For each entity the number of the pattern of each of its names, as written.
    names: Vec<Box<[u32]>>,
    /// For each entity the patterns of its context terms.
    context: Vec<Box<[PatternId]>>,
}

/// One folded form of one name or context term.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) target: Target,
    pub(super) boundary: BoundaryPolicy,
    rule: u32,
}

/// What a form stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    /// A name of an entity, by its place in the entity's list.
    Name(EntityIndex, u32),
    /// A context term, of whichever entities.
    Context,
}

impl Lexicon {
    /// The lexicon of a dictionary and its patterns, the n-th being [`PatternId`] n.
    pub(super) fn new(dictionary: &Dictionary) -> Result<(Self, Forms), TooManyForms> {
        let mut builder = Builder::default();
        for (index, entity) in dictionary.iter() {
            builder.add_entity(index, entity);
        }
        builder.finish()
    }

    /// The forms of a pattern.
    pub(super) fn forms(&self, pattern: PatternId) -> &[Form] {
        let at = pattern.0 as usize;
        &self.forms[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The case that a form asks for.
    pub(super) fn rule(&self, form: Form) -> &CaseRule {
        &self.rules[form.rule as usize]
    }

    /// The number of the folded form of a name: equal forms have equal numbers.
    pub(super) fn form_of(&self, entity: EntityIndex, name: u32) -> u32 {
        self.names[entity.0 as usize][name as usize]
    }

    /// The patterns of an entity's context terms.
    pub(super) fn context(&self, entity: EntityIndex) -> &[PatternId] {
        &self.context[entity.0 as usize]
    }
}

#[derive(Default)]
struct Builder {
    lexicon: Lexicon,
    patterns: HashMap<String, u32>,
    forms: Vec<(u32, Form)>,
    rules: HashMap<CaseRule, u32>,
    terms: HashSet<u32>,
}

impl Builder {
    fn add_entity(&mut self, index: EntityIndex, entity: &Entity) {
        let blocked = blocked_forms(entity);
        let names = (0..).zip(&entity.names).map(|(at, name)| self.add_name(index, at, name, &blocked)).collect();
        self.lexicon.names.push(names);
        let context = entity.context.iter().filter_map(|term| self.add_term(term)).collect();
        self.lexicon.context.push(context);
    }

    /// Adds the forms of a name and returns the number of the one that is as written.
    fn add_name(&mut self, entity: EntityIndex, at: u32, name: &Name, blocked: &HashSet<String>) -> u32 {
        let target = Target::Name(entity, at);
        let as_written = fold(&name.text);
        let pattern = self.pattern(&as_written);
        if name.usage != Usage::Blocked && !blocked.contains(&as_written) && can_stand_in_a_text(&as_written) {
            self.add_form(pattern, target, &name.text, name.case, name.boundary);
        }
        if let Some(variant) = dots(name).filter(|_| name.usage != Usage::Blocked) {
            let folded = fold(&variant);
            if !blocked.contains(&folded) {
                let pattern = self.pattern(&folded);
                self.add_form(pattern, target, &variant, name.case, name.boundary);
            }
        }
        pattern
    }

    fn add_term(&mut self, term: &str) -> Option<PatternId> {
        let folded = fold(term);
        if !can_stand_in_a_text(&folded) {
            return None;
        }
        let pattern = self.pattern(&folded);
        if self.terms.insert(pattern) {
            self.add_form(pattern, Target::Context, term, CasePolicy::Auto, BoundaryPolicy::Word);
        }
        Some(PatternId(pattern))
    }

    fn add_form(&mut self, pattern: u32, target: Target, text: &str, case: CasePolicy, boundary: BoundaryPolicy) {
        let next = count(self.rules.len());
        let rule = *self.rules.entry(CaseRule::of(text, case)).or_insert(next);
        self.forms.push((pattern, Form { target, boundary, rule }));
    }

    /// The number of a folded form, a new one where it has none yet.
    fn pattern(&mut self, folded: &str) -> u32 {
        if let Some(&known) = self.patterns.get(folded) {
            return known;
        }
        let next = count(self.patterns.len());
        self.patterns.insert(folded.to_owned(), next);
        next
    }

    fn finish(mut self) -> Result<(Lexicon, Forms), TooManyForms> {
        self.forms.sort_by_key(|(pattern, _)| *pattern);
        let mut rules = vec![CaseRule::Free; self.rules.len()];
        for (rule, at) in self.rules {
            rules[at as usize] = rule;
        }
        let mut lexicon = self.lexicon;
        lexicon.rules = rules;
        lexicon.starts = (0..=count(self.patterns.len()))
            .map(|pattern| count(self.forms.partition_point(|(of, _)| *of < pattern)))
            .collect();
        lexicon.forms = self.forms.into_iter().map(|(_, form)| form).collect();
        let mut by_number = vec![String::new(); self.patterns.len()];
        for (text, at) in self.patterns {
            by_number[at as usize] = text;
        }
        let (mut texts, mut ends, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for (number, text) in (0..).zip(&by_number) {
            texts.extend_from_slice(text.as_bytes());
            ends.push(U32::new(count(texts.len())));
            places.push(lexicon.place(PatternId(number), text).byte());
        }
        Ok((lexicon, Forms::new(texts, ends, places)?))
    }
}

impl Lexicon {
    /// Where a pattern is to be looked for, so that none of its forms is missed.
    fn place(&self, pattern: PatternId, text: &str) -> Place {
        let forms = self.forms(pattern);
        let begins_with_capital = |form: &Form| self.rule(*form).begins_with_capital();
        if forms.iter().any(|form| form.boundary == BoundaryPolicy::None) {
            Place::ANYWHERE
        } else if text.starts_with(|c: char| c.is_ascii_alphabetic()) && forms.iter().all(begins_with_capital) {
            Place::AT_CAPITALS
        } else {
            Place::BETWEEN_EDGES
        }
    }
}

/// Whether a text can hold a folded form: one that is empty or has a blank line in it never matches.
fn can_stand_in_a_text(folded: &str) -> bool {
    !folded.is_empty() && !folded.contains(WALL)
}

/// The forms that an entity must never match.
fn blocked_forms(entity: &Entity) -> HashSet<String> {
    entity.names.iter().filter(|name| name.usage == Usage::Blocked).map(|name| fold(&name.text)).collect()
}

/// The name with a dot behind each letter, or without its dots: `U.S.` for `US`, `US` for `U.S.`.
fn dots(name: &Name) -> Option<String> {
    const LETTERS: Range<usize> = 2..7;
    let text = name.text.trim();
    let undotted: String = text.chars().filter(|&c| c != '.').collect();
    let is_acronym = |letters: &str| {
        LETTERS.contains(&letters.chars().count())
            && letters.chars().all(|c| c.is_alphabetic() && !is_combining_mark(c))
            && (name.kind == NameKind::Acronym || letters.chars().all(char::is_uppercase))
    };
    if !is_acronym(&undotted) {
        return None;
    }
    let dotted: String = undotted.chars().flat_map(|c| [c, '.']).collect();
    if text == undotted { Some(dotted) } else { (text == dotted).then_some(undotted) }
}

fn count(len: usize) -> u32 {
    u32::try_from(len).expect("a dictionary has fewer than 4 billion forms")
}
