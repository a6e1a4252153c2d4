//! What gold and prediction must agree in, beside the span.

use crate::annotated::{Mark, Meaning};

/// What is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// The entity: `Georgia` as the country is not `Georgia` as the state.
    #[default]
    Entity,
    /// The type: both Georgias are a `place`.
    Type,
    /// Nothing: a name was found there.
    Span,
}

/// What becomes of mentions that are marked, but for which nobody is chosen (`-` in the corpus, `null` in a record).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Undecided {
    /// They are not counted, on either side; nor are predictions on such a mention of gold. Who abstains is not wrong, but finds less.
    #[default]
    Ignore,
    /// "Nobody" is an answer of its own: right where both sides give it.
    Count,
}

/// What an annotation says, as far as it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label<'m> {
    /// This entity is meant.
    Entity(&'m str),
    /// Something of this type is meant.
    Type(&'m str),
    /// Somebody is meant, and nothing decides who.
    Undecided,
    /// A name stands there.
    Name,
}

impl<'m> Label<'m> {
    /// What a mark says; none where it does not say what is compared.
    pub fn of(mark: &'m Mark, by: By) -> Option<Self> {
        match (by, &mark.meaning) {
            (By::Span, _) => Some(Self::Name),
            (_, Meaning::Undecided) => Some(Self::Undecided),
            (By::Entity, Meaning::Entity(id)) => Some(Self::Entity(id)),
            (By::Entity, Meaning::Unknown) => None,
            (By::Type, _) => mark.of_type.as_deref().map(Self::Type),
        }
    }
}
