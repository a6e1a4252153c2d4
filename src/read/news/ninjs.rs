//! ninjs, "News in JSON", in its versions 1 to 3, which name the same things differently: `headline`, `headline_main`, `headlines`.

use super::NewsFault;
use super::item::{Item, Meta, Subject, first_date};
use super::{blocks, xml};
use crate::document::{Document, TextOrigin};
use crate::read::Fault;
use crate::read::batch::Origin;
use crate::read::{html, nesting};
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// Properties of which an item has at least one beside its `uri`.
const MARKS: &[&str] = &[
    "versioncreated",
    "versionCreated",
    "firstcreated",
    "firstCreated",
    "contentcreated",
    "contentCreated",
    "headlines",
    "bodies",
    "descriptions",
    "eventDetails",
    "renditions",
    "representationtype",
    "representationType",
    "pubstatus",
    "pubStatus",
];

/// What the properties of version 1 begin with that hold text.
const STEMS: &[&str] = &["body_", "headline_", "description_"];

/// The lists of what an item is about, by version, with the word for what is in them.
const SUBJECTS: &[(&str, Option<&str>)] = &[
    ("subject", None),
    ("subjects", None),
    ("person", Some("person")),
    ("people", Some("person")),
    ("organisation", Some("organization")),
    ("organisations", Some("organization")),
    ("place", Some("place")),
    ("places", Some("place")),
    ("event", Some("event")),
    ("events", Some("event")),
    ("object", Some("object")),
    ("objects", Some("object")),
];

/// The document that an item is.
pub(in crate::read) fn document<'a>(origin: &'a Origin, json: &str) -> Result<Document<'a>, Fault> {
    nesting::check(json)?;
    match serde_json::from_str(json) {
        Ok(Value::Object(object)) => Ok(item(&object)?.document(origin)?),
        Ok(other) => Err(Fault::NotAnObject { found: found(&other) }),
        Err(error) => Err(Fault::Json { message: error.to_string() }),
    }
}

/// Whether a JSON object is an item: it has a `uri` and something that only items have.
pub(in crate::read) fn is_item(json: &str) -> bool {
    let Ok(Value::Object(object)) = serde_json::from_str(json) else { return false };
    let is_mark = |name: &String| MARKS.contains(&name.as_str()) || STEMS.iter().any(|stem| name.starts_with(stem));
    object.contains_key("uri") && object.keys().any(is_mark)
}

fn item(object: &Object) -> Result<Item, NewsFault> {
    let bodies = labelled(object, "bodies", "body")?;
    let (text, text_origin) = match body(&bodies)? {
        Some(body) => body,
        None => (described(object)?, TextOrigin::Input),
    };
    let dates =
        ["firstcreated", "firstCreated", "contentcreated", "contentCreated", "versioncreated", "versionCreated"];
    let dates = dates.iter().map(|name| string(object, name)).collect::<Result<Vec<_>, _>>()?;
    Ok(Item {
        id: string(object, "uri")?.map(String::from),
        title: title(object)?,
        date: first_date(dates),
        lang: string(object, "language")?.map(String::from),
        text,
        text_origin,
        meta: Meta {
            dateline: first_string(object, &["dateline", "located"])?,
            byline: first_string(object, &["byline", "by"])?,
            subjects: subjects(object)?,
        },
    })
}

/// One of several renditions of a headline, a body or a description.
struct Labelled<'o> {
    /// What it is called, for complaints.
    property: String,
    /// Its role and its type, in small letters.
    label: String,
    value: &'o str,
}

/// All renditions of something: those of the list of version 2 and 3, and the properties of version 1, `body_text` and the like.
fn labelled<'o>(object: &'o Object, list: &str, stem: &str) -> Result<Vec<Labelled<'o>>, NewsFault> {
    let mut all = Vec::new();
    for (at, entry) in items(object, list)?.iter().enumerate() {
        let property = format!("{list}[{at}]");
        let Value::Object(entry) = entry else { return Err(wrong_type(&property, "an object", entry)) };
        let label = ["role", "contenttype", "contentType"]
            .map(|name| entry.get(name).and_then(Value::as_str).unwrap_or_default());
        if let Some(value) = string_of(entry, "value", &format!("{property}.value"))? {
            all.push(Labelled { property, label: label.join(" ").to_ascii_lowercase(), value });
        }
    }
    for name in object
        .keys()
        .filter(|name| name.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
    {
        if let Some(value) = string(object, name)? {
            all.push(Labelled { property: name.clone(), label: name.to_ascii_lowercase(), value });
        }
    }
    Ok(all)
}

