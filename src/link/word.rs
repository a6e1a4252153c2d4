//! Words as they stand beside names and as they are compared, and whether they may be in a list.

/// Asks something of a word as it is compared. Most words are short and ASCII letters only, which fold to small letters.
pub(super) fn ask<R>(word: &str, fold: impl Fn(&str) -> String, question: impl FnOnce(&str) -> R) -> R {
    const SHORT: usize = 16;
    let mut letters = [0; SHORT];
    match letters.get_mut(..word.len()) {
        Some(letters) if word.bytes().all(|byte| has(byte, CAPITAL | SMALL)) => {
            letters.copy_from_slice(word.as_bytes());
            letters.make_ascii_lowercase();
            question(str::from_utf8(letters).unwrap_or_default())
        }
        _ => question(&fold(word)),
    }
}

/// What sorts of bytes there are, a bit each.
pub(super) const CAPITAL: u8 = 1;
pub(super) const SMALL: u8 = 2;
pub(super) const DIGIT: u8 = 4;
pub(super) const SPACE: u8 = 8;
pub(super) const DOT: u8 = 16;
pub(super) const HYPHEN: u8 = 32;
/// A byte of a character beyond ASCII.
pub(super) const BEYOND: u8 = 64;

static SORTS: [u8; 256] = {
    let mut sorts = [0; 256];
    let mut byte: u8 = 0;
    loop {
        sorts[byte as usize] = match byte {
            b'A'..=b'Z' => CAPITAL,
            b'a'..=b'z' => SMALL,
            b'0'..=b'9' => DIGIT,
            b' ' => SPACE,
            b'.' => DOT,
            b'-' => HYPHEN,
            0x80.. => BEYOND,
            _ => 0,
        };
        if byte == u8::MAX {
            break sorts;
        }
        byte += 1;
    }
};

/// What sorts of bytes stand in a text.
pub(super) fn sorts(text: &str) -> u8 {
    text.bytes().fold(0, |all, byte| all | SORTS[usize::from(byte)])
}

/// Whether a byte is of one of some sorts.
pub(super) fn has(byte: u8, sorts: u8) -> bool {
    SORTS[usize::from(byte)] & sorts != 0
}

/// The bytes of some sorts with which a text ends; these are ASCII.
pub(super) fn ending(text: &str, sorts: u8) -> &str {
    let start = text.bytes().rposition(|byte| !has(byte, sorts)).map_or(0, |at| at + 1);
    &text[start..]
}

/// What stands ahead of the first white space.
pub(super) fn first(text: &str) -> &str {
    let end = text.bytes().position(|byte| byte <= b' ' || !byte.is_ascii()).unwrap_or(text.len());
    match text.as_bytes().get(end) {
        None | Some(b' ' | b'\n') => &text[..end],
        Some(_) => text.split(char::is_whitespace).next().unwrap_or_default(),
    }
}

/// With which letters some folded words begin and end, and how long those are: what tells most other words from them without a look at the list.
pub(super) struct Shapes {
    first: [u32; 256],
    last: [u32; 256],
}

impl Shapes {
    /// Those of words that are ASCII and have less than 32 letters.
    pub(super) const fn of(words: &[&str]) -> Self {
        Self { first: [0; 256], last: [0; 256] }.and(words)
    }

    /// These and those of more words.
    pub(super) const fn and(mut self, words: &[&str]) -> Self {
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            self.first[word[0] as usize] |= 1 << word.len();
            self.last[word[word.len() - 1] as usize] |= 1 << word.len();
            at += 1;
        }
        self
    }

    /// Whether a word, not folded, may be one of them.
    pub(super) fn may_have(&self, word: &str) -> bool {
        let of =
            |table: &[u32; 256], end: Option<&u8>| end.map_or(0, |end| table[usize::from(end.to_ascii_lowercase())]);
        let lengths = of(&self.first, word.as_bytes().first()) & of(&self.last, word.as_bytes().last());
        u64::from(lengths) >> word.len().min(32) & 1 == 1 || !word.is_ascii()
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
        assert!(["May", "WILL", "mRy", "Wünsche", "中"].into_iter().all(|word| shapes.may_have(word)));
        assert!(
            !["", "m", "Mays", "mud", "Ross", "W2345678901234567890123456789012l"]
                .into_iter()
                .any(|word| shapes.may_have(word))
        );
    }

    #[test]
    fn an_ending_is_of_the_sorts_that_are_asked_for() {
        let word = |text| ending(text, CAPITAL | SMALL | DOT);
        assert_eq!(
            ["", "Mr.", "said Mr.", "Vice-President", "Peña", "ñ", "a "].map(word),
            ["", "Mr.", "Mr.", "President", "a", "", ""]
        );
        assert_eq!(sorts("G8 ñ"), CAPITAL | DIGIT | SPACE | BEYOND);
    }

    #[test]
    fn what_is_short_and_plain_is_not_handed_over() {
        let folded = |word| ask(word, |long| format!("<{long}>"), str::to_owned);
        assert_eq!(["", "May", "RossRossRossRoss"].map(folded), ["", "may", "rossrossrossross"]);
        assert_eq!(["May.", "Peña", "RossRossRossRossR"].map(folded), ["<May.>", "<Peña>", "<RossRossRossRossR>"]);
    }
}
