//! What a dictionary knows of the entities and forms of gold.

use super::gold::Gold;
use super::ids::Ids;
use crate::annotated::{AnnotatedDocument, Mark};
use crate::dictionary::{Dictionary, EntityRef, NameKind, Usage};
use crate::eval::{Label, Lexicon};
use crate::tagger::fold;
use std::collections::{HashMap, HashSet};

/// The part of a dictionary that gold asks for: a dictionary of millions is passed once.
pub(super) struct KnownForms {
    /// The type of each entity of gold that the dictionary has.
    types: HashMap<String, String>,
    /// Who may have each form of gold.
    forms: HashMap<String, Vec<Known>>,
}

struct Known {
    entity: String,
    of_type: String,
    is_demonym: bool,
}

impl KnownForms {
    pub(super) fn of(dictionary: &Dictionary, gold: &Gold, ids: &Ids) -> Self {
        let marks = || gold.documents().iter().flat_map(|document| &document.marks);
        let entities: HashSet<&str> = marks().filter_map(|mark| mark.meaning.entity()).collect();
        let mut known =
            Self { types: HashMap::new(), forms: marks().map(|mark| (key(&mark.text), Vec::new())).collect() };
        for entity in dictionary.entities() {
            known.add(entity, ids, &entities);
        }
        known
    }

    fn add(&mut self, entity: EntityRef<'_>, ids: &Ids, wanted: &HashSet<&str>) {
        let (id, of_type) = (ids.id(entity.id()), ids.of_type(entity.kind().word()));
        for name in entity.names().filter(|name| name.usage() != Usage::Blocked) {
            if let Some(known) = self.forms.get_mut(&key(name.text())) {
                let is_demonym = name.kind() == NameKind::Demonym;
                known.push(Known { entity: id.clone(), of_type: of_type.clone(), is_demonym });
            }
        }
        if wanted.contains(id.as_str()) {
            self.types.insert(id, of_type);
        }
    }

    /// Gives annotations of gold without a type that of their entity.
    pub(super) fn fill_types(&self, document: &mut AnnotatedDocument) {
        for mark in document.marks.iter_mut().filter(|mark| mark.of_type.is_none()) {
            mark.of_type = self.type_of(mark);
        }
    }

    fn type_of(&self, mark: &Mark) -> Option<String> {
        mark.meaning.entity().and_then(|entity| self.types.get(entity)).cloned()
    }

    fn known(&self, form: &str) -> &[Known] {
        self.forms.get(&key(form)).map_or(&[], Vec::as_slice)
    }
}

impl Lexicon for KnownForms {
    fn has_entity(&self, id: &str) -> bool {
        self.types.contains_key(id)
    }

    fn has_form(&self, form: &str, label: Label<'_>) -> bool {
        self.known(form).iter().any(|known| match label {
            Label::Entity(id) => known.entity == id,
            Label::Type(of_type) => known.of_type == of_type,
            Label::Undecided | Label::Name => true,
        })
    }

    fn is_demonym(&self, form: &str, entity: &str) -> bool {
        self.known(form).iter().any(|known| known.is_demonym && known.entity == entity)
    }
}

/// The folded form; an acronym's without its dots, since it matches with and without them.
fn key(form: &str) -> String {
    let folded = fold(form);
    let has_dots_only_behind_letters = folded.ends_with('.') && folded.split_terminator('.').all(is_one_letter);
    if has_dots_only_behind_letters { folded.replace('.', "") } else { folded }
}

fn is_one_letter(piece: &str) -> bool {
    let mut letters = piece.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_of_acronyms_do_not_count() {
        assert_eq!((key("U.S."), key("US")), ("us".to_owned(), "us".to_owned()));
        assert_eq!(
            (key("St. Louis"), key("Inc."), key("")),
            ("st. louis".to_owned(), "inc.".to_owned(), String::new())
        );
    }
}
