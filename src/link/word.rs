//! Words as they are compared, without memory of their own where they are short, and whether they may be in a list.

/// Asks something of a word as it is compared. Most words are short and ASCII letters only, which fold to small letters.
pub(super) fn ask<R>(word: &str, fold: impl Fn(&str) -> String, question: impl FnOnce(&str) -> R) -> R {
    const SHORT: usize = 16;
    let mut letters = [0; SHORT];
    match letters.get_mut(..word.len()) {
        Some(letters) if word.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            letters.copy_from_slice(word.as_bytes());
            letters.make_ascii_lowercase();
            question(str::from_utf8(letters).unwrap_or_default())
        }
        _ => question(&fold(word)),
    }
}

/// What stands ahead of the first white space.
pub(super) fn first(text: &str) -> &str {
    let end = text.bytes().position(|byte| byte <= b' ' || !byte.is_ascii()).unwrap_or(text.len());
    match text.as_bytes().get(end) {
        None | Some(b' ' | b'\n') => &text[..end],
        Some(_) => text.split(char::is_whitespace).next().unwrap_or_default(),
    }
}

/// The first letters and the lengths of some folded words: what tells most other words from them without a look at the list.
pub(super) struct Shapes([u32; 256]);

impl Shapes {
    /// Those of words that are ASCII and have less than 32 letters.
    pub(super) const fn of(words: &[&str]) -> Self {
        let mut lengths = [0; 256];
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            lengths[word[0] as usize] |= 1 << word.len();
            at += 1;
        }
        Self(lengths)
    }

    /// Whether a word, not folded, may be one of them.
    pub(super) fn may_have(&self, word: &str) -> bool {
        let first = word.bytes().next().map_or(0, |byte| byte.to_ascii_lowercase());
        let lengths = u64::from(self.0[usize::from(first)]);
        !word.is_ascii() || lengths >> word.len().min(32) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_ends_at_white_space() {
        assert_eq!(
            ["", "Ross", "Ross said", "Ross\nsaid", "Ross\u{3000}said"].map(first),
            ["", "Ross", "Ross", "Ross", "Ross"]
        );
        assert_eq!(["Peña Nieto", "a\u{1}b c"].map(first), ["Peña", "a\u{1}b"]);
    }

    #[test]
    fn shapes_tell_most_words_apart() {
        let shapes = Shapes::of(&["may", "will"]);
        assert!(["May", "WILL", "mud", "Wünsche"].into_iter().all(|word| shapes.may_have(word)));
        assert!(
            !["", "m", "Mays", "Ross", "W23456789012345678901234567890123"]
                .into_iter()
                .any(|word| shapes.may_have(word))
        );
    }

    #[test]
    fn what_is_short_and_plain_is_not_handed_over() {
        let folded = |word| ask(word, |long| format!("<{long}>"), str::to_owned);
        assert_eq!(["", "May", "RossRossRossRoss"].map(folded), ["", "may", "rossrossrossross"]);
        assert_eq!(["May.", "Peña", "RossRossRossRossR"].map(folded), ["<May.>", "<Peña>", "<RossRossRossRossR>"]);
    }
}
