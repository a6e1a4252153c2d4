//! Holders of offices who are no entities of the dictionary: `holder` in the output then names somebody unknown.

use crate::check::Checked;
use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::dictionary::EntityType;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for entity in checked.dictionary.entities().filter(|entity| entity.kind() == EntityType::Office) {
        for (at, holder) in entity.holders().enumerate().filter(|(_, holder)| holder.entity().is_none()) {
            let message =
                "no entity has this id: add the person, mend the id, or check together with the dictionary that has it";
            found.warn(|| Told::field(entity, format!("holders[{at}]"), holder.id(), message.to_owned()));
        }
    }
}
