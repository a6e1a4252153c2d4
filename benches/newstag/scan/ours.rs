//! Our side: the text as it was given is folded, names looked for, boundary and case checked.
//!
//! All that the benchmark knows of the program's own search stands here.

use super::turns::Engine;
use anyhow::Result;
use newstag::dictionary::{DictionaryBuilder, Entity, EntityType, Name};
use newstag::tagger::{Scratch, Tagger};
use std::cell::RefCell;
use std::sync::Arc;

/// The program's own search.
pub(super) struct Ours<'t> {
    tagger: Tagger,
    scratch: RefCell<Scratch>,
    texts: &'t [String],
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
        Ok(Self { tagger, scratch: RefCell::default(), texts })
    }
}

impl Engine for Ours<'_> {
    fn scan(&self) -> u64 {
        let mut scratch = self.scratch.borrow_mut();
        self.texts.iter().map(|text| self.tagger.scan(text, &mut scratch).len() as u64).sum()
    }
}
