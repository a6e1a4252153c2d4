//! The entity of a line in one pass, for lines in which nothing is wrong.
//!
//! Almost all lines are such, and the reader that can tell every fault (`entity`) parses each value several times. Here anything
//! unusual gives none, and that reader then decides what it is: this one has no say in what is a fault. Both give the same entity.

use super::json::Text;
use crate::date::{PartialDate, Validity};
use crate::dictionary::{Entity, EntityType, Extra, Holder, Name, Prior, UnknownWord, VariantRule, VariantRules};
use crate::load::checks;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// An entity whose texts are borrowed from its line, but for those with escapes.
type Borrowed<'l> = Entity<Cow<'l, str>>;

/// The entity of a line and the bytes in which its type stands; none where anything is unusual.
pub(super) fn parse(line: &str) -> Option<(Borrowed<'_>, Range<usize>)> {
    let Parsed { entity, kind } = serde_json::from_str(line.trim()).ok()?;
    let start = kind.as_ptr().addr().checked_sub(line.as_ptr().addr())?.checked_sub(1)?;
    Some((entity, start..start + kind.len() + 2))
}

/// A whole line.
struct Parsed<'l> {
    entity: Borrowed<'l>,
    /// The type's word as it stands in the line.
    kind: &'l str,
}

/// A name: a text or an object.
struct NameField<'l>(Name<Cow<'l, str>>);

struct HolderField<'l>(Holder<Cow<'l, str>>);

macro_rules! by_visitor {
    ($of:ident, $visitor:ident, $how:ident) => {
        struct $visitor;

        impl<'de> Deserialize<'de> for $of<'de> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$how($visitor)
            }
        }
    };
}

/// The rules that make variants of an entity's names: yes, no, or a list.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Variants {
    Truth(bool),
    List(Vec<Rule>),
}

impl Variants {
    fn rules(self) -> VariantRules {
        match self {
            Self::Truth(truth) => checks::variants(truth),
            Self::List(rules) => rules.into_iter().map(|Rule(rule)| rule).collect(),
        }
    }
}

#[derive(serde::Deserialize)]
#[serde(try_from = "String")]
struct Rule(VariantRule);

impl TryFrom<String> for Rule {
    type Error = UnknownWord;

    fn try_from(word: String) -> Result<Self, UnknownWord> {
        word.parse().map(Self)
    }
}

by_visitor!(Parsed, EntityVisitor, deserialize_map);
by_visitor!(NameField, NameVisitor, deserialize_any);
by_visitor!(HolderField, HolderVisitor, deserialize_map);

