//! Which classes are taken, and what type their instances have.

use super::item::number;
use crate::load::import::ImportError;
use std::collections::HashMap;
use std::path::Path;

/// The type of posts.
pub(super) const OFFICE: &str = "office";
/// The type of human beings.
pub(super) const PERSON: &str = "person";

/// The classes that are taken where nobody says which, and the types of those whose line in a list names none.
const BUILT_IN: &[(u32, &str)] = &[
    // human
    (5, PERSON),
    // position, public office
    (4_164_871, OFFICE),
    (294_414, OFFICE),
];

/// Classes, and the types of their instances.
#[derive(Clone, Debug)]
pub struct Classes {
    types: Vec<String>,
    by_number: HashMap<u32, usize>,
}

impl Classes {
    /// Human beings, and positions.
    pub fn built_in() -> Self {
        let mut classes = Self { types: Vec::new(), by_number: HashMap::new() };
        BUILT_IN.iter().for_each(|(number, word)| classes.add(*number, word));
        classes
    }

    /// Reads a list: on each line the id of a class, and behind white space or a comma the type of its instances, which may be left out
    /// where `fallback` says one. `#` begins a comment.
    ///
    /// # Errors
    ///
    /// [`ImportError::Options`] for a line that is no class, or has no type and nothing else tells it; where no class is there.
    pub fn read(list: &str, path: &Path, fallback: Option<&str>) -> Result<Self, ImportError> {
        let mut classes = Self { types: Vec::new(), by_number: HashMap::new() };
        for (at, line) in list.trim_start_matches('\u{FEFF}').lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let (class, word) = line.split_once([' ', '\t', ',']).unwrap_or((line, ""));
            let fault = |problem: String| ImportError::Options(format!("{}:{}: {problem}", path.display(), at + 1));
            let number = number(class).ok_or_else(|| {
                fault(format!("the class is \"{class}\": expected the id of an item of Wikidata, such as Q5"))
            })?;
            let word = Some(word.trim()).filter(|word| !word.is_empty()).or(fallback).or_else(|| built_in(number));
            let word = word.ok_or_else(|| {
                fault(format!(
                    "the class {class} has no type: write person, organization, place, office or a word of your own behind it, \
                     or name one for all by --type-value"
                ))
            })?;
            classes.add(number, word);
        }
        if classes.by_number.is_empty() {
            return Err(ImportError::Options(format!(
                "{} lists no class; expected one on each line, such as Q5 person",
                path.display()
            )));
        }
        Ok(classes)
    }

    fn add(&mut self, number: u32, word: &str) {
        let at = self.types.iter().position(|known| known == word).unwrap_or_else(|| {
            self.types.push(word.to_owned());
            self.types.len() - 1
        });
        self.by_number.entry(number).or_insert(at);
    }

    /// The type of a class's instances; none: they are not taken.
    pub(super) fn kind(&self, class: u32) -> Option<&str> {
        self.by_number.get(&class).map(|at| self.types[*at].as_str())
    }
}

fn built_in(number: u32) -> Option<&'static str> {
    BUILT_IN.iter().find(|(known, _)| *known == number).map(|(_, word)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(list: &str, fallback: Option<&str>) -> Result<Classes, String> {
        Classes::read(list, Path::new("c.txt"), fallback).map_err(|error| error.to_string())
    }

    #[test]
    fn a_line_is_a_class_and_a_type() {
        let classes = read("# ours\nQ5\nQ1, news agency\n\nQ2\tplace # a comment\n", None).unwrap();
        assert_eq!(
            [5, 1, 2, 3].map(|number| classes.kind(number)),
            [Some("person"), Some("news agency"), Some("place"), None]
        );
        assert_eq!(read("Q7\nQ5", Some("x")).unwrap().kind(7), Some("x"));
    }

    #[test]
    fn lines_that_say_too_little_are_told() {
        assert!(read("Q5\nhuman person", None).unwrap_err().starts_with("c.txt:2: the class is \"human\": expected "));
        assert!(read("Q7", None).unwrap_err().starts_with("c.txt:1: the class Q7 has no type: "));
        assert!(read("# nothing\n", None).unwrap_err().starts_with("c.txt lists no class; "));
    }
}
