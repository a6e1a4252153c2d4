//! NewsML-G2: news items with text, pictures or films, and packages of them.

use super::item::{Item, Meta, Subject, first_date};
use super::xml::Element;
use super::{NewsFault, blocks, nitf};
use crate::document::TextOrigin;
use crate::read::html;

/// Items that hold something else than news, and what.
const OTHER_ITEMS: &[(&str, &str)] = &[
    ("conceptItem", "a person, an event or another concept"),
    ("knowledgeItem", "a vocabulary"),
    ("planningItem", "what a newsroom plans"),
    ("catalogItem", "where vocabularies are found"),
];

/// The item that a `newsItem` or `packageItem` element is.
pub(super) fn item(root: &Element) -> Result<Item, NewsFault> {
    if let Some((item, holds)) = OTHER_ITEMS.iter().find(|(name, _)| *name == root.name) {
        return Err(NewsFault::OtherItem { item: (*item).to_owned(), holds });
    }
    let empty = Element::default();
    let content = root.at(&["contentMeta"]).unwrap_or(&empty);
    let item_meta = root.at(&["itemMeta"]).unwrap_or(&empty);
    let (body, inner) = body(root)?;
    let inner_meta = inner.meta;
    let described = descriptions(content).or_else(|| references(root));
    let subjects: Vec<Subject> = content
        .all("subject")
        .map(|subject| self::subject(subject, root))
        .filter(|subject| *subject != Subject::default())
        .collect();
    Ok(Item {
        id: root.attribute("guid").map(String::from),
        title: headline(content).or(inner.title).or_else(|| item_meta.at(&["title"])?.text()),
        date: date(item_meta, content).or(inner.date),
        lang: content
            .at(&["language"])
            .and_then(|language| language.attribute("tag"))
            .or_else(|| root.attribute("lang"))
            .map(String::from)
            .or(inner.lang),
        text: body.or(described).unwrap_or_default(),
        text_origin: TextOrigin::Extracted,
        meta: Meta {
            dateline: content.at(&["dateline"]).and_then(Element::text).or(inner_meta.dateline),
            byline: content.at(&["by"]).and_then(Element::text).or(inner_meta.byline),
            subjects: if subjects.is_empty() { inner_meta.subjects } else { subjects },
        },
    })
}

/// The first rendition of the content that has text, and what it says of itself.
fn body(root: &Element) -> Result<(Option<String>, Item), NewsFault> {
    let renditions = root.all("contentSet").flat_map(Element::elements);
    for rendition in renditions {
        let item = match rendition.name.as_str() {
            "inlineXML" => inline_xml(rendition),
            "inlineData" => inline_data(rendition)?,
            _ => continue,
        };
        if !item.text.is_empty() {
            let mut item = item;
            return Ok((Some(std::mem::take(&mut item.text)), item));
        }
    }
    Ok((None, Item::default()))
}

/// NITF, else XHTML, whole or in pieces; what has no paragraphs, as tables of sports results, is no text.
fn inline_xml(rendition: &Element) -> Item {
    if let Some(nitf) = rendition.find("nitf") {
        return nitf::item(nitf);
    }
    let body = rendition.find("body").or_else(|| rendition.find("p").map(|_| rendition));
    let text = body.map(blocks::text).unwrap_or_default();
    Item { text, title: rendition.find("title").and_then(Element::text), ..Item::default() }
}

/// Text as it is, or HTML within it.
fn inline_data(rendition: &Element) -> Result<Item, NewsFault> {
    let written: String = rendition
        .nodes
        .iter()
        .filter_map(|node| match node {
            super::xml::Node::Text(text) => Some(text.as_str()),
            super::xml::Node::Element(_) => None,
        })
        .collect();
    let kind = rendition.attribute("contenttype").unwrap_or_default();
    let text = match kind {
        "" | "text/plain" => written.trim().to_owned(),
        _ if kind.contains("html") => html::fragment_text(&written)
            .map_err(|fault| NewsFault::Html { property: "inlineData".to_owned(), message: fault.to_string() })?,
        // Bytes of something else.
        _ => String::new(),
    };
    Ok(Item { text, ..Item::default() })
}

fn headline(content: &Element) -> Option<String> {
    let is_main = |headline: &&Element| headline.attribute("role").is_none_or(|role| role.ends_with("main"));
    let main = content.all("headline").filter(is_main).find_map(Element::text);
    main.or_else(|| content.all("headline").find_map(Element::text))
}

/// Captions and summaries, each a paragraph; of several in one role, the first.
fn descriptions(content: &Element) -> Option<String> {
    let mut roles = Vec::new();
    let mut described = Vec::new();
    for description in content.all("description") {
        let role = description.attribute("role");
        if !roles.contains(&role) {
            roles.push(role);
            described.extend(Some(blocks::text(description)).filter(|text| !text.is_empty()));
        }
    }
    (!described.is_empty()).then(|| described.join("\n\n"))
}

/// What a package says of the items in it: title and summary of each, a paragraph each.
fn references(root: &Element) -> Option<String> {
    let references = root.all("groupSet").flat_map(|set| set.all("group")).flat_map(|group| group.all("itemRef"));
    let said = |reference: &Element| {
        let title = ["title", "headline"].iter().find_map(|name| reference.at(&[*name])).and_then(Element::text);
        [title, descriptions(reference)].into_iter().flatten().collect::<Vec<_>>()
    };
    let paragraphs: Vec<String> = references.flat_map(said).collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

/// When the item was first there; else when its content was made, else when this version was.
fn date(item_meta: &Element, content: &Element) -> Option<crate::date::PartialDate> {
    let texts = [item_meta.at(&["firstCreated"]), content.at(&["contentCreated"]), item_meta.at(&["versionCreated"])]
        .map(|element| element?.text());
    first_date(texts.iter().map(Option::as_deref))
}

/// A subject; where it has no name, the item may say it elsewhere, under the same code.
fn subject(element: &Element, root: &Element) -> Subject {
    let code = ["qcode", "uri", "literal"].iter().find_map(|name| element.attribute(name));
    let name_of = |element: &Element| element.at(&["name"]).and_then(Element::text);
    let asserted = || {
        root.all("assert")
            .find(|assert| code.is_some() && [assert.attribute("qcode"), assert.attribute("uri")].contains(&code))
            .and_then(name_of)
    };
    Subject {
        code: code.map(String::from),
        name: name_of(element).or_else(asserted),
        kind: element.attribute("type").map(|kind| kind.rsplit(':').next().unwrap_or(kind).to_owned()),
    }
}
