//! The words of an entity's names, each once, as they are compared: asked instead of the names, of which many entities have dozens.

use super::neighbours::{first_names, folded, has_letters, is_of_names, may_hold};
use crate::dictionary::EntityRef;

/// The words that an entity's names are made of, as far as they are ASCII.
#[derive(Debug)]
pub(super) struct OwnWords {
    /// A bit for each letter from `a` to `z` with which one of its words begins, also of those that go on beyond ASCII; and one for all else.
    beginnings: u32,
    /// The words, the length ahead of each; none where they would take more than [`MOST_BYTES`].
    words: Option<Box<[u8]>>,
}

/// The bit for all else.
const OTHER: u32 = 1 << 31;

/// What a thread keeps of one entity: with more the names are asked.
const MOST_BYTES: usize = 1024;

impl OwnWords {
    /// Those of the names of an entity that are asked.
    pub(super) fn of(entity: EntityRef<'_>, fold: impl Fn(&str) -> String) -> Self {
        Self::of_names(first_names(entity), fold)
    }

    fn of_names<'n>(names: impl Iterator<Item = &'n [u8]>, fold: impl Fn(&str) -> String) -> Self {
        let (mut words, mut beginnings) = (Vec::new(), 0);
        for name in names {
            let is_plain = name.iter().all(|byte| matches!(byte, b' '..=b'~'));
            let compared = match is_plain {
                true => name.to_ascii_lowercase(),
                false if has_letters(name) => folded(name, &fold).into_bytes(),
                false => Vec::new(),
            };
            beginnings |= if is_plain { 0 } else { OTHER };
            let is_found = |word: &&[u8]| is_plain || may_be_found(name, word);
            for word in compared.split(|byte| matches!(byte, b' ' | b'-')).filter(is_found) {
                beginnings |= bit(word);
                words.push(word.to_owned());
            }
        }
        Self { beginnings, words: packed(words) }
    }

    /// Whether a folded word is among them, or the initial of one: [`is_of_names`].
    pub(super) fn have(&self, word: &str, entity: EntityRef<'_>, fold: impl Fn(&str) -> String) -> bool {
        self.may_have(word) && self.tell(word.as_bytes()).unwrap_or_else(|| is_of_names(entity, word, fold))
    }

    fn may_have(&self, word: &str) -> bool {
        self.beginnings & bit(word.as_bytes()) != 0
    }

    /// The same for a word that may be among them; none where the words do not tell.
    fn tell(&self, word: &[u8]) -> Option<bool> {
        match word {
            // With which letters they begin is known of all.
            [b'a'..=b'z'] => Some(true),
            [b'a'..=b'z', ..] if word.is_ascii() => self.words.as_ref().map(|words| holds(words, word)),
            _ => None,
        }
    }
}

/// Whether a word of a name beyond ASCII is found by who asks for it or for its first letter: [`may_hold`].
fn may_be_found(name: &[u8], word: &[u8]) -> bool {
    let first = word.get(..1).and_then(|first| str::from_utf8(first).ok());
    first.is_some_and(|first| may_hold(name, first))
}

/// Words behind each other, in order, each once.
fn packed(mut words: Vec<Vec<u8>>) -> Option<Box<[u8]>> {
    words.retain(|word| word.first().is_some_and(u8::is_ascii_lowercase) && word.is_ascii());
    words.sort_unstable();
    words.dedup();
    let mut packed = Vec::new();
    for word in words {
        packed.push(u8::try_from(word.len()).ok()?);
        packed.extend(word);
        if packed.len() > MOST_BYTES {
            return None;
        }
    }
    Some(packed.into())
}

/// Whether a word is among those behind each other, which are in order.
fn holds(mut words: &[u8], wanted: &[u8]) -> bool {
    while let Some((word, behind)) =
        words.split_first().and_then(|(length, rest)| rest.split_at_checked((*length).into()))
    {
        if word == wanted {
            return true;
        }
        if word.first() > wanted.first() {
            return false;
        }
        words = behind;
    }
    false
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

    fn own(names: &[&str]) -> OwnWords {
        OwnWords::of_names(names.iter().map(|name| name.as_bytes()), str::to_lowercase)
    }

    #[test]
    fn words_begin_with_letters_or_otherwise() {
        let may_have = |names: &[&str], word: &str| own(names).may_have(word);
        let names = ["Wilbur Ross-Smith", "Őr"];
        assert!(["wilma", "ross", "s"].into_iter().all(|word| may_have(&names[..1], word)));
        assert!(!["ilbur", "4th", "ő", ""].into_iter().any(|word| may_have(&names[..1], word)));
        assert!(may_have(&names, "őr") && may_have(&["罗斯"], "罗斯") && may_have(&["4th"], "4"));
        assert!(!may_have(&["罗斯"], "ross") && may_have(&["Ross 罗斯"], "ross"));
    }

    #[test]
    fn words_of_ascii_are_told_and_others_left_to_the_names() {
        let own = own(&["Wilbur Ross-Smith", "WILBUR L. Ross", "Őr Zoë", "罗斯"]);
        let tell = |word: &str| own.tell(word.as_bytes());
        assert!(["wilbur", "ross", "smith", "l.", "z"].into_iter().all(|word| tell(word) == Some(true)));
        assert!(["wilb", "wilburs", "ross-smith", "l."].map(tell) == [false, false, false, true].map(Some));
        assert_eq!(["őr", "罗斯", "4", ""].map(tell), [None; 4]);
        // Where no letter of a name may be its first, nobody finds a word of it.
        assert_eq!(self::own(&["Ｊø smith"]).tell(b"s"), Some(true));
    }

    #[test]
    fn an_entity_of_too_many_words_leaves_them_to_its_names() {
        let many: Vec<String> = (100..400).map(|number| format!("w{number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(own(&many).tell(b"w100"), None);
        assert_eq!(own(&many[..100]).tell(b"w100"), Some(true));
        assert_eq!(own(&[&"w".repeat(256)]).tell(b"ww"), None);
    }
}
