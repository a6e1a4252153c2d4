//! Entities and names as they are read from a compiled dictionary, in place.
//!
//! Whatever a broken file says, reading gives a value: an empty text, a default, nothing.

use super::tables::{EntityRow, ExtraRow, HolderRow, MadeRow, NameRow, TextRow, WeightRow, of_owner, type_of_code};
use super::{
    BoundaryPolicy, CasePolicy, Dictionary, Entity, EntityIndex, EntityType, Extra, Holder, Made, Name, NameKind,
    Prior, Usage, VariantRules, texts,
};
use crate::date::Validity;
use crate::image::{Section, stretch};
use std::ops::Range;

/// An entity of a [`Dictionary`].
#[derive(Clone, Copy, Debug)]
pub struct EntityRef<'d> {
    pub(super) dictionary: &'d Dictionary,
    pub(super) index: EntityIndex,
}

impl<'d> EntityRef<'d> {
    /// Its place in the dictionary.
    pub fn index(self) -> EntityIndex {
        self.index
    }

    /// Unique over all loaded dictionaries.
    pub fn id(self) -> &'d str {
        let ids = self.dictionary.places(Section::Ids);
        ids.get(self.index.0 as usize).map_or("", |place| self.dictionary.text(place.get()))
    }

    /// What sort of thing it is.
    pub fn kind(self) -> EntityType<&'d str> {
        let row = self.row();
        type_of_code(row.kind, || self.dictionary.text(row.word.get()))
    }

    /// How likely it is meant before anything is read.
    pub fn prior(self) -> Prior {
        self.row().prior()
    }

    /// Its written forms, at least one; the first is what it is called in the output.
    pub fn names(self) -> impl ExactSizeIterator<Item = NameRef<'d>> + Clone {
        let dictionary = self.dictionary;
        self.numbers().map(move |number| NameRef { dictionary, number: u32::try_from(number).unwrap_or(u32::MAX) })
    }

    /// The bytes of the texts of so many of its names, not looked at; equal ones that follow each other, as they do in many languages, once.
    pub fn name_bytes(self, most: usize) -> impl Iterator<Item = &'d [u8]> {
        let dictionary = self.dictionary;
        let numbers = self.numbers();
        let end = numbers.end.min(numbers.start.saturating_add(most));
        let places = dictionary.places(Section::NameTexts).get(numbers.start..end).unwrap_or_default();
        let texts = dictionary.image.section(Section::Texts);
        places.chunk_by(PartialEq::eq).map(move |equal| texts::bytes(texts, equal[0].get()))
    }

    /// One of its written forms; one without text where there are not so many.
    pub fn name(self, at: u32) -> NameRef<'d> {
        let numbers = self.numbers();
        let number = u32::try_from(numbers.start).ok().and_then(|start| start.checked_add(at));
        let is_own = |number: &u32| (*number as usize) < numbers.end;
        NameRef { dictionary: self.dictionary, number: number.filter(is_own).unwrap_or(u32::MAX) }
    }

    /// What it is called: its first name, or its id where it has none.
    pub fn first_name(self) -> &'d str {
        self.names().next().map_or(self.id(), NameRef::text)
    }

    /// Those of its written forms that it never goes by.
    pub fn blocked_names(self) -> impl Iterator<Item = NameRef<'d>> + Clone {
        let names = self.dictionary.has_blocked_names.then(|| self.names());
        names.into_iter().flatten().filter(|name| name.usage() == Usage::Blocked)
    }

    /// Terms whose presence in a document speaks for it.
    pub fn context(self) -> impl ExactSizeIterator<Item = &'d str> + Clone {
        let dictionary = self.dictionary;
        self.context_rows().1.iter().map(move |row| dictionary.text(row.text.get()))
    }

    /// Whether it has context terms.
    pub fn has_context(self) -> bool {
        self.row().has(EntityRow::HAS_CONTEXT)
    }

    /// Where its context terms stand among those of all entities, which are in the entities' order.
    pub fn context_places(self) -> Range<usize> {
        let (start, rows) = self.context_rows();
        start..start + rows.len()
    }

    /// For an office: who held it when.
    pub fn holders(self) -> impl ExactSizeIterator<Item = HolderRef<'d>> + Clone {
        let dictionary = self.dictionary;
        let has_any = self.row().has(EntityRow::HAS_HOLDERS);
        let rows: &'d [HolderRow] = if has_any { dictionary.owned(Section::Holders, self.index.0).1 } else { &[] };
        rows.iter().map(move |row| HolderRef { dictionary, row })
    }

    /// The rules that make variants of its names, where it says so itself.
    pub fn variants(self) -> Option<VariantRules> {
        self.row().variants()
    }

    /// Fields that the program does not use, carried along.
    pub fn extra(self) -> impl ExactSizeIterator<Item = Extra<&'d str>> + Clone {
        let has_any = self.row().has(EntityRow::HAS_EXTRA);
        self.dictionary.extras(if has_any { self.dictionary.owned(Section::EntityExtras, self.index.0).1 } else { &[] })
    }

    /// Whether it carries fields.
    pub fn has_extra(self) -> bool {
        self.row().has(EntityRow::HAS_EXTRA)
    }

    /// A carried field, as JSON.
    pub fn carried(self, field: &str) -> Option<&'d str> {
        self.extra().find(|extra| extra.field == field).map(|extra| extra.json)
    }

    /// All of it as a value.
    pub fn to_entity(self) -> Entity<&'d str> {
        Entity {
            id: self.id(),
            kind: self.kind(),
            names: self.names().map(NameRef::to_name).collect(),
            prior: self.prior(),
            context: self.context().collect(),
            holders: self.holders().map(HolderRef::to_holder).collect(),
            variants: self.variants(),
            extra: self.extra().collect(),
        }
    }

    fn row(self) -> EntityRow {
        self.dictionary.row(Section::EntityRows, Section::EntityTable, self.index.0)
    }

    /// The numbers of its names.
    fn numbers(self) -> Range<usize> {
        let ends = if self.dictionary.has_order { self.dictionary.places(Section::NameEnds) } else { &[] };
        let numbers = stretch(ends, self.index.0 as usize);
        let end = numbers.end.min(self.dictionary.names());
        numbers.start.min(end)..end
    }

    fn context_rows(self) -> (usize, &'d [TextRow]) {
        let has_any = self.row().has(EntityRow::HAS_CONTEXT);
        if has_any { self.dictionary.owned(Section::Context, self.index.0) } else { (0, &[]) }
    }
}

