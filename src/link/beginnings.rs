//! With which letters the words of an entity's names begin: what tells most words that are none of them, without a look at the names, of which many entities
//! have dozens.

use super::neighbours::{first_names, folded, has_letters};
use crate::dictionary::EntityRef;

/// A bit for each letter from `a` to `z`, and one for all else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beginnings(u32);

/// The bit for all else.
const OTHER: u32 = 1 << 31;

impl Beginnings {
    /// Those of the names of an entity that are asked.
    pub(super) fn of(entity: EntityRef<'_>, fold: impl Fn(&str) -> String) -> Self {
        Self(first_names(entity).fold(0, |all, name| all | of_name(name, &fold)))
    }

    /// Whether a folded word may be among those of the names.
    pub(super) fn may_have(self, word: &str) -> bool {
        self.0 & bit(word.as_bytes()) != 0
    }
}

fn of_name(name: &[u8], fold: impl Fn(&str) -> String) -> u32 {
    if name.iter().all(|byte| matches!(byte, b' '..=b'~')) {
        of_words(name)
    } else if has_letters(name) {
        OTHER | of_words(folded(name, fold).as_bytes())
    } else {
        OTHER
    }
}

fn of_words(name: &[u8]) -> u32 {
    name.split(|byte| matches!(byte, b' ' | b'-')).fold(0, |all, word| all | bit(word))
}

fn bit(word: &[u8]) -> u32 {
    match word.first().map(u8::to_ascii_lowercase) {
        Some(letter @ b'a'..=b'z') => 1 << (letter - b'a'),
        _ => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_with_letters_or_otherwise() {
        let may_have = |names: &[&str], word: &str| {
            let all = names.iter().fold(0, |all, name| all | of_name(name.as_bytes(), str::to_lowercase));
            Beginnings(all).may_have(word)
        };
        let names = ["Wilbur Ross-Smith", "Őr"];
        assert!(["wilma", "ross", "s"].into_iter().all(|word| may_have(&names[..1], word)));
        assert!(!["ilbur", "4th", "ő", ""].into_iter().any(|word| may_have(&names[..1], word)));
        assert!(may_have(&names, "őr") && may_have(&["罗斯"], "罗斯") && may_have(&["4th"], "4"));
        assert!(!may_have(&["罗斯"], "ross") && may_have(&["Ross 罗斯"], "ross"));
    }
}
