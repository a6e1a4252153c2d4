//! The entity that a line of JSON describes.

use super::json::{Field, Line, Marked, Member, Shape, Value};
use crate::date::{PartialDate, Validity};
use crate::dictionary::{Entity, EntityType, Extra, Holder, Name, UnknownWord, VariantRules};
use crate::load::checks;
use crate::load::error::Problem;
use std::ops::Range;
use std::str::FromStr;

/// What a line holds.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) entity: Entity,
    /// The bytes of the line in which the type stands.
    pub(super) type_at: Range<usize>,
}

/// Reads a line, or says all that is wrong with it.
pub(super) fn parse(line: &str) -> Result<Found, Vec<Marked>> {
    let mut parser = Parser { line: Line::new(line), of_holders: Vec::new() };
    let found = parser.entity();
    found.filter(|_| parser.line.faults.is_empty()).ok_or(parser.line.faults)
}

struct Parser<'l> {
    line: Line<'l>,
    /// Fields of holders that the program does not use, carried by the entity as `holders[0].note`.
    of_holders: Vec<Extra>,
}

impl<'l> Parser<'l> {
    fn entity(&mut self) -> Option<Found> {
        let whole = self.line.whole()?;
        let members = self.line.object(whole, "an object in braces, one entity a line")?;
        self.require(whole, &members, "id", checks::ID);
        self.require(whole, &members, "type", checks::TYPE);
        self.require(whole, &members, "names", checks::NAMES);
        let mut entity = Entity::new("", EntityType::Other("".into()));
        let mut type_at = 0..0;
        for member in &members {
            let field = Field::Member(&whole.field, &member.key);
            let value = Value { raw: member.raw, field };
            match member.key.as_ref() {
                "id" => entity.id = self.filled(value, checks::ID).unwrap_or_default(),
                "type" => {
                    type_at = self.line.range(member.raw);
                    entity.kind = EntityType::from_word(&self.filled(value, checks::TYPE).unwrap_or_default());
                }
                "names" => entity.names = self.names(value),
                "prior" => entity.prior = self.number(value, checks::prior).unwrap_or_default(),
                "context" => entity.context = self.context(value),
                "holders" => entity.holders = self.holders(value),
                "variants" => entity.variants = Some(self.variants(value)),
                _ => entity.extra.push(extra(member)),
            }
        }
        entity.extra.append(&mut self.of_holders);
        Some(Found { entity, type_at })
    }

    fn names(&mut self, value: Value<'l, '_>) -> Vec<Name> {
        let elements = self.line.list(value, checks::NAMES).unwrap_or_default();
        if elements.is_empty() && self.line.shape(value) == Shape::List {
            self.line.refuse(value, Problem::Empty { expected: checks::NAMES });
        }
        self.each(value, elements, Self::name)
    }

    fn name(&mut self, value: Value<'l, '_>) -> Option<Name> {
        if self.line.shape(value) == Shape::Text {
            return self.form(value).map(|text| Name::new(&text));
        }
        let members = self.line.object(value, "a text in quotes, or an object with text")?;
        self.require(value, &members, "text", "the name as it is written");
        let mut name = Name::new("");
        let (mut needs_context, mut block) = (false, false);
        for member in &members {
            let field = Field::Member(&value.field, &member.key);
            let value = Value { raw: member.raw, field };
            match member.key.as_ref() {
                "text" => name.text = self.form(value).unwrap_or_default(),
                "lang" => name.lang = self.line.text(value).filter(|lang| !lang.is_empty()).map(Box::from),
                "kind" => name.kind = self.word(value).unwrap_or_default(),
                "case" => name.case = self.word(value).unwrap_or_default(),
                "boundary" => name.boundary = self.word(value).unwrap_or_default(),
                "family" => name.family = self.form(value),
                "weight" => name.weight = self.number(value, checks::weight),
                "needs_context" => needs_context = self.line.truth(value).unwrap_or_default(),
                "block" => block = self.line.truth(value).unwrap_or_default(),
                "from" | "until" => {}
                _ => name.extra.push(extra(member)),
            }
        }
        name.validity = self.validity(value, &members);
        name.usage = checks::usage(needs_context, block);
        Some(name)
    }

