//! Entities that are never meant.

use super::{Finding, in_each};
use crate::dictionary::Dictionary;

pub(super) fn find(dictionary: &Dictionary) -> Vec<Finding> {
    in_each(dictionary, |entity| {
        let is_zero = entity.prior().value() <= 0.0;
        is_zero.then(|| (Some("prior".to_owned()), "0 means that it is never meant".to_owned())).into_iter().collect()
    })
}
