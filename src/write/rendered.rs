//! How entities are written. An entity that stands in many records is the same bytes in all of them, so they are kept.

use super::json;
use super::tagged::first_names;
use crate::dictionary::{Dictionary, EntityIndex};

/// So many entities are kept at most. News names a few thousand again and again, and with so many places few of them meet in one.
const PLACES: usize = 1 << 14;

/// What is longer, in bytes, is made anew each time.
const LONGEST_KEPT: usize = 16 << 10;

/// All are let go before they take more than this, in bytes: a bound on the memory, whatever the dictionary.
const MOST_KEPT: usize = 8 << 20;

/// What a record says of an entity, as JSON.
///
/// The three parts stand one behind the other:
///
/// ```text
/// "entity":"person/geng-shuang","type":"person","name":"Geng Shuang","names":{"en":"Geng Shuang","zh":"耿爽"}
/// \---------- id ------------/
/// \------------------------- title -------------------------------/
/// \------------------------------------------ all ---------------------------------------------------------/
/// ```
#[derive(Clone, Debug, Default)]
pub(super) struct Rendered {
    of: Option<EntityIndex>,
    json: Vec<u8>,
    id_end: usize,
    title_end: usize,
}

impl Rendered {
    /// `entity`: the id.
    pub(super) fn id(&self) -> &[u8] {
        &self.json[..self.id_end]
    }

    /// `entity`, `type` and `name`: the first name.
    pub(super) fn title(&self) -> &[u8] {
        &self.json[..self.title_end]
    }

    /// `entity`, `type`, `name`, and `names`: the first name in each language, in the dictionary's order.
    pub(super) fn all(&self) -> &[u8] {
        &self.json
    }

    fn render(&mut self, index: EntityIndex, dictionary: &Dictionary) {
        let entity = dictionary.entity(index);
        let out = &mut self.json;
        self.of = Some(index);
        out.clear();
        out.extend_from_slice(b"\"entity\":");
        json::string(entity.id(), out);
        self.id_end = out.len();
        out.extend_from_slice(b",\"type\":");
        json::string(entity.kind().word(), out);
        out.extend_from_slice(b",\"name\":");
        json::string(entity.first_name(), out);
        self.title_end = out.len();
        out.extend_from_slice(b",\"names\":{");
        json::listed(first_names(entity), out, name_in_language);
        out.push(b'}');
    }
}

fn name_in_language((lang, text): (&str, &str), out: &mut Vec<u8>) {
    json::string(lang, out);
    out.push(b':');
    json::string(text, out);
}

/// The entities of a dictionary as they are written, those of late at hand.
#[derive(Debug)]
pub(super) struct RenderedEntities<'d> {
    dictionary: &'d Dictionary,
    /// Each entity has one place, which it shares with others: who comes last stays.
    places: Vec<Rendered>,
    /// The bytes that were put there since all was let go.
    held: usize,
    fresh: Rendered,
}

impl<'d> RenderedEntities<'d> {
    pub(super) fn new(dictionary: &'d Dictionary) -> Self {
        let places = dictionary.entities().len().clamp(1, PLACES);
        Self { dictionary, places: vec![Rendered::default(); places], held: 0, fresh: Rendered::default() }
    }

    /// How an entity is written.
    pub(super) fn get(&mut self, index: EntityIndex) -> &Rendered {
        let place = index.0 as usize % self.places.len();
        if self.places[place].of != Some(index) {
            self.fresh.render(index, self.dictionary);
            if self.fresh.json.len() > LONGEST_KEPT {
                return &self.fresh;
            }
            self.keep(place);
        }
        &self.places[place]
    }

    fn keep(&mut self, place: usize) {
        self.held += self.fresh.json.len();
        if self.held > MOST_KEPT {
            self.places.fill(Rendered::default());
            self.held = self.fresh.json.len();
        }
        self.places[place] = self.fresh.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::{DictionaryBuilder, Entity, EntityType, Name};

    /// Names are `TEXT` with the number of the entity and their own, two of each language.
    fn dictionary(entities: usize, names: usize, text: &str) -> Dictionary {
        let mut builder = DictionaryBuilder::default();
        for number in 0..entities {
            let mut entity = Entity::new(&format!("e{number}"), EntityType::Other("ship".into()));
            let name = |n: usize| Name {
                lang: Some(format!("l{}", n / 2).into()),
                ..Name::new(&format!("{text}{number}-{n}"))
            };
            entity.names = (0..names).map(name).collect();
            builder.add(entity).unwrap();
        }
        builder.build()
    }

    #[test]
    fn entities_that_share_a_place_are_told_apart() {
        let dictionary = dictionary(PLACES + 1, 1, "N");
        let mut rendered = RenderedEntities::new(&dictionary);
        let last = u32::try_from(PLACES).unwrap();
        for index in [0, last, last, 0] {
            assert_eq!(rendered.get(EntityIndex(index)).id(), format!("\"entity\":\"e{index}\"").as_bytes());
        }
    }

    #[test]
    fn the_parts_follow_each_other() {
        let dictionary = dictionary(1, 3, "N");
        let mut rendered = RenderedEntities::new(&dictionary);
        let rendered = rendered.get(EntityIndex(0));
        assert_eq!(rendered.title(), br#""entity":"e0","type":"ship","name":"N0-0""#);
        assert_eq!(rendered.all(), br#""entity":"e0","type":"ship","name":"N0-0","names":{"l0":"N0-0","l1":"N0-2"}"#);
    }

    #[test]
    fn what_is_long_is_not_kept() {
        let dictionary = dictionary(1, 5000, "N");
        let mut rendered = RenderedEntities::new(&dictionary);
        assert!(rendered.get(EntityIndex(0)).all().len() > LONGEST_KEPT);
        assert!(rendered.get(EntityIndex(0)).all().ends_with(b"\"l2499\":\"N0-4998\"}"));
        assert!(rendered.places[0].json.is_empty());
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let dictionary = dictionary(2000, 1, &"long".repeat(1500));
        let mut rendered = RenderedEntities::new(&dictionary);
        for index in 0..2000 {
            assert!(rendered.get(EntityIndex(index)).all().ends_with(format!("long{index}-0\"}}").as_bytes()));
            let kept: usize = rendered.places.iter().map(|place| place.json.len()).sum();
            assert!(kept <= MOST_KEPT);
        }
    }
}
