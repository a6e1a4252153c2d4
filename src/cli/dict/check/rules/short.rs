//! Names of one character: most of what they match is something else.

use super::{Finding, in_each, name_at};
use crate::dictionary::{Dictionary, Usage};
use crate::load::quoted;
use crate::tagger::fold;

pub(super) fn find(dictionary: &Dictionary) -> Vec<Finding> {
    in_each(dictionary, |entity| {
        let names = entity.names().enumerate().filter(|(_, name)| name.usage() == Usage::Always);
        names
            .filter(|(_, name)| fold(name.text()).chars().nth(1).is_none())
            .map(|(at, name)| {
                let message = format!(
                    "{} is a single character and will match too much; needs_context would hold it back",
                    quoted(name.text())
                );
                (name_at(at), message)
            })
            .collect()
    })
}
