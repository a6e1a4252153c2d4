//! Holders where there is no office, and holders who are no persons.

use crate::check::Checked;
use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::dictionary::{Dictionary, EntityRef, EntityType};

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for entity in checked.dictionary.entities().filter(|entity| entity.holders().len() > 0) {
        match entity.kind() {
            EntityType::Office => of_office(checked.dictionary, entity, found),
            other => {
                let message =
                    format!("only an office has holders, and this is of type {}: they are not used", other.word());
                found.warn(|| {
                    Told::field(entity, "holders".to_owned(), &format!("{} of them", entity.holders().len()), message)
                });
            }
        }
    }
}

fn of_office(dictionary: &Dictionary, office: EntityRef<'_>, found: &mut Findings<'_>) {
    for (at, holder) in office.holders().enumerate() {
        let Some(entity) = holder.entity().map(|index| dictionary.entity(index)) else { continue };
        if entity.kind() != EntityType::Person {
            found.warn(|| {
                let message =
                    format!("this holder is of type {}, not person: is another id meant?", entity.kind().word());
                Told::field(office, format!("holders[{at}]"), holder.id(), message)
            });
        }
    }
}
