//! Parts of names in Han characters: the family name ahead, and what follows the middle dot of a name from another language.

use super::Sort;

/// Family names of two characters, simplified and traditional.
#[rustfmt::skip]
const OF_TWO: [&str; 28] = [
    "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "司徒", "夏侯", "东方", "東方", "皇甫", "尉迟", "尉遲", "公孙", "公孫", "慕容", "令狐", "长孙", "長孫", "宇文",
    "轩辕", "軒轅", "南宫", "南宮", "端木", "独孤", "獨孤",
];

/// The parts of a person's name whose family name the dictionary does not tell.
pub(super) fn parts(name: &str) -> Vec<(String, Sort)> {
    if name.is_ascii() {
        return Vec::new();
    }
    let letters: Vec<char> = name.chars().collect();
    if let Some(last) = behind_dot(&letters) {
        return vec![(last, Sort::Family)];
    }
    family(&letters).map(|family| (family, Sort::FamilyWithTitle)).into_iter().collect()
}

/// What stands behind the last middle dot of a name in Han or kana: `罗斯` of `威尔伯·罗斯`.
fn behind_dot(letters: &[char]) -> Option<String> {
    const SHORTEST: usize = 2;
    let dot = letters.iter().rposition(|c| matches!(c, '·' | '•' | '‧' | '・'))?;
    let last = &letters[dot + 1..];
    let is_name = last.len() >= SHORTEST && letters.iter().all(|&c| is_han(c) || is_kana(c) || !c.is_alphanumeric());
    is_name.then(|| last.iter().collect())
}

/// The family name of a name of two to four characters: the first one, or the first two of four, as Japanese names mostly have, and of those that are known.
fn family(letters: &[char]) -> Option<String> {
    const LETTERS: std::ops::RangeInclusive<usize> = 2..=4;
    if !LETTERS.contains(&letters.len()) || !letters.iter().all(|&c| is_han(c)) {
        return None;
    }
    let two: String = letters.iter().take(2).collect();
    let is_of_two = letters.len() == 4 || letters.len() == 3 && OF_TWO.contains(&two.as_str());
    Some(if is_of_two { two } else { letters[0].to_string() })
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names_stand_ahead_or_behind_the_dot() {
        let of = |name| parts(name).into_iter().next();
        assert_eq!(of("刘鹤"), Some(("刘".to_owned(), Sort::FamilyWithTitle)));
        assert_eq!(of("安倍晋三"), Some(("安倍".to_owned(), Sort::FamilyWithTitle)));
        assert_eq!(of("歐陽娜"), Some(("歐陽".to_owned(), Sort::FamilyWithTitle)));
        assert_eq!(of("威尔伯·罗斯"), Some(("罗斯".to_owned(), Sort::Family)));
        assert_eq!(of("特朗普总统先"), None);
        assert_eq!(of("Wilbur Ross"), None);
    }
}
