//! Counts of entities and days.

use super::counting::Counting;
use crate::date::PartialDate;
use crate::write::meant::Named;
use crate::write::tagged::Tagged;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Whom a document names.
#[derive(Debug, Serialize, Deserialize)]
pub struct Counted {
    /// When it was published.
    #[serde(with = "dates")]
    pub date: Option<PartialDate>,
    /// The entities that are meant in it.
    pub entities: Vec<CountedEntity>,
}

/// Dates as they are written.
mod dates {
    use crate::date::PartialDate;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(date: &Option<PartialDate>, to: S) -> Result<S::Ok, S::Error> {
        date.map(|date| date.to_string()).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PartialDate>, D::Error> {
        let date = Option::<String>::deserialize(from)?;
        date.map(|date| PartialDate::parse(&date).map_err(D::Error::custom)).transpose()
    }
}

/// An entity and how often a document names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedEntity {
    /// Its id.
    pub id: String,
    /// Its type.
    pub of_type: String,
    /// Its first name.
    pub name: String,
    /// How many mentions there are.
    pub mentions: u64,
}

impl Counted {
    /// Whom a document names.
    pub(in crate::write) fn of(document: &Tagged<'_>) -> Self {
        let entity = |named: Named<'_>, mentions: usize| CountedEntity {
            id: named.id.to_owned(),
            of_type: named.of_type.to_owned(),
            name: named.name.to_owned(),
            mentions: mentions as u64,
        };
        let entities = document.entities.iter().map(|found| entity(found.named, found.mentions.len()));
        Self { date: document.date, entities: entities.collect() }
    }
}

/// The entities that were met, each with a number.
#[derive(Debug, Default)]
pub(super) struct Entities {
    numbers: HashMap<String, u32>,
    /// As they were first met, with the mentions of all documents.
    pub(super) all: Vec<CountedEntity>,
}

impl Entities {
    /// The number of an entity, whose mentions are added to those before.
    pub(super) fn add(&mut self, entity: CountedEntity) -> u32 {
        if let Some(&number) = self.numbers.get(&entity.id) {
            self.all[number as usize].mentions += entity.mentions;
            return number;
        }
        let number = u32::try_from(self.all.len()).expect("a dictionary has fewer entities than 32 bits count");
        self.numbers.insert(entity.id.clone(), number);
        self.all.push(entity);
        number
    }
}

/// How often each entity is named on each day.
#[derive(Debug, Default)]
pub struct Tally {
    entities: Entities,
    /// By entity and date; documents without a date count as of none.
    days: HashMap<(u32, Option<PartialDate>), Count>,
}

/// So many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::write) struct Count {
    /// Documents.
    pub documents: u64,
    /// Mentions in them.
    pub mentions: u64,
}

impl Counting for Tally {
    fn add(&mut self, document: Counted) {
        for entity in document.entities {
            let mentions = entity.mentions;
            let number = self.entities.add(entity);
            let count = self.days.entry((number, document.date)).or_default();
            count.documents += 1;
            count.mentions += mentions;
        }
    }
}

impl Tally {
    /// The entities in order of their ids, each with its days in their order, those without a date first.
    pub(in crate::write) fn rows(&self) -> Vec<(&CountedEntity, BTreeMap<Option<String>, Count>)> {
        let mut rows: Vec<_> = self.entities.all.iter().map(|entity| (entity, BTreeMap::new())).collect();
        for ((number, date), count) in &self.days {
            rows[*number as usize].1.insert(date.map(|date| date.to_string()), *count);
        }
        rows.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
        rows
    }
}
