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
