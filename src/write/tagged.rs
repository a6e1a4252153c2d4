//! A document with what was found in it, as every format takes it: from the tagger, or read back from a record.

use super::at_hand::{AtHand, Weighed};
use super::meant::{Candidates, Meant, Named};
use crate::date::PartialDate;
use crate::dictionary::{Dictionary, EntityIndex, EntityRef, EntityType};
use crate::document::{Document, Field, Source};
use crate::mention::{Agreement, Annotation, Mention, Tenure};
use crate::span::{OffsetCounter, OffsetUnit, units};
use std::sync::Arc;

/// A document with what was found in it.
#[derive(Clone, Debug)]
pub struct Tagged<'a> {
    /// What the document is called.
    pub id: &'a str,
    /// Where it was read.
    pub source: Source<'a>,
    /// The headline as given.
    pub title: Option<&'a str>,
    /// When it was published.
    pub date: Option<PartialDate>,
    /// Its language, as a BCP 47 tag.
    pub lang: Option<&'a str>,
    /// The text as given, where it is known.
    pub text: Option<&'a str>,
    /// The length of the text, in the unit of the offsets.
    pub length: usize,
    /// What offsets count. Where the text is known, bytes; else nothing tells, and they stay as they are.
    pub unit: OffsetUnit,
    /// In order of field (title first), start, then longer first.
    pub mentions: Vec<TaggedMention<'a>>,
    /// The entities that are meant, in order of their first mention.
    pub entities: Vec<TaggedEntity<'a>>,
    /// The content hash of the dictionary.
    pub dictionary: Option<&'a str>,
}

/// A mention in a [`Tagged`] document.
#[derive(Clone, Debug)]
pub struct TaggedMention<'a> {
    /// The part of the document that it stands in.
    pub field: Field,
    /// Where it begins, in [`Tagged::unit`].
    pub start: usize,
    /// Where it ends, half open.
    pub end: usize,
    /// The words that stand there.
    pub text: &'a str,
    /// Who is meant, where somebody is.
    pub entity: Option<Meant<'a>>,
    /// The kind of the name that matched.
    pub kind: &'a str,
    /// What made the span a mention.
    pub via: &'a str,
    /// How sure the link is, 0 to 1.
    pub score: f64,
    /// All that may be meant with their scores, best first; empty where there is but one and it is chosen.
    pub candidates: Candidates<'a>,
    /// The place of the mention that this one glosses.
    pub gloss_of: Option<usize>,
    /// The id of the entity that held the office.
    pub holder: Option<&'a str>,
    /// What stands beside an office: `former`, `acting`, `elect`.
    pub status: Option<&'a str>,
    /// The place of the office with which a person is named.
    pub office: Option<usize>,
    /// True where the dictionary says that the person does not hold it.
    pub conflict: Option<bool>,
}

/// An entity that is meant somewhere in a [`Tagged`] document.
#[derive(Clone, Debug)]
pub struct TaggedEntity<'a> {
    /// Which.
    pub named: Named<'a>,
    /// Its first name in each language, in the dictionary's order.
    pub names: Arc<[(&'a str, &'a str)]>,
    /// The places of its mentions, rising.
    pub mentions: &'a [usize],
}

/// An entity with its first name in each language.
#[derive(Clone, Debug)]
struct WithNames<'d> {
    named: Named<'d>,
    names: Arc<[(&'d str, &'d str)]>,
}

impl<'d> WithNames<'d> {
    fn of(entity: EntityRef<'d>) -> Self {
        Self { named: Named::of(entity), names: first_names(entity).into() }
    }
}

impl Weighed for WithNames<'_> {
    fn bytes(&self) -> usize {
        size_of_val(&*self.names)
    }
}

/// The entities of a dictionary with their names, those of late at hand. Each thread has its own.
#[derive(Debug)]
pub struct NamedEntities<'d> {
    dictionary: &'d Dictionary,
    at_hand: AtHand<WithNames<'d>>,
}

impl<'d> NamedEntities<'d> {
    /// Those of a dictionary.
    pub fn new(dictionary: &'d Dictionary) -> Self {
        Self { dictionary, at_hand: AtHand::of(dictionary.entities().len()) }
    }

    fn get(&mut self, index: EntityIndex) -> WithNames<'d> {
        self.at_hand.get(index, || WithNames::of(self.dictionary.entity(index))).clone()
    }
}

/// Where a mention stands, in a unit that somebody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The first unit.
    pub start: usize,
    /// The unit behind the last.
    pub end: usize,
}

impl<'a> TaggedMention<'a> {
    /// What is called who is meant.
    pub fn named(&self) -> Option<Named<'a>> {
        self.entity.map(Meant::named)
    }
}

impl<'a> Tagged<'a> {
    /// What a tagger with this dictionary found in a document.
    pub fn of(document: &'a Document<'_>, annotation: &'a Annotation, dictionary: &'a Dictionary) -> Self {
        Self::with(document, annotation, dictionary, |index| WithNames::of(dictionary.entity(index)))
    }

    /// The same, of many documents one after the other: entities come again.
    pub fn among<'d: 'a>(
        document: &'a Document<'_>,
        annotation: &'a Annotation,
        entities: &mut NamedEntities<'d>,
    ) -> Self {
        Self::with(document, annotation, entities.dictionary, |index| entities.get(index))
    }

