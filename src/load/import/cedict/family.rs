//! The family name of a person whose name is Chinese.

/// The family name within an English form, where that begins with it: `Zhou` of `Zhou Yongkang`, whose pinyin is `Zhou1 Yong3 kang1`. Without being
/// told, the last word would be taken.
pub(super) fn of<'e>(english: &'e str, pinyin: &str) -> Option<&'e str> {
    let family = family_syllables(pinyin)?;
    let (first, _) = english.split_once(' ')?;
    first.eq_ignore_ascii_case(&family).then_some(first)
}

/// The syllables ahead of the second one with a capital, without their tones; none where there is no second.
fn family_syllables(pinyin: &str) -> Option<String> {
    let (given, _) = pinyin.match_indices(' ').find(|&(at, _)| pinyin[at + 1..].starts_with(char::is_uppercase))?;
    Some(pinyin[..given].chars().filter(|c| c.is_alphabetic()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_the_pinyin_is_the_family_name() {
        assert_eq!(of("Zhou Yongkang", "Zhou1 Yong3 kang1"), Some("Zhou"));
        assert_eq!(of("Ouyang Xiu", "Ou1 yang2 Xiu1"), Some("Ouyang"));
        assert_eq!(of("Su Tseng-chang", "Su1 Zhen1 chang1"), Some("Su"));
        assert_eq!(of("Quentin Tarantino", "Kun1 ting1 · Ta3 lun2 di4 nuo4"), None);
        assert_eq!(of("Rebiya Kadeer", "Re4 bi3 ya4"), None);
        assert_eq!(of("Confucius", "Kong3 zi3"), None);
    }
}
