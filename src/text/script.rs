//! Scripts, and the order in which names are written, as far as linking asks.

use crate::character::class;
use unicode_normalization::UnicodeNormalization;

/// The groups of scripts between which a form in parentheses is a gloss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptGroup {
    /// Latin, Greek, Cyrillic and whatever else is written with letters and spaces.
    Alphabetic,
    /// Han ideographs.
    Han,
    /// Hiragana and Katakana.
    Kana,
    /// Hangul.
    Hangul,
}

/// The script of a form, read off its first letter; none where it has no letter.
pub fn group(form: &str) -> Option<ScriptGroup> {
    let first = form.nfkc().find(|c| c.is_alphabetic())?;
    Some(if class(first).is_hangul() {
        ScriptGroup::Hangul
    } else if !class(first).is_cjk() {
        ScriptGroup::Alphabetic
    } else if matches!(first, '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}') {
        ScriptGroup::Kana
    } else {
        ScriptGroup::Han
    })
}

/// The last word of a Western full name: `Ross` of `Wilbur Ross`, `King` of `Martin Luther King Jr.`.
///
/// None for a single word, for letters other than Latin, Greek and Cyrillic, for `Last, First`, and for names that look written
/// family name first: all pinyin (`Liu He`), or a last word with a lower-case letter behind a hyphen (`Tsai Ing-wen`).
pub fn western_family_name(name: &str) -> Option<&str> {
    const SUFFIXES: [&str; 5] = ["Jr", "Sr", "II", "III", "IV"];
    if !name.is_ascii() && !name.chars().filter(|c| c.is_alphabetic()).all(is_western_letter) {
        return None;
    }
    let mut words: Vec<&str> = name.split_whitespace().collect();
    if words.last().is_some_and(|word| SUFFIXES.contains(&word.trim_end_matches('.'))) {
        words.pop();
        let last = words.last_mut()?;
        *last = last.trim_end_matches(',');
    }
    let &last = words.last().filter(|_| words.len() > 1 && words.iter().all(|word| !word.contains(',')))?;
    let begins_with_capital = last.chars().next().is_some_and(char::is_uppercase) && last.chars().nth(1).is_some();
    (begins_with_capital && !has_lower_case_behind_hyphen(last) && !is_pinyin_name(&words)).then_some(last)
}

fn is_western_letter(c: char) -> bool {
    class(c).drops_marks() || matches!(c, '\u{400}'..='\u{52F}')
}

fn has_lower_case_behind_hyphen(word: &str) -> bool {
    if word.is_ascii() && !word.contains('-') {
        return false;
    }
    word.chars()
        .zip(word.chars().skip(1))
        .any(|(hyphen, letter)| matches!(hyphen, '-' | '‐' | '‑') && letter.is_lowercase())
}

/// Whether a name looks like Chinese in pinyin: a family name of one syllable (or one of the few of two), then pinyin only.
fn is_pinyin_name(words: &[&str]) -> bool {
    const OF_TWO_SYLLABLES: [&str; 6] = ["ouyang", "sima", "zhuge", "shangguan", "situ", "xiahou"];
    let is_family = |word: &str| is_syllable(word) || OF_TWO_SYLLABLES.contains(&word);
    words.split_first().is_some_and(|(family, given)| {
        is_family(&family.to_lowercase()) && given.iter().all(|word| is_pinyin(&word.to_lowercase()))
    })
}

/// Whether a word is a sequence of pinyin syllables.
fn is_pinyin(word: &str) -> bool {
    word.is_empty()
        || (1..=word.len().min(6))
            .any(|len| word.is_char_boundary(len) && is_syllable(&word[..len]) && is_pinyin(&word[len..]))
}

/// Whether a word is one pinyin syllable, tones left out.
fn is_syllable(word: &str) -> bool {
    const LONGEST: usize = 6;
    /// Each row: initials, and the finals that follow them. From the syllable table of ISO 7098.
    const TABLE: [(&[&str], &[&str]); 12] = [
        (
            &["b", "p", "m"],
            &[
                "a", "o", "ai", "ei", "ao", "an", "en", "ang", "eng", "i", "ie", "iao", "ian", "in", "ing", "u", "ou",
                "iu", "e",
            ],
        ),
        (&["f"], &["a", "o", "ei", "ou", "an", "en", "ang", "eng", "u"]),
        (
            &["d", "t"],
            &[
                "a", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "i", "ie", "iao", "iu", "ian",
                "ing", "u", "uo", "ui", "uan", "un",
            ],
        ),
        (
            &["n", "l"],
            &[
                "a", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "i", "ia", "ie", "iao", "iu", "ian",
                "in", "iang", "ing", "u", "uo", "uan", "un", "ü", "üe", "ue", "v",
            ],
        ),
        (
            &["g", "k", "h"],
            &[
                "a", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "u", "ua", "uo", "uai", "ui", "uan",
                "un", "uang",
            ],
        ),
        (&["j", "q", "x"], &["i", "ia", "ie", "iao", "iu", "ian", "in", "iang", "ing", "iong", "u", "ue", "uan", "un"]),
        (
            &["zh", "ch", "sh"],
            &[
                "a", "e", "i", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "u", "ua", "uo", "uai", "ui",
                "uan", "un", "uang",
            ],
        ),
        (&["r"], &["e", "i", "ao", "ou", "an", "en", "ang", "eng", "ong", "u", "ua", "uo", "ui", "uan", "un"]),
        (
            &["z", "c", "s"],
            &["a", "e", "i", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "u", "uo", "ui", "uan", "un"],
        ),
        (&["y"], &["a", "e", "i", "ao", "ou", "an", "ang", "in", "ing", "ong", "u", "ue", "uan", "un", "o"]),
        (&["w"], &["a", "o", "ai", "ei", "an", "en", "ang", "eng", "u"]),
        (&[""], &["a", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "er"]),
    ];
    let has_initial = |initials: &[&str], finals: &[&str]| {
        initials.iter().any(|initial| word.strip_prefix(initial).is_some_and(|rest| finals.contains(&rest)))
    };
    word.len() <= LONGEST && TABLE.iter().any(|(initials, finals)| has_initial(initials, finals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_western_name() {
        assert_eq!(western_family_name("Wilbur Ross"), Some("Ross"));
        assert_eq!(western_family_name("Martin Luther King Jr."), Some("King"));
        assert_eq!(western_family_name("Martin Luther King, Jr."), Some("King"));
        assert_eq!(western_family_name("Susan Rice"), Some("Rice"));
        assert_eq!(western_family_name("Владимир Путин"), Some("Путин"));
        assert_eq!(western_family_name("Elaine Chao"), Some("Chao"));
    }

    #[test]
    fn names_that_are_none() {
        for name in
            ["Liu He", "Geng Shuang", "Xi Jinping", "Tsai Ing-wen", "Kim Jong-un", "Madonna", "耿爽", "Trump, Donald"]
        {
            assert_eq!(western_family_name(name), None, "{name}");
        }
    }

    #[test]
    fn groups_of_scripts() {
        assert_eq!(group("Geng"), Some(ScriptGroup::Alphabetic));
        assert_eq!(group("《耿爽"), Some(ScriptGroup::Han));
        assert_eq!(group("ﾒｰﾙ"), Some(ScriptGroup::Kana));
        assert_eq!(group("방탄"), Some(ScriptGroup::Hangul));
        assert_eq!(group("12"), None);
    }
}
