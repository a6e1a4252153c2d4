//! From forms to the tables that a [`super::Matcher`] reads.

use super::edges::Edges;
use super::filter::{FilterBuilder, nibbles, table_of_beginnings};
use super::hash::{
    ALONE, CHARACTERS, MORE, WORDS, add_character, add_piece, bit_of_next, key_of_characters, key_of_pair, opening_key,
    rough_key, second_key,
};
use super::patterns::{Patterns, Place};
use super::short::{self, Begins, Facts};
use super::table::TableBuilder;
use super::{PatternId, characters};
use crate::character::class;
use rayon::prelude::*;
use std::cmp::Reverse;

/// The tables of a matcher, as bytes: those that [`super::Matcher::new`] reads.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tables<B = Vec<u8>> {
    /// Keys of the first pieces of forms.
    pub first_pieces: B,
    /// Those of forms that may begin with a small letter or a digit.
    pub first_small: B,
    /// How these begin: a table of a fixed size.
    pub small_beginnings: B,
    /// The same of a few, and of those below, by halves of bytes; nothing where there are many.
    pub small_nibbles: B,
    /// Those of forms that begin with other ASCII.
    pub first_signs: B,
    /// Keys of the first characters of forms that begin beyond ASCII and are followed by pieces.
    pub first_others: B,
    /// Keys of how forms of words open: of the first piece where it is a form, of the first two pieces, and of the first where more follows.
    pub openings: B,
    /// Those of forms that may begin with a small letter or a digit.
    pub small_openings: B,
    /// First pieces that are short words, each by itself; nothing where they have no room.
    pub short_words: B,
    /// Keys of forms of one character.
    pub ones: B,
    /// Keys of the first two characters of forms, forms of two included, where these have one.
    pub pairs: B,
    /// Keys of forms of two characters.
    pub twos: B,
    /// Keys of the first three characters of forms.
    pub triples: B,
    /// Keys of whole forms of four characters and more.
    pub long: B,
    /// The beginnings of all forms.
    pub nodes: B,
    /// The numbers of the forms that may stand anywhere or found no place, four bytes each.
    pub anywhere: B,
}

impl Tables {
    /// The tables, borrowed.
    pub fn bytes(&self) -> Tables<&[u8]> {
        Tables {
            first_pieces: &self.first_pieces,
            first_small: &self.first_small,
            small_beginnings: &self.small_beginnings,
            small_nibbles: &self.small_nibbles,
            first_signs: &self.first_signs,
            first_others: &self.first_others,
            openings: &self.openings,
            small_openings: &self.small_openings,
            short_words: &self.short_words,
            ones: &self.ones,
            pairs: &self.pairs,
            twos: &self.twos,
            triples: &self.triples,
            long: &self.long,
            nodes: &self.nodes,
            anywhere: &self.anywhere,
        }
    }
}

/// How a form is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// From edge to edge.
    Pieces,
    /// Character by character: it begins with a letter of Han, kana or bopomofo, see [`characters::may_begin`].
    Characters,
    /// By the automaton.
    Anywhere,
}

/// Longer forms go to the automaton.
const LONGEST: usize = 1 << 20;

/// Forms with a longer piece, in bytes, go to the automaton, so that a text of nothing but seams is not followed for ever: see [`super::words`].
pub(super) const LONGEST_PIECE: usize = 128;

/// How a form is looked for.
pub(super) fn way(text: &str, place: Place) -> Way {
    let first = text.chars().next().unwrap_or(' ');
    if place == Place::Anywhere || first <= ' ' || text.len() > LONGEST || class(first).is_mark() {
        Way::Anywhere
    } else if !characters::may_begin(first) {
        if has_long_piece(text) { Way::Anywhere } else { Way::Pieces }
    } else if text.chars().nth(characters::LONGEST).is_some() {
        Way::Anywhere
    } else {
        Way::Characters
    }
}

/// The first bytes of a form, zeros behind it.
fn first_eight(text: &[u8]) -> [u8; 8] {
    let mut eight = [0; 8];
    for (to, from) in eight.iter_mut().zip(text) {
        *to = *from;
    }
    eight
}

