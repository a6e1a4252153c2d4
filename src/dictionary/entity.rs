//! One person, organization, place … of a dictionary.
//!
//! The nouns of this module hold their texts as `Box<str>`, or borrow them as `&str` from where an entity is read.

use super::{Name, VariantRules};
use crate::date::Validity;

/// One person, organization, place, office … of a dictionary.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity<S = Box<str>> {
    /// Unique over all loaded dictionaries.
    pub id: S,
    /// What sort of thing it is.
    pub kind: EntityType<S>,
    /// Its written forms, at least one; the first is what it is called in the output.
    pub names: Vec<Name<S>>,
    /// How likely it is meant before anything is read.
    pub prior: Prior,
    /// Terms whose presence in a document speaks for it.
    pub context: Vec<S>,
    /// For an office: who held it when.
    pub holders: Vec<Holder<S>>,
    /// The rules that make variants of its names, where it says so itself; else those that are asked for.
    pub variants: Option<VariantRules>,
    /// Fields that the program does not use, carried along.
    pub extra: Vec<Extra<S>>,
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
            variants: None,
            extra: Vec::new(),
        }
    }
}

impl<S: AsRef<str>> Entity<S> {
    /// The same with texts of its own.
    pub fn to_boxed(&self) -> Entity {
        Entity {
            id: self.id.as_ref().into(),
            kind: EntityType::from_word(self.kind.as_str()),
            names: self.names.iter().map(Name::to_boxed).collect(),
            prior: self.prior,
            context: self.context.iter().map(|term| term.as_ref().into()).collect(),
            holders: self.holders.iter().map(Holder::to_boxed).collect(),
            variants: self.variants,
            extra: self.extra.iter().map(Extra::to_boxed).collect(),
        }
    }
}

/// What sort of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntityType<S = Box<str>> {
    /// A human being: its family name may stand alone.
    Person,
    /// A company, body, party, team.
    Organization,
    /// A country, city, region, sea.
    Place,
    /// A post that persons hold one after the other.
    Office,
    /// Any other word that the dictionary uses.
    Other(S),
}

impl<S> EntityType<S> {
    /// The type that a word of a dictionary names.
    pub fn from_word<'w>(word: &'w str) -> Self
    where
        S: From<&'w str>,
    {
        match word {
            "person" => Self::Person,
            "organization" => Self::Organization,
            "place" => Self::Place,
            "office" => Self::Office,
            other => Self::Other(other.into()),
        }
    }

    /// The word.
    pub fn as_str(&self) -> &str
    where
        S: AsRef<str>,
    {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Office => "office",
            Self::Other(word) => word.as_ref(),
        }
    }
}

impl<'w> EntityType<&'w str> {
    /// The word, for as long as the text that it is borrowed from.
    pub fn word(self) -> &'w str {
        match self {
            Self::Other(word) => word,
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Office => "office",
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
pub struct Holder<S = Box<str>> {
    /// The id of the person; no entity of that id need be loaded.
    pub entity: S,
    /// When.
    pub validity: Validity,
}

impl<S: AsRef<str>> Holder<S> {
    fn to_boxed(&self) -> Holder {
        Holder { entity: self.entity.as_ref().into(), validity: self.validity }
    }
}

/// A field that the program does not use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra<S = Box<str>> {
    /// The field's name.
    pub field: S,
    /// Its value, as JSON.
    pub json: S,
}

impl<S: AsRef<str>> Extra<S> {
    /// The same with texts of its own.
    pub(super) fn to_boxed(&self) -> Extra {
        Extra { field: self.field.as_ref().into(), json: self.json.as_ref().into() }
    }
}
