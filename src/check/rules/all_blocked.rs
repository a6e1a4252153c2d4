//! Entities that are never found, since all their names are blocked.

use crate::check::Checked;
use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::dictionary::Usage;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for entity in checked.dictionary.entities() {
        if entity.names().all(|name| name.usage() == Usage::Blocked) {
            let message =
                "all its names are blocked, so it is never found: leave it out, or take block away from a name";
            found.warn(|| Told::entity(entity, message.to_owned()));
        }
    }
}
