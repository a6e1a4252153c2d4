//! Our side: texts as they were given are folded, names looked for, boundary and case checked, some texts at a time as the program does it.
//!
//! All that the benchmark knows of the program's own search stands here.

use super::turns::Engine;
use anyhow::Result;
use newstag::dictionary::{DictionaryBuilder, Entity, EntityType, Name};
use newstag::tagger::{Scratch, Tagger, groups};
use std::cell::RefCell;
use std::sync::Arc;

/// The program's own search.
pub(super) struct Ours<'t> {
    tagger: Tagger,
    scratch: RefCell<Scratch>,
    groups: Vec<&'t [String]>,
}

impl<'t> Ours<'t> {
    /// The search for some names, each as it was written.
    pub(super) fn new(names: &[&str], texts: &'t [String]) -> Result<Self> {
        let mut builder = DictionaryBuilder::default();
        for (number, name) in names.iter().enumerate() {
            let mut entity = Entity::new(&number.to_string(), EntityType::Organization);
            entity.names = vec![Name::new(name)];
            builder.add(entity)?;
        }
        let tagger = Tagger::builder(Arc::new(builder.build())).build()?;
        Ok(Self { tagger, scratch: RefCell::default(), groups: groups(texts, String::len).collect() })
    }
}

impl Engine for Ours<'_> {
    fn scan(&self) -> u64 {
        let scratch = &mut *self.scratch.borrow_mut();
        let mut found = 0;
        for group in &self.groups {
            let texts = group.iter().map(String::as_str);
            self.tagger.scan_together(texts, scratch, |hits| found += hits.len() as u64);
        }
        found
    }
}
