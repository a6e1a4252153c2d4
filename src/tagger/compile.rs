//! From a dictionary to the sections of its lexicon: every name and context term folded, equal forms brought together.

use super::lexicon::{FormUse, NONE};
use super::rule::{LongRules, Rule, TooManyRules, Written, moved};
use crate::date::Validity;
use crate::dictionary::{BoundaryPolicy, CasePolicy, Dictionary, EntityRef, NameKind, NameRef, Usage};
use crate::image::{Image, ImageBuilder, Section};
use crate::matcher::{Matcher, Patterns, PatternsBuilder, Place, Tables, TooLong, TooManyForms};
use crate::text::{WALL, case::CaseRule, fold};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;
use unicode_normalization::char::is_combining_mark;
use zerocopy::IntoBytes;
use zerocopy::little_endian::U32;

/// A dictionary that is too large to be tagged with.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Too many forms may stand within words.
    #[error(transparent)]
    TooManyForms(#[from] TooManyForms),
    /// The folded forms are longer than 32 bits can count.
    #[error("the folded names of the dictionary are too long together: split the dictionary")]
    TooLong,
}

impl From<TooLong> for BuildError {
    fn from(_: TooLong) -> Self {
        Self::TooLong
    }
}

impl From<TooManyRules> for BuildError {
    fn from(_: TooManyRules) -> Self {
        Self::TooLong
    }
}

/// A dictionary with its lexicon as one image: what a compiled file holds.
///
/// # Errors
///
/// [`BuildError::TooLong`].
pub fn compile(dictionary: &Dictionary) -> Result<Image, BuildError> {
    let mut image = ImageBuilder::new(dictionary.image().fingerprint());
    for &section in Section::ALL {
        if dictionary.image().has(section) {
            image.add(section, dictionary.image().section(section).to_vec());
        }
    }
    if !is_compiled(dictionary) {
        add_lexicon(dictionary, &mut image)?;
    }
    Ok(image.build())
}

/// The image that holds the lexicon of a dictionary: its own if it has one, else one that is made now.
pub(super) fn lexicon(dictionary: &Dictionary) -> Result<Arc<Image>, BuildError> {
    if is_compiled(dictionary) {
        return Ok(dictionary.image().clone());
    }
    let mut image = ImageBuilder::new(dictionary.image().fingerprint());
    add_lexicon(dictionary, &mut image)?;
    Ok(Arc::new(image.build()))
}

/// Whether a dictionary has its lexicon with it: whether it was read from a compiled file.
pub fn is_compiled(dictionary: &Dictionary) -> bool {
    dictionary.image().has(Section::Patterns)
}

/// So many entities are folded at a time. The number does not depend on that of the threads, and neither does the result.
const BATCH: usize = 1 << 12;

fn add_lexicon(dictionary: &Dictionary, image: &mut ImageBuilder) -> Result<(), BuildError> {
    let starts: Vec<usize> = (0..dictionary.len()).step_by(BATCH).collect();
    let batch = |start: usize| Batch::of(dictionary, start..(start + BATCH).min(dictionary.len()));
    let batches: Vec<Batch> = match starts.as_slice() {
        [only] => vec![batch(*only)],
        _ => starts.into_par_iter().map(batch).collect(),
    };
    let rules = Rules::of(&batches)?;
    let mut sections = Sections::new(dictionary.context_terms().len());
    for equal in in_order(&batches).chunk_by(|a, b| a.place == b.place && a.text(&batches) == b.text(&batches)) {
        sections.add(equal, &batches, &rules)?;
    }
    sections.finish(image);
    rules.finish(image);
    Ok(())
}

/// Whose form it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    /// A name, by its entity and its place among the entity's names.
    Name(u32, u32),
    /// A context term, by its place among those of all entities.
    Term(u32),
}

/// A form, its folded text in the batch.
struct Form {
    place: u64,
    text: Range<u32>,
    owner: Owner,
    /// Its rule, the place of a long one being its number in the batch.
    rule: u32,
}

