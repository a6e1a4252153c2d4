//! JSON values that know where in the line they stand and which field they are.

use crate::load::error::{Fault, Problem, visible};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// A fault and the bytes of the line that it is about.
#[derive(Debug)]
pub(super) struct Marked {
    pub(super) fault: Fault,
    pub(super) mark: Range<usize>,
}

/// The way from the line's object to a value: `names[1].kind`.
#[derive(Clone, Copy)]
pub(super) enum Field<'p> {
    /// The line's object itself.
    Line,
    /// A member of an object.
    Member(&'p Field<'p>, &'p str),
    /// An element of a list, from 0.
    Element(&'p Field<'p>, usize),
}

impl Field<'_> {
    /// How a message names it; the line's object itself needs no name.
    fn name(&self) -> Option<String> {
        (!matches!(self, Self::Line)).then(|| self.to_string())
    }
}

impl fmt::Display for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line => Ok(()),
            Self::Member(Field::Line, key) => f.write_str(key),
            Self::Member(parent, key) => write!(f, "{parent}.{key}"),
            Self::Element(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// A value as it is written in the line.
#[derive(Clone, Copy)]
pub(super) struct Value<'l, 'p> {
    pub(super) raw: &'l str,
    pub(super) field: Field<'p>,
}

/// What sort of JSON a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Null,
    Truth,
    Number,
    Text,
    List,
    Object,
}

impl Shape {
    /// The shape of JSON that is known to be valid.
    fn of(raw: &str) -> Self {
        match raw.as_bytes().first() {
            Some(b'n') => Self::Null,
            Some(b't' | b'f') => Self::Truth,
            Some(b'"') => Self::Text,
            Some(b'[') => Self::List,
            Some(b'{') => Self::Object,
            _ => Self::Number,
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Truth => "true or false",
            Self::Number => "a number",
            Self::Text => "a text in quotes",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

/// A member of an object.
pub(super) struct Member<'l> {
    pub(super) key: Cow<'l, str>,
    pub(super) raw: &'l str,
}

/// A line of JSON that is being read, and what is wrong with it.
pub(super) struct Line<'l> {
    text: &'l str,
    pub(super) faults: Vec<Marked>,
}

impl<'l> Line<'l> {
    pub(super) fn new(text: &'l str) -> Self {
        Self { text, faults: Vec::new() }
    }

    /// The line's value, if the line is JSON.
    pub(super) fn whole(&mut self) -> Option<Value<'l, 'static>> {
        let value = Value { raw: self.text.trim(), field: Field::Line };
        // What begins like an object is parsed as one right afterwards.
        if !value.raw.starts_with('{') {
            self.read::<IgnoredAny>(value)?;
        }
        Some(value)
    }

    /// The bytes of the line in which a value stands.
    pub(super) fn range(&self, raw: &str) -> Range<usize> {
        let start = raw.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        start..start + raw.len()
    }

    pub(super) fn refuse(&mut self, value: Value<'_, '_>, problem: Problem) {
        let fault = Fault { field: value.field.name(), value: Some(visible(value.raw)), problem };
        let mark = self.range(value.raw);
        self.faults.push(Marked { fault, mark });
    }

    /// Says that an object lacks a member.
    pub(super) fn miss(&mut self, object: Value<'_, '_>, key: &str, expected: &'static str) {
        let field = Field::Member(&object.field, key).name();
        let start = self.range(object.raw).start;
        let fault = Fault { field, value: None, problem: Problem::Missing { expected } };
        self.faults.push(Marked { fault, mark: start..start + 1 });
    }

    /// The members of an object that are not null, each key once.
    pub(super) fn object(&mut self, value: Value<'l, '_>, expected: &'static str) -> Option<Vec<Member<'l>>> {
        self.expect(value, Shape::Object, expected)?;
        let Members(members) = self.read(value)?;
        for (index, member) in members.iter().enumerate() {
            if members[..index].iter().any(|earlier| earlier.key == member.key) {
                let field = Field::Member(&value.field, &member.key);
                self.refuse(Value { raw: member.raw, field }, Problem::GivenTwice);
            }
        }
        Some(members.into_iter().filter(|member| Shape::of(member.raw) != Shape::Null).collect())
    }

    /// The elements of a list.
    pub(super) fn list(&mut self, value: Value<'l, '_>, expected: &'static str) -> Option<Vec<&'l str>> {
        self.expect(value, Shape::List, expected)?;
        let elements: Vec<&'l RawValue> = self.read(value)?;
        Some(elements.into_iter().map(RawValue::get).collect())
    }

    pub(super) fn text(&mut self, value: Value<'l, '_>) -> Option<Cow<'l, str>> {
        self.expect(value, Shape::Text, "a text in quotes")?;
        let Text(text) = self.read(value)?;
        Some(text)
    }

    pub(super) fn number(&mut self, value: Value<'l, '_>) -> Option<f64> {
        self.expect(value, Shape::Number, "a number")?;
        self.read(value)
    }

    pub(super) fn truth(&mut self, value: Value<'l, '_>) -> Option<bool> {
        self.expect(value, Shape::Truth, "true or false")?;
        self.read(value)
    }

    /// What sort of JSON a value is.
    pub(super) fn shape(&self, value: Value<'l, '_>) -> Shape {
        Shape::of(value.raw)
    }

    fn expect(&mut self, value: Value<'l, '_>, shape: Shape, expected: &'static str) -> Option<()> {
        let found = Shape::of(value.raw);
        if found != shape {
            self.refuse(value, Problem::WrongType { expected, found: found.in_words() });
        }
        (found == shape).then_some(())
    }

    fn read<T: Deserialize<'l>>(&mut self, value: Value<'l, '_>) -> Option<T> {
        serde_json::from_str(value.raw).map_err(|error| self.refuse_json(value, &error)).ok()
    }

    fn refuse_json(&mut self, value: Value<'_, '_>, error: &serde_json::Error) {
        let start = self.range(value.raw).start + error.column().saturating_sub(1);
        let problem =
            if error.is_eof() { Problem::Unfinished } else { Problem::NotJson { reason: without_place(error) } };
        self.faults
            .push(Marked { fault: Fault { field: value.field.name(), value: None, problem }, mark: start..start + 1 });
    }
}

/// What serde_json says, without the line and column that it counts within one value.
fn without_place(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let reason = whole.split_once(" at line ").map_or(whole.as_str(), |(reason, _)| reason);
    match reason {
        "expected value" | "expected ident" => "expected a value (texts stand in quotes)".to_owned(),
        _ => reason.to_owned(),
    }
}

/// A text, borrowed from the line unless it holds escapes.
#[derive(serde::Deserialize)]
pub(super) struct Text<'l>(#[serde(borrow)] pub(super) Cow<'l, str>);

/// The members of an object in the order in which they stand there, values not yet looked into.
struct Members<'l>(Vec<Member<'l>>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(Text(key)) = map.next_key()? {
            let raw: &'de RawValue = map.next_value()?;
            members.push(Member { key, raw: raw.get() });
        }
        Ok(Members(members))
    }
}
