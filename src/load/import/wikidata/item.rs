//! The parts of an item that are read; serde_json passes over all else without making anything of it.

use crate::load::import::json::Pairs;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// An item, property or lexeme, as it stands on a line of a dump.
#[derive(Deserialize)]
pub(super) struct Item<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    /// Names by language, looked into only where the item is wanted.
    #[serde(borrow, default)]
    pub(super) labels: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) aliases: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) claims: Claims<'a>,
    #[serde(default)]
    pub(super) sitelinks: Count,
}

/// What is said of an item. An empty object may stand there as an empty list, which gives the same.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Claims<'a> {
    /// What it is an instance of.
    #[serde(borrow, rename = "P31")]
    pub(super) classes: Vec<Statement<'a, Entity<'a>>>,
    /// What it is a sort of: many positions are so instead.
    #[serde(borrow, rename = "P279")]
    pub(super) superclasses: Vec<Statement<'a, Entity<'a>>>,
    /// Which positions the person held.
    #[serde(borrow, rename = "P39")]
    pub(super) positions: Vec<Statement<'a, Entity<'a>>>,
    /// When the person died.
    #[serde(borrow, rename = "P570")]
    pub(super) deaths: Vec<Statement<'a, Time<'a>>>,
}

/// A value, and how much it is worth.
#[derive(Deserialize)]
pub(super) struct Statement<'a, V> {
    pub(super) mainsnak: Snak<V>,
    #[serde(default)]
    pub(super) rank: Rank,
    #[serde(borrow, default)]
    pub(super) qualifiers: Qualifiers<'a>,
}

/// A value that may be unknown.
#[derive(Deserialize)]
pub(super) struct Snak<V> {
    #[serde(default = "none")]
    datavalue: Option<DataValue<V>>,
}

fn none<T>() -> Option<T> {
    None
}

#[derive(Deserialize)]
struct DataValue<V> {
    value: V,
}

impl<V> Snak<V> {
    /// The value; none: it is unknown, or there is none.
    pub(super) fn value(&self) -> Option<&V> {
        self.datavalue.as_ref().map(|data| &data.value)
    }

    /// The same, taken out.
    pub(super) fn into_value(self) -> Option<V> {
        self.datavalue.map(|data| data.value)
    }
}

/// How much a statement is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Rank {
    /// The best that is known: where it stands, normal ones do not count.
    Preferred,
    #[default]
    Normal,
    /// Known to be wrong.
    Deprecated,
}

/// From when to when a statement holds.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Qualifiers<'a> {
    #[serde(borrow, rename = "P580")]
    pub(super) start: Vec<Snak<Time<'a>>>,
    #[serde(borrow, rename = "P582")]
    pub(super) end: Vec<Snak<Time<'a>>>,
}

/// Another item.
#[derive(Deserialize)]
pub(super) struct Entity<'a> {
    #[serde(borrow, default)]
    id: Cow<'a, str>,
    /// Old dumps have nothing else.
    #[serde(default, rename = "numeric-id")]
    number: Option<u32>,
}

impl Entity<'_> {
    /// The number behind the Q.
    pub(super) fn number(&self) -> Option<u32> {
        self.number.or_else(|| number(&self.id))
    }
}

/// The number behind the Q of an item.
pub(super) fn number(id: &str) -> Option<u32> {
    id.strip_prefix('Q')?.parse().ok()
}

/// A date and how exact it is.
#[derive(Deserialize)]
pub(super) struct Time<'a> {
    /// `+2019-10-00T00:00:00Z`.
    #[serde(borrow)]
    pub(super) time: Cow<'a, str>,
    /// 11 a day, 10 a month, 9 a year, below that decades and more.
    pub(super) precision: u8,
}

/// A name in one language.
#[derive(Deserialize)]
pub(super) struct Value<'a> {
    #[serde(borrow)]
    pub(super) value: Cow<'a, str>,
}

/// How many members an object has.
#[derive(Clone, Copy, Default)]
pub(super) struct Count(pub(super) u32);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pairs = Pairs::<IgnoredAny, IgnoredAny>::deserialize(deserializer)?;
        Ok(Self(u32::try_from(pairs.0.len()).unwrap_or(u32::MAX)))
    }
}