impl<'de> Visitor<'de> for EntityVisitor {
    type Value = Parsed<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an entity")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parsed<'de>, A::Error> {
        let (mut id, mut kind, mut names, mut prior, mut context, mut holders) = (None, None, None, None, None, None);
        let mut variants = None;
        let mut extra = Vec::new();
        while let Some(Text(key)) = map.next_key()? {
            match key.as_ref() {
                "id" => once(&mut id, filled(map.next_value()?)?)?,
                "type" => once(&mut kind, map.next_value::<&'de str>()?)?,
                "names" => once(&mut names, map.next_value::<Vec<NameField<'de>>>()?)?,
                "prior" => once(&mut prior, checked(checks::prior(map.next_value()?))?)?,
                "context" => once(&mut context, map.next_value::<Vec<Text<'de>>>()?)?,
                "holders" => once(&mut holders, map.next_value::<Vec<HolderField<'de>>>()?)?,
                "variants" => once(&mut variants, map.next_value::<Variants>()?.rules())?,
                _ => carry(&mut extra, key, map.next_value()?)?,
            }
        }
        let kind = kind.filter(|kind| !kind.trim().is_empty()).ok_or_else(unusual)?;
        let names: Vec<NameField<'de>> = names.filter(|names| !names.is_empty()).ok_or_else(unusual)?;
        let context = context.unwrap_or_default().into_iter().map(form).collect::<Result<_, _>>()?;
        let entity = Entity {
            id: id.ok_or_else(unusual)?,
            kind: EntityType::from_word(kind),
            names: names.into_iter().map(|NameField(name)| name).collect(),
            prior: prior.unwrap_or_else(Prior::default),
            context,
            holders: holders.unwrap_or_default().into_iter().map(|HolderField(holder)| holder).collect(),
            variants,
            extra,
        };
        Ok(Parsed { entity, kind })
    }
}

impl<'de> Visitor<'de> for NameVisitor {
    type Value = NameField<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<NameField<'de>, E> {
        Ok(NameField(Name::of(form(Text(text.into()))?)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NameField<'de>, A::Error> {
        let (mut text, mut lang, mut kind, mut case, mut boundary) = (None, None, None, None, None);
        let (mut from, mut until, mut family, mut weight) = (None, None, None, None);
        let (mut needs_context, mut block) = (None, None);
        let mut extra = Vec::new();
        while let Some(Text(key)) = map.next_key()? {
            match key.as_ref() {
                "text" => once(&mut text, form(map.next_value()?)?)?,
                "lang" => once(&mut lang, map.next_value::<Text<'de>>()?.0)?,
                "kind" => once(&mut kind, checked(map.next_value::<&str>()?.parse())?)?,
                "case" => once(&mut case, checked(map.next_value::<&str>()?.parse())?)?,
                "boundary" => once(&mut boundary, checked(map.next_value::<&str>()?.parse())?)?,
                "from" => once(&mut from, date(map.next_value()?)?)?,
                "until" => once(&mut until, date(map.next_value()?)?)?,
                "family" => once(&mut family, form(map.next_value()?)?)?,
                "weight" => once(&mut weight, checked(checks::weight(map.next_value()?))?)?,
                "needs_context" => once(&mut needs_context, map.next_value()?)?,
                "block" => once(&mut block, map.next_value()?)?,
                _ => carry(&mut extra, key, map.next_value()?)?,
            }
        }
        Ok(NameField(Name {
            text: text.ok_or_else(unusual)?,
            lang: lang.filter(|lang| !lang.is_empty()),
            kind: kind.unwrap_or_default(),
            case: case.unwrap_or_default(),
            boundary: boundary.unwrap_or_default(),
            validity: validity(from, until)?,
            family,
            weight,
            usage: checks::usage(needs_context.unwrap_or_default(), block.unwrap_or_default()),
            made: None,
            extra,
        }))
    }
}

impl<'de> Visitor<'de> for HolderVisitor {
    type Value = HolderField<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a holder")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<HolderField<'de>, A::Error> {
        let (mut entity, mut from, mut until) = (None, None, None);
        while let Some(Text(key)) = map.next_key()? {
            match key.as_ref() {
                "entity" => once(&mut entity, filled(map.next_value()?)?)?,
                "from" => once(&mut from, date(map.next_value()?)?)?,
                "until" => once(&mut until, date(map.next_value()?)?)?,
                _ => return Err(unusual()),
            }
        }
        Ok(HolderField(Holder { entity: entity.ok_or_else(unusual)?, validity: validity(from, until)? }))
    }
}

/// What it is does not matter: nobody reads it.
fn unusual<E: Error>() -> E {
    E::custom("")
}

fn once<T, E: Error>(place: &mut Option<T>, value: T) -> Result<(), E> {
    if place.replace(value).is_some() { Err(unusual()) } else { Ok(()) }
}

fn checked<T, F, E: Error>(result: Result<T, F>) -> Result<T, E> {
    result.map_err(|_| unusual())
}

fn filled<'l, E: Error>(Text(text): Text<'l>) -> Result<Cow<'l, str>, E> {
    if text.trim().is_empty() { Err(unusual()) } else { Ok(text) }
}

fn form<'l, E: Error>(Text(text): Text<'l>) -> Result<Cow<'l, str>, E> {
    checked(checks::form(&text).map(drop))?;
    Ok(text)
}

fn date<E: Error>(text: &str) -> Result<PartialDate, E> {
    checked(PartialDate::parse(text))
}

