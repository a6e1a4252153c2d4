//! Names that hold a blank line: no match goes over one.

use super::{Finding, in_each, name_at};
use crate::dictionary::Dictionary;
use crate::load::quoted;
use crate::tagger::fold;

/// What a blank line becomes when text is folded; a single line end becomes a space.
const BLANK_LINE: char = '\n';

pub(super) fn find(dictionary: &Dictionary) -> Vec<Finding> {
    in_each(dictionary, |entity| {
        let names = entity.names().enumerate().filter(|(_, name)| fold(name.text()).contains(BLANK_LINE));
        names
            .map(|(at, name)| (name_at(at), format!("{} holds a blank line, so it never matches", quoted(name.text()))))
            .collect()
    })
}
