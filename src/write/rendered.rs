//! How entities are written. An entity that stands in many records is the same bytes in all of them, so they are kept.

use super::at_hand::{AtHand, Weighed};
use super::json;
use super::tagged::first_names;
use crate::dictionary::{Dictionary, EntityIndex, EntityRef};

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
#[derive(Debug)]
pub(super) struct Rendered {
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

    fn of(entity: EntityRef<'_>) -> Self {
        let mut json = b"\"entity\":".to_vec();
        let out = &mut json;
        json::string(entity.id(), out);
        let id_end = out.len();
        out.extend_from_slice(b",\"type\":");
        json::string(entity.kind().word(), out);
        out.extend_from_slice(b",\"name\":");
        json::string(entity.first_name(), out);
        let title_end = out.len();
        out.extend_from_slice(b",\"names\":{");
        json::listed(first_names(entity), out, name_in_language);
        out.push(b'}');
        json.shrink_to_fit();
        Self { json, id_end, title_end }
    }
}

impl Weighed for Rendered {
    fn bytes(&self) -> usize {
        self.json.len()
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
    at_hand: AtHand<Rendered>,
}

impl<'d> RenderedEntities<'d> {
    pub(super) fn new(dictionary: &'d Dictionary) -> Self {
        Self { dictionary, at_hand: AtHand::of(dictionary.entities().len()) }
    }

    /// How an entity is written.
    pub(super) fn get(&mut self, index: EntityIndex) -> &Rendered {
        self.at_hand.get(index, || Rendered::of(self.dictionary.entity(index)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::{DictionaryBuilder, Entity, EntityType, Name};

    #[test]
    fn the_parts_follow_each_other() {
        let mut entity = Entity::new("e0", EntityType::Other("ship".into()));
        let name = |n: usize| Name { lang: Some(format!("l{}", n / 2).into()), ..Name::new(&format!("N{n}")) };
        entity.names = (0..3).map(name).collect();
        let mut builder = DictionaryBuilder::default();
        builder.add(entity).unwrap();
        let dictionary = builder.build();
        let mut rendered = RenderedEntities::new(&dictionary);
        let rendered = rendered.get(EntityIndex(0));
        assert_eq!(rendered.id(), br#""entity":"e0""#);
        assert_eq!(rendered.title(), br#""entity":"e0","type":"ship","name":"N0""#);
        assert_eq!(rendered.all(), br#""entity":"e0","type":"ship","name":"N0","names":{"l0":"N0","l1":"N2"}"#);
    }
}
