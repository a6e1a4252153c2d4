//! Names that stand nowhere in the corpus; where all names of an entity do not, the entity is told once.

use crate::check::corpus::Survey;
use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::check::names::{self, Named};
use crate::dictionary::{Dictionary, EntityRef, Usage};

pub(super) fn find(dictionary: &Dictionary, survey: &Survey, found: &mut Findings<'_>) {
    for entity in dictionary.entities() {
        let (seen, unseen): (Vec<_>, Vec<_>) = usable(entity).partition(|named| is_seen(survey, named));
        if seen.is_empty() {
            found.note(|| {
                Told::entity(
                    entity,
                    format!("none of the {} names of {:?} stands in the corpus", unseen.len(), entity.first_name()),
                )
            });
        } else {
            unseen.iter().for_each(|named| {
                found.note(|| Told::name(named, "this name stands nowhere in the corpus".to_owned()))
            });
        }
    }
}

fn usable(entity: EntityRef<'_>) -> impl Iterator<Item = Named<'_>> {
    names::of_entity(entity).filter(|named| named.name.usage() != Usage::Blocked)
}

fn is_seen(survey: &Survey, named: &Named<'_>) -> bool {
    survey.names_seen.get(named.name.number() as usize).copied().unwrap_or_default()
}
