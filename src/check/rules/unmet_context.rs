//! Names that need a context where the entity has neither context terms nor another form that could stand beside them.

use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::check::{Checked, names};
use crate::dictionary::{EntityRef, Usage};
use crate::tagger::fold;

const MESSAGE: &str = "this name counts only beside a context term or another name of the entity, and there is neither: add context terms, or it \
    never matches";

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for entity in checked.dictionary.entities() {
        let mut waiting = names::of_entity(entity).filter(|named| named.name.usage() == Usage::NeedsContext).peekable();
        if waiting.peek().is_some() && entity.context().len() == 0 && has_one_form(entity) {
            waiting.for_each(|named| found.warn(|| Told::name(&named, MESSAGE.to_owned())));
        }
    }
}

fn has_one_form(entity: EntityRef<'_>) -> bool {
    let mut forms = entity.names().filter(|name| name.usage() != Usage::Blocked).map(|name| fold(name.text()));
    let first = forms.next();
    forms.all(|form| Some(&form) == first.as_ref())
}
