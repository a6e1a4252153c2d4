//! The English names that a meaning plainly is: `Cathay Pacific, Hong Kong-based airline`.

/// Small words that stand within names.
const WITHIN: &[&str] = &[
    "of", "the", "and", "for", "de", "du", "da", "do", "dos", "des", "la", "le", "von", "van", "der", "den", "bin",
    "ibn", "al", "el", "di", "del", "&",
];

/// What a place is, and is written small in a gloss: `Guangze county in Nanping` is about Guangze County.
const UNITS: &[&str] = &[
    "county",
    "district",
    "township",
    "town",
    "banner",
    "prefecture",
    "commandery",
    "province",
    "subdistrict",
    "river",
    "lake",
    "island",
    "islands",
    "mountains",
    "peninsula",
    "desert",
    "city",
];

/// Ends of words that say of what sort something is: `Australian-style`.
const OF_A_SORT: &[&str] = &["-style", "-speaking", "-based", "-made"];

/// What may stand behind a unit.
const BEHIND_UNITS: &[&str] = &["", "in", "of", "on", "near", "at"];

/// The names at the head of a meaning: one, two where it says `X or Y`, or none where it is a description.
pub(super) fn names(meaning: &str) -> Vec<String> {
    let head = head(meaning);
    let names: Option<Vec<String>> = head.split(" or ").map(name).collect();
    names.unwrap_or_default()
}

/// A meaning up to what explains it, without a label ahead.
pub(super) fn head(meaning: &str) -> &str {
    let meaning = meaning.strip_prefix("(Tw) ").unwrap_or(meaning);
    let end = meaning.find(['(', ',', ';', ':']).unwrap_or(meaning.len());
    let head = meaning[..end].trim();
    head.strip_prefix("the ").unwrap_or(head)
}

/// A text as a name: all its words begin as words of names do, up to where it says what the thing is or where. A unit behind them gets its capital.
fn name(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let named = words.iter().take_while(|word| is_capitalized(word) || WITHIN.contains(word)).count();
    let (name, rest) = words.split_at(named);
    let last = name.last().filter(|word| is_capitalized(word) && is_capitalized(name[0]))?;
    let joined = name.join(" ");
    let is_name = joined.chars().count() > 1 && is_latin(&joined) && !OF_A_SORT.iter().any(|end| joined.ends_with(end));
    let ends = |word: Option<&&str>| BEHIND_UNITS.contains(word.unwrap_or(&""));
    match rest {
        _ if !is_name => None,
        [] => Some(joined),
        [unit, behind @ ..] if UNITS.contains(unit) && ends(behind.first()) => {
            Some(format!("{joined} {}", capitalized(unit)))
        }
        [behind, ..] => (UNITS.contains(&last.to_lowercase().as_str()) && ends(Some(behind))).then_some(joined),
    }
}

fn is_capitalized(word: &str) -> bool {
    let word = word.strip_prefix("al-").unwrap_or(word);
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a text is of letters of the West and what stands between them in names.
fn is_latin(text: &str) -> bool {
    text.chars().all(|c| c < '\u{250}' && c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-' | '.' | '&' | '–'))
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_that_is_plainly_a_name_is_one() {
        for (meaning, expected) in [
            ("Cathay Pacific, Hong Kong-based airline", "Cathay Pacific"),
            ("Zhou Yongkang (1942-), PRC petroleum engineer and politician", "Zhou Yongkang"),
            (
                "the Chinese People's Political Consultative Conference (CPPCC)",
                "Chinese People's Political Consultative Conference",
            ),
            ("Organization of the Petroleum Exporting Countries", "Organization of the Petroleum Exporting Countries"),
            ("Guangze county in Nanping 南平[Nan2 ping2] Fujian", "Guangze County"),
            ("Renshou County in Meishan 眉山市[Mei2 shan1 Shi4], Sichuan", "Renshou County"),
            ("(Tw) Burundi", "Burundi"),
        ] {
            assert_eq!(names(meaning), [expected], "{meaning}");
        }
    }

    #[test]
    fn two_names_of_one_thing_are_two() {
        assert_eq!(names("Lérida or Lleida, Spain"), ["Lérida", "Lleida"]);
        assert_eq!(
            names("Taibao or Taipao city in Chiayi County 嘉義縣|嘉义县[Jia1 yi4 Xian4]"),
            ["Taibao", "Taipao City"]
        );
        assert_eq!(names("Tse Ting-Fung or Nicholas Tse (1980-), Cantopop star"), ["Tse Ting-Fung", "Nicholas Tse"]);
    }

    #[test]
    fn a_description_is_no_name() {
        for meaning in [
            "Uighur ethnic group of Xinjiang",
            "branch of the Xianbei nomadic people",
            "\"Sha Family's Creek\", a Beijing opera",
            "Five Sacred Mountains of the Daoists in",
            "Western skills",
            "Macanese-style",
            "Minister in the cabinet",
            "A",
            "old way of writing 和田[He2 tian2], Hotan (prior to 1959)",
        ] {
            assert_eq!(names(meaning), [""; 0], "{meaning}");
        }
    }
}
