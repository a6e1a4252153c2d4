//! What linking asks of the dictionary about each hit, looked up once.

use super::form::Form;
use super::{Evidence, Sighting};
use crate::dictionary::{Dictionary, EntityIndex, EntityType, NameKind, Prior};
use crate::document::Document;
use crate::hit::Hit;
use crate::kept::Kept;

/// What the dictionary says of the name and the entity of a hit. It is asked several times over, and each look leads through several tables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// What sort of name it is.
    pub(super) kind: NameKind,
    /// How often the form means the entity; 0 where the dictionary does not tell.
    pub(super) weight: f64,
    /// The length of the name in characters.
    pub(super) length: usize,
    /// Whether the document has it exactly so.
    pub(super) is_alike: bool,
    /// The log-odds of the entity's prior.
    pub(super) prior_odds: f64,
    pub(super) sort: Sort,
    /// Whether the entity has context terms.
    pub(super) has_context: bool,
    /// Whether it carries fields, of which one may tell its country.
    pub(super) has_carried: bool,
    /// Where the text of the name stands.
    place: u32,
    /// What the name is as a form.
    form: Form,
}

/// What was known of the names of a dictionary of late.
pub(super) type KnownNames = Kept<(EntityIndex, u32), Known>;

impl Known {
    /// Looks up what is known of each hit; of hits that came before, what was known then.
    pub(super) fn look_up(
        known: &mut Vec<Self>,
        names: &mut KnownNames,
        found: (&Document<'_>, &Dictionary, &[Hit]),
        sightings: &[Sighting],
        evidence: &impl Evidence,
    ) {
        let (document, dictionary, hits) = found;
        known.clear();
        known.reserve(hits.len());
        for sighting in sightings {
            match sighting.like {
                Some(like) => known.extend_from_within(sightings[like].hits.clone()),
                None => {
                    let form = sighting.text(document).as_bytes();
                    let of_hit = |hit: &Hit| {
                        let (entity, name) = (hit.entity, hit.name);
                        let number = entity.0.wrapping_mul(31).wrapping_add(name);
                        let known = *names.get((entity, name), number, || Self::of(dictionary, hit, evidence));
                        Self { is_alike: dictionary.text_at(known.place) == form, ..known }
                    };
                    known.extend(hits[sighting.hits.clone()].iter().map(of_hit));
                }
            }
        }
    }

    fn of(dictionary: &Dictionary, hit: &Hit, evidence: &impl Evidence) -> Self {
        let entity = dictionary.entity(hit.entity);
        let name = entity.name(hit.name);
        Self {
            kind: name.kind(),
            weight: name.weight().unwrap_or(0.0),
            length: name.text().chars().count(),
            is_alike: true,
            prior_odds: odds(entity.prior()),
            sort: Sort::of(&entity.kind()),
            has_context: entity.context().len() > 0,
            has_carried: entity.extra().len() > 0,
            place: name.text_place().unwrap_or(u32::MAX),
            form: Form::of(name.text(), evidence),
        }
    }

    /// What the name is as a form, where the document has it exactly so.
    pub(super) fn form_if_alike(&self) -> Option<Form> {
        self.is_alike.then_some(self.form)
    }
}

/// The log-odds of a prior, kept from what no logarithm has.
fn odds(prior: Prior) -> f64 {
    let prior = prior.value().clamp(0.01, 0.99);
    // Most priors are the one that says nothing.
    if prior == 0.5 { 0.0 } else { (prior / (1.0 - prior)).ln() }
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
    fn of<S>(kind: &EntityType<S>) -> Self {
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
