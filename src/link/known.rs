//! What linking asks of the dictionary about each hit, looked up once.

use crate::dictionary::{Dictionary, EntityType, NameFacts, Prior};
use crate::hit::Hit;

/// What the dictionary says of the name and the entity of a hit. It is asked several times over, and each look leads through several tables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'d> {
    /// The name as it was written in the dictionary, as bytes.
    pub(super) text: &'d [u8],
    /// Its length in characters.
    pub(super) length: usize,
    pub(super) name: NameFacts,
    pub(super) prior: Prior,
    pub(super) sort: Sort,
    /// Whether the entity has context terms.
    pub(super) has_context: bool,
}

impl<'d> Known<'d> {
    pub(super) fn of(dictionary: &'d Dictionary, hit: &Hit) -> Self {
        let entity = dictionary.entity(hit.entity);
        let (name, facts) = (entity.name(hit.name), entity.facts());
        let text = name.bytes();
        Self {
            text,
            length: bytecount::num_chars(text),
            name: name.facts(),
            prior: facts.prior,
            sort: Sort::of(&facts.kind),
            has_context: facts.has_context,
        }
    }
}

/// What sort of thing an entity is, as far as the types say that have behaviour of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    Organization,
    Place,
    Office,
    Unknown,
}

impl Sort {
    fn of(kind: &EntityType<&str>) -> Self {
        match kind {
            EntityType::Person => Self::Person,
            EntityType::Organization => Self::Organization,
            EntityType::Place => Self::Place,
            EntityType::Office => Self::Office,
            EntityType::Other(_) => Self::Unknown,
        }
    }

    /// 1 for the same sort, -1 for another, 0 where it is unknown.
    pub(super) fn is(self, sort: Self) -> f64 {
        match self {
            Self::Unknown => 0.0,
            known if known == sort => 1.0,
            _ => -1.0,
        }
    }
}
