//! XML as a tree of elements. Names are without prefix; entities that a document declares itself are refused, those of HTML are known.

use super::NewsFault;
use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Items of agencies stand some twenty deep; a tree is walked and freed by functions that call themselves.
const DEEPEST: usize = 200;

/// An element.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name without prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// What stands in it.
    pub(super) nodes: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Text, as it is written.
    Text(String),
}

impl Element {
    /// The value of an attribute; `lang` stands for `xml:lang`.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(is, _)| is == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of this name in it.
    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element at the end of a path.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Self> {
        match path {
            [] => Some(self),
            [name, rest @ ..] => {
                self.elements().filter(|element| element.name == *name).find_map(|element| element.at(rest))
            }
        }
    }

    /// The first element of this name, at any depth.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|element| if element.name == name { Some(element) } else { element.find(name) })
    }

    /// All text in it, runs of white space made one space; none where there is none.
    pub(super) fn text(&self) -> Option<String> {
        let mut all = String::new();
        self.gather(&mut all);
        let text = all.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    fn gather(&self, all: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => all.push_str(text),
                Node::Element(element) if element.name == "br" => all.push(' '),
                Node::Element(element) => element.gather(all),
            }
        }
    }

    fn push_text(&mut self, text: &str) {
        match self.nodes.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ => self.nodes.push(Node::Text(text.to_owned())),
        }
    }
}

/// The outermost element of a document.
pub(super) fn parse(text: &str) -> Result<Element, NewsFault> {
    let mut reader = Reader::from_str(text);
    // The elements that are open, outermost first; below them, the place for the root.
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|error| ill_formed(text, reader.error_position(), &error))?;
        let here = || line(text, reader.buffer_position());
        match event {
            Event::Start(tag) => open.push(element(&tag, &here)?),
            Event::Empty(tag) => top(&mut open).nodes.push(Node::Element(element(&tag, &here)?)),
            Event::End(_) => {
                let closed = open.pop().unwrap_or_default();
                top(&mut open).nodes.push(Node::Element(closed));
            }
            Event::Text(part) => top(&mut open).push_text(&part.xml10_content()),
            Event::CData(part) => top(&mut open).push_text(&part.xml10_content()),
            Event::GeneralRef(reference) => top(&mut open).push_text(&resolved(&reference, &here)?),
            Event::DocType(declared) => check_doctype(&declared)?,
            Event::Eof => break,
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
        }
        if open.len() > DEEPEST {
            return Err(NewsFault::TooDeep { limit: DEEPEST });
        }
    }
    root(open, text)
}

/// The element that text and elements are added to.
fn top(open: &mut Vec<Element>) -> &mut Element {
    if open.is_empty() {
        open.push(Element::default());
    }
    open.last_mut().expect("one was pushed where there was none")
}

fn root(mut open: Vec<Element>, text: &str) -> Result<Element, NewsFault> {
    let fault = |message: String| NewsFault::Xml { line: line(text, text.len() as u64), message };
    if open.len() > 1 {
        let name = open.pop().unwrap_or_default().name;
        return Err(fault(format!("the element <{name}> is not closed: was the file cut off?")));
    }
    let outermost = open.pop().unwrap_or_default();
    let root = outermost.nodes.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    root.ok_or_else(|| fault("there is no element".to_owned()))
}

fn element(tag: &BytesStart<'_>, here: &dyn Fn() -> usize) -> Result<Element, NewsFault> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| NewsFault::Xml { line: here(), message: error.to_string() })?;
        let value = unescape_with(&attribute.value, resolve_html5_entity)
            .map_err(|error| NewsFault::Xml { line: here(), message: error.to_string() })?;
        attributes.push((attribute.key.local_name().into_inner().to_owned(), value.into_owned()));
    }
    Ok(Element { name: tag.local_name().into_inner().to_owned(), attributes, nodes: Vec::new() })
}

/// What an entity or a number of a character stands for.
fn resolved(reference: &BytesRef<'_>, here: &dyn Fn() -> usize) -> Result<String, NewsFault> {
    let unknown = |name: &str| NewsFault::UnknownEntity { line: here(), name: name.chars().take(40).collect() };
    let name = reference.xml10_content();
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Ok(character.to_string()),
        Ok(None) => resolve_html5_entity(&name).map(str::to_owned).ok_or_else(|| unknown(&name)),
        Err(_) => Err(unknown(&name)),
    }
}

/// Refuses a document type that declares entities.
pub(super) fn check_doctype(declared: &str) -> Result<(), NewsFault> {
    if declared.contains("<!ENTITY") { Err(NewsFault::Entities) } else { Ok(()) }
}

/// What the parser says of XML that is none.
pub(super) fn ill_formed(text: &str, at: u64, error: &quick_xml::Error) -> NewsFault {
    NewsFault::Xml { line: line(text, at), message: error.to_string() }
}

/// The line of a place in a text, counting from 1.
pub(super) fn line(text: &str, at: u64) -> usize {
    let end = usize::try_from(at).map_or(text.len(), |at| at.min(text.len()));
    memchr::memchr_iter(b'\n', &text.as_bytes()[..end]).count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_by_name_and_path() {
        let root = parse("<?xml version='1.0'?><!DOCTYPE a SYSTEM 'a.dtd'><x:a xml:lang='en'><b k=' v &amp; w '/><!-- no --><b><c>1 &lt; 2&#xE9;&eacute;<![CDATA[<&>]]>\n <i>x</i></c></b></x:a>").unwrap();
        assert_eq!((root.name.as_str(), root.attribute("lang")), ("a", Some("en")));
        assert_eq!(root.all("b").next().unwrap().attribute("k"), Some("v & w"));
        assert_eq!(root.at(&["b", "c"]).unwrap().text().unwrap(), "1 < 2éé<&> x");
        assert_eq!(root.find("i").unwrap().text().unwrap(), "x");
        assert_eq!(root.at(&["b", "d"]), None);
    }

    #[test]
    fn what_is_no_xml_is_told_with_its_line() {
        for (text, expected) in [
            ("<a>\n<b></a>", "not well-formed XML: line 2: "),
            ("<a>\n\n", "line 3: the element <a> is not closed: was the file cut off?"),
            ("", "line 1: there is no element"),
            ("<a>\n&bomb;</a>", "line 2: the entity &bomb; is not known"),
            ("<a x='1' x='2'/>", "not well-formed XML: line 1: "),
            ("<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>", "declares entities of its own"),
        ] {
            let told = parse(text).unwrap_err().to_string();
            assert!(told.contains(expected), "{text}: {told}");
        }
        let deep = "<a>".repeat(100_000);
        assert_eq!(parse(&deep), Err(NewsFault::TooDeep { limit: DEEPEST }));
    }
}
