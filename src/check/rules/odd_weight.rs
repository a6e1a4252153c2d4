//! Weights between 0 and 1: a weight is a count, and shares as weights hardly tell anything apart.

use crate::check::finding::Told;
use crate::check::findings::Findings;
use crate::check::{Checked, names};

pub(super) fn find(checked: &Checked<'_>, found: &mut Findings<'_>) {
    for named in names::all(checked.dictionary) {
        let Some(weight) = named.name.weight().filter(|weight| *weight > 0.0 && *weight < 1.0) else { continue };
        found.warn(|| {
            let message = "a weight is a count (links, uses), not a share, and counts below 1 hardly differ: \
                multiply the weights of the form by 1,000, say";
            Told::field(named.entity, format!("names[{}].weight", named.at), &weight.to_string(), message.to_owned())
        });
    }
}