/// The forms of some entities that follow each other.
#[derive(Default)]
struct Batch {
    text: Vec<u8>,
    forms: Vec<Form>,
    long_rules: Vec<Vec<u8>>,
    known: HashMap<Vec<u8>, u32>,
}

impl Batch {
    fn of(dictionary: &Dictionary, entities: Range<usize>) -> Self {
        let mut batch = Self::default();
        for entity in dictionary.entities().skip(entities.start).take(entities.len()) {
            batch.add_entity(entity);
        }
        batch.known = HashMap::new();
        batch
    }

    fn add_entity(&mut self, entity: EntityRef<'_>) {
        let blocked = blocked_forms(entity);
        let names: Vec<NameRef<'_>> = entity.names().collect();
        for (at, name) in names.iter().enumerate() {
            if name.usage() != Usage::Blocked && !is_repeated(&names[..at], *name) {
                self.add_name(entity, count(at), *name, &blocked);
            }
        }
        for (place, term) in entity.context_places().zip(entity.context()) {
            let folded = fold(term);
            if can_stand_in_a_text(&folded) {
                let rule =
                    Written::new(BoundaryPolicy::Word, &CaseRule::of(term, CasePolicy::Auto), Validity::default());
                self.add_form(&folded, Owner::Term(count(place)), rule);
            }
        }
    }

    fn add_name(&mut self, entity: EntityRef<'_>, at: u32, name: NameRef<'_>, blocked: &HashSet<String>) {
        let dotted = dots(name);
        for form in [Some(name.text()), dotted.as_deref()].into_iter().flatten() {
            let folded = fold(form);
            if can_stand_in_a_text(&folded) && !blocked.contains(&folded) {
                let rule = Written::new(name.boundary(), &CaseRule::of(form, name.case()), name.validity());
                self.add_form(&folded, Owner::Name(entity.index().0, at), rule);
            }
        }
    }

    fn add_form(&mut self, folded: &str, owner: Owner, rule: Written) {
        let start = count(self.text.len());
        self.text.extend_from_slice(folded.as_bytes());
        let rule = rule.bits(|codes| {
            let next = count(self.long_rules.len());
            *self.known.entry(codes).or_insert_with_key(|codes| {
                self.long_rules.push(codes.clone());
                next
            })
        });
        let text = start..count(self.text.len());
        self.forms.push(Form { place: place_among_forms(folded.as_bytes()), text, owner, rule });
    }
}

/// A form of some batch; small, since millions of them are sorted.
#[derive(Clone, Copy)]
struct Key {
    place: u64,
    batch: u32,
    at: u32,
}

impl Key {
    fn form(self, batches: &[Batch]) -> &Form {
        &batches[self.batch as usize].forms[self.at as usize]
    }

    fn text(self, batches: &[Batch]) -> &[u8] {
        let text = &self.form(batches).text;
        &batches[self.batch as usize].text[text.start as usize..text.end as usize]
    }

    fn owner(self, batches: &[Batch]) -> Owner {
        self.form(batches).owner
    }
}

/// Where a form is to stand among others: the short ones first, which are most of what texts hold, so that they are near each other in memory; then those that
/// begin alike.
fn place_among_forms(text: &[u8]) -> u64 {
    let mut place = [0; size_of::<u64>()];
    let (len, beginning) = place.split_at_mut(1);
    len[0] = u8::try_from(text.len()).unwrap_or(u8::MAX);
    beginning.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
    u64::from_be_bytes(place)
}

/// All forms, equal ones together: in the order of place, text and owner.
fn in_order(batches: &[Batch]) -> Vec<Key> {
    let of_batch = |(batch, forms): (u32, &Batch)| -> Vec<Key> {
        (0..).zip(&forms.forms).map(|(at, form)| Key { place: form.place, batch, at }).collect()
    };
    let mut keys: Vec<Key> = (0..).zip(batches).flat_map(of_batch).collect();
    keys.par_sort_unstable_by(|a, b| {
        let then = || a.text(batches).cmp(b.text(batches)).then_with(|| a.owner(batches).cmp(&b.owner(batches)));
        a.place.cmp(&b.place).then_with(then)
    });
    keys
}

