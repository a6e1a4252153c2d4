//! A concept: what its triples say of it.

use crate::dictionary::{Name, NameKind};
use crate::load::import::draft::Draft;
use crate::load::import::languages::LanguageFilter;
use crate::load::import::runs::owned;
use crate::load::import::wikimedia;
use oxrdf::{Term, Triple};

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// Where other collections keep what they identify.
const COLLECTIONS: &[(&str, &str)] = &[
    ("http://www.wikidata.org/entity/", "wikidata"),
    ("https://www.wikidata.org/entity/", "wikidata"),
    ("https://sws.geonames.org/", "geonames"),
    ("http://sws.geonames.org/", "geonames"),
];

/// What one triple says of a concept.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// One of its names, in a language where one is told.
    Label(NameKind, Option<Box<str>>, Box<str>),
    /// An identifier in a collection.
    Reference(Box<str>, Box<str>),
    /// It is a scheme or a collection of concepts, and no concept itself.
    NoConcept,
}

impl Said {
    /// What a triple says; none where it is nothing that is taken.
    pub(super) fn of(triple: &Triple) -> Option<Self> {
        let predicate = triple.predicate.as_str();
        if predicate == TYPE {
            return is_no_concept(&triple.object).then_some(Self::NoConcept);
        }
        match (predicate.strip_prefix(SKOS)?, &triple.object) {
            ("prefLabel", Term::Literal(label)) => Some(Self::label(NameKind::Name, label)),
            ("altLabel" | "hiddenLabel", Term::Literal(label)) => Some(Self::label(NameKind::Alias, label)),
            ("notation", Term::Literal(code)) => Some(Self::Reference("notation".into(), code.value().into())),
            ("exactMatch", Term::NamedNode(other)) => Some(Self::matched(other.as_str())),
            _ => None,
        }
    }

    fn label(kind: NameKind, label: &oxrdf::Literal) -> Self {
        let lang = label.language().map(|code| wikimedia::tag(code).as_ref().into());
        Self::Label(kind, lang, label.value().into())
    }

    /// The identifier that an IRI is in a collection that is known, else the IRI.
    fn matched(iri: &str) -> Self {
        let known = COLLECTIONS.iter().find_map(|(start, collection)| Some((iri.strip_prefix(start)?, collection)));
        let (id, collection) =
            known.map_or((iri, "exactMatch"), |(id, collection)| (id.trim_end_matches('/'), *collection));
        Self::Reference(collection.into(), id.into())
    }
}

fn is_no_concept(kind: &Term) -> bool {
    let Term::NamedNode(kind) = kind else { return false };
    matches!(kind.as_str().strip_prefix(SKOS), Some("ConceptScheme" | "Collection" | "OrderedCollection"))
}

/// What has been said of a concept.
#[derive(Default)]
pub(super) struct Concept {
    said: Vec<Said>,
}

impl Concept {
    /// Adds what a triple says.
    pub(super) fn add(&mut self, said: Said) {
        self.said.push(said);
    }

    /// The entity, its preferred names first; none where it is no concept.
    pub(super) fn draft(self, iri: &str, kind: &str, languages: &LanguageFilter) -> Option<Draft<'static>> {
        if self.said.contains(&Said::NoConcept) {
            return None;
        }
        let mut draft = owned(iri, kind);
        let (mut names, mut others) = (Vec::new(), Vec::new());
        for said in self.said {
            match said {
                Said::Label(kind, lang, text) if languages.include(lang.as_deref()) => {
                    let lang = lang.map(|lang| String::from(lang).into());
                    let name = Name { lang, kind, ..Name::of(String::from(text).into()) };
                    if kind == NameKind::Name { names.push(name) } else { others.push(name) }
                }
                Said::Reference(collection, id) => draft.reference(String::from(collection), String::from(id)),
                Said::Label(..) | Said::NoConcept => {}
            }
        }
        names.into_iter().chain(others).for_each(|name| draft.name(name));
        Some(draft)
    }
}
