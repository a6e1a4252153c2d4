//! Changes gathered by what they do to whom, so that a reviewer reads each only once.

use super::change::{Change, What};
use crate::annotated::{AnnotatedDocument, Excerpt, Mark};
use std::cmp::Reverse;
use std::collections::HashMap;

/// What the changes of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// How the mentions changed.
    pub what: What,
    /// Whom they meant; none where nobody was chosen, or there was no mention.
    pub entity_before: Option<String>,
    /// Whom they mean.
    pub entity_after: Option<String>,
    /// What was, where it is not the entity that changed: the type, the kind …
    pub before: Option<String>,
    /// What is.
    pub after: Option<String>,
}

impl Key {
    fn of(change: &Change<'_>) -> Self {
        let entity = |mark: Option<&Mark>| mark.and_then(|mark| mark.meaning.entity()).map(str::to_owned);
        let value = |mark: Option<&Mark>| mark.and_then(|mark| value(mark, change.what)).map(str::to_owned);
        Self {
            what: change.what,
            entity_before: entity(change.before),
            entity_after: entity(change.after),
            before: value(change.before),
            after: value(change.after),
        }
    }
}

fn value(mark: &Mark, what: What) -> Option<&str> {
    match what {
        What::Type => mark.of_type.as_deref(),
        What::Kind => mark.kind.as_deref(),
        What::Via => mark.via.as_deref(),
        What::Holder => mark.holder.as_deref(),
        What::Added | What::Removed | What::Entity | What::Score => None,
    }
}

/// A form that mentions of a group have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The words.
    pub text: String,
    /// How many mentions have it.
    pub count: u64,
}

/// A change in its context.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The document's id.
    pub document: String,
    /// The mention and what stands around it.
    pub excerpt: Excerpt,
    /// The score that was.
    pub score_before: Option<f64>,
    /// The score that is.
    pub score_after: Option<f64>,
}

/// The changes of one key.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// How many there are.
    pub count: u64,
    /// How many of them each form makes.
    forms: HashMap<String, u64>,
    /// The first of them.
    pub examples: Vec<Example>,
}

impl Group {
    /// The forms, most frequent first, then in order of the alphabet.
    pub fn forms(&self) -> Vec<Form> {
        let mut forms: Vec<Form> = self.forms.iter().map(|(text, &count)| Form { text: text.clone(), count }).collect();
        forms.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        forms
    }
}

/// All changes, by key. They take room with the entities and forms that changed, not with the documents.
#[derive(Clone, Debug, Default)]
pub struct Groups(HashMap<Key, Group>);

impl Groups {
    pub(super) fn add(&mut self, change: &Change<'_>, documents: [&AnnotatedDocument; 2], most: usize) {
        let Some(mark) = change.after.or(change.before) else { return };
        let group = self.0.entry(Key::of(change)).or_default();
        group.count += 1;
        *group.forms.entry(mark.text.clone()).or_default() += 1;
        if group.examples.len() < most {
            group.examples.push(Example {
                document: documents[1].id.clone(),
                excerpt: Excerpt::of(mark, documents),
                score_before: change.before.and_then(|mark| mark.score),
                score_after: change.after.and_then(|mark| mark.score),
            });
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many mentions changed in a way.
    pub fn count(&self, what: What) -> u64 {
        self.0.iter().filter(|(key, _)| key.what == what).map(|(_, group)| group.count).sum()
    }

    /// By what changed, in each the most frequent first, then by key.
    pub fn sorted(&self) -> Vec<(&Key, &Group)> {
        let mut all: Vec<_> = self.0.iter().collect();
        all.sort_by_key(|(key, group)| (key.what, Reverse(group.count), *key));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotated::{Meaning, Place};

    #[test]
    fn nobody_is_a_key_of_its_own() {
        let nobody = Mark { meaning: Meaning::Undecided, ..Mark::new(Place::in_text(0, 4), "Ross") };
        let somebody = Mark { meaning: Meaning::Entity("a".to_owned()), ..nobody.clone() };
        let mut groups = Groups::default();
        let document = AnnotatedDocument::default();
        for (before, after) in [(&nobody, &somebody), (&somebody, &nobody), (&nobody, &somebody)] {
            let change = Change { what: What::Entity, before: Some(before), after: Some(after) };
            groups.add(&change, [&document, &document], 1);
        }
        let sorted = groups.sorted();
        assert_eq!((sorted.len(), sorted[0].1.count, sorted[0].1.examples.len()), (2, 2, 1));
        assert_eq!((&sorted[0].0.entity_before, sorted[0].0.entity_after.as_deref()), (&None, Some("a")));
        assert_eq!(groups.count(What::Entity), 3);
    }
}
