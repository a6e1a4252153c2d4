//! One person, organization, place … of a dictionary.

use super::Name;
use crate::date::Validity;

/// One person, organization, place, office … of a dictionary.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Unique over all loaded dictionaries.
    pub id: Box<str>,
    /// What sort of thing it is.
    pub kind: EntityType,
    /// Its written forms, at least one; the first is what it is called in the output.
    pub names: Vec<Name>,
    /// How likely it is meant before anything is read.
    pub prior: Prior,
    /// Terms whose presence in a document speaks for it.
    pub context: Vec<Box<str>>,
    /// For an office: who held it when.
    pub holders: Vec<Holder>,
    /// Fields that the program does not use, carried along.
    pub extra: Vec<Extra>,
}

impl Entity {
    /// An entity with nothing but its id and type: no names yet.
    pub fn new(id: &str, kind: EntityType) -> Self {
        Self {
            id: id.into(),
            kind,
            names: Vec::new(),
            prior: Prior::default(),
            context: Vec::new(),
            holders: Vec::new(),
            extra: Vec::new(),
        }
    }
}

/// What sort of thing an entity is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EntityType {
    /// A human being: its family name may stand alone.
    Person,
    /// A company, body, party, team.
    Organization,
    /// A country, city, region, sea.
    Place,
    /// A post that persons hold one after the other.
    Office,
    /// Any other word that the dictionary uses.
    Other(Box<str>),
}

impl EntityType {
    /// The type that a word of a dictionary names.
    pub fn from_word(word: &str) -> Self {
        match word {
            "person" => Self::Person,
            "organization" => Self::Organization,
            "place" => Self::Place,
            "office" => Self::Office,
            other => Self::Other(other.into()),
        }
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Office => "office",
            Self::Other(word) => word,
        }
    }
}

/// How likely an entity is meant before anything is read, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Prior(f64);

impl Prior {
    /// A prior, unless the value is no number from 0 to 1.
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=1.0).contains(&value).then_some(Self(value))
    }

    /// The value.
    pub fn value(self) -> f64 {
        self.0
    }
}

/// What an entity has that says nothing of it: 0.5.
impl Default for Prior {
    fn default() -> Self {
        Self(0.5)
    }
}

/// Who held an office, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The id of the person; no entity of that id need be loaded.
    pub entity: Box<str>,
    /// When.
    pub validity: Validity,
}

/// A field that the program does not use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    /// The field's name.
    pub field: Box<str>,
    /// Its value, as JSON.
    pub json: Box<str>,
}
