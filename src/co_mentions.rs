//! Which entities stand together in documents, and how much more often than by chance: statistics that are learned from a tagged corpus.

use crate::dictionary::EntityIndex;
use std::collections::HashMap;

/// In how many documents of a corpus entities stand, alone and in pairs.
///
/// # Examples
///
/// ```
/// use newstag::co_mentions::CoMentions;
/// use newstag::dictionary::EntityIndex;
///
/// let [mars, nasa, snickers] = [0, 1, 2].map(EntityIndex);
/// let mut seen = CoMentions::of_corpus(1000);
/// seen.add_entity(mars, 20);
/// seen.add_entity(nasa, 50);
/// seen.add_pair(mars, nasa, 10);
///
/// // By chance they would stand together in one document of 1000.
/// assert!((seen.affinity(nasa, mars) - 10f64.ln()).abs() < 1e-9);
/// assert_eq!(seen.affinity(mars, snickers), 0.0);
/// ```
#[derive(Clone, Debug, Default)]
pub struct CoMentions {
    documents: u64,
    of_entity: HashMap<EntityIndex, u64>,
    of_pair: HashMap<[EntityIndex; 2], u64>,
}

impl CoMentions {
    /// Those of a corpus of so many documents, in which nothing was seen yet.
    pub fn of_corpus(documents: u64) -> Self {
        Self { documents, ..Self::default() }
    }

    /// An entity stands in so many documents.
    pub fn add_entity(&mut self, entity: EntityIndex, documents: u64) {
        *self.of_entity.entry(entity).or_default() += documents;
    }

    /// Two entities stand together in so many documents.
    pub fn add_pair(&mut self, one: EntityIndex, other: EntityIndex, documents: u64) {
        *self.of_pair.entry(pair(one, other)).or_default() += documents;
    }

    /// How much more often than by chance two entities stand together, as a logarithm (their pointwise mutual information); 0 where it is not
    /// more often, and where they were not seen together.
    pub fn affinity(&self, one: EntityIndex, other: EntityIndex) -> f64 {
        let of = |entity| self.of_entity.get(&entity).copied().unwrap_or_default();
        let together = self.of_pair.get(&pair(one, other)).copied().unwrap_or_default();
        if together == 0 {
            return 0.0;
        }
        let by_chance = number(of(one)) * number(of(other)) / number(self.documents);
        (number(together) / by_chance).ln().max(0.0)
    }
}

fn pair(one: EntityIndex, other: EntityIndex) -> [EntityIndex; 2] {
    if one < other { [one, other] } else { [other, one] }
}

/// A count as a number; above 2^53 the nearest.
#[expect(clippy::cast_precision_loss, reason = "no corpus has so many documents")]
fn number(count: u64) -> f64 {
    count as f64
}