fn has_long_piece(text: &str) -> bool {
    let mut from = 0;
    text.len() > LONGEST_PIECE
        && Edges::new(text, &[], 0).filter(|edge| edge.ends).any(|edge| {
            let start = std::mem::replace(&mut from, edge.at as usize);
            edge.at as usize - start > LONGEST_PIECE
        })
}

/// The beginning of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Beginning {
    hash: u64,
    pattern: u32,
    /// Which bit says how the form goes on; [`WHOLE`]: it ends here.
    next: u8,
    /// How many bytes it has: this many, or more.
    len: u8,
}

impl Beginning {
    fn new(hash: u64, PatternId(pattern): PatternId, next: u8, len: usize) -> Self {
        Self { hash, pattern, next, len: u8::try_from(len).unwrap_or(u8::MAX) }
    }
}

const WHOLE: u8 = u8::MAX;

/// What some forms add to the filters and the table.
#[derive(Debug, Default)]
struct Gathered {
    first_pieces: Vec<u64>,
    first_small: Vec<u64>,
    first_signs: Vec<u64>,
    first_others: Vec<u64>,
    openings: Vec<u64>,
    small_openings: Vec<u64>,
    /// Short words by their keys, and what each form says of its first.
    short_words: Vec<(u64, Facts)>,
    ones: Vec<u64>,
    pairs: Vec<u64>,
    twos: Vec<u64>,
    triples: Vec<u64>,
    long: Vec<u64>,
    beginnings: Vec<Beginning>,
    anywhere: Vec<PatternId>,
}

/// Bits of a filter for each key.
const BITS_A_KEY: usize = 12;

/// Of the largest filter, so that it stays near the processor.
const BITS_AN_OPENING: usize = 8;

/// Forms are gathered in so many at a time.
const CHUNK: usize = 1 << 16;

/// Makes the tables.
pub(super) fn compile(patterns: Patterns<'_>) -> Tables {
    let ids: Vec<PatternId> = patterns.ids().collect();
    let gathered =
        ids.par_chunks(CHUNK).map(|ids| Gathered::of(patterns, ids)).reduce(Gathered::default, Gathered::and);
    let Gathered { beginnings, mut anywhere, .. } = gathered;
    let nodes = nodes(beginnings, &mut anywhere);
    anywhere.sort_unstable();
    anywhere.dedup();
    Tables {
        first_pieces: filter(gathered.first_pieces),
        small_nibbles: nibbles(&[&*gathered.first_small, &gathered.first_signs].concat()),
        small_beginnings: table_of_beginnings(&gathered.first_small),
        first_small: filter(gathered.first_small),
        first_signs: filter(gathered.first_signs),
        first_others: filter(gathered.first_others),
        openings: filter_of(gathered.openings, BITS_AN_OPENING),
        small_openings: filter(gathered.small_openings),
        short_words: short_words(gathered.short_words, &anywhere),
        ones: filter(gathered.ones),
        pairs: filter(gathered.pairs),
        twos: filter(gathered.twos),
        triples: filter(gathered.triples),
        long: filter(gathered.long),
        nodes,
        anywhere: anywhere.iter().flat_map(|id| id.0.to_le_bytes()).collect(),
    }
}

fn filter(keys: Vec<u64>) -> Vec<u8> {
    filter_of(keys, BITS_A_KEY)
}

fn filter_of(mut keys: Vec<u64>, bits_a_key: usize) -> Vec<u8> {
    keys.par_sort_unstable();
    keys.dedup();
    FilterBuilder::new(&keys, bits_a_key).bytes()
}

/// Nodes are added in so many turns.
const TURNS: usize = 4;

/// When the beginnings of one hash are added: those that most texts hold come first, so that they stand where they are looked for first. These are the
/// short ones, and those that many forms share.
fn turn_of(same_hash: &[Beginning]) -> usize {
    const MANY: usize = 4;
    const SHORT: [u8; TURNS - 1] = [6, 9, 13];
    let len = same_hash[0].len;
    if same_hash.len() >= MANY { 0 } else { SHORT.iter().take_while(|&&most| len > most).count() }
}

