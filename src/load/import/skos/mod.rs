//! SKOS: the concepts of a vocabulary with their labels, as Turtle, N-Triples or RDF in XML.
//!
//! The triples of a concept may stand anywhere in a file, so labels are held until it ends (docs/dictionary-import.md says what that costs,
//! `tests/suite/import_memory.rs` measures it). A file that is sorted by subject can be read without holding more than one concept.

mod concept;
mod triples;

use super::input::Input;
use super::languages::LanguageFilter;
use super::sink::Sink;
use super::{ImportError, Importer, Kind, Reader};
use crate::load::error::{Fault, Problem};
use concept::{Concept, Said};
use oxrdf::{NamedOrBlankNode, Triple};
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;
use triples::{Syntax, nests_entities};

/// What an import of a vocabulary takes.
#[derive(Clone, Debug)]
pub struct SkosOptions {
    /// The type of all entities.
    pub kind: String,
    /// The languages that labels are taken in.
    pub languages: LanguageFilter,
    /// What completes references that are not whole.
    pub base: Option<String>,
    /// Whether concepts may be scattered over a file.
    pub order: Order,
}

/// How the triples of a file stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Anyhow: labels are held until the end.
    Any,
    /// Sorted by subject, byte by byte, as `LC_ALL=C sort` sorts N-Triples: one concept is held. A subject out of order stops the import.
    Sorted,
}

/// Reads vocabularies.
pub fn importer(options: SkosOptions) -> Importer<'static> {
    Importer::new(Kind::Skos, Skos { options, held: Vec::new(), places: HashMap::new() })
}

struct Skos {
    options: SkosOptions,
    /// Concepts in the order in which they were first spoken of.
    held: Vec<(Rc<str>, Concept)>,
    places: HashMap<Rc<str>, usize>,
}

impl Reader for Skos {
    fn read(&mut self, input: Input, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        let path = input.path().to_owned();
        let head = String::from_utf8_lossy(input.head()).into_owned();
        if head.trim_start().starts_with(['{', '[']) {
            return Err(json_ld(&path));
        }
        let syntax = Syntax::of(&head);
        let bytes = sink.begin(input);
        if syntax == Syntax::Xml && nests_entities(&head) {
            let reason = "its document type declares entities that are made of others, which are not written out";
            sink.bad(None, Fault::whole(Problem::NotTaken { reason: reason.into() }));
            return Ok(());
        }
        let base = self.options.base.as_deref();
        let triples = syntax.triples(bytes, base).map_err(|error| {
            ImportError::Options(format!(
                "--base is \"{}\": expected an IRI such as http://example.org/vocabulary ({error})",
                base.unwrap_or_default()
            ))
        })?;
        let mut last = None;
        for triple in triples {
            sink.record();
            match triple {
                Ok(triple) => self.triple(sink, &triple, &mut last, &path)?,
                Err(bad) => {
                    let is_over = matches!(bad.problem, Problem::Read(_));
                    sink.bad(bad.line, Fault::whole(bad.problem));
                    if is_over {
                        break;
                    }
                }
            }
        }
        last.map_or(Ok(()), |(iri, concept)| self.write(sink, &iri, concept))
    }

    fn finish(&mut self, sink: &mut Sink<'_>) -> Result<(), ImportError> {
        std::mem::take(&mut self.held).into_iter().try_for_each(|(iri, concept)| self.write(sink, &iri, concept))
    }
}

/// The concept of a sorted file that is being read.
type Last = Option<(Box<str>, Concept)>;

impl Skos {
    fn triple(
        &mut self,
        sink: &mut Sink<'_>,
        triple: &Triple,
        last: &mut Last,
        path: &Path,
    ) -> Result<(), ImportError> {
        // A blank node has no name that would last longer than the file.
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { return Ok(()) };
        let subject = subject.as_str();
        match self.options.order {
            Order::Any => {
                if let Some(said) = Said::of(triple) {
                    self.concept(subject).add(said);
                }
                Ok(())
            }
            Order::Sorted => self.sorted(sink, subject, Said::of(triple), last, path),
        }
    }

    fn concept(&mut self, iri: &str) -> &mut Concept {
        let place = match self.places.get(iri) {
            Some(&place) => place,
            None => {
                let iri: Rc<str> = iri.into();
                self.held.push((iri.clone(), Concept::default()));
                self.places.insert(iri, self.held.len() - 1);
                self.held.len() - 1
            }
        };
        &mut self.held[place].1
    }

    fn sorted(
        &self,
        sink: &mut Sink<'_>,
        subject: &str,
        said: Option<Said>,
        last: &mut Last,
        path: &Path,
    ) -> Result<(), ImportError> {
        match last {
            Some((before, _)) if **before == *subject => {}
            Some((before, _)) if key(before).gt(key(subject)) => return Err(unsorted(path, before, subject)),
            _ => {
                let done = last.replace((subject.into(), Concept::default()));
                done.map_or(Ok(()), |(iri, concept)| self.write(sink, &iri, concept))?;
            }
        }
        if let (Some((_, concept)), Some(said)) = (last, said) {
            concept.add(said);
        }
        Ok(())
    }

    fn write(&self, sink: &mut Sink<'_>, iri: &str, concept: Concept) -> Result<(), ImportError> {
        match concept.draft(iri, &self.options.kind, &self.options.languages) {
            Some(draft) => sink.entity(1, draft),
            None => {
                sink.pass_over();
                Ok(())
            }
        }
    }
}

/// A subject as N-Triples are sorted: with the bracket that ends it.
fn key(iri: &str) -> impl Iterator<Item = u8> {
    iri.bytes().chain([b'>'])
}

fn json_ld(path: &Path) -> ImportError {
    ImportError::Options(format!(
        "{} is RDF as JSON-LD, which is not read: convert it to Turtle or N-Triples first (riot --output=nt, rdfpipe -o nt)",
        path.display()
    ))
}

fn unsorted(path: &Path, before: &str, subject: &str) -> ImportError {
    ImportError::Options(format!(
        "{} is not sorted by subject, as --sorted says: {subject} comes behind {before}; sort it (LC_ALL=C sort), or leave out --sorted",
        path.display()
    ))
}
