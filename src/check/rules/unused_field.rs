//! Fields that are carried along unused, but look like one that would be used.

use crate::check::Checked;
use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::dictionary::{Dictionary, EntityIndex, Extra};
use std::collections::BTreeMap;

const OF_ENTITY: &[&str] = &["id", "type", "names", "prior", "context", "holders", "variants"];
const OF_NAME: &[&str] =
    &["text", "lang", "kind", "case", "boundary", "from", "until", "family", "weight", "needs_context", "block"];

const OF_HOLDER: &[&str] = &["entity", "from", "until"];

/// What people write on an entity where they mean its names.
const MEANT_AS_NAMES: &[&str] = &["name", "alias", "aliases"];

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Entity,
    Name,
    Holder,
}

impl Level {
    fn in_words(self) -> &'static str {
        match self {
            Self::Entity => "",
            Self::Name => " of a name",
            Self::Holder => " of a holder",
        }
    }
}

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for ((level, field), (first, count)) in carried(checked.dictionary) {
        if let Some(advice) = advice(level, field) {
            let of = level.in_words();
            let message = format!("the field {field}{of} is carried along, but not used: {advice} (times: {count})");
            found.warn(|| Told::entity(checked.dictionary.entity(first), message));
        }
    }
}

/// The fields that a dictionary carries, each with the first entity that has it and how often it stands.
fn carried(dictionary: &Dictionary) -> BTreeMap<(Level, &str), (EntityIndex, usize)> {
    let mut fields = BTreeMap::new();
    for (index, entity) in dictionary.iter() {
        let of_names = entity.names().flat_map(|name| name.extra()).map(|extra| (Level::Name, extra.field));
        for place in entity.extra().map(level).chain(of_names) {
            fields.entry(place).or_insert((index, 0)).1 += 1;
        }
    }
    fields
}

/// Where a field that an entity carries was written; those of holders are carried as `holders[0].note`.
fn level(extra: Extra<&str>) -> (Level, &str) {
    let of_holder = extra.field.strip_prefix("holders[").and_then(|field| field.split_once("]."));
    of_holder.map_or((Level::Entity, extra.field), |(_, field)| (Level::Holder, field))
}

fn advice(level: Level, field: &str) -> Option<String> {
    let like = |known: &[&'static str]| known.iter().copied().find(|known| is_typo_of(field, known));
    match level {
        Level::Entity if like(MEANT_AS_NAMES).is_some() => Some("the forms of an entity stand in names".to_owned()),
        Level::Entity => {
            did_you_mean(like(OF_ENTITY)).or_else(|| Some(format!("{} belongs in an object in names", like(OF_NAME)?)))
        }
        Level::Name => did_you_mean(like(OF_NAME))
            .or_else(|| Some(format!("{} belongs to the entity, not to a name", like(OF_ENTITY)?))),
        Level::Holder => did_you_mean(like(OF_HOLDER)),
    }
}

fn did_you_mean(known: Option<&str>) -> Option<String> {
    known.map(|known| format!("did you mean {known}?"))
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
