//! NITF, alone in a file or within an item of NewsML-G2.

use super::blocks;
use super::item::{Item, Meta, Subject, first_date};
use super::xml::Element;
use crate::document::TextOrigin;

/// What `identified-content` names, by element, with the word for it.
const IDENTIFIED: &[(&str, &str)] = &[
    ("person", "person"),
    ("org", "organization"),
    ("location", "place"),
    ("event", "event"),
    ("object.title", "object"),
];

/// The item that an `nitf` element is.
pub(super) fn item(nitf: &Element) -> Item {
    let head = nitf.at(&["body", "body.head"]);
    let data = nitf.at(&["head", "docdata"]);
    let content: Vec<String> = nitf
        .elements()
        .filter(|part| part.name == "body")
        .flat_map(|body| body.all("body.content"))
        .map(blocks::text)
        .collect();
    let text = content.join("\n\n").trim().to_owned();
    let abstract_text = || head.and_then(|head| head.at(&["abstract"])).map(blocks::text).unwrap_or_default();
    Item {
        id: data.and_then(|data| data.at(&["doc-id"])?.attribute("id-string")).map(String::from),
        title: title(nitf),
        date: date(nitf),
        lang: nitf.attribute("lang").or_else(|| nitf.at(&["body"])?.attribute("lang")).map(String::from),
        text: if text.is_empty() { abstract_text() } else { text },
        text_origin: TextOrigin::Extracted,
        meta: Meta {
            dateline: head.and_then(|head| head.at(&["dateline"])?.text()),
            byline: head.and_then(|head| head.at(&["byline"])?.text()),
            subjects: subjects(nitf),
        },
    }
}

fn title(nitf: &Element) -> Option<String> {
    let headline =
        nitf.at(&["body", "body.head", "hedline", "hl1"]).or_else(|| nitf.at(&["body", "body.head", "hedline"]));
    headline.and_then(Element::text).or_else(|| nitf.at(&["head", "title"])?.text())
}

/// The day of issue or release, else that of the paper or of the dateline.
fn date(nitf: &Element) -> Option<crate::date::PartialDate> {
    let ways: [(&[&str], &str); 4] = [
        (&["head", "docdata", "date.issue"], "norm"),
        (&["head", "docdata", "date.release"], "norm"),
        (&["head", "pubdata"], "date.publication"),
        (&["body", "body.head", "dateline", "story.date"], "norm"),
    ];
    first_date(ways.map(|(path, attribute)| nitf.at(path)?.attribute(attribute)))
}

/// `tobject.subject`, `identified-content` and the key words.
fn subjects(nitf: &Element) -> Vec<Subject> {
    let object = nitf.at(&["head", "tobject"]);
    let of_object = object.into_iter().flat_map(|object| object.all("tobject.subject")).map(|subject| Subject {
        code: subject.attribute("tobject.subject.refnum").map(String::from),
        name: ["detail", "matter", "type"]
            .iter()
            .find_map(|part| subject.attribute(&format!("tobject.subject.{part}")))
            .map(String::from),
        kind: None,
    });
    let data = nitf.at(&["head", "docdata"]);
    let identified =
        data.into_iter().flat_map(|data| data.all("identified-content")).flat_map(Element::elements).map(identified);
    let keys = data.and_then(|data| data.at(&["key-list"])).into_iter().flat_map(|list| list.all("keyword"));
    let keys = keys.map(|key| Subject { name: key.attribute("key").map(String::from), ..Subject::default() });
    of_object.chain(identified).chain(keys).filter(|subject| subject.code.is_some() || subject.name.is_some()).collect()
}

fn identified(element: &Element) -> Subject {
    let kind = IDENTIFIED.iter().find(|(name, _)| *name == element.name).map(|(_, word)| (*word).to_owned());
    let attribute = |name: &str| element.attribute(name).map(String::from);
    let code = attribute("idsrc").zip(attribute("value")).map(|(source, value)| format!("{source}:{value}"));
    Subject {
        code: code.or_else(|| attribute("value")),
        name: element.text(),
        kind: kind.or_else(|| attribute("type")),
    }
}
