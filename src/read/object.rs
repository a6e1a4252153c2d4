//! A document from a JSON object, whose fields the user may name.

use super::bad::Fault;
use super::batch::Origin;
use super::date::document_date;
use super::select;
use super::{nesting, news, plain};
use crate::date::PartialDate;
use crate::document::{Document, Source, TextOrigin};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The names of the fields of a document in structured input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldNames {
    /// What the document is called.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its headline.
    pub title: String,
    /// When it was published.
    pub date: String,
    /// Its language.
    pub lang: String,
    /// Other fields that go along into the output. In JSON and Parquet, a dot leads from an object to a field in it.
    pub select: Vec<String>,
}

impl Default for FieldNames {
    fn default() -> Self {
        let [id, text, title, date, lang] = ["id", "text", "title", "date", "lang"].map(String::from);
        Self { id, text, title, date, lang, select: Vec::new() }
    }
}

/// Two parts of a document are to be read from one field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("--{first}-field and --{second}-field both name the field \"{field}\": a field can be one of them only")]
pub struct SameFieldTwice {
    /// The first part.
    pub first: &'static str,
    /// The second.
    pub second: &'static str,
    /// The field.
    pub field: String,
}

impl FieldNames {
    pub(super) fn parts(&self) -> [(&'static str, &str); 5] {
        [("id", &self.id), ("text", &self.text), ("title", &self.title), ("date", &self.date), ("lang", &self.lang)]
    }

    /// Whether every part of a document has a field of its own.
    ///
    /// # Errors
    ///
    /// [`SameFieldTwice`] for the first two parts that share one.
    pub fn check(&self) -> Result<(), SameFieldTwice> {
        let parts = self.parts();
        for (at, (first, field)) in parts.iter().enumerate() {
            if let Some((second, _)) = parts[at + 1..].iter().find(|(_, other)| other == field) {
                return Err(SameFieldTwice { first, second, field: (*field).to_owned() });
            }
        }
        Ok(())
    }
}

/// The document that a JSON object is.
pub(super) fn document<'a>(origin: &'a Origin, json: &'a str, names: &FieldNames) -> Result<Document<'a>, Fault> {
    let found = fields(json, names)?;
    if found.text.is_none() && news::is_ninjs(json) {
        return news::ninjs_document(origin, json);
    }
    Ok(Document {
        id: id(found.id, names)?.unwrap_or_else(|| Cow::Owned(format!("{}#{}", origin.path, origin.number))),
        source: Source { path: &origin.path, record: origin.number },
        title: text_or_null(found.title, &names.title)?,
        date: date(found.date, names)?,
        lang: text_or_null(found.lang, &names.lang)?.filter(|lang| !lang.is_empty()),
        charset: None,
        text: text(found.text, json, names)?,
        meta: select::of_object(json, names)?,
        text_origin: TextOrigin::Input,
    })
}

fn fields<'a>(json: &'a str, names: &FieldNames) -> Result<Fields<'a>, Fault> {
    match plain::fields(json, names) {
        Some(fields) => Ok(fields),
        None => {
            nesting::check(json)?;
            any_fields(json, names)
        }
    }
}

/// The fields of any object.
pub(super) fn any_fields<'a>(json: &'a str, names: &FieldNames) -> Result<Fields<'a>, Fault> {
    match json.trim_ascii_start().as_bytes().first() {
        Some(b'{') => parse(json, |json| json.deserialize_map(Named(names))),
        _ => {
            let value: Value<'_> = parse(json, |json| Value::deserialize(json))?;
            Err(Fault::NotAnObject { found: value.describe() })
        }
    }
}

type Json<'a> = serde_json::Deserializer<serde_json::de::StrRead<'a>>;

fn parse<'a, T>(json: &'a str, read: impl FnOnce(&mut Json<'a>) -> Result<T, serde_json::Error>) -> Result<T, Fault> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = read(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    value.map_err(|error| Fault::Json { message: error.to_string() })
}

fn id<'a>(raw: Option<Loose<'a>>, names: &FieldNames) -> Result<Option<Cow<'a, str>>, Fault> {
    let value = loose(raw, &names.id)?;
    match value {
        Value::Text(text) => Ok(Some(text).filter(|text| !text.is_empty())),
        Value::Number(digits) => Ok(Some(Cow::Borrowed(digits))),
        Value::Null => Ok(None),
        other => Err(wrong_type(&names.id, "a string or a number", &other)),
    }
}

