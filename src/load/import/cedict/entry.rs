//! A proper name of the dictionary as an entity.

use super::line::Line;
use super::{acronym, english, family, kind};
use crate::dictionary::{EntityType, Extra, Name, NameKind};
use crate::load::import::draft::{Draft, Text};
use crate::load::import::runs::owned;

/// What is kept of a line until the whole dictionary has been read: others may be other forms of it.
pub(super) struct Entry {
    /// Where it stands.
    pub(super) line: u64,
    pub(super) traditional: Box<str>,
    pub(super) simplified: Box<str>,
    pinyin: Box<str>,
    /// Which of the entities of its line it is, from 1.
    sense: usize,
    /// What it means; empty where the dictionary only says of what it is another form.
    meaning: Box<str>,
    english: Vec<String>,
    kind: EntityType,
}

/// Forms of an entry, and what they are to it or to the entry that they lead to.
#[derive(Clone, Copy)]
pub(super) struct Forms<'e> {
    pub(super) traditional: &'e str,
    pub(super) simplified: &'e str,
    pub(super) kind: NameKind,
}

impl Entry {
    /// The entities that a line means: one, and one more for each further meaning that is explained and has a name of its own.
    pub(super) fn of(number: u64, line: &Line<'_>, meanings: &[&str]) -> Vec<Self> {
        let first = meanings.first().copied().unwrap_or_default();
        let mut entries = vec![Self::new(number, line, 1, first)];
        for meaning in meanings.iter().skip(1) {
            let names = english::names(meaning);
            let is_other = |name: &String| acronym::is_one(name) != acronym::is_one(english::head(first));
            if names.iter().all(is_other) {
                // `OPEC`, then what that is short for, or the other way round.
                entries[0].add(names);
            } else if is_explained(first) && is_explained(meaning) {
                entries.push(Self::new(number, line, entries.len() + 1, meaning));
            }
        }
        entries
    }

    fn new(line: u64, Line { traditional, simplified, pinyin, .. }: &Line<'_>, sense: usize, meaning: &str) -> Self {
        let mut english = english::names(meaning);
        english.extend(acronym::counterpart(meaning));
        Self {
            line,
            traditional: (*traditional).into(),
            simplified: (*simplified).into(),
            pinyin: (*pinyin).into(),
            sense,
            meaning: meaning.into(),
            english,
            kind: kind::of(meaning),
        }
    }

    fn add(&mut self, names: Vec<String>) {
        for name in names {
            if !self.english.contains(&name) {
                self.english.push(name);
            }
        }
    }

    /// The entity, with the forms of other entries that lead here.
    pub(super) fn draft(&self, others: impl Iterator<Item = NameOf>) -> Draft<'static> {
        let mut draft = owned(&self.id(), self.kind.as_str());
        let own = Forms { traditional: &self.traditional, simplified: &self.simplified, kind: NameKind::Name };
        own.names().into_iter().for_each(|name| draft.name(name));
        self.english.iter().for_each(|text| draft.name(self.english_name(text)));
        others.for_each(|name| draft.name(name));
        carry(&mut draft, "pinyin", &self.pinyin);
        carry(&mut draft, "gloss", &self.meaning);
        draft
    }

    fn id(&self) -> String {
        let id = format!("cedict/{}/{}", self.traditional, self.pinyin.replace(' ', ""));
        if self.sense == 1 { id } else { format!("{id}/{}", self.sense) }
    }

    fn english_name(&self, text: &str) -> NameOf {
        let is_person = self.kind == EntityType::Person;
        let family = if is_person { family::of(text, &self.pinyin) } else { None };
        let kind = if acronym::is_one(text) { NameKind::Acronym } else { NameKind::Name };
        let family = family.map(|family| family.to_owned().into());
        Name { lang: Some("en".into()), kind, family, ..Name::of(text.to_owned().into()) }
    }
}

/// A name of an entity that outlives the line it stands in.
pub(super) type NameOf = Name<Text<'static>>;

impl Forms<'_> {
    /// One name, or one for each script where they differ.
    pub(super) fn names(self) -> Vec<NameOf> {
        let name = |text: &str, lang: &'static str| Name {
            lang: Some(lang.into()),
            kind: self.kind,
            ..Name::of(text.to_owned().into())
        };
        if self.simplified == self.traditional {
            vec![name(self.simplified, "zh")]
        } else {
            vec![name(self.simplified, "zh-Hans"), name(self.traditional, "zh-Hant")]
        }
    }
}

/// Whether a meaning says more than a name.
fn is_explained(meaning: &str) -> bool {
    !kind::described(meaning, english::head(meaning)).trim().is_empty()
}

/// An English abbreviation as a name.
pub(super) fn acronym_name(text: &str) -> NameOf {
    Name { lang: Some("en".into()), kind: NameKind::Acronym, ..Name::of(text.to_owned().into()) }
}

fn carry(draft: &mut Draft<'static>, field: &'static str, value: &str) {
    if !value.is_empty() {
        draft.entity.extra.push(Extra { field: field.into(), json: serde_json::Value::from(value).to_string().into() });
    }
}
