//! What a variant may never be.

use super::known::Known;
use crate::common::common_word;
use crate::dictionary::{EntityRef, EntityType, VariantRule};
use crate::text::{WALL, fold};
use crate::variants::Form;

/// A limit: whether a form of an entity keeps it.
type Limit = fn(EntityRef<'_>, &Form, &str, &Known) -> bool;

const LIMITS: [Limit; 7] = [
    can_be_found,
    is_no_name_of_another,
    is_long_enough,
    is_no_common_word,
    is_no_chinese_phrase,
    is_no_single_name,
    is_no_enumeration,
];

/// Whether a form, which folds so, may be a variant of an entity.
pub(super) fn allow(entity: EntityRef<'_>, form: &Form, folded: &str, known: &Known) -> bool {
    LIMITS.iter().all(|limit| limit(entity, form, folded, known))
}

fn can_be_found(_: EntityRef<'_>, _: &Form, folded: &str, _: &Known) -> bool {
    !folded.is_empty() && !folded.contains(WALL)
}

/// Names that a dictionary holds come before what rules make up.
fn is_no_name_of_another(entity: EntityRef<'_>, _: &Form, folded: &str, known: &Known) -> bool {
    !known.is_of_another(folded, entity.index())
}

/// A single character of Chinese, or a word of two letters, stands everywhere.
fn is_long_enough(_: EntityRef<'_>, _: &Form, folded: &str, _: &Known) -> bool {
    let letters = folded.chars().filter(|c| c.is_alphanumeric());
    if folded.is_ascii() { letters.count() > 2 } else { letters.count() > 1 }
}

/// `Apple Inc` is no `apple`.
fn is_no_common_word(_: EntityRef<'_>, _: &Form, folded: &str, _: &Known) -> bool {
    common_word(folded).is_none()
}

/// Neither boundaries nor capitals tell `中国建筑` the company from what is built in China: what is left of a Chinese name is no two common words.
fn is_no_chinese_phrase(_: EntityRef<'_>, form: &Form, folded: &str, _: &Known) -> bool {
    let mut cuts = folded.char_indices().map(|(at, _)| at);
    let is_word = |word: &str| common_word(word).is_some();
    !form.rules.has(VariantRule::CompanyZh) || !cuts.any(|at| is_word(&folded[..at]) && is_word(&folded[at..]))
}

/// A family or given name alone is anybody, also where a company has it (`Johnson Inc`, `Campbell's Co`).
fn is_no_single_name(entity: EntityRef<'_>, _: &Form, folded: &str, known: &Known) -> bool {
    let is_single = !folded.contains(' ');
    let is_latin = folded.starts_with(|c: char| c.is_ascii_alphabetic());
    let word = folded.strip_suffix("'s").unwrap_or(folded);
    !(is_single && is_latin && (entity.kind() == EntityType::Person || known.is_of_a_person(word)))
}

/// `Jordan, Chad` names two countries: where the family name or the given name is something else's name, the two do not stand in a row.
fn is_no_enumeration(entity: EntityRef<'_>, form: &Form, _: &str, known: &Known) -> bool {
    let parts = form.text.split_once(", ").filter(|_| form.rules.has(VariantRule::LastFirst));
    parts.is_none_or(|(a, b)| ![a, b].iter().any(|part| known.is_of_another(&fold(part), entity.index())))
}
