//! Columns of strings that come again and again: each string is kept once, rows have its number until the column is finished.

use super::columns::{FITTING, StringLayout, Strings};
use crate::dictionary::EntityIndex;
use crate::kept::Kept;
use crate::write::meant::{Meant, Named};
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

/// The numbers of values that were made of entities of a dictionary, those of late.
#[derive(Debug)]
struct Numbers {
    /// By the entity's place in the dictionary; each with the round in which it counts.
    known: Kept<EntityIndex, (u32, Key)>,
    round: u32,
    /// Which dictionary, by its content hash.
    dictionary: String,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { known: Kept::with_places(Self::KNOWN), round: 0, dictionary: String::new() }
    }
}

impl Numbers {
    /// So many entities are told apart at least.
    const KNOWN: usize = 1 << 13;

    /// Says of which dictionary the entities are that come now.
    fn serve(&mut self, dictionary: Option<&str>) {
        let dictionary = dictionary.unwrap_or_default();
        if self.dictionary != dictionary {
            dictionary.clone_into(&mut self.dictionary);
            self.clear();
        }
    }

    #[inline(always)]
    fn get(&self, index: Option<EntityIndex>) -> Option<Key> {
        let index = index?;
        let (round, key) = self.known.at_hand(index, index.0)?;
        (*round == self.round).then_some(*key)
    }

    fn keep(&mut self, index: Option<EntityIndex>, key: Key) {
        index.into_iter().for_each(|index| self.known.keep(index, index.0, (self.round, key)));
    }

    /// Forgets them all.
    fn clear(&mut self) {
        self.round = self.round.checked_add(1).unwrap_or_else(|| {
            self.known.clear();
            0
        });
    }
}

/// Who is meant in some rows: ids, types and names, those of an entity once as far as it is told apart.
#[derive(Debug)]
pub(super) struct Entities {
    id: Strings,
    of_type: Strings,
    name: Strings,
    /// Roughly the bytes that each takes in a row.
    bytes: Vec<usize>,
    numbers: Numbers,
    nobody: Option<Key>,
    /// The number of who is meant in each row.
    rows: Vec<Key>,
}

impl Entities {
    pub(super) fn new(layout: StringLayout) -> Self {
        let strings = || Strings::new(layout);
        Self {
            id: strings(),
            of_type: strings(),
            name: strings(),
            bytes: Vec::new(),
            numbers: Numbers::default(),
            nobody: None,
            rows: Vec::new(),
        }
    }

    /// Says of which dictionary the entities are that come now.
    pub(super) fn serve(&mut self, dictionary: Option<&str>) {
        self.numbers.serve(dictionary);
    }

    /// Adds a row, and says roughly how many bytes it takes.
    pub(super) fn push(&mut self, meant: Option<Meant<'_>>) -> usize {
        let key = self.numbers.get(meant.and_then(Meant::index)).unwrap_or_else(|| self.key_of_other(meant));
        self.rows.push(key);
        self.bytes[key as usize]
    }

    #[inline(never)]
    fn key_of_other(&mut self, meant: Option<Meant<'_>>) -> Key {
        let Some(meant) = meant else {
            let nobody = self.nobody.unwrap_or_else(|| self.add(None));
            return *self.nobody.insert(nobody);
        };
        let key = self.add(Some(meant.named()));
        self.numbers.keep(meant.index(), key);
        key
    }

    fn add(&mut self, named: Option<Named<'_>>) -> Key {
        let key = key(self.bytes.len());
        let values = [named.map(|named| named.id), named.map(|named| named.of_type), named.map(|named| named.name)];
        for (column, value) in [&mut self.id, &mut self.of_type, &mut self.name].into_iter().zip(values) {
            column.push_option(value);
        }
        self.bytes.push(values.into_iter().flatten().map(str::len).sum());
        key
    }

    /// Takes back all rows but the first.
    pub(super) fn truncate(&mut self, rows: usize) {
        self.rows.truncate(rows);
    }

    /// The ids, types and names; there are none then.
    pub(super) fn finish(&mut self) -> [ArrayRef; 3] {
        self.bytes.clear();
        self.nobody = None;
        self.numbers.clear();
        let rows = UInt32Array::from(std::mem::take(&mut self.rows));
        [&mut self.id, &mut self.of_type, &mut self.name].map(|column| taken(&column.finish(), &rows))
    }
}

/// Who may be meant: ids, that of an entity once as far as it is told apart.
#[derive(Debug)]
pub(super) struct Ids {
    values: Strings,
    /// How long each is.
    bytes: Vec<usize>,
    numbers: Numbers,
    rows: Vec<Key>,
}

impl Ids {
    pub(super) fn new(layout: StringLayout) -> Self {
        Self { values: Strings::new(layout), bytes: Vec::new(), numbers: Numbers::default(), rows: Vec::new() }
    }

    /// Says of which dictionary the entities are that come now.
    pub(super) fn serve(&mut self, dictionary: Option<&str>) {
        self.numbers.serve(dictionary);
    }

    /// Adds the id of an entity, by its place in the dictionary if that is known, and says how many bytes it takes.
    pub(super) fn push<'i>(&mut self, index: Option<EntityIndex>, id: impl FnOnce() -> &'i str) -> usize {
        let key = self.numbers.get(index).unwrap_or_else(|| {
            let (key, id) = (key(self.bytes.len()), id());
            self.values.push(id);
            self.bytes.push(id.len());
            self.numbers.keep(index, key);
            key
        });
        self.rows.push(key);
        self.bytes[key as usize]
    }

    /// Takes back all but the first.
    pub(super) fn truncate(&mut self, rows: usize) {
        self.rows.truncate(rows);
    }

    /// The column; it is empty then.
    pub(super) fn finish(&mut self) -> ArrayRef {
        self.bytes.clear();
        self.numbers.clear();
        taken(&self.values.finish(), &std::mem::take(&mut self.rows).into())
    }
}