fn validity<E: Error>(from: Option<PartialDate>, until: Option<PartialDate>) -> Result<Validity, E> {
    let validity = Validity { from, until };
    if checks::from_after_until(&validity).is_some() { Err(unusual()) } else { Ok(validity) }
}

/// Adds a field that the program does not use; null is as good as absent, yet must not stand beside another of its name.
fn carry<'l, E: Error>(extra: &mut Vec<Extra<Cow<'l, str>>>, field: Cow<'l, str>, json: &'l RawValue) -> Result<(), E> {
    if json.get() == "null" || extra.iter().any(|known| known.field == field) {
        return Err(unusual());
    }
    extra.push(Extra { field, json: json.get().into() });
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::load::jsonl::entity;

    type Read<'l> = Option<(Entity, &'l str)>;

    /// What both readers say of a line: the entity, and the type as it stands in the line.
    fn both(line: &str) -> (Read<'_>, Read<'_>) {
        let fast = parse(line).map(|(entity, at)| (entity.to_boxed(), &line[at]));
        let careful = entity::parse(line).ok().map(|found| (found.entity, &line[found.type_at]));
        (fast, careful)
    }

    #[test]
    fn both_readers_give_the_same() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
        let shipped = ["people.jsonl", "offices.jsonl", "companies-world.jsonl"];
        let text: String = shipped.map(|file| std::fs::read_to_string(folder.join(file)).unwrap()).concat();
        for line in text.lines() {
            let (fast, careful) = both(line);
            assert!(fast.is_some() && fast == careful, "{line}");
        }
        let every_field = r#" {"x": {"a": [1]}, "id": "\u0061", "type": "y", "names": ["A\"B", {"text": "C", "lang": "", "kind": "alias",
            "case": "any", "boundary": "none", "from": "2001", "until": "2002-03", "family": "D", "weight": 3, "needs_context": true, "block": false,
            "n": "1"}], "prior": 1, "context": ["e"], "holders": [{"entity": "f", "from": "2001-02-03"}], "variants": ["company", "dots"]} "#;
        let plain = every_field.replace('\n', " ").replace(r#""A\"B""#, r#""A""#);
        let (fast, careful) = both(&plain);
        assert!(fast.is_some() && fast == careful, "{plain}");
    }

    #[test]
    fn what_is_unusual_is_left_to_the_careful_reader() {
        let usual =
            r#"{"id": "a", "type": "x", "names": ["A", {"text": "B", "until": "2001"}], "holders": [{"entity": "p"}]}"#;
        assert!(parse(usual).is_some());
        for (from, to) in [
            (r#""a""#, r#"" ""#),
            (r#""a""#, "1"),
            (r#""a""#, r#""a", "id": "b""#),
            (r#""x""#, r#""\u0061""#),
            (r#""x""#, r#""""#),
            (r#""A""#, r#""\u0041""#),
            (r#""A""#, r#""\u200b""#),
            (r#""A""#, "null"),
            (r#""B""#, r#""B", "from": "2002""#),
            (r#""B""#, r#""B", "kind": "akronym""#),
            (r#""B""#, r#""B", "weight": -1"#),
            (r#""B""#, r#""B", "lang": null"#),
            (r#""2001""#, r#""2001-13""#),
            (r#""p""#, r#""p", "note": 1"#),
            (r#""p""#, r#"" ""#),
            ("}]}", r#"}], "prior": 1.5}"#),
            ("}]}", r#"}], "variants": ["companies"]}"#),
            ("}]}", r#"}], "variants": "all"}"#),
            (r#""B""#, r#""B", "kind": "variant""#),
            ("}]}", r#"}], "x": null}"#),
            ("}]}", r#"}], "x": 1, "x": 2}"#),
            ("}]}", "}]} x"),
            ("}]}", "}]"),
        ] {
            let line = usual.replacen(from, to, 1);
            assert!(line != usual && parse(&line).is_none(), "{line}");
        }
    }
}
