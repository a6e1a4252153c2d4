//! The parts of a person's name that is written given name first.

use super::Form;
use super::rules::title::is_title;

/// Words that begin a family name of several: what stands ahead of them is no middle name.
const PARTICLES: [&str; 24] = [
    "Van", "Von", "De", "Del", "Della", "Di", "Da", "Dos", "Das", "Du", "La", "Le", "Al", "El", "Bin", "Bint", "Ibn",
    "Ben", "Abu", "Abd", "Abdul", "Ter", "Ten", "St.",
];

/// Given names, family name, and what stands behind it.
pub(super) struct Person<'n> {
    /// One or more.
    pub(super) given: Vec<&'n str>,
    /// One or more words: `von der Leyen`.
    pub(super) family: String,
    /// `Jr.`, `III`.
    pub(super) generation: Option<&'n str>,
}

impl<'n> Person<'n> {
    /// The parts of a form whose family name is known and stands last.
    pub(super) fn of(form: &'n Form) -> Option<Self> {
        let known = form.family.as_deref()?;
        let mut words: Vec<&str> = form.text.split_whitespace().collect();
        let generation = words.pop_if(|word| is_generation(word));
        let last = words.pop_if(|last| last.contains(','));
        words.extend(last.map(|last| last.trim_end_matches(',')));
        let is_plain = words.iter().all(|word| word.starts_with(char::is_alphabetic) && !word.contains([',', '(']));
        let start = words.len().checked_sub(known.split_whitespace().count()).filter(|start| *start > 0)?;
        let has_title = words.iter().any(|word| is_title(word));
        if !is_plain || has_title || words[start..].join(" ") != known {
            return None;
        }
        let start = words.iter().skip(1).position(|word| is_particle(word)).map_or(start, |at| start.min(at + 1));
        let family = words.split_off(start).join(" ");
        Some(Self { given: words, family, generation })
    }

    /// The name with other given names.
    pub(super) fn called(&self, given: &str) -> String {
        let generation = self.generation.map_or(String::new(), |generation| format!(" {generation}"));
        format!("{given} {}{generation}", self.family)
    }
}

/// Whether a word tells a son from his father.
pub(super) fn is_generation(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV")
}

/// Whether a word is one capital, with or without a dot.
pub(super) fn is_initial(word: &str) -> bool {
    let mut letters = word.strip_suffix('.').unwrap_or(word).chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// Whether a word is nothing but initials with dots: `J.`, `H.W.`.
pub(super) fn is_initials(word: &str) -> bool {
    word.ends_with('.') && word.split_terminator('.').all(is_initial)
}

fn is_particle(word: &str) -> bool {
    word.starts_with(char::is_lowercase) || PARTICLES.contains(&word)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dictionary::{Usage, VariantRules};

    fn parts(text: &str, family: &str) -> Option<(Vec<String>, String, Option<String>)> {
        let form = Form {
            text: text.to_owned(),
            family: Some(family.to_owned()),
            rules: VariantRules::NONE,
            usage: Usage::Always,
        };
        let Person { given, family, generation } = Person::of(&form)?;
        Some((given.into_iter().map(str::to_owned).collect(), family, generation.map(str::to_owned)))
    }

    #[test]
    fn names_fall_into_their_parts() {
        let of = |given: &[&str], family: &str, generation: Option<&str>| {
            let given = given.iter().map(|&word| word.to_owned()).collect();
            Some((given, family.to_owned(), generation.map(str::to_owned)))
        };
        assert_eq!(parts("Donald John Trump", "Trump"), of(&["Donald", "John"], "Trump", None));
        assert_eq!(parts("Martin Luther King, Jr.", "King"), of(&["Martin", "Luther"], "King", Some("Jr.")));
        assert_eq!(parts("Ursula von der Leyen", "Leyen"), of(&["Ursula"], "von der Leyen", None));
        assert_eq!(parts("Chris Van Hollen", "Van Hollen"), of(&["Chris"], "Van Hollen", None));
        assert_eq!(parts("Liu He", "Liu"), None);
        assert_eq!(parts("Trump, Donald", "Trump"), None);
        assert_eq!(parts("Robert (Bob) Smith", "Smith"), None);
        assert_eq!(parts("Trump", "Trump"), None);
    }
}
