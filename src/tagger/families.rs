//! The family name that may stand alone where a document names a person in full.

use crate::dictionary::{EntityRef, EntityType, NameKind, NameRef, Usage};
use crate::text::{case::CaseRule, fold, script};

/// A family name, ready to be looked for.
#[derive(Debug)]
pub(super) struct Family {
    pub(super) folded: String,
    pub(super) rule: CaseRule,
}

/// The family name that a name gives, if the name is a full name of a person.
pub(super) fn of(entity: EntityRef<'_>, name: NameRef<'_>) -> Option<Family> {
    if entity.kind() != EntityType::Person
        || matches!(name.kind(), NameKind::Title | NameKind::Demonym | NameKind::Acronym)
    {
        return None;
    }
    let family = match name.family() {
        Some(family) => family,
        // A variant is read as the name that it was made from: `Roe, Jane` as `Jane Roe`.
        None => script::western_family_name(super::origin(name))?,
    };
    let folded = fold(family);
    let is_whole_name = folded == fold(name.text());
    let is_blocked = || entity.names().any(|name| name.usage() == Usage::Blocked && fold(name.text()) == folded);
    if folded.is_empty() || is_whole_name || is_blocked() {
        return None;
    }
    Some(Family { rule: CaseRule::of(family, name.case()), folded })
}
