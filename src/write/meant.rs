//! Who is meant by a mention, or may be: by name, or by a place in a dictionary, of which the names are looked up once somebody asks.

use crate::dictionary::{Dictionary, EntityIndex, EntityRef};
use crate::mention::Candidate;

/// An entity by its id, its type and its first name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// The id.
    pub id: &'a str,
    /// The type.
    pub of_type: &'a str,
    /// The first name.
    pub name: &'a str,
}

impl<'a> Named<'a> {
    pub(super) fn of(entity: EntityRef<'a>) -> Self {
        Self { id: entity.id(), of_type: entity.kind().word(), name: entity.first_name() }
    }
}

/// An entity that is meant.
#[derive(Clone, Copy, Debug)]
pub struct Meant<'a> {
    /// Where the dictionary has it by which the document was tagged, if that is known.
    index: Option<EntityIndex>,
    who: Who<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Who<'a> {
    Named(Named<'a>),
    Entity(EntityRef<'a>),
}

impl<'a> Meant<'a> {
    /// An entity of a dictionary.
    pub fn of(entity: EntityRef<'a>) -> Self {
        Self { index: Some(entity.index()), who: Who::Entity(entity) }
    }

    /// An entity of a dictionary whose names are at hand.
    pub(super) fn known(index: EntityIndex, named: Named<'a>) -> Self {
        Self { index: Some(index), who: Who::Named(named) }
    }

    /// Its place in the dictionary by which the document was tagged; none where only a record tells of it.
    pub(super) fn index(self) -> Option<EntityIndex> {
        self.index
    }

    /// What it is called.
    pub fn named(self) -> Named<'a> {
        match self.who {
            Who::Named(named) => named,
            Who::Entity(entity) => Named::of(entity),
        }
    }
}

impl<'a> From<Named<'a>> for Meant<'a> {
    fn from(named: Named<'a>) -> Self {
        Self { index: None, who: Who::Named(named) }
    }
}

/// All that may be meant by a mention with their scores, best first; none where there is but one and it is chosen.
#[derive(Clone, Debug)]
pub enum Candidates<'a> {
    /// By their ids, as a record has them.
    Told(Vec<(&'a str, f64)>),
    /// Entities of a dictionary.
    Found(&'a [Candidate], &'a Dictionary),
}

impl<'a> Candidates<'a> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Told(told) => told.len(),
            Self::Found(found, _) => found.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id and the score of each.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, f64)> {
        let (told, found) = match self {
            Self::Told(told) => (&told[..], None),
            Self::Found(found, dictionary) => (&[][..], Some((*found, *dictionary))),
        };
        let id = |(one, dictionary): (&Candidate, &'a Dictionary)| {
            (dictionary.entity(one.entity).id(), one.score.probability())
        };
        let found = found.into_iter().flat_map(|(found, dictionary)| found.iter().map(move |one| (one, dictionary)));
        told.iter().copied().chain(found.map(id))
    }
}
