//! The names that a written form may stand for.

use super::probe::{Probe, Way};
use crate::dictionary::{Dictionary, EntityRef, EntityType, NameRef, Usage};
use crate::tagger::{BuildError, fold};

/// An entity that a written form may mean.
#[derive(Debug)]
pub(super) struct Found<'d> {
    pub(super) entity: EntityRef<'d>,
    pub(super) matches: Vec<Match<'d>>,
}

/// A name of it that the form stands for.
#[derive(Debug)]
pub(super) struct Match<'d> {
    pub(super) name: NameRef<'d>,
    pub(super) relation: Relation,
    /// Whether the form as it was typed meets the case that the name asks for.
    pub(super) passes_as_typed: bool,
    /// Whether the entity blocks the form, by this name or by another.
    pub(super) is_blocked: bool,
}

/// How a name and a written form hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// They are the same once folded.
    Same,
    /// They are the same but for the dots of an acronym.
    Dots,
    /// The form is the family name, which counts where the document names the person in full.
    Family,
}

impl Relation {
    fn way(self) -> Way {
        match self {
            Self::Same | Self::Dots => Way::Whole,
            Self::Family => Way::Family,
        }
    }
}

/// Everything in a dictionary that a written form may mean, what is more likely beforehand first.
pub(super) fn find<'d>(dictionary: &'d Dictionary, written: &str) -> Result<Vec<Found<'d>>, BuildError> {
    let form = Form::of(written);
    let mut all = Vec::new();
    for entity in dictionary.entities() {
        let matches = form.matches_of(entity)?;
        if !matches.is_empty() {
            all.push(Found { entity, matches });
        }
    }
    all.sort_by(|a, b| b.entity.prior().value().total_cmp(&a.entity.prior().value()));
    Ok(all)
}

/// The written form that is looked up.
struct Form<'w> {
    written: &'w str,
    folded: String,
    undotted: String,
}

impl<'w> Form<'w> {
    fn of(written: &'w str) -> Self {
        let folded = fold(written);
        Self { written, undotted: folded.replace('.', ""), folded }
    }

    fn matches_of<'d>(&self, entity: EntityRef<'d>) -> Result<Vec<Match<'d>>, BuildError> {
        let mut matches = Vec::new();
        for name in entity.names() {
            let Some(relation) = self.relation(entity, name)? else { continue };
            let passes_as_typed = Probe::new(entity.kind(), name)?.matches(self.written, relation.way());
            matches.push(Match { name, relation, passes_as_typed, is_blocked: self.is_blocked(entity) });
        }
        Ok(matches)
    }

    fn relation(&self, entity: EntityRef<'_>, name: NameRef<'_>) -> Result<Option<Relation>, BuildError> {
        let folded = fold(name.text());
        if self.folded.is_empty() {
            return Ok(None);
        }
        if folded == self.folded {
            return Ok(Some(Relation::Same));
        }
        let relation = if !self.undotted.is_empty() && folded.replace('.', "") == self.undotted {
            Relation::Dots
        } else if entity.kind() == EntityType::Person && self.may_be_family_of(name, &folded) {
            Relation::Family
        } else {
            return Ok(None);
        };
        let probe = Probe::of_any_case(entity.kind(), name)?;
        Ok(probe.matches(self.written, relation.way()).then_some(relation))
    }

    /// Whether it is worth asking the tagger: only the name's own family name or a word of the name can be a family name.
    fn may_be_family_of(&self, name: NameRef<'_>, folded: &str) -> bool {
        match name.family() {
            Some(family) => fold(family) == self.folded,
            None => folded.split(' ').any(|word| word == self.folded),
        }
    }

    fn is_blocked(&self, entity: EntityRef<'_>) -> bool {
        entity.names().any(|name| name.usage() == Usage::Blocked && fold(name.text()) == self.folded)
    }
}