    fn with(
        document: &'a Document<'_>,
        annotation: &'a Annotation,
        dictionary: &'a Dictionary,
        mut entity: impl FnMut(EntityIndex) -> WithNames<'a>,
    ) -> Self {
        let mut entities: Vec<TaggedEntity<'a>> = Vec::with_capacity(annotation.entities.len());
        let mut meant = vec![None; annotation.mentions.len()];
        for found in &annotation.entities {
            let WithNames { named, names } = entity(found.entity);
            let mentions = annotation.mentions_of(found);
            mentions.iter().for_each(|&place| meant[place] = Some(Meant::known(found.entity, named)));
            entities.push(TaggedEntity { named, names, mentions });
        }
        let mentions = annotation.mentions.iter().zip(meant);
        let mentions =
            mentions.map(|(mention, meant)| tagged((document, annotation), mention, meant, dictionary)).collect();
        Self { entities, mentions, ..Self::bare(document, dictionary) }
    }

    /// The same without the list of entities, for formats that tell mentions only. What entities are called is looked up once somebody asks.
    pub fn of_mentions(document: &'a Document<'_>, annotation: &'a Annotation, dictionary: &'a Dictionary) -> Self {
        let meant = |mention: &Mention| mention.entity.map(|entity| Meant::of(dictionary.entity(entity)));
        let tagged = |mention: &'a Mention| tagged((document, annotation), mention, meant(mention), dictionary);
        Self { mentions: annotation.mentions.iter().map(tagged).collect(), ..Self::bare(document, dictionary) }
    }

    /// A document without what was found in it.
    fn bare(document: &'a Document<'_>, dictionary: &'a Dictionary) -> Self {
        Self {
            id: &document.id,
            source: document.source,
            title: document.title.as_deref(),
            date: document.date,
            lang: document.lang.as_deref(),
            text: Some(&document.text),
            length: document.text.len(),
            unit: OffsetUnit::Byte,
            mentions: Vec::new(),
            entities: Vec::new(),
            dictionary: Some(dictionary.fingerprint()),
        }
    }

    /// What stands in a field; an absent title, or a text that is not known, is empty.
    pub fn field(&self, field: Field) -> &'a str {
        match field {
            Field::Title => self.title.unwrap_or_default(),
            Field::Text => self.text.unwrap_or_default(),
        }
    }

    /// The length of the text in a unit. Where the text is not known, as it stands.
    pub fn length_in(&self, unit: OffsetUnit) -> usize {
        self.text.map_or(self.length, |text| units(text, cheapest(text, unit)))
    }

    /// Where the mentions stand in their fields, in a unit. Where the text is not known, as they stand.
    pub fn places(&self, unit: OffsetUnit) -> impl Iterator<Item = Place> {
        let counter = |field: Field| {
            let text = self.field(field);
            OffsetCounter::new(text, cheapest(text, unit))
        };
        let (mut title, mut text) = (counter(Field::Title), counter(Field::Text));
        self.mentions.iter().map(move |mention| {
            let TaggedMention { start, end, .. } = *mention;
            if self.text.is_none() {
                return Place { start, end };
            }
            let counter = if mention.field == Field::Title { &mut title } else { &mut text };
            counted(counter, mention, unit)
        })
    }
}

/// The end is counted from the start, since ends do not rise where mentions overlap.
fn counted(counter: &mut OffsetCounter<'_>, mention: &TaggedMention<'_>, unit: OffsetUnit) -> Place {
    let start = counter.at(mention.start);
    Place { start, end: start + units(mention.text, cheapest(mention.text, unit)) }
}

fn tagged<'a>(
    (document, annotation): (&'a Document<'_>, &'a Annotation),
    mention: &'a Mention,
    meant: Option<Meant<'a>>,
    dictionary: &'a Dictionary,
) -> TaggedMention<'a> {
    let range = mention.span.range();
    TaggedMention {
        field: mention.field,
        start: range.start,
        end: range.end,
        text: &document.field(mention.field)[range],
        entity: meant,
        kind: mention.kind.as_str(),
        via: mention.via.as_str(),
        score: mention.score.probability(),
        candidates: Candidates::Found(annotation.candidates(mention), dictionary),
        gloss_of: mention.gloss_of,
        holder: holder(mention, dictionary),
        status: (mention.tenure != Tenure::Current).then(|| mention.tenure.as_str()),
        office: mention.office.map(|office| office.mention),
        conflict: mention.office.filter(|office| office.agreement == Agreement::Conflict).map(|_| true),
    }
}

fn holder<'a>(mention: &Mention, dictionary: &'a Dictionary) -> Option<&'a str> {
    let office = dictionary.entity(mention.entity.filter(|_| mention.holder.is_some())?);
    (office.kind() == EntityType::Office).then(|| office.holders().nth(mention.holder?))?.map(|holder| holder.id())
}

/// An entity's first name in each language, in the dictionary's order; there are few, so that a list needs no hashing.
pub(super) fn first_names(entity: EntityRef<'_>) -> Vec<(&str, &str)> {
    let mut first: Vec<(&str, &str)> = Vec::new();
    for name in entity.names() {
        let Some(lang) = name.lang() else { continue };
        if first.iter().all(|(seen, _)| *seen != lang) {
            first.push((lang, name.text()));
        }
    }
    first
}

/// A unit that counts the same in this text, without looking at every character again.
pub(super) fn cheapest(text: &str, unit: OffsetUnit) -> OffsetUnit {
    if text.is_ascii() { OffsetUnit::Byte } else { unit }
}