fn nodes(mut beginnings: Vec<Beginning>, anywhere: &mut Vec<PatternId>) -> Vec<u8> {
    beginnings.par_sort_unstable();
    let of_one_hash = || beginnings.chunk_by(|a, b| a.hash == b.hash);
    let mut table = TableBuilder::with_room_for(of_one_hash().count());
    for same_hash in (0..TURNS).flat_map(|turn| of_one_hash().filter(move |same_hash| turn_of(same_hash) == turn)) {
        let hash = same_hash[0].hash;
        let next = same_hash.iter().filter(|beginning| beginning.next != WHOLE).fold(0, |all, b| all | 1 << b.next);
        let whole: Vec<PatternId> =
            same_hash.iter().filter(|beginning| beginning.next == WHOLE).map(|b| PatternId(b.pattern)).collect();
        if !table.add(hash, whole.first().copied(), next) {
            anywhere.extend(same_hash.iter().map(|beginning| PatternId(beginning.pattern)));
        }
        // Forms are told apart by their hashes; the second of two that share one goes to the automaton.
        anywhere.extend(whole.iter().skip(1));
    }
    table.bytes()
}

/// What a form says of the short word that it begins with, if it begins with one.
fn short_word(piece: &[u8], text: &str, id: PatternId, place: Place) -> Option<(u64, Facts)> {
    let is_word = piece.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    if !is_word || piece.len() > short::LONGEST {
        return None;
    }
    let begins: &[Begins] =
        if begins_small(text, place) { &[Begins::Capital, Begins::Small] } else { &[Begins::Capital] };
    let is_alone = piece.len() == text.len();
    let facts = if is_alone { Facts::alone(id, begins) } else { Facts::goes_on(begins) };
    Some((rough_key(piece, 0, piece.len()), facts))
}

/// The table of short words, of which each form has said something, but for forms that are found otherwise. Words of many forms go first.
fn short_words(mut said: Vec<(u64, Facts)>, anywhere: &[PatternId]) -> Vec<u8> {
    let is_anywhere = |facts: Facts| {
        let pattern = facts.pattern.checked_sub(1).map(PatternId);
        pattern.is_some_and(|pattern| anywhere.binary_search(&pattern).is_ok())
    };
    said.retain(|(_, facts)| !is_anywhere(*facts));
    said.par_sort_unstable_by_key(|(key, _)| *key);
    let mut words: Vec<&[(u64, Facts)]> = said.chunk_by(|(a, _), (b, _)| a == b).collect();
    words.sort_by_key(|said| Reverse(said.len()));
    let facts = |said: &[(u64, Facts)]| said.iter().fold(Facts::default(), |all, (_, facts)| all.and(*facts));
    short::table(words.into_iter().map(|said| (said[0].0, facts(said))))
}

/// Whether a form may begin with a small letter or a digit.
fn begins_small(text: &str, place: Place) -> bool {
    place != Place::AtCapitals && text.chars().next().is_some_and(|first| first.is_ascii() && class(first).joins())
}

impl Gathered {
    fn of(patterns: Patterns<'_>, ids: &[PatternId]) -> Self {
        let mut gathered = Self::default();
        for &id in ids {
            let place = patterns.place(id);
            let text = str::from_utf8(patterns.text(id)).unwrap_or_default();
            match way(text, place) {
                Way::Anywhere => gathered.anywhere.push(id),
                Way::Pieces => gathered.add_pieces(id, text, place),
                Way::Characters => gathered.add_characters(id, text),
            }
        }
        gathered
    }

    fn and(mut self, mut other: Self) -> Self {
        self.first_pieces.append(&mut other.first_pieces);
        self.first_small.append(&mut other.first_small);
        self.first_signs.append(&mut other.first_signs);
        self.first_others.append(&mut other.first_others);
        self.openings.append(&mut other.openings);
        self.small_openings.append(&mut other.small_openings);
        self.short_words.append(&mut other.short_words);
        self.ones.append(&mut other.ones);
        self.twos.append(&mut other.twos);
        self.pairs.append(&mut other.pairs);
        self.triples.append(&mut other.triples);
        self.long.append(&mut other.long);
        self.beginnings.append(&mut other.beginnings);
        self.anywhere.append(&mut other.anywhere);
        self
    }

