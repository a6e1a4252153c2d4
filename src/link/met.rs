//! Which entities were met in a document so far.

use crate::dictionary::EntityIndex;
use crate::mention::FoundEntity;

/// The places of entities in the list of those that were met: a table of numbers, half of it free.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// A place plus one, or 0.
    slots: Vec<u32>,
}

impl Met {
    /// Forgets all; room for so many others.
    pub(super) fn begin(&mut self, most: usize) {
        self.slots.clear();
        self.slots.resize((2 * most).next_power_of_two(), 0);
    }

    /// The place of an entity in the list; of one that is not in it the next, where it is to be put.
    pub(super) fn place(&mut self, entity: EntityIndex, list: &[FoundEntity]) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = entity.0.wrapping_mul(SPREAD).rotate_right(16) as usize & mask;
        while let Some(place) = self.slots[at].checked_sub(1) {
            if list[place as usize].entity == entity {
                return place as usize;
            }
            at = (at + 1) & mask;
        }
        self.slots[at] =
            u32::try_from(list.len() + 1).expect("a text has less than 4 billion bytes, let alone mentions");
        list.len()
    }
}

/// Entities of one sort have numbers near each other; with this they are spread over the table.
const SPREAD: u32 = 0x9E37_79B1;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_has_the_place_where_it_was_put() {
        let mut met = Met::default();
        for most in [1, 3, 1000] {
            met.begin(most);
            let mut list = Vec::new();
            for number in (0..most).chain(0..most).rev() {
                let entity = EntityIndex(u32::try_from(number * number).expect("below a million"));
                let place = met.place(entity, &list);
                if place == list.len() {
                    list.push(FoundEntity::new(entity));
                }
                assert_eq!((list[place].entity, place), (entity, most - 1 - number));
            }
            assert_eq!(list.len(), most);
        }
    }
}
