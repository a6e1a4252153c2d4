//! Fields that are carried along unused, but look like one that would be used.

use super::Finding;
use crate::dictionary::{Dictionary, EntityIndex, Extra};
use std::collections::BTreeMap;

const OF_ENTITY: &[&str] = &["id", "type", "names", "prior", "context", "holders"];
const OF_NAME: &[&str] =
    &["text", "lang", "kind", "case", "boundary", "from", "until", "family", "weight", "needs_context", "block"];

/// What people write on an entity where they mean its names.
const MEANT_AS_NAMES: &[&str] = &["name", "alias", "aliases"];

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Entity,
    Name,
}

pub(super) fn find(dictionary: &Dictionary) -> Vec<Finding> {
    let mut fields: BTreeMap<(Level, &str), (EntityIndex, usize)> = BTreeMap::new();
    for (index, entity) in dictionary.iter() {
        let of_names = entity.names.iter().flat_map(|name| &name.extra);
        let all =
            entity.extra.iter().map(|extra| (Level::Entity, extra)).chain(of_names.map(|extra| (Level::Name, extra)));
        for (level, Extra { field, .. }) in all {
            fields.entry((level, field)).or_insert((index, 0)).1 += 1;
        }
    }
    let odd =
        fields.into_iter().filter_map(|((level, field), place)| Some((level, field, advice(level, field)?, place)));
    odd.map(|(level, field, advice, (first, count))| {
        let on = if level == Level::Name { " of a name" } else { "" };
        let message = format!("the field {field}{on} is carried along, but not used: {advice} (times: {count})");
        Finding { entity: Some(first), field: None, message }
    })
    .collect()
}

fn advice(level: Level, field: &str) -> Option<String> {
    let like = |known: &&&str| is_typo_of(field, known);
    let (own, other) = match level {
        Level::Entity => (OF_ENTITY, OF_NAME),
        Level::Name => (OF_NAME, OF_ENTITY),
    };
    if level == Level::Entity && MEANT_AS_NAMES.iter().any(|known| is_typo_of(field, known)) {
        return Some("the forms of an entity stand in names".to_owned());
    }
    if let Some(meant) = own.iter().find(like) {
        return Some(format!("did you mean {meant}?"));
    }
    let meant = other.iter().find(like)?;
    Some(match level {
        Level::Entity => format!("{meant} belongs in an object in names"),
        Level::Name => format!("{meant} belongs to the entity, not to a name"),
    })
}

/// Whether a word is another one with at most one letter too many, too few, wrong, or changed with its neighbour; upper and lower case and what joins
/// words are the same.
pub(super) fn is_typo_of(word: &str, known: &str) -> bool {
    let plain = |text: &str| -> Vec<char> {
        text.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).map(|c| c.to_ascii_lowercase()).collect()
    };
    is_one_edit_away(&plain(word), &plain(known))
}

fn is_one_edit_away(a: &[char], b: &[char]) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([], []) => true,
        ([_, rest @ ..], b) if rest == b => true,
        (a, [_, rest @ ..]) if a == rest => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([a1, a2, a @ ..], [b1, b2, b @ ..]) => a1 == b2 && a2 == b1 && a == b,
        _ => false,
    }
}
