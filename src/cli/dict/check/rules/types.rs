//! Types that look like one of those with a behaviour of their own, but are not.

use super::Finding;
use super::typos::is_typo_of;
use crate::dictionary::{Dictionary, EntityIndex, EntityType};
use std::collections::BTreeMap;

const WITH_BEHAVIOUR: [&str; 4] = ["person", "organization", "place", "office"];

pub(super) fn find(dictionary: &Dictionary) -> Vec<Finding> {
    let mut of_word: BTreeMap<&str, (EntityIndex, usize)> = BTreeMap::new();
    for (index, entity) in dictionary.iter() {
        if let EntityType::Other(word) = entity.kind() {
            of_word.entry(word).or_insert((index, 0)).1 += 1;
        }
    }
    let odd = of_word.into_iter().filter_map(|(word, (first, count))| Some((word, meant(word)?, first, count)));
    odd.map(|(word, meant, first, count)| Finding {
        entity: Some(first),
        field: Some("type".to_owned()),
        message: format!("{word} has no behaviour of its own; did you mean {meant}? (entities of this type: {count})"),
    })
    .collect()
}

fn meant(word: &str) -> Option<&'static str> {
    WITH_BEHAVIOUR.into_iter().find(|known| is_typo_of(word, known))
}
