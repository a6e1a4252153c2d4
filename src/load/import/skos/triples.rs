//! The triples of a source, whatever the syntax of RDF that they are written in.

use crate::load::error::Problem;
use oxrdf::Triple;
use oxrdfxml::{RdfXmlParseError, RdfXmlParser};
use oxttl::{NTriplesParser, TurtleParseError, TurtleParser};
use std::io::BufRead;

/// What is wrong where a triple should stand, and in which line where that is known.
#[derive(Debug)]
pub(super) struct BadTriple {
    pub(super) line: Option<u64>,
    pub(super) problem: Problem,
}

/// The triples of a source in their order.
pub(super) type Triples = Box<dyn Iterator<Item = Result<Triple, BadTriple>>>;

/// A syntax of RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// `<subject> <predicate> <object> .`, one a line: a bad line spoils nothing but itself.
    NTriples,
    /// The same with prefixes and short forms.
    Turtle,
    /// RDF in XML.
    Xml,
}

impl Syntax {
    /// The syntax of a source that begins so.
    pub(super) fn of(head: &str) -> Self {
        let first =
            head.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
        let is_triple =
            (first.starts_with('<') && first.contains("> <") || first.starts_with("_:")) && first.ends_with('.');
        if first.starts_with("<?xml") || first.starts_with("<!") || first.starts_with("<rdf:") {
            Self::Xml
        } else if is_triple {
            Self::NTriples
        } else {
            Self::Turtle
        }
    }

    /// Reads triples. `base` completes references that are not whole.
    ///
    /// # Errors
    ///
    /// Where the base is no IRI.
    pub(super) fn triples(
        self,
        input: impl BufRead + 'static,
        base: Option<&str>,
    ) -> Result<Triples, oxrdf::IriParseError> {
        Ok(match self {
            Self::NTriples => Box::new(NTriplesParser::new().for_reader(input).map(of_turtle)),
            Self::Turtle => {
                let parser =
                    base.map_or_else(|| Ok(TurtleParser::new()), |base| TurtleParser::new().with_base_iri(base))?;
                Box::new(parser.for_reader(input).map(of_turtle))
            }
            Self::Xml => {
                let parser =
                    base.map_or_else(|| Ok(RdfXmlParser::new()), |base| RdfXmlParser::new().with_base_iri(base))?;
                Box::new(until_bad(parser.for_reader(input).map(of_xml)))
            }
        })
    }
}

fn of_turtle(read: Result<Triple, TurtleParseError>) -> Result<Triple, BadTriple> {
    read.map_err(|error| match error {
        TurtleParseError::Io(error) => BadTriple { line: None, problem: Problem::Read(error) },
        TurtleParseError::Syntax(error) => {
            let line = Some(error.location().start.line + 1);
            BadTriple {
                line,
                problem: Problem::NotTaken { reason: format!("not a triple: {}", error.message()).into() },
            }
        }
    })
}

fn of_xml(read: Result<Triple, RdfXmlParseError>) -> Result<Triple, BadTriple> {
    read.map_err(|error| match error {
        RdfXmlParseError::Io(error) => BadTriple { line: None, problem: Problem::Read(error) },
        RdfXmlParseError::Syntax(error) => {
            let reason = format!("not RDF in XML, and nothing behind this is read: {error}");
            BadTriple { line: None, problem: Problem::NotTaken { reason: reason.into() } }
        }
    })
}

/// All up to the first that is bad: behind a fault in XML nothing tells what belongs to what.
fn until_bad<T, E>(all: impl Iterator<Item = Result<T, E>>) -> impl Iterator<Item = Result<T, E>> {
    all.scan(false, |is_over, item| (!std::mem::replace(is_over, item.is_err())).then_some(item))
}

/// Whether the entities that a document type declares are made of each other. A few lines of them can stand for gigabytes of text, and the
/// reader of XML writes them out; a vocabulary needs none.
pub(super) fn nests_entities(head: &str) -> bool {
    let Some((_, declared)) = head.split_once("<!DOCTYPE") else { return false };
    let declared = declared.split_once("<rdf:RDF").map_or(declared, |(declared, _)| declared);
    declared.split("<!ENTITY").skip(1).any(|entity| entity.split('>').next().is_some_and(|value| value.contains('&')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells_the_syntax() {
        assert_eq!(Syntax::of("# c\n<http://a/1> <http://b> \"x\" .\n"), Syntax::NTriples);
        assert_eq!(Syntax::of("_:a <http://b> \"x\" .\n"), Syntax::NTriples);
        assert_eq!(Syntax::of("@prefix a: <http://a/> .\n"), Syntax::Turtle);
        assert_eq!(Syntax::of("<http://a/1> a <http://b> ;\n"), Syntax::Turtle);
        assert_eq!(Syntax::of("<rdf:RDF xmlns:rdf=\"…\">"), Syntax::Xml);
    }

    #[test]
    fn entities_made_of_entities_are_seen() {
        let nested = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><rdf:RDF/>";
        assert!(nests_entities(nested));
        assert!(!nests_entities("<!DOCTYPE a [<!ENTITY a \"ha\">]><rdf:RDF>&a;</rdf:RDF>"));
        assert!(!nests_entities("<rdf:RDF>R&amp;D</rdf:RDF>"));
    }

    #[test]
    fn nothing_is_read_behind_a_fault() {
        assert_eq!(until_bad([Ok(1), Err(2), Ok(3)].into_iter()).collect::<Vec<_>>(), [Ok(1), Err(2)]);
    }
}
