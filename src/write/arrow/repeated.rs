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

/// Rows that have one of some values each, which are made of entities; the value of an entity is made once, as far as entities are told apart.
#[derive(Debug)]
struct Numbered {
    /// The numbers of those that a dictionary has, by their places there; each with the round in which it counts.
    known: Kept<EntityIndex, (u32, Key)>,
    round: u32,
    /// Which dictionary, by its content hash.
    dictionary: String,
    /// Roughly the bytes that each value takes in a row.
    bytes: Vec<usize>,
    /// The number of each row's value.
    rows: Vec<Key>,
}

impl Default for Numbered {
    fn default() -> Self {
        let known = Kept::with_places(Self::KNOWN);
        Self { known, round: 0, dictionary: String::new(), bytes: Vec::new(), rows: Vec::new() }
    }
}

impl Numbered {
    /// So many entities are told apart at least.
    const KNOWN: usize = 1 << 13;

    /// Says of which dictionary the entities are that come now.
    fn serve(&mut self, dictionary: Option<&str>) {
        let dictionary = dictionary.unwrap_or_default();
        if self.dictionary != dictionary {
            dictionary.clone_into(&mut self.dictionary);
            self.forget();
        }
    }

    fn forget(&mut self) {
        self.round = self.round.checked_add(1).unwrap_or_else(|| {
            self.known.clear();
            0
        });
    }

    /// The number of an entity's value, if it was made.
    #[inline(always)]
    fn known(&self, index: Option<EntityIndex>) -> Option<Key> {
        let index = index?;
        let (round, key) = self.known.at_hand(index, index.0)?;
        (*round == self.round).then_some(*key)
    }

    /// The number of the next value, which is made now and takes so many bytes in a row.
    fn make(&mut self, index: Option<EntityIndex>, bytes: usize) -> Key {
        let key = key(self.bytes.len());
        self.bytes.push(bytes);
        index.into_iter().for_each(|index| self.known.keep(index, index.0, (self.round, key)));
        key
    }

    /// Adds a row, and says roughly how many bytes it takes.
    fn push(&mut self, key: Key) -> usize {
        self.rows.push(key);
        self.bytes[key as usize]
    }

    /// The rows; there are none then, and no values.
    fn finish(&mut self) -> UInt32Array {
        self.bytes.clear();
        self.forget();
        std::mem::take(&mut self.rows).into()
    }
}

/// Who is meant in some rows: ids, types and names.
#[derive(Debug)]
pub(super) struct Entities {
    id: Strings,
    of_type: Strings,
    name: Strings,
    numbered: Numbered,
    nobody: Option<Key>,
}

impl Entities {
    pub(super) fn new(layout: StringLayout) -> Self {
        let strings = || Strings::new(layout);
        Self { id: strings(), of_type: strings(), name: strings(), numbered: Numbered::default(), nobody: None }
    }

    /// Says of which dictionary the entities are that come now.
    pub(super) fn serve(&mut self, dictionary: Option<&str>) {
        self.numbered.serve(dictionary);
    }

    /// Adds a row, and says roughly how many bytes it takes.
    pub(super) fn push(&mut self, meant: Option<Meant<'_>>) -> usize {
        let key = self.numbered.known(meant.and_then(Meant::index)).unwrap_or_else(|| self.key_of_other(meant));
        self.numbered.push(key)
    }

    #[inline(never)]
    fn key_of_other(&mut self, meant: Option<Meant<'_>>) -> Key {
        let Some(meant) = meant else {
            let nobody = self.nobody.unwrap_or_else(|| self.make(None, [None; 3]));
            return *self.nobody.insert(nobody);
        };
        let Named { id, of_type, name } = meant.named();
        self.make(meant.index(), [id, of_type, name].map(Some))
    }

    fn make(&mut self, index: Option<EntityIndex>, values: [Option<&str>; 3]) -> Key {
        for (column, value) in [&mut self.id, &mut self.of_type, &mut self.name].into_iter().zip(values) {
            column.push_option(value);
        }
        self.numbered.make(index, values.into_iter().flatten().map(str::len).sum())
    }

    /// Takes back all rows but the first.
    pub(super) fn truncate(&mut self, rows: usize) {
        self.numbered.rows.truncate(rows);
    }

    /// The ids, types and names; there are none then.
    pub(super) fn finish(&mut self) -> [ArrayRef; 3] {
        self.nobody = None;
        let rows = self.numbered.finish();
        [&mut self.id, &mut self.of_type, &mut self.name].map(|column| taken(&column.finish(), &rows))
    }
}

/// Who may be meant: ids alone.
#[derive(Debug)]
pub(super) struct Ids {
    values: Strings,
    numbered: Numbered,
}

impl Ids {
    pub(super) fn new(layout: StringLayout) -> Self {
        Self { values: Strings::new(layout), numbered: Numbered::default() }
    }

    /// Says of which dictionary the entities are that come now.
    pub(super) fn serve(&mut self, dictionary: Option<&str>) {
        self.numbered.serve(dictionary);
    }

    /// Adds the id of an entity, by its place in the dictionary if that is known, and says how many bytes it takes.
    pub(super) fn push<'i>(&mut self, index: Option<EntityIndex>, id: impl FnOnce() -> &'i str) -> usize {
        let Self { values, numbered } = self;
        let key = numbered.known(index).unwrap_or_else(|| {
            let id = id();
            values.push(id);
            numbered.make(index, id.len())
        });
        numbered.push(key)
    }

    /// Takes back all but the first.
    pub(super) fn truncate(&mut self, ids: usize) {
        self.numbered.rows.truncate(ids);
    }

    /// The column; it is empty then.
    pub(super) fn finish(&mut self) -> ArrayRef {
        let rows = self.numbered.finish();
        taken(&self.values.finish(), &rows)
    }
}
