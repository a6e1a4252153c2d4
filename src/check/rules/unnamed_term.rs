//! Terms of office for which the office has no name: documents of that time cannot mention it.

use crate::check::Checked;
use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::dictionary::{EntityType, Usage};

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for office in checked.dictionary.entities().filter(|entity| entity.kind() == EntityType::Office) {
        for (at, holder) in office.holders().enumerate() {
            let mut names = office.names().filter(|name| name.usage() != Usage::Blocked);
            if names.all(|name| !name.validity().overlaps(&holder.validity())) {
                let message = "no name of the office counts at this time, so that this holder is never told: \
                    mend from and until of the names or of the holder";
                found.warn(|| Told::field(office, format!("holders[{at}]"), holder.id(), message.to_owned()));
            }
        }
    }
}