fn date(raw: Option<Loose<'_>>, names: &FieldNames) -> Result<Option<PartialDate>, Fault> {
    let value = loose(raw, &names.date)?;
    let text = match &value {
        Value::Text(text) => text,
        Value::Number(digits) => *digits,
        Value::Null => return Ok(None),
        other => return Err(wrong_type(&names.date, "a date in a string", other)),
    };
    let fault = |error| Fault::Date { field: names.date.clone(), value: text.chars().take(60).collect(), error };
    document_date(text).map_err(fault)
}

fn text_or_null<'a>(value: Option<Value<'a>>, field: &str) -> Result<Option<Cow<'a, str>>, Fault> {
    match value.unwrap_or(Value::Null) {
        Value::Text(text) => Ok(Some(text)),
        Value::Null => Ok(None),
        other => Err(wrong_type(field, "a string or null", &other)),
    }
}

fn text<'a>(value: Option<Value<'a>>, json: &str, names: &FieldNames) -> Result<Cow<'a, str>, Fault> {
    match value {
        Some(Value::Text(text)) => Ok(text),
        Some(other) => Err(wrong_type(&names.text, "a string", &other)),
        None => Err(Fault::NoText { field: names.text.clone(), present: present(json) }),
    }
}

fn wrong_type(field: &str, expected: &'static str, value: &Value<'_>) -> Fault {
    Fault::WrongType { field: field.to_owned(), expected, found: value.describe() }
}

/// The fields that an object has, as a sentence.
fn present(json: &str) -> String {
    let keys = parse(json, |json| json.deserialize_map(Keys)).unwrap_or_default();
    if keys.is_empty() {
        return "the object has no fields".to_owned();
    }
    format!("the object has {}", keys.join(", "))
}

/// The parts of a document as they stand in the object; of a field that is there twice, the last.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Fields<'a> {
    pub(super) id: Option<Loose<'a>>,
    pub(super) date: Option<Loose<'a>>,
    pub(super) text: Option<Value<'a>>,
    pub(super) title: Option<Value<'a>>,
    pub(super) lang: Option<Value<'a>>,
}

/// A value of a field that also takes numbers: they keep all their digits.
#[derive(Debug, PartialEq)]
pub(super) enum Loose<'a> {
    /// As it stands in the object.
    Json(&'a str),
    /// A string, already read.
    Text(Cow<'a, str>),
}

/// Gathers the fields of a document by their names.
struct Named<'n>(&'n FieldNames);

impl<'a> Visitor<'a> for Named<'_> {
    type Value = Fields<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Fields<'a>, M::Error> {
        let (names, mut fields) = (self.0, Fields::default());
        while let Some(Key(key)) = map.next_key()? {
            if key == names.text {
                fields.text = Some(map.next_value()?);
            } else if key == names.title {
                fields.title = Some(map.next_value()?);
            } else if key == names.lang {
                fields.lang = Some(map.next_value()?);
            } else if key == names.id {
                fields.id = Some(Loose::Json(map.next_value::<&RawValue>()?.get()));
            } else if key == names.date {
                fields.date = Some(Loose::Json(map.next_value::<&RawValue>()?.get()));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(fields)
    }
}

/// A key, borrowed where it holds no escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// Gathers the keys of an object.
struct Keys;

/// So many keys are told.
const KEYS_SHOWN: usize = 12;

impl<'a> Visitor<'a> for Keys {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Vec<String>, M::Error> {
        let mut keys = Vec::new();
        while let Some((Key(key), _)) = map.next_entry::<_, IgnoredAny>()? {
            if keys.len() < KEYS_SHOWN {
                keys.push(format!("{:?}", key.chars().take(40).collect::<String>()));
            } else if keys.len() == KEYS_SHOWN {
                keys.push("…".to_owned());
            }
        }
        Ok(keys)
    }
}

/// A JSON value, as far as a document's fields need to know it.
#[derive(Debug, PartialEq)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    /// With its digits as they stand, where they are known.
    Number(&'a str),
    Null,
    Bool,
    Array,
    Object,
}

