//! Family names that do not stand in the name: they belong to another name, or are misspelt.

use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::check::{Checked, names};
use crate::tagger::fold;

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for named in names::all(checked.dictionary) {
        let Some(family) = named.name.family() else { continue };
        if !fold(named.name.text()).contains(&fold(family)) {
            found.warn(|| {
                let message = format!(
                    "the family name is no part of the name {:?}: each name has its own, in its own script",
                    named.name.text()
                );
                Told::field(named.entity, format!("names[{}].family", named.at), family, message)
            });
        }
    }
}
