//! What changed between the mentions of one document.

use crate::annotated::{Mark, Place};
use std::collections::HashMap;

/// How a mention changed; where it changed in several ways, the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// It is there now, and was not.
    Added,
    /// It was there, and is not.
    Removed,
    /// Another entity is meant, or one where there was none, or none where there was one.
    Entity,
    /// The entity has another type.
    Type,
    /// The name that matched is of another kind.
    Kind,
    /// Something else made it a mention.
    Via,
    /// The office has another holder.
    Holder,
    /// The score moved further than allowed.
    Score,
}

impl What {
    /// Its name in the output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Entity => "entity",
            Self::Type => "type",
            Self::Kind => "kind",
            Self::Via => "via",
            Self::Holder => "holder",
            Self::Score => "score",
        }
    }
}

/// A mention that changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change<'m> {
    /// How.
    pub what: What,
    /// As it was.
    pub before: Option<&'m Mark>,
    /// As it is.
    pub after: Option<&'m Mark>,
}

impl Change<'_> {
    /// How many mentions of both sides it takes.
    pub(super) fn mentions(&self) -> usize {
        usize::from(self.before.is_some()) + usize::from(self.after.is_some())
    }
}

/// All changes of a document, in order of their places. A mention is the same one where it stands on the same span of the same field.
pub fn changes<'m>(before: &'m [Mark], after: &'m [Mark], score: f64) -> Vec<Change<'m>> {
    let mut at_place: HashMap<Place, Vec<&Mark>> = HashMap::new();
    for mark in after.iter().rev() {
        at_place.entry(mark.place).or_default().push(mark);
    }
    let mut changes = Vec::new();
    for before in before {
        match at_place.get_mut(&before.place).and_then(Vec::pop) {
            None => changes.push(Change { what: What::Removed, before: Some(before), after: None }),
            Some(after) => changes.extend(change(before, after, score)),
        }
    }
    let added = at_place.into_values().flatten();
    changes.extend(added.map(|after| Change { what: What::Added, before: None, after: Some(after) }));
    changes.sort_by_key(|change| (change.after.or(change.before).map(|mark| mark.place), change.what));
    changes
}

fn change<'m>(before: &'m Mark, after: &'m Mark, score: f64) -> Option<Change<'m>> {
    let what = if before.meaning != after.meaning {
        What::Entity
    } else if before.of_type != after.of_type {
        What::Type
    } else if before.kind != after.kind {
        What::Kind
    } else if before.via != after.via {
        What::Via
    } else if before.holder != after.holder {
        What::Holder
    } else if moved(before, after) > score {
        What::Score
    } else {
        return None;
    };
    Some(Change { what, before: Some(before), after: Some(after) })
}

/// How far the score moved. Scores are whole thousandths, and so is their difference: 0.3 - 0.2 is not to be more than 0.1.
fn moved(before: &Mark, after: &Mark) -> f64 {
    match (before.score, after.score) {
        (Some(before), Some(after)) => ((after - before).abs() * 1000.0).round() / 1000.0,
        (None, None) => 0.0,
        _ => f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotated::Meaning;

    fn mark(start: usize, entity: &str, score: f64) -> Mark {
        let meaning = Meaning::Entity(entity.to_owned());
        Mark { meaning, score: Some(score), ..Mark::new(Place::in_text(start, start + 4), "Ross") }
    }

    fn whats(before: &[Mark], after: &[Mark]) -> Vec<What> {
        changes(before, after, 0.1).iter().map(|change| change.what).collect()
    }

    #[test]
    fn a_mention_is_known_by_its_place() {
        let before = [mark(0, "a", 0.9), mark(10, "b", 0.9), mark(20, "c", 0.3)];
        let after = [mark(5, "a", 0.9), mark(10, "x", 0.1), mark(20, "c", 0.2)];
        assert_eq!(whats(&before, &after), [What::Removed, What::Added, What::Entity]);
        assert_eq!(whats(&before, &before), []);
        assert_eq!(whats(&[mark(0, "a", 0.3)], &[mark(0, "a", 0.199)]), [What::Score]);
    }

    #[test]
    fn two_on_one_place_are_compared_in_their_order() {
        let (a, b) = (mark(0, "a", 0.5), mark(0, "b", 0.5));
        assert_eq!(whats(&[a.clone(), b.clone()], &[a.clone(), b.clone()]), []);
        assert_eq!(whats(&[a.clone(), b], &[a]), [What::Removed]);
    }

    #[test]
    fn the_first_difference_names_the_change() {
        let old = mark(0, "a", 0.5);
        let new = Mark { via: Some("partial".to_owned()), score: Some(0.9), ..old.clone() };
        assert_eq!(whats(std::slice::from_ref(&old), std::slice::from_ref(&new)), [What::Via]);
        let new = Mark { kind: Some("alias".to_owned()), ..new };
        assert_eq!(whats(&[old], &[new]), [What::Kind]);
    }
}
