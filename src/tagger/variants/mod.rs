//! A dictionary with the variants of its names: what rules make of them, as far as it may stand beside the names that are there.
//!
//! A step between loading and compiling, for those who ask for it: a dictionary in, a dictionary out.

mod known;
mod limits;

use super::{BuildError, compile::is_compiled};
use crate::date::Validity;
use crate::dictionary::{
    Dictionary, DictionaryBuilder, EntityRef, EntityType, Made, Name, NameKind, NameRef, Usage, VariantRules,
};
use crate::text::{fold, script};
use crate::variants::{self, Form};
use known::Known;
use rayon::prelude::*;
use std::ops::Range;

/// The dictionary with the variants that its entities ask for, and with those of these rules for entities that say nothing of variants.
///
/// Variants that are there already stay as far as their entity and the names of all others allow. Doing it twice is doing it once. A compiled
/// dictionary has the variants that it was built with; without further rules it is given back as it is.
///
/// # Errors
///
/// [`BuildError::TooLong`].
///
/// # Examples
///
/// ```
/// use newstag::dictionary::{DictionaryBuilder, Entity, EntityType, Name, VariantRules};
///
/// let mut builder = DictionaryBuilder::default();
/// builder.add(Entity { names: vec![Name::new("Foo Bar, Inc.")], ..Entity::new("organization/foo", EntityType::Organization) })?;
///
/// let dictionary = newstag::tagger::with_variants(builder.build(), VariantRules::ALL)?;
/// let variant = dictionary.entities().flat_map(|entity| entity.names()).find(|name| name.text() == "Foo Bar").unwrap();
/// let made = variant.made().unwrap();
/// assert_eq!((variant.kind().as_str(), made.rules.in_words(", ").as_str(), made.from), ("variant", "company", "Foo Bar, Inc."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn with_variants(dictionary: Dictionary, rules: VariantRules) -> Result<Dictionary, BuildError> {
    if !is_asked_for(&dictionary, rules) {
        return Ok(dictionary);
    }
    let known = Known::of(&dictionary);
    let batches: Vec<Vec<Vec<Variant<'_>>>> = batches(&dictionary)
        .into_par_iter()
        .map(|batch| entities(&dictionary, batch).map(|entity| variants_of(entity, rules, &known)).collect())
        .collect();
    let mut builder = DictionaryBuilder::default();
    for (entity, made) in dictionary.entities().zip(batches.iter().flatten()) {
        let mut with_variants = entity.to_entity();
        with_variants.names.retain(|name| name.made.is_none());
        with_variants.names.extend(made.iter().map(Variant::name));
        builder.add(with_variants).expect("ids are different, and nothing is merged");
        if builder.is_full() {
            return Err(BuildError::TooLong);
        }
    }
    Ok(builder.build())
}

/// Whether anything may come of it. Variants from a compiled file may be in the way of names that came with other dictionaries.
fn is_asked_for(dictionary: &Dictionary, rules: VariantRules) -> bool {
    let asks = |entity: EntityRef<'_>| entity.variants().is_some() || entity.names().any(|name| name.made().is_some());
    !rules.is_empty() || !is_compiled(dictionary) && dictionary.entities().any(asks)
}

/// So many entities are looked at in one go.
const BATCH: usize = 1 << 12;

fn batches(dictionary: &Dictionary) -> Vec<Range<usize>> {
    let starts = (0..dictionary.len()).step_by(BATCH);
    starts.map(|start| start..(start + BATCH).min(dictionary.len())).collect()
}

fn entities(dictionary: &Dictionary, batch: Range<usize>) -> impl Iterator<Item = EntityRef<'_>> {
    dictionary.entities().skip(batch.start).take(batch.len())
}

/// A form that becomes a name.
struct Variant<'d> {
    form: Form,
    folded: String,
    /// The name that it was made from, or the variant itself where it was there before.
    like: NameRef<'d>,
}

impl Variant<'_> {
    fn name(&self) -> Name<&str> {
        if self.like.made().is_some() {
            return self.like.to_name();
        }
        let Form { text, family, rules, usage } = &self.form;
        let made = Some(Made { rules: *rules, from: self.like.text() });
        // What the name itself leaves to be read off it, the variant does too.
        let is_read_off = family.as_deref() == script::western_family_name(self.like.text());
        let family = family.as_deref().filter(|_| self.like.family().is_some() || !is_read_off);
        Name { text, kind: NameKind::Variant, family, usage: *usage, made, extra: Vec::new(), ..self.like.to_name() }
    }

    fn is_same(&self, folded: &str, validity: Validity) -> bool {
        self.folded == folded && self.like.validity() == validity
    }
}

/// The variants of an entity, those that were there first.
fn variants_of<'d>(entity: EntityRef<'d>, rules: VariantRules, known: &Known) -> Vec<Variant<'d>> {
    let told = entity.variants();
    let rules = told.unwrap_or(rules);
    let is_kept = |made: Made<&str>| told.is_none_or(|told| made.rules.iter().all(|rule| told.has(rule)));
    let there = entity.names().filter(|name| name.made().is_some_and(is_kept)).map(|name| (name, as_it_is(name)));
    let kind = entity.kind();
    let real = entity.names().filter(|name| name.made().is_none() && name.usage() != Usage::Blocked);
    let made = real.flat_map(|name| {
        let forms = if rules.is_empty() { Vec::new() } else { variants::of(form(&kind, name), &kind, rules) };
        forms.into_iter().map(move |form| (name, form))
    });
    let candidates: Vec<(NameRef<'_>, Form)> = there.chain(made).collect();
    if candidates.is_empty() { Vec::new() } else { allowed(entity, candidates, known) }
}

/// Of several forms that fold to one, the first; and none that may not be.
fn allowed<'d>(entity: EntityRef<'d>, candidates: Vec<(NameRef<'d>, Form)>, known: &Known) -> Vec<Variant<'d>> {
    let own = known::forms_of(entity);
    let mut variants: Vec<Variant<'d>> = Vec::new();
    for (like, form) in candidates {
        let folded = fold(&form.text);
        let is_new = !own.contains(&folded) && !variants.iter().any(|v| v.is_same(&folded, like.validity()));
        if is_new && limits::allow(entity, &form, &folded, known) {
            variants.push(Variant { form, folded, like });
        }
    }
    variants
}

/// A name as rules see it.
fn form(kind: &EntityType<&str>, name: NameRef<'_>) -> Form {
    let family = || name.family().or_else(|| script::western_family_name(name.text()));
    let family = (*kind == EntityType::Person).then(family).flatten().map(str::to_owned);
    Form { text: name.text().trim().to_owned(), family, rules: VariantRules::NONE, usage: name.usage() }
}

/// A variant that was there before.
fn as_it_is(name: NameRef<'_>) -> Form {
    let rules = name.made().map(|made| made.rules).unwrap_or_default();
    Form { text: name.text().to_owned(), family: None, rules, usage: name.usage() }
}
