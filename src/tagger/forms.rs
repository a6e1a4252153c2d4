//! The forms of a dictionary and the tables for finding them, in memory.

use crate::matcher::{Anywhere, Matcher, PatternId, Patterns, Tables, TooManyForms};
use zerocopy::little_endian::U32;

/// Owns what a [`Matcher`] reads.
#[derive(Debug)]
pub(super) struct Forms {
    texts: Vec<u8>,
    ends: Vec<U32>,
    places: Vec<u8>,
    tables: Tables,
    pub(super) anywhere: Anywhere,
}

impl Forms {
    pub(super) fn new(texts: Vec<u8>, ends: Vec<U32>, places: Vec<u8>) -> Result<Self, TooManyForms> {
        let patterns = Patterns::new(&texts, &ends, &places);
        let tables = Matcher::compile(patterns);
        let ids = tables.anywhere.as_chunks::<4>().0.iter().map(|id| PatternId(u32::from_le_bytes(*id))).collect();
        let anywhere = Anywhere::new(patterns, ids)?;
        Ok(Self { texts, ends, places, tables, anywhere })
    }

    pub(super) fn matcher(&self) -> Matcher<'_> {
        Matcher::new(Patterns::new(&self.texts, &self.ends, &self.places), self.tables.bytes())
    }
}
