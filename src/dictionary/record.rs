//! An entity as a stretch of bytes: how a builder holds it, and what the content hash is made from.
//!
//! Every text has its length ahead and every list its count, so that no two entities are written alike.

use super::codec::{Reader, put_number, put_text};
use super::{
    BoundaryPolicy, CasePolicy, Entity, EntityType, Extra, Holder, Made, Name, NameKind, Prior, Usage, VariantRules,
};
use crate::date::{PartialDate, Validity};

const HAS_LANG: u8 = 1;
const HAS_FAMILY: u8 = 2;
const HAS_WEIGHT: u8 = 4;
const HAS_MADE: u8 = 8;

/// Adds an entity.
pub(super) fn put<S: AsRef<str>>(out: &mut Vec<u8>, entity: &Entity<S>) {
    put_text(out, entity.id.as_ref());
    put_text(out, entity.kind.as_str());
    out.extend_from_slice(&entity.prior.value().to_bits().to_le_bytes());
    put_number(out, entity.names.len());
    entity.names.iter().for_each(|name| put_name(out, name));
    put_number(out, entity.context.len());
    entity.context.iter().for_each(|term| put_text(out, term.as_ref()));
    put_number(out, entity.holders.len());
    for holder in &entity.holders {
        put_text(out, holder.entity.as_ref());
        put_validity(out, holder.validity);
    }
    put_extra(out, &entity.extra);
    // Last, so that an entity that says nothing of variants is written as ever.
    entity.variants.iter().for_each(|rules| put_rules(out, *rules));
}

fn put_name<S: AsRef<str>>(out: &mut Vec<u8>, name: &Name<S>) {
    put_text(out, name.text.as_ref());
    let flag = |is_there: bool, flag: u8| if is_there { flag } else { 0 };
    let flags = flag(name.lang.is_some(), HAS_LANG)
        | flag(name.family.is_some(), HAS_FAMILY)
        | flag(name.weight.is_some(), HAS_WEIGHT)
        | flag(name.made.is_some(), HAS_MADE);
    out.extend([flags, name.kind.code(), name.case.code(), name.boundary.code(), name.usage.code()]);
    put_validity(out, name.validity);
    name.lang.iter().chain(&name.family).for_each(|text| put_text(out, text.as_ref()));
    out.extend(name.weight.iter().flat_map(|weight| weight.to_bits().to_le_bytes()));
    if let Some(made) = &name.made {
        put_rules(out, made.rules);
        put_text(out, made.from.as_ref());
    }
    put_extra(out, &name.extra);
}

fn put_rules(out: &mut Vec<u8>, rules: VariantRules) {
    put_number(out, usize::from(rules.bits()));
}

fn put_validity(out: &mut Vec<u8>, validity: Validity) {
    for date in [validity.from, validity.until] {
        out.extend_from_slice(&date.map_or(0, PartialDate::to_bits).to_le_bytes());
    }
}

fn put_extra<S: AsRef<str>>(out: &mut Vec<u8>, extra: &[Extra<S>]) {
    put_number(out, extra.len());
    for extra in extra {
        put_text(out, extra.field.as_ref());
        put_text(out, extra.json.as_ref());
    }
}

/// The id of an entity that was put.
pub(super) fn id(record: &[u8]) -> &str {
    Reader::new(record).text()
}

/// The entity that was put.
pub(super) fn entity(record: &[u8]) -> Entity<&str> {
    let mut from = Reader::new(record);
    Entity {
        id: from.text(),
        kind: EntityType::from_word(from.text()),
        prior: Prior::new(f64::from_bits(from.long())).unwrap_or_default(),
        names: list(&mut from, name),
        context: list(&mut from, Reader::text),
        holders: list(&mut from, |from| Holder { entity: from.text(), validity: validity(from) }),
        extra: list(&mut from, extra),
        variants: (!from.is_empty()).then(|| rules(&mut from)),
    }
}

fn list<'b, T>(from: &mut Reader<'b>, read: impl Fn(&mut Reader<'b>) -> T) -> Vec<T> {
    let count = from.number();
    (0..count).map(|_| read(from)).collect()
}

fn name<'b>(from: &mut Reader<'b>) -> Name<&'b str> {
    let text = from.text();
    let flags = from.byte();
    Name {
        text,
        kind: NameKind::of_code(from.byte()),
        case: CasePolicy::of_code(from.byte()),
        boundary: BoundaryPolicy::of_code(from.byte()),
        usage: Usage::of_code(from.byte()),
        validity: validity(from),
        lang: (flags & HAS_LANG != 0).then(|| from.text()),
        family: (flags & HAS_FAMILY != 0).then(|| from.text()),
        weight: (flags & HAS_WEIGHT != 0).then(|| f64::from_bits(from.long())),
        made: (flags & HAS_MADE != 0).then(|| Made { rules: rules(from), from: from.text() }),
        extra: list(from, extra),
    }
}

fn rules(from: &mut Reader<'_>) -> VariantRules {
    VariantRules::of_bits(u16::try_from(from.number()).unwrap_or_default())
}

fn validity(from: &mut Reader<'_>) -> Validity {
    let mut date = || PartialDate::from_bits(from.word());
    Validity { from: date(), until: date() }
}

fn extra<'b>(from: &mut Reader<'b>) -> Extra<&'b str> {
    Extra { field: from.text(), json: from.text() }
}
