//! The parts of a legislator that are read.

use serde::Deserialize;

/// A member of Congress, a president or a vice president.
#[derive(Deserialize)]
pub(super) struct Legislator {
    pub(super) id: Ids,
    pub(super) name: FullName,
    #[serde(default)]
    pub(super) other_names: Vec<OtherName>,
    pub(super) terms: Vec<Term>,
}

/// Identifiers in other collections.
#[derive(Deserialize)]
pub(super) struct Ids {
    pub(super) bioguide: Option<String>,
    pub(super) govtrack: Option<u64>,
    pub(super) wikidata: Option<String>,
}

/// The parts of a name.
#[derive(Deserialize)]
pub(super) struct FullName {
    pub(super) first: String,
    pub(super) middle: Option<String>,
    pub(super) last: String,
    pub(super) suffix: Option<String>,
    pub(super) nickname: Option<String>,
    pub(super) official_full: Option<String>,
}

/// A name that somebody had for a time: what it does not say is as in the name of today.
#[derive(Deserialize)]
pub(super) struct OtherName {
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
    pub(super) first: Option<String>,
    pub(super) last: Option<String>,
}

/// A time in one office.
#[derive(Deserialize)]
pub(super) struct Term {
    /// `sen`, `rep`, `prez` or `viceprez`.
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) state: Option<String>,
    /// 0: the whole state; -1: not known.
    pub(super) district: Option<i64>,
}