/// A written form of an entity of a [`Dictionary`].
#[derive(Clone, Copy, Debug)]
pub struct NameRef<'d> {
    pub(super) dictionary: &'d Dictionary,
    pub(super) number: u32,
}

impl<'d> NameRef<'d> {
    /// Its number among the names of all entities, which are in the entities' order.
    pub fn number(self) -> u32 {
        self.number
    }

    /// The form as it was written in the dictionary.
    pub fn text(self) -> &'d str {
        self.text_place().map_or("", |place| self.dictionary.text(place))
    }

    /// The bytes of its text, not looked at: for what asks of every mention.
    pub fn bytes(self) -> &'d [u8] {
        self.text_place().map_or(&[], |place| self.dictionary.text_at(place))
    }

    /// Where its text stands: equal texts have equal places.
    pub fn text_place(self) -> Option<u32> {
        self.dictionary.places(Section::NameTexts).get(self.number as usize).map(|place| place.get())
    }

    /// Its language, as a BCP 47 tag.
    pub fn lang(self) -> Option<&'d str> {
        let lang = self.row().lang.get();
        (lang != super::tables::NONE).then(|| self.dictionary.text(lang))
    }

    /// What sort of name it is.
    pub fn kind(self) -> NameKind {
        self.row().kind()
    }

    /// How its case counts.
    pub fn case(self) -> CasePolicy {
        self.row().case()
    }

    /// Whether it must stand between boundaries.
    pub fn boundary(self) -> BoundaryPolicy {
        self.row().boundary()
    }

    /// The documents' dates for which it counts; undated documents: always.
    pub fn validity(self) -> Validity {
        self.row().dates.into()
    }

    /// The part of a person's name that stands alone later in a text.
    pub fn family(self) -> Option<&'d str> {
        let has_any = self.row().has(NameRow::HAS_FAMILY);
        let (_, rows): (_, &[TextRow]) =
            if has_any { self.dictionary.owned(Section::Families, self.number) } else { (0, &[]) };
        rows.first().map(|row| self.dictionary.text(row.text.get()))
    }

    /// How often this form means this entity, as a count; compared between the entities that share the form.
    pub fn weight(self) -> Option<f64> {
        let has_any = self.row().has(NameRow::HAS_WEIGHT);
        let (_, rows): (_, &[WeightRow]) =
            if has_any { self.dictionary.owned(Section::Weights, self.number) } else { (0, &[]) };
        rows.first().map(|row| f64::from_bits(row.bits.get())).filter(|weight| weight.is_finite() && *weight >= 0.0)
    }

    /// Under which condition it counts.
    pub fn usage(self) -> Usage {
        self.row().usage()
    }

    /// Where it comes from, if it is a variant.
    pub fn made(self) -> Option<Made<&'d str>> {
        let has_any = self.row().has(NameRow::HAS_MADE);
        let (_, rows): (_, &[MadeRow]) =
            if has_any { self.dictionary.owned(Section::Made, self.number) } else { (0, &[]) };
        let made = |row: &MadeRow| Made {
            rules: VariantRules::of_bits(row.rules.get()),
            from: self.dictionary.text(row.from.get()),
        };
        rows.first().map(made)
    }

    /// Fields that the program does not use, carried along.
    pub fn extra(self) -> impl ExactSizeIterator<Item = Extra<&'d str>> + Clone {
        let has_any = self.row().has(NameRow::HAS_EXTRA);
        self.dictionary.extras(if has_any { self.dictionary.owned(Section::NameExtras, self.number).1 } else { &[] })
    }

    /// All of it as a value.
    pub fn to_name(self) -> Name<&'d str> {
        let row = self.row();
        Name {
            text: self.text(),
            lang: self.lang(),
            kind: row.kind(),
            case: row.case(),
            boundary: row.boundary(),
            validity: row.dates.into(),
            family: self.family(),
            weight: self.weight(),
            usage: row.usage(),
            made: self.made(),
            extra: self.extra().collect(),
        }
    }

    fn row(self) -> NameRow {
        self.dictionary.row(Section::NameRows, Section::NameTable, self.number)
    }
}

