//! Columns of strings that come again and again: each string is kept once, rows have its number until the column is finished.

use super::columns::{FITTING, StringLayout, Strings};
use crate::dictionary::EntityIndex;
use crate::kept::Kept;
use crate::write::meant::Meant;
use arrow_array::{Array, ArrayRef, UInt32Array};
use arrow_select::take::take;

/// The number of a value among those that are kept.
pub(super) type Key = u32;

/// The values of some rows, each as often as a row has it.
pub(super) fn taken(values: &dyn Array, keys: &UInt32Array) -> ArrayRef {
    take(values, keys, None).expect(FITTING)
}

/// The number of the value behind so many others; a table has no more rows than 31 bits can count.
pub(super) fn key(values: usize) -> Key {
    Key::try_from(values).expect(FITTING)
}

/// A column of words of which there are few.
#[derive(Debug)]
pub(super) struct Words {
    values: Strings,
    len: usize,
    /// The first of them, in their order.
    known: Vec<Box<str>>,
    keys: Vec<Key>,
}

impl Words {
    /// So many are told apart; what is beyond is kept as often as it comes.
    const MOST: usize = 16;

    pub(super) fn new(layout: StringLayout) -> Self {
        Self { values: Strings::new(layout), len: 0, known: Vec::new(), keys: Vec::new() }
    }

    pub(super) fn push(&mut self, word: &str) {
        let known = self.known.iter().position(|known| **known == *word);
        let place = known.unwrap_or_else(|| self.add(word));
        self.keys.push(key(place));
    }

    #[inline(never)]
    fn add(&mut self, word: &str) -> usize {
        self.values.push(word);
        if self.len == self.known.len() && self.len < Self::MOST {
            self.known.push(word.into());
        }
        self.len += 1;
        self.len - 1
    }

    /// The column; it is empty then.
    pub(super) fn finish(&mut self) -> ArrayRef {
        self.len = 0;
        self.known.clear();
        taken(&self.values.finish(), &std::mem::take(&mut self.keys).into())
    }
}

/// The entities of some rows, each once as far as they are told apart.
#[derive(Debug)]
pub(super) struct Entities {
    id: Strings,
    of_type: Strings,
    name: Strings,
    /// Roughly the bytes that each takes in a row.
    bytes: Vec<usize>,
    /// The number of nobody.
    nobody: Option<Key>,
    /// Those of a dictionary, by their places there.
    known: Kept<EntityIndex, Key>,
    /// Which dictionary, by its content hash.
    dictionary: String,
}

impl Entities {
    /// So many of a dictionary are told apart at least.
    const KNOWN: usize = 1 << 12;

    pub(super) fn new(layout: StringLayout) -> Self {
        let strings = || Strings::new(layout);
        Self {
            id: strings(),
            of_type: strings(),
            name: strings(),
            bytes: Vec::new(),
            nobody: None,
            known: Kept::with_places(Self::KNOWN),
            dictionary: String::new(),
        }
    }

    /// Says of which dictionary the entities are that come now.
    pub(super) fn serve(&mut self, dictionary: Option<&str>) {
        let dictionary = dictionary.unwrap_or_default();
        if self.dictionary != dictionary {
            dictionary.clone_into(&mut self.dictionary);
            self.known.clear();
        }
    }

    /// The number of who is meant, or of nobody.
    #[inline(always)]
    pub(super) fn key(&mut self, meant: Option<Meant<'_>>) -> Key {
        let index = meant.and_then(Meant::index);
        let known = index.and_then(|index| self.known.at_hand(index, index.0)).copied();
        known.unwrap_or_else(|| self.key_of_other(meant))
    }

    #[inline(never)]
    fn key_of_other(&mut self, meant: Option<Meant<'_>>) -> Key {
        let Some(meant) = meant else {
            let nobody = self.nobody.unwrap_or_else(|| self.add(None, None, None));
            return *self.nobody.insert(nobody);
        };
        let named = meant.named();
        let key = self.add(Some(named.id), Some(named.of_type), Some(named.name));
        meant.index().into_iter().for_each(|index| self.known.keep(index, index.0, key));
        key
    }

    /// The number of an entity of which only the id is told.
    pub(super) fn key_of_id(&mut self, id: &str) -> Key {
        self.add(Some(id), None, None)
    }

    fn add(&mut self, id: Option<&str>, of_type: Option<&str>, name: Option<&str>) -> Key {
        let key = key(self.bytes.len());
        self.id.push_option(id);
        self.of_type.push_option(of_type);
        self.name.push_option(name);
        self.bytes.push([id, of_type, name].into_iter().flatten().map(str::len).sum());
        key
    }

    /// Roughly the bytes that an entity takes in a row.
    pub(super) fn bytes_of(&self, key: Key) -> usize {
        self.bytes.get(key as usize).copied().unwrap_or_default()
    }

    /// The ids, types and names of some, and the ids of others; there are none then.
    pub(super) fn finish(&mut self, rows: Vec<Key>, ids: Vec<Key>) -> ([ArrayRef; 3], ArrayRef) {
        self.bytes.clear();
        self.nobody = None;
        self.known.clear();
        let (rows, ids) = (UInt32Array::from(rows), UInt32Array::from(ids));
        let values = [self.id.finish(), self.of_type.finish(), self.name.finish()];
        (values.each_ref().map(|values| taken(values, &rows)), taken(&values[0], &ids))
    }
}