/// The rules of all forms.
struct Rules {
    long: Vec<u8>,
    /// For each batch where its long rules stand.
    places: Vec<Vec<u32>>,
}

impl Rules {
    fn of(batches: &[Batch]) -> Result<Self, TooManyRules> {
        let mut long = LongRules::default();
        let mut places = |batch: &Batch| batch.long_rules.iter().map(|codes| long.place(codes)).collect();
        let places = batches.iter().map(&mut places).collect::<Result<_, _>>()?;
        Ok(Self { long: long.finish(), places })
    }

    fn bits(&self, key: Key, batches: &[Batch]) -> u32 {
        moved(key.form(batches).rule, |number| self.places[key.batch as usize][number as usize])
    }

    fn rule(&self, form: FormUse) -> Rule<'_> {
        Rule::of(form.rule(), &self.long)
    }

    fn finish(self, image: &mut ImageBuilder) {
        image.add(Section::Rules, self.long);
    }
}

/// The sections that grow while pattern after pattern is added.
struct Sections {
    patterns: PatternsBuilder,
    /// For each context term its use.
    terms: Vec<U32>,
}

impl Sections {
    fn new(terms: usize) -> Self {
        Self { patterns: PatternsBuilder::default(), terms: vec![U32::new(NONE); terms] }
    }

    /// Adds a pattern: forms of one text, names first.
    fn add(&mut self, equal: &[Key], batches: &[Batch], rules: &Rules) -> Result<(), BuildError> {
        let mut uses = Vec::with_capacity(equal.len());
        let mut terms = Vec::new();
        for key in equal {
            let rule = rules.bits(*key, batches);
            match key.owner(batches) {
                Owner::Name(entity, name) => uses.push(FormUse::of_name(entity, name, rule)),
                Owner::Term(term) => terms.push((term, use_of_term(&mut uses, rule))),
            }
        }
        let text = equal.first().map_or(&[][..], |key| key.text(batches));
        let numbers: Vec<U32> = uses.iter().flat_map(|form| form.numbers()).collect();
        let first = self.patterns.add(text, place(text, &uses, rules), &numbers)?;
        for (term, at) in terms {
            self.terms[term as usize] = U32::new(first + count(at * FormUse::NUMBERS));
        }
        Ok(())
    }

    fn finish(self, image: &mut ImageBuilder) {
        let patterns = self.patterns.finish();
        add_tables(Matcher::compile(Patterns::new(&patterns)), image);
        image.add(Section::Patterns, patterns);
        image.add(Section::ContextForms, self.terms.as_bytes().to_vec());
    }
}

/// The place of a context term among the uses of its form: terms that are written alike share one, those of another case have their own.
fn use_of_term(uses: &mut Vec<FormUse>, rule: u32) -> usize {
    let term = FormUse::of_term(rule);
    uses.iter().rposition(|known| *known == term).unwrap_or_else(|| {
        uses.push(term);
        uses.len() - 1
    })
}

/// Where a pattern is to be looked for, so that none of its forms is missed.
fn place(text: &[u8], uses: &[FormUse], rules: &Rules) -> Place {
    let mut asked = uses.iter().map(|form| rules.rule(*form));
    if asked.clone().any(|rule| rule.boundary() == BoundaryPolicy::None) {
        Place::Anywhere
    } else if text.first().is_some_and(u8::is_ascii_alphabetic) && asked.all(Rule::begins_with_capital) {
        Place::AtCapitals
    } else {
        Place::BetweenEdges
    }
}