/// Who held an office of a [`Dictionary`], and when.
#[derive(Clone, Copy, Debug)]
pub struct HolderRef<'d> {
    dictionary: &'d Dictionary,
    row: &'d HolderRow,
}

impl<'d> HolderRef<'d> {
    /// The id of the person.
    pub fn id(self) -> &'d str {
        self.dictionary.text(self.row.id.get())
    }

    /// The person, where the dictionary has an entity of that id.
    pub fn entity(self) -> Option<EntityIndex> {
        let index = self.row.entity.get();
        ((index as usize) < self.dictionary.len()).then_some(EntityIndex(index))
    }

    /// When.
    pub fn validity(self) -> Validity {
        self.row.dates.into()
    }

    /// All of it as a value.
    pub fn to_holder(self) -> Holder<&'d str> {
        Holder { entity: self.id(), validity: self.validity() }
    }
}

impl Dictionary {
    /// The carried fields that some rows name.
    fn extras<'d>(&'d self, rows: &'d [ExtraRow]) -> impl ExactSizeIterator<Item = Extra<&'d str>> + Clone {
        rows.iter().map(|row| Extra { field: self.text(row.field.get()), json: self.text(row.json.get()) })
    }

    /// The rows of an entity or name, and the place of the first.
    fn owned<T>(&self, section: Section, owner: u32) -> (usize, &[T])
    where
        T: super::tables::Owned
            + zerocopy::FromBytes
            + zerocopy::Immutable
            + zerocopy::KnownLayout
            + zerocopy::Unaligned,
    {
        of_owner(self.rows(section), owner)
    }
}