/// The headline; an event has a title instead.
fn title(object: &Object) -> Result<Option<String>, NewsFault> {
    let headlines = labelled(object, "headlines", "headline")?;
    let main = headlines.iter().find(|headline| headline.label.contains("main")).or(headlines.first());
    let title = match main {
        Some(headline) if is_html(headline) => html_text(headline)?,
        Some(headline) => headline.value.trim().to_owned(),
        None => string(object, "title")?.unwrap_or_default().trim().to_owned(),
    };
    Ok(Some(title).filter(|title| !title.is_empty()))
}

/// The body: plain text that has lines; else HTML, which has paragraphs; else plain text; else NITF.
fn body(bodies: &[Labelled<'_>]) -> Result<Option<(String, TextOrigin)>, NewsFault> {
    let plain = |body: &&Labelled<'_>| !is_html(body) && !is_xml(body);
    let as_given = |body: &Labelled<'_>| (body.value.to_owned(), TextOrigin::Input);
    if let Some(body) = bodies.iter().filter(plain).find(|body| body.value.contains('\n')) {
        return Ok(Some(as_given(body)));
    }
    if let Some(body) = bodies.iter().find(|body| is_html(body)) {
        return Ok(Some((html_text(body)?, TextOrigin::Extracted)));
    }
    if let Some(body) = bodies.iter().find(plain) {
        return Ok(Some(as_given(body)));
    }
    bodies.first().map(|body| Ok((blocks::text(&xml::parse(body.value)?), TextOrigin::Extracted))).transpose()
}

fn is_html(body: &Labelled<'_>) -> bool {
    body.label.contains("html") || body.label.contains("richtext")
}

fn is_xml(body: &Labelled<'_>) -> bool {
    body.label.contains("nitf") || body.label.contains("xml")
}

fn html_text(body: &Labelled<'_>) -> Result<String, NewsFault> {
    html::fragment_text(body.value)
        .map_err(|fault| NewsFault::Html { property: body.property.clone(), message: fault.to_string() })
}

/// What describes a picture or an event, where there is no body.
fn described(object: &Object) -> Result<String, NewsFault> {
    let descriptions = labelled(object, "descriptions", "description")?;
    Ok(descriptions.first().map(|description| description.value.trim().to_owned()).unwrap_or_default())
}

fn subjects(object: &Object) -> Result<Vec<Subject>, NewsFault> {
    let mut subjects = Vec::new();
    for (list, kind) in SUBJECTS {
        for (at, entry) in items(object, list)?.iter().enumerate() {
            let property = format!("{list}[{at}]");
            let Value::Object(entry) = entry else { return Err(wrong_type(&property, "an object", entry)) };
            let part =
                |name: &str| string_of(entry, name, &format!("{property}.{name}")).map(|text| text.map(String::from));
            let code = [part("code")?, part("uri")?, part("literal")?, part("qcode")?].into_iter().flatten().next();
            let subject = Subject { code, name: part("name")?, kind: kind.map(String::from) };
            if subject.code.is_some() || subject.name.is_some() {
                subjects.push(subject);
            }
        }
    }
    Ok(subjects)
}

fn first_string(object: &Object, names: &[&str]) -> Result<Option<String>, NewsFault> {
    for name in names {
        if let Some(text) = string(object, name)? {
            return Ok(Some(text.to_owned()));
        }
    }
    Ok(None)
}

fn string<'o>(object: &'o Object, name: &str) -> Result<Option<&'o str>, NewsFault> {
    string_of(object, name, name)
}

/// A string that is not empty; none where there is none.
fn string_of<'o>(object: &'o Object, name: &str, property: &str) -> Result<Option<&'o str>, NewsFault> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
        Some(other) => Err(wrong_type(property, "a string", other)),
    }
}

/// The entries of a list; none where there is none.
fn items<'o>(object: &'o Object, name: &str) -> Result<&'o [Value], NewsFault> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(entries)) => Ok(entries),
        Some(other) => Err(wrong_type(name, "an array", other)),
    }
}

fn wrong_type(property: &str, expected: &'static str, value: &Value) -> NewsFault {
    NewsFault::WrongType { property: property.to_owned(), expected, found: found(value) }
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
