//! Counts of pairs of entities that documents name together.

use super::counting::Counting;
use super::counts::{Counted, CountedEntity, Entities};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Who stands together with whom, in how many documents.
#[derive(Debug, Default)]
pub struct Graph {
    entities: Entities,
    documents_of: Vec<u64>,
    /// By the numbers of the two, the smaller first: 20 to 60 bytes a pair.
    pairs: HashMap<(u32, u32), u64>,
    documents: u64,
}

/// An entity, and how many documents name it.
#[derive(Clone, Copy, Debug)]
pub struct Node<'g> {
    /// The entity, with the mentions of all documents.
    pub entity: &'g CountedEntity,
    /// The documents that name it.
    pub documents: u64,
}

/// Two entities that documents name together.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'g> {
    /// The one whose id comes first.
    pub a: Node<'g>,
    /// The other.
    pub b: Node<'g>,
    /// How many documents name both.
    pub documents: u64,
    /// Pointwise mutual information, in bits: how much more often they stand together than they would by chance.
    pub pmi: f64,
}

impl Counting for Graph {
    fn add(&mut self, document: Counted) {
        self.documents += 1;
        let mut numbers: Vec<u32> = document.entities.into_iter().map(|entity| self.entities.add(entity)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        self.documents_of.resize(self.entities.all.len(), 0);
        for (at, &one) in numbers.iter().enumerate() {
            self.documents_of[one as usize] += 1;
            for &other in &numbers[at + 1..] {
                *self.pairs.entry((one, other)).or_default() += 1;
            }
        }
    }
}

impl Graph {
    fn node(&self, number: u32) -> Node<'_> {
        let number = number as usize;
        Node { entity: &self.entities.all[number], documents: self.documents_of[number] }
    }

    /// The entities in order of their ids.
    pub(in crate::write) fn nodes(&self) -> Vec<Node<'_>> {
        self.order().into_iter().map(|number| self.node(number)).collect()
    }

    /// The pairs of at least so many documents: most documents first, then in order of their ids. They are sorted as numbers, 16 bytes each.
    pub(in crate::write) fn pairs(&self, least: u64) -> impl Iterator<Item = Pair<'_>> {
        let order = self.order();
        let mut places = vec![0; order.len()];
        for (place, &number) in (0..).zip(&order) {
            places[number as usize] = place;
        }
        let counted = || self.pairs.iter().filter(move |(_, documents)| **documents >= least);
        let mut pairs: Vec<(Reverse<u64>, u32, u32)> = Vec::with_capacity(counted().count());
        pairs.extend(counted().map(|(&(one, other), &documents)| {
            let [one, other] = [one, other].map(|number| places[number as usize]);
            (Reverse(documents), one.min(other), one.max(other))
        }));
        pairs.sort_unstable();
        pairs.into_iter().map(move |(Reverse(documents), a, b)| {
            let [a, b] = [a, b].map(|place: u32| self.node(order[place as usize]));
            self.pair(a, b, documents)
        })
    }

    /// The numbers of the entities, in order of their ids.
    fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..u32::try_from(self.entities.all.len()).unwrap_or(u32::MAX)).collect();
        order.sort_unstable_by_key(|&number| self.entities.all[number as usize].id.as_str());
        order
    }

    fn pair<'g>(&self, a: Node<'g>, b: Node<'g>, documents: u64) -> Pair<'g> {
        let [together, all, of_a, of_b] = [documents, self.documents, a.documents, b.documents].map(|n| n as f64);
        Pair { a, b, documents, pmi: (together * all / (of_a * of_b)).log2() }
    }
}
