//! An entity as a line of a dictionary: what `load::jsonl` reads.

use super::json::{listed, string};
use crate::date::Validity;
use crate::dictionary::{BoundaryPolicy, CasePolicy, Entity, Extra, Holder, Name, NameKind, Prior, Usage};
use std::fmt::Write;

/// Adds an entity as one line, its end included. What has its default value is left out.
///
/// # Examples
///
/// ```
/// use newstag::dictionary::{Entity, EntityType, Name};
///
/// let mut entity = Entity::new("person/geng-shuang", EntityType::Person);
/// entity.names = vec![Name::new("Geng Shuang"), Name { lang: Some("zh".into()), ..Name::new("耿爽") }];
/// let mut line = Vec::new();
/// newstag::write::write_entity(&entity, &mut line);
/// let expected = r#"{"id":"person/geng-shuang","type":"person","names":["Geng Shuang",{"text":"耿爽","lang":"zh"}]}"#;
/// assert_eq!(line, format!("{expected}\n").as_bytes());
/// ```
pub fn write_entity<S: AsRef<str>>(entity: &Entity<S>, out: &mut Vec<u8>) {
    out.extend_from_slice(br#"{"id":"#);
    string(entity.id.as_ref(), out);
    text("type", entity.kind.as_str(), out);
    key("names", out);
    list(&entity.names, out, name);
    if entity.prior != Prior::default() {
        float("prior", entity.prior.value(), out);
    }
    if !entity.context.is_empty() {
        key("context", out);
        list(&entity.context, out, |term, out| string(term.as_ref(), out));
    }
    if !entity.holders.is_empty() {
        key("holders", out);
        list(&entity.holders, out, holder);
    }
    entity.extra.iter().for_each(|field| extra(field, out));
    out.extend_from_slice(b"}\n");
}

fn name<S: AsRef<str>>(name: &Name<S>, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(br#"{"text":"#);
    string(name.text.as_ref(), out);
    let text_end = out.len();
    conditions(name, out);
    if out.len() == text_end {
        out.truncate(start);
        return string(name.text.as_ref(), out);
    }
    out.push(b'}');
}

fn conditions<S: AsRef<str>>(name: &Name<S>, out: &mut Vec<u8>) {
    if let Some(lang) = &name.lang {
        text("lang", lang.as_ref(), out);
    }
    if name.kind != NameKind::default() {
        text("kind", name.kind.as_str(), out);
    }
    if name.case != CasePolicy::default() {
        text("case", name.case.as_str(), out);
    }
    if name.boundary != BoundaryPolicy::default() {
        text("boundary", name.boundary.as_str(), out);
    }
    validity(&name.validity, out);
    if let Some(family) = &name.family {
        text("family", family.as_ref(), out);
    }
    if let Some(weight) = name.weight {
        float("weight", weight, out);
    }
    usage(name.usage, out);
    name.extra.iter().for_each(|field| extra(field, out));
}

fn usage(usage: Usage, out: &mut Vec<u8>) {
    match usage {
        Usage::Always => {}
        Usage::NeedsContext => out.extend_from_slice(br#","needs_context":true"#),
        Usage::Blocked => out.extend_from_slice(br#","block":true"#),
    }
}

fn holder<S: AsRef<str>>(holder: &Holder<S>, out: &mut Vec<u8>) {
    out.extend_from_slice(br#"{"entity":"#);
    string(holder.entity.as_ref(), out);
    validity(&holder.validity, out);
    out.push(b'}');
}

fn validity(validity: &Validity, out: &mut Vec<u8>) {
    for (field, date) in [("from", validity.from), ("until", validity.until)] {
        if let Some(date) = date {
            text(field, &date.to_string(), out);
        }
    }
}

fn extra<S: AsRef<str>>(extra: &Extra<S>, out: &mut Vec<u8>) {
    key(extra.field.as_ref(), out);
    out.extend_from_slice(extra.json.as_ref().as_bytes());
}

fn list<T>(things: &[T], out: &mut Vec<u8>, add: impl FnMut(&T, &mut Vec<u8>)) {
    out.push(b'[');
    listed(things, out, add);
    out.push(b']');
}

fn text(field: &str, text: &str, out: &mut Vec<u8>) {
    key(field, out);
    string(text, out);
}

/// Numbers of dictionaries are finite, so that what Rust writes is JSON.
fn float(field: &str, number: f64, out: &mut Vec<u8>) {
    key(field, out);
    let mut digits = String::new();
    // Writing to a string cannot fail.
    let _ = write!(digits, "{number}");
    out.extend_from_slice(digits.as_bytes());
}

fn key(field: &str, out: &mut Vec<u8>) {
    out.push(b',');
    string(field, out);
    out.push(b':');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::PartialDate;
    use crate::dictionary::EntityType;

    #[test]
    fn every_field_is_read_back_as_it_was() {
        let extra = |field: &str, json: &str| Extra { field: field.into(), json: json.into() };
        let validity = Validity { from: PartialDate::parse("2019").ok(), until: PartialDate::parse("2019-10-09").ok() };
        let name = Name {
            lang: Some("en".into()),
            kind: NameKind::Acronym,
            case: CasePolicy::Exact,
            boundary: BoundaryPolicy::None,
            validity,
            family: Some("Fa\"m".into()),
            weight: Some(2.5),
            usage: Usage::NeedsContext,
            extra: vec![extra("note", "[1]")],
            ..Name::new("A.\tB.")
        };
        let mut entity = Entity::new("x\\y", EntityType::Office);
        entity.names = vec![Name::new("AB"), name, Name { usage: Usage::Blocked, ..Name::new("C") }];
        entity.prior = Prior::new(0.25).unwrap();
        entity.context = vec!["外交部".into()];
        entity.holders = vec![Holder { entity: "p".into(), validity }];
        entity.extra = vec![extra("refs", r#"{"a": "b"}"#)];
        let mut line = Vec::new();
        write_entity(&entity, &mut line);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.jsonl");
        std::fs::write(&path, &line).unwrap();
        let dictionary = crate::load::load(&[path]).unwrap();
        assert_eq!(dictionary.entities().next().unwrap().to_entity().to_boxed(), entity);
    }
}