    fn add_pieces(&mut self, id: PatternId, text: &str, place: Place) {
        let mut hash = WORDS;
        let (mut from, mut first) = (0, 0);
        let begins_small = begins_small(text, place);
        for (at, edge) in Edges::new(text, &[], 0).filter(|edge| edge.ends).enumerate() {
            let piece = &text.as_bytes()[from..edge.at as usize];
            let (blank, piece) = piece.strip_prefix(b" ").map_or((false, piece), |piece| (true, piece));
            let key = rough_key(piece, 0, piece.len());
            match at {
                0 => {
                    first = key;
                    self.add_first_piece(text, key, place);
                    if edge.at as usize == text.len() {
                        self.add_opening(opening_key(first, ALONE), begins_small);
                    }
                    self.short_words.extend(short_word(piece, text, id, place));
                }
                1 => {
                    self.add_opening(opening_key(first, MORE), begins_small);
                    self.add_opening(opening_key(first, second_key(blank, key)), begins_small);
                }
                _ => self.beginnings.push(Beginning::new(hash, id, bit_of_next(blank, key), from)),
            }
            hash = add_piece(hash, blank, piece, 0, piece.len());
            from = edge.at as usize;
        }
        self.beginnings.push(Beginning::new(hash, id, WHOLE, text.len()));
    }

    fn add_opening(&mut self, key: u64, begins_small: bool) {
        self.openings.push(key);
        if begins_small {
            self.small_openings.push(key);
        }
    }

    fn add_first_piece(&mut self, text: &str, key: u64, place: Place) {
        self.first_pieces.push(key);
        match text.chars().next() {
            Some(first) if !first.is_ascii() => self.first_others.push(u64::from(first)),
            Some(first) if !class(first).joins() => self.first_signs.push(key),
            _ if begins_small(text, place) => self.first_small.push(key),
            _ => {}
        }
    }

    fn add_characters(&mut self, id: PatternId, text: &str) {
        let codes: Vec<u32> = text.chars().map(u32::from).collect();
        let mut push = |hash, next, len| self.beginnings.push(Beginning::new(hash, id, next, len));
        let hashes = codes.iter().scan(CHARACTERS, |hash, &code| {
            *hash = add_character(*hash, code);
            Some(*hash)
        });
        let hashes: Vec<u64> = hashes.collect();
        push(hashes[hashes.len() - 1], WHOLE, text.len());
        if codes.len() > 1 {
            self.pairs.extend(key_of_pair(first_eight(text.as_bytes())));
        }
        match codes[..] {
            [only] => self.ones.push(key_of_characters(only, 0, 0)),
            [first, second] => {
                self.twos.push(key_of_characters(first, second, 0));
            }
            [first, second, third, ref rest @ ..] => {
                self.triples.push(key_of_characters(first, second, third));
                if let Some(more) = rest.len().checked_sub(1) {
                    let len = text.char_indices().nth(3).map_or(text.len(), |(behind, _)| behind);
                    push(hashes[2], u8::try_from(more).expect("at most characters::LONGEST"), len);
                    self.long.push(hashes[hashes.len() - 1]);
                }
            }
            [] => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Bucket;
    use super::super::hash::{C, SPREAD};
    use super::super::processor::Plain;
    use super::super::table::Table;
    use super::*;
    use zerocopy::FromBytes;

    #[test]
    fn what_is_looked_up_most_stands_where_it_is_looked_for_first() {
        const COUNT: u64 = 40_000;
        // One in four is short.
        let hash = |number: u64| (number * 2 + 1).wrapping_mul(SPREAD).rotate_left(32).wrapping_mul(C);
        let len = |number: u64| if number.is_multiple_of(4) { 6 } else { 40 };
        let beginnings = (0..COUNT).map(|number| Beginning::new(hash(number), PatternId(1), WHOLE, len(number)));
        let mut anywhere = Vec::new();
        let bytes = nodes(beginnings.collect(), &mut anywhere);
        let table = Table::new(<[Bucket]>::ref_from_bytes(&bytes).expect("whole buckets"));
        let passed_on = |is_short: bool| {
            let of_that_len = (0..COUNT).filter(|&number| (len(number) == 6) == is_short);
            of_that_len.filter(|&number| table.look(hash(number), Plain).goes_on).count()
        };
        assert!((0..COUNT).all(|number| table.find(hash(number)).is_whole()) && anywhere.is_empty());
        let (short, long) = (passed_on(true), passed_on(false));
        assert!(long > 100 && short < long / 10, "{short} short ones stand elsewhere, and {long} others");
    }
}
