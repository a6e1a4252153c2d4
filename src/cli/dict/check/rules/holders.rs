//! Holders of offices who are no entities of the dictionary: `holder` in the output then names somebody unknown.

use super::{Finding, in_each};
use crate::dictionary::{Dictionary, EntityType};

pub(super) fn find(dictionary: &Dictionary) -> Vec<Finding> {
    in_each(dictionary, |entity| {
        if entity.kind() != EntityType::Office && entity.holders().len() > 0 {
            let kind = entity.kind().word();
            let message = format!("only an office has holders, and this is of type {kind}: they are not used");
            return vec![(Some("holders".to_owned()), message)];
        }
        let holders = entity.holders().enumerate();
        let unknown = holders.filter(|(_, holder)| holder.entity().is_none());
        unknown
            .map(|(at, holder)| (Some(format!("holders[{at}]")), format!("no entity has the id {}", holder.id())))
            .collect()
    })
}