    fn context(&mut self, value: Value<'l, '_>) -> Vec<Box<str>> {
        let elements = self.line.list(value, "a list of texts").unwrap_or_default();
        self.each(value, elements, Self::form)
    }

    fn holders(&mut self, value: Value<'l, '_>) -> Vec<Holder> {
        let elements = self.line.list(value, "a list of objects with entity, from and until").unwrap_or_default();
        self.each(value, elements, Self::holder)
    }

    fn variants(&mut self, value: Value<'l, '_>) -> VariantRules {
        if self.line.shape(value) == Shape::Truth {
            return self.line.truth(value).map(checks::variants).unwrap_or_default();
        }
        let elements = self.line.list(value, "true, false or a list of rules").unwrap_or_default();
        self.each(value, elements, Self::word).into_iter().collect()
    }

    fn holder(&mut self, value: Value<'l, '_>) -> Option<Holder> {
        let members = self.line.object(value, "an object with entity, from and until")?;
        self.require(value, &members, "entity", "the id of the person who held the office");
        let validity = self.validity(value, &members);
        for member in members.iter().filter(|member| !matches!(member.key.as_ref(), "entity" | "from" | "until")) {
            let field = Field::Member(&value.field, &member.key).to_string().into();
            self.of_holders.push(Extra { field, json: member.raw.into() });
        }
        let entity = members.iter().find(|member| member.key == "entity")?;
        let field = Field::Member(&value.field, "entity");
        let entity = self.filled(Value { raw: entity.raw, field }, "the id of the person who held the office")?;
        Some(Holder { entity, validity })
    }

    /// What `from` and `until` of a name or holder say.
    fn validity(&mut self, object: Value<'l, '_>, members: &[Member<'l>]) -> Validity {
        let mut date = |key: &'static str| {
            let member = members.iter().find(|member| member.key == key)?;
            self.date(Value { raw: member.raw, field: Field::Member(&object.field, key) })
        };
        let validity = Validity { from: date("from"), until: date("until") };
        if let Some(from) = checks::from_after_until(&validity)
            && let Some(until) = members.iter().find(|member| member.key == "until")
        {
            let field = Field::Member(&object.field, "until");
            self.line.refuse(Value { raw: until.raw, field }, Problem::FromAfterUntil { from });
        }
        validity
    }

    fn date(&mut self, value: Value<'l, '_>) -> Option<PartialDate> {
        let text = self.line.text(value)?;
        self.checked(value, PartialDate::parse(&text).map_err(Problem::from))
    }

    /// A name, family name or context term.
    fn form(&mut self, value: Value<'l, '_>) -> Option<Box<str>> {
        let text = self.line.text(value)?;
        self.checked(value, checks::form(&text).map(Box::from))
    }

    fn filled(&mut self, value: Value<'l, '_>, expected: &'static str) -> Option<Box<str>> {
        let text = self.line.text(value)?;
        self.checked(value, checks::filled(&text, expected).map(Box::from))
    }

    fn word<T: FromStr<Err = UnknownWord>>(&mut self, value: Value<'l, '_>) -> Option<T> {
        let text = self.line.text(value)?;
        self.checked(value, text.parse().map_err(Problem::from))
    }

    fn number<T>(&mut self, value: Value<'l, '_>, check: fn(f64) -> Result<T, Problem>) -> Option<T> {
        let number = self.line.number(value)?;
        self.checked(value, check(number))
    }

    fn checked<T>(&mut self, value: Value<'l, '_>, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.line.refuse(value, problem)).ok()
    }

    /// Reads all elements of a list, those that are wrong too, so that every fault is told.
    fn each<T>(
        &mut self,
        list: Value<'l, '_>,
        elements: Vec<&'l str>,
        read: impl Fn(&mut Self, Value<'l, '_>) -> Option<T>,
    ) -> Vec<T> {
        let with_index = elements.into_iter().enumerate();
        with_index
            .filter_map(|(index, raw)| read(self, Value { raw, field: Field::Element(&list.field, index) }))
            .collect()
    }

    fn require(&mut self, object: Value<'_, '_>, members: &[Member<'_>], key: &str, expected: &'static str) {
        if members.iter().all(|member| member.key != key) {
            self.line.miss(object, key, expected);
        }
    }
}

fn extra(member: &Member<'_>) -> Extra {
    Extra { field: member.key.as_ref().into(), json: member.raw.into() }
}