fn add_tables(tables: Tables, image: &mut ImageBuilder) {
    image.add(Section::FirstPieces, tables.first_pieces);
    image.add(Section::FirstSmall, tables.first_small);
    image.add(Section::FirstSigns, tables.first_signs);
    image.add(Section::SmallBeginnings, tables.small_beginnings);
    image.add(Section::SmallNibbles, tables.small_nibbles);
    image.add(Section::FirstOthers, tables.first_others);
    image.add(Section::Openings, tables.openings);
    image.add(Section::SmallOpenings, tables.small_openings);
    image.add(Section::ShortWords, tables.short_words);
    image.add(Section::Ones, tables.ones);
    image.add(Section::Pairs, tables.pairs);
    image.add(Section::Twos, tables.twos);
    image.add(Section::Triples, tables.triples);
    image.add(Section::Long, tables.long);
    image.add(Section::Nodes, tables.nodes);
    image.add(Section::Anywhere, tables.anywhere);
}

/// Whether an earlier name of the entity says the same but for its language and what is carried: it would be found in the same places, with the
/// same score, and come first. Names of persons are often given once a language.
fn is_repeated(earlier: &[NameRef<'_>], name: NameRef<'_>) -> bool {
    let policies = |name: NameRef<'_>| (name.kind(), name.case(), name.boundary(), name.validity(), name.usage());
    let is_same = |other: &NameRef<'_>| {
        other.text_place() == name.text_place()
            && policies(*other) == policies(name)
            && other.family() == name.family()
            && other.weight() == name.weight()
    };
    earlier.iter().any(is_same)
}

/// Whether a text can hold a folded form: one that is empty or has a blank line in it never matches.
fn can_stand_in_a_text(folded: &str) -> bool {
    !folded.is_empty() && !folded.contains(WALL)
}

/// The forms that an entity must never match.
fn blocked_forms(entity: EntityRef<'_>) -> HashSet<String> {
    entity.names().filter(|name| name.usage() == Usage::Blocked).map(|name| fold(name.text())).collect()
}

/// The name with a dot behind each letter, or without its dots: `U.S.` for `US`, `US` for `U.S.`.
pub(super) fn dots(name: NameRef<'_>) -> Option<String> {
    const LETTERS: Range<usize> = 2..7;
    /// Six letters of four bytes with their dots are not longer.
    const LONGEST: usize = 6 * 5;
    let text = name.text().trim();
    if text.len() > LONGEST {
        return None;
    }
    let undotted: String = text.chars().filter(|&c| c != '.').collect();
    let is_acronym = |letters: &str| {
        LETTERS.contains(&letters.chars().count())
            && letters.chars().all(|c| c.is_alphabetic() && !is_combining_mark(c))
            && (name.kind() == NameKind::Acronym || letters.chars().all(char::is_uppercase))
    };
    if !is_acronym(&undotted) {
        return None;
    }
    let dotted: String = undotted.chars().flat_map(|c| [c, '.']).collect();
    if text == undotted { Some(dotted) } else { (text == dotted).then_some(undotted) }
}

fn count(len: usize) -> u32 {
    u32::try_from(len)
        .expect("a dictionary has fewer than 4 billion forms, and a batch of entities less than 4 GiB of text")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::{DictionaryBuilder, Entity, EntityType, Name};

    #[test]
    fn short_forms_stand_first_and_those_of_a_length_by_how_they_begin() {
        let long = "a".repeat(300);
        let forms = ["b", "zz", "aaa", "aab", "中", "new yorkers", "new yorkish", &long];
        let mut entity = Entity::new("a", EntityType::Place);
        entity.names = forms.iter().rev().map(|form| Name::new(form)).collect();
        let mut builder = DictionaryBuilder::default();
        builder.add(entity).expect("it is the only one");
        let image = lexicon(&builder.build()).expect("it is small");
        let patterns = Patterns::new(image.section(Section::Patterns));
        let found: Vec<&[u8]> = patterns.ids().map(|id| patterns.text(id)).collect();
        assert_eq!(found, forms.map(str::as_bytes));
    }
}
