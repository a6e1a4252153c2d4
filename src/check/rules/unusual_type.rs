//! Types that look like one of those with a behaviour of their own, but are not.

use super::unused_field::is_typo_of;
use crate::check::Checked;
use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::dictionary::{EntityIndex, EntityType};
use std::collections::BTreeMap;

const WITH_BEHAVIOUR: [&str; 4] = ["person", "organization", "place", "office"];

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    let mut of_word: BTreeMap<&str, (EntityIndex, usize)> = BTreeMap::new();
    for (index, entity) in checked.dictionary.iter() {
        if let EntityType::Other(word) = entity.kind() {
            of_word.entry(word).or_insert((index, 0)).1 += 1;
        }
    }
    for (word, (first, count)) in of_word {
        if let Some(meant) = meant(word) {
            let message = format!(
                "this type has no behaviour of its own; did you mean {meant}? (entities of this type: {count})"
            );
            found.warn(|| Told::field(checked.dictionary.entity(first), "type".to_owned(), word, message));
        }
    }
}

fn meant(word: &str) -> Option<&'static str> {
    WITH_BEHAVIOUR.into_iter().find(|known| is_typo_of(word, known))
}
