//! An entity as an importer finds it, name by name.

use crate::date::Validity;
use crate::dictionary::{Entity, EntityType, Extra, Holder, Name, Prior};
use std::borrow::Cow;

/// A text, borrowed from the record where it stands there as it is.
pub(super) type Text<'r> = Cow<'r, str>;

/// An entity in the making. Names that are there already are not added again.
pub(super) struct Draft<'r> {
    pub(super) entity: Entity<Text<'r>>,
    refs: Vec<(Text<'r>, Vec<Text<'r>>)>,
    source: Option<Text<'r>>,
}

impl<'r> Draft<'r> {
    /// An entity without names yet; `kind` is the word for its type.
    pub(super) fn new(id: impl Into<Text<'r>>, kind: &'r str) -> Self {
        let entity = Entity {
            id: id.into(),
            kind: EntityType::from_word(kind),
            names: Vec::new(),
            prior: Prior::default(),
            context: Vec::new(),
            holders: Vec::new(),
            variants: None,
            extra: Vec::new(),
        };
        Self { entity, refs: Vec::new(), source: None }
    }

    /// Adds a name. One of the same text in the same language, or in none, is passed over; one of the same text in another language is given what
    /// the first says of kind and use, since they would contradict each other else.
    pub(super) fn name(&mut self, mut name: Name<Text<'r>>) {
        let text = name.text.trim();
        if text.len() < name.text.len() {
            name.text = text.to_owned().into();
        }
        let mut same =
            self.entity.names.iter().filter(|other| other.text == name.text && other.validity == name.validity);
        match same.next() {
            None => self.entity.names.push(name),
            Some(_) if name.lang.is_none() => {}
            Some(first) if first.lang == name.lang || same.any(|other| other.lang == name.lang) => {}
            Some(first) => {
                let name = Name { lang: name.lang, ..first.clone() };
                self.entity.names.push(name);
            }
        }
    }

    /// Adds an identifier that the entity has in another collection.
    pub(super) fn reference(&mut self, collection: impl Into<Text<'r>>, id: impl Into<Text<'r>>) {
        let (collection, id) = (collection.into(), id.into());
        match self.refs.iter_mut().find(|(known, _)| *known == collection) {
            None => self.refs.push((collection, vec![id])),
            Some((_, ids)) if ids.contains(&id) => {}
            Some((_, ids)) => ids.push(id),
        }
    }

    /// Adds a holder of an office.
    pub(super) fn holder(&mut self, entity: impl Into<Text<'r>>, validity: Validity) {
        self.entity.holders.push(Holder { entity: entity.into(), validity });
    }

    /// Says where the facts come from, where that is not the same for all entities of the import.
    pub(super) fn source(&mut self, source: impl Into<Text<'r>>) {
        self.source = Some(source.into());
    }

    /// The identifiers in other collections.
    pub(super) fn references(&self) -> impl Iterator<Item = (&str, &str)> {
        self.refs.iter().flat_map(|(collection, ids)| ids.iter().map(move |id| (collection.as_ref(), id.as_ref())))
    }

    /// The entity with `refs` and `source`: what the user says, else what the record says, else the default.
    pub(super) fn finish(self, said: Option<&'r str>, default: &'r str) -> Entity<Text<'r>> {
        let Self { mut entity, refs, source: own } = self;
        if !refs.is_empty() {
            let refs: serde_json::Map<String, serde_json::Value> =
                refs.into_iter().map(|(collection, ids)| (collection.into_owned(), one_or_all(ids))).collect();
            carry(&mut entity, "refs", &serde_json::Value::Object(refs));
        }
        let source = said.map(Text::from).or(own).unwrap_or(default.into());
        carry(&mut entity, "source", &source.into_owned().into());
        entity
    }
}

fn one_or_all(ids: Vec<Text<'_>>) -> serde_json::Value {
    match <[Text<'_>; 1]>::try_from(ids) {
        Ok([only]) => only.into_owned().into(),
        Err(ids) => ids.into_iter().map(Cow::into_owned).collect(),
    }
}

fn carry(entity: &mut Entity<Text<'_>>, field: &'static str, value: &serde_json::Value) {
    entity.extra.push(Extra { field: field.into(), json: value.to_string().into() });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::NameKind;

    fn name<'n>(text: &'n str, lang: &'n str, kind: NameKind) -> Name<Text<'n>> {
        Name { lang: Some(lang.into()), kind, ..Name::of(text.into()) }
    }

    #[test]
    fn a_name_stands_once_in_a_language_and_says_one_thing() {
        let mut draft = Draft::new("x", "place");
        draft.name(name("Peking", "de", NameKind::Name));
        draft.name(name(" Peking", "de", NameKind::Alias));
        draft.name(name("Peking", "en", NameKind::Former));
        draft.name(name("Peking", "en", NameKind::Former));
        draft.name(Name::of("Peking".into()));
        let names: Vec<_> = draft.entity.names.iter().map(|name| (name.lang.as_deref().unwrap(), name.kind)).collect();
        assert_eq!(names, [("de", NameKind::Name), ("en", NameKind::Name)]);
    }

    #[test]
    fn several_ids_in_one_collection_are_a_list() {
        let mut draft = Draft::new("x", "place");
        for (collection, id) in [("lei", "1"), ("wikidata", "Q1"), ("lei", "2"), ("lei", "1")] {
            draft.reference(collection, id);
        }
        let entity = draft.finish(None, "here");
        let extra: Vec<&str> = entity.extra.iter().map(|extra| extra.json.as_ref()).collect();
        assert_eq!(extra, [r#"{"lei":["1","2"],"wikidata":"Q1"}"#, r#""here""#]);
    }
}
