//! The choice among matches that overlap.

use crate::hit::Hit;

/// Which of the matches that meet all conditions become mentions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlap {
    /// Leftmost first, at one start the longest, then on behind it: of `New York Times` only the newspaper.
    #[default]
    Longest,
    /// Every one: the newspaper, the city, and whatever else matches within.
    All,
}

/// Puts hits in order and drops those that the policy does not choose.
///
/// Hits on the same span stay together: their entities are the candidates of one mention.
pub fn choose(hits: &mut Vec<Hit>, overlap: Overlap) {
    let order = |hit: &Hit| (hit.order(), hit.entity, hit.name);
    // The matcher goes through the text from left to right: most hits come in order.
    if !hits.is_sorted_by_key(order) {
        hits.sort_by_key(order);
    }
    if overlap == Overlap::Longest {
        let mut last: Option<Hit> = None;
        hits.retain(|hit| {
            let chosen =
                last.is_none_or(|last| last.is_at(hit) || last.field != hit.field || last.span.end <= hit.span.start);
            if chosen {
                last = Some(*hit);
            }
            chosen
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::EntityIndex;
    use crate::document::Field;
    use crate::hit::Part;
    use crate::span::SourceSpan;
    use std::cmp::Reverse;

    #[test]
    fn hits_come_in_their_order_then_by_entity_and_name() {
        let hit = |start: u32, number: u32| Hit {
            field: if start < 30 { Field::Title } else { Field::Text },
            span: SourceSpan { start, end: start + 1 + number % 3 },
            entity: EntityIndex(number % 2),
            name: number % 5,
            part: Part::Whole,
        };
        let mut hits: Vec<Hit> = (0..100).map(|at| hit(97 * at % 60, at)).collect();
        let mut expected = hits.clone();
        expected.sort_by_key(|hit| (hit.field, hit.span.start, Reverse(hit.span.end), hit.entity, hit.name));
        choose(&mut hits, Overlap::All);
        assert_eq!(hits, expected);
    }
}