impl Value<'_> {
    fn describe(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Number(_) => "a number",
            Self::Null => "null",
            Self::Bool => "true or false",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// What a field holds that also takes numbers.
pub(super) fn loose<'a>(raw: Option<Loose<'a>>, field: &str) -> Result<Value<'a>, Fault> {
    let json = match raw {
        None => return Ok(Value::Null),
        Some(Loose::Text(text)) => return Ok(Value::Text(text)),
        Some(Loose::Json(json)) => json,
    };
    let value = serde_json::from_str(json)
        .map_err(|error| Fault::Json { message: format!("in the field \"{field}\": {error}") })?;
    Ok(if matches!(value, Value::Number(_)) { Value::Number(json) } else { value })
}

impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'a> Visitor<'a> for AnyValue {
    type Value = Value<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<Value<'a>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'a>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Value<'a>, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value<'a>, E> {
        Ok(Value::Bool)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value<'a>, E> {
        Ok(Value::Number(""))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value<'a>, E> {
        Ok(Value::Number(""))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value<'a>, E> {
        Ok(Value::Number(""))
    }

    fn visit_seq<S: SeqAccess<'a>>(self, mut items: S) -> Result<Value<'a>, S::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Array)
    }

    fn visit_map<M: MapAccess<'a>>(self, mut entries: M) -> Result<Value<'a>, M::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn check(json: &str, look: impl FnOnce(Result<Document<'_>, Fault>)) {
        let origin = Origin { path: Arc::from("in.jsonl"), number: 7, offset: 0 };
        look(document(&origin, json, &FieldNames::default()));
    }

    #[track_caller]
    fn refused(json: &str, expected: &str) {
        check(json, |document| assert_eq!(document.unwrap_err().to_string(), expected, "{json}"));
    }

    #[test]
    fn a_number_keeps_the_digits_that_it_has() {
        for digits in ["17", "-3", "12345678901234567890123", "1.50", "1e3"] {
            check(&format!(r#"{{"text": "", "id": {digits}}}"#), |document| {
                assert_eq!(document.unwrap().id, digits);
            });
        }
    }

    #[test]
    fn an_id_that_says_nothing_is_made_from_the_place() {
        for json in [r#"{"text": ""}"#, r#"{"text": "", "id": null}"#, r#"{"text": "", "id": ""}"#] {
            check(json, |document| assert_eq!(document.unwrap().id, "in.jsonl#7"));
        }
    }

    #[test]
    fn text_is_borrowed_unless_it_holds_escapes() {
        check(r#"{"text": "plain", "title": "a\nb", "x": [1, {"text": 2}]}"#, |document| {
            let document = document.unwrap();
            assert!(matches!(document.text, Cow::Borrowed("plain")));
            assert_eq!(document.title.as_deref(), Some("a\nb"));
        });
    }

    #[test]
    fn a_date_may_be_a_number() {
        check(r#"{"text": "", "date": 20191009}"#, |document| {
            assert_eq!(document.unwrap().date.unwrap().to_string(), "2019-10-09");
        });
    }

    #[test]
    fn faults_name_the_field_and_what_it_holds() {
        refused(r#"{"text": 1}"#, r#"the field "text" should be a string, but it is a number"#);
        refused(r#"{"text": null}"#, r#"the field "text" should be a string, but it is null"#);
        refused(
            r#"{"text": "", "title": ["a"]}"#,
            r#"the field "title" should be a string or null, but it is an array"#,
        );
        refused(r#"{"text": "", "lang": {}}"#, r#"the field "lang" should be a string or null, but it is an object"#);
        refused(
            r#"{"text": "", "id": true}"#,
            r#"the field "id" should be a string or a number, but it is true or false"#,
        );
        refused(
            r#"{"body": "", "Text": ""}"#,
            r#"the field "text", which should hold the text, is missing; the object has "body", "Text" (--text-field names another)"#,
        );
        refused("[1]", r#"expected a JSON object such as {"id": …, "text": …}, found an array"#);
        refused(r#"{"text": "a" "#, "not JSON: EOF while parsing an object at line 1 column 13");
        refused(r#"{"text": "a"} x"#, "not JSON: trailing characters at line 1 column 15");
        check(r#"{"text": "\ud83d"}"#, |document| {
            assert!(
                matches!(document, Err(Fault::Json { message }) if message.contains("surrogate") || message.contains("hex escape"))
            );
        });
    }

    #[test]
    fn no_field_has_two_meanings() {
        let names = FieldNames { title: "text".to_owned(), ..FieldNames::default() };
        let error = names.check().unwrap_err();
        assert_eq!((error.first, error.second), ("text", "title"));
        assert!(FieldNames::default().check().is_ok());
    }
}
