//! Combining marks of Latin and Greek letters are dropped, and `ё` becomes `е`. Nothing else loses its marks.
//!
//! A mark that stands as a character of its own behind its letter is dropped by the folding itself, which sees both.

use icu_properties::{CodePointMapData, props::Script};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Whether the marks of this letter are dropped.
pub(crate) fn drops_marks(c: char) -> bool {
    matches!(CodePointMapData::<Script>::new().get(c), Script::Latin | Script::Greek)
}

pub(super) fn apply(_: &super::Data, c: char, out: &mut String) {
    if is_combining_mark(c) {
        // Case folding takes letters apart: the dot of `İ`. A mark by itself stays, whatever its script.
        if !out.chars().next_back().is_some_and(drops_marks) {
            out.push(c);
        }
    } else if c == 'ё' {
        out.push('е');
    } else if drops_marks(c) {
        out.extend(std::iter::once(c).nfd().filter(|&c| !is_combining_mark(c)));
    } else {
        out.push(c);
    }
}
