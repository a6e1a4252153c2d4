//! What the places are in other collections. It stands in the table of alternate names, and is wanted when a place is written: of two lines of
//! one entity, the `refs` of the first count.

use super::alternate::{Alternate, What};
use crate::load::import::ImportError;
use crate::load::import::input::{ByteCount, Input};
use crate::load::numbered::NumberedLines;
use std::collections::HashMap;
use std::path::Path;

const WIKIDATA: &str = "wikidata";

/// Identifiers by place.
#[derive(Default)]
pub(super) struct Items {
    /// Numbers of Wikidata's items, which millions of places have, in the order of the places.
    wikidata: Vec<(u32, u32)>,
    /// Codes of airports and harbours.
    others: HashMap<u32, Vec<(&'static str, Box<str>)>>,
}

impl Items {
    /// Reads the table once. What is wrong with it is reported when its names are read.
    pub(super) fn read(path: &Path) -> Result<Self, ImportError> {
        let mut lines = NumberedLines::new(Input::open(path)?.counted(&ByteCount::default()));
        let mut items = Self::default();
        while let Ok(Some(line)) = lines.read() {
            if let Some(row) = line.text().ok().and_then(|line| Alternate::of(line).ok()) {
                items.add(&row);
            }
        }
        // Of two items of one place, the first in the table stays: sorting keeps their order.
        items.wikidata.sort_by_key(|&(place, _)| place);
        items.wikidata.dedup_by_key(|&mut (place, _)| place);
        Ok(items)
    }

    fn add(&mut self, row: &Alternate<'_>) {
        match row.what {
            What::Identifier(WIKIDATA) => {
                self.wikidata.extend(row.text.strip_prefix('Q').and_then(|item| Some((row.place, item.parse().ok()?))))
            }
            What::Identifier(collection) => {
                self.others.entry(row.place).or_default().push((collection, row.text.into()))
            }
            What::Name(_) | What::Nothing => {}
        }
    }

    /// The collections that a place is in, and its identifiers there.
    pub(super) fn of(&self, place: u32) -> impl Iterator<Item = (&'static str, String)> {
        let at = self.wikidata.binary_search_by_key(&place, |&(place, _)| place).ok();
        let item = at.and_then(|at| self.wikidata.get(at)).map(|&(_, item)| (WIKIDATA, format!("Q{item}")));
        let others =
            self.others.get(&place).into_iter().flatten().map(|(collection, id)| (*collection, id.to_string()));
        item.into_iter().chain(others)
    }
}
