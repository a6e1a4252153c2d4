//! Given names and family names of persons: what tells `Jody Sharp` from the company.
//!
//! The names are those of `data/person-names/`, folded when the crate is built.

use crate::common::WordTable;

/// The names, each with a letter: `g` for a given name, `f` for a family name, `b` for both.
static NAMES: WordTable = WordTable(include_bytes!(concat!(env!("OUT_DIR"), "/person-names.table")));

/// Whether a folded word is a given name in one of many countries.
pub fn is_given_name(folded: &str) -> bool {
    matches!(NAMES.letter(folded), Some(b'g' | b'b'))
}

/// Whether a folded word is one of the 6,000 most frequent family names of the United States.
pub fn is_family_name(folded: &str) -> bool {
    matches!(NAMES.letter(folded), Some(b'f' | b'b'))
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
