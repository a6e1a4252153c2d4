//! Given names and family names of persons: what tells `Jody Sharp` from the company.
//!
//! The names are those of `data/person-names/`, folded when the crate is built.

use crate::common::WordTable;

/// The names, each with a letter: `g` for a given name, `f` for a family name, `b` for both.
static NAMES: WordTable = WordTable(include_bytes!(concat!(env!("OUT_DIR"), "/person-names.table")));

/// What a word is among the names of persons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// Whether it is a given name: [`is_given_name`].
    pub is_given: bool,
    /// Whether it is a family name: [`is_family_name`].
    pub is_family: bool,
}

/// What a folded word is among the names of persons.
pub fn person_name(folded: &str) -> PersonName {
    let letter = NAMES.letter(folded);
    let is = |sort| letter.is_some_and(|letter| letter == sort || letter == b'b');
    PersonName { is_given: is(b'g'), is_family: is(b'f') }
}

/// Whether a folded word is a given name in one of many countries.
pub fn is_given_name(folded: &str) -> bool {
    person_name(folded).is_given
}

/// Whether a folded word is one of the 6,000 most frequent family names of the United States.
pub fn is_family_name(folded: &str) -> bool {
    person_name(folded).is_family
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_either_sort_and_of_both() {
        for (name, given, family) in
            [("slobodan", true, false), ("sharp", false, true), ("jordan", true, true), ("beijing", false, false)]
        {
            assert_eq!((is_given_name(name), is_family_name(name)), (given, family), "{name}");
        }
    }
}
