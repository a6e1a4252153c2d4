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
    pub(super) is_office: bool,
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
            is_office: facts.kind == EntityType::Office,
            has_context: facts.has_context,
        }
    }
}
