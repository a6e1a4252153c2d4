//! Forms of words: followed from piece to piece.
//!
//! A piece is what lies between two places where a name may end: a word or a single other character, with the white space ahead of it.
//! The beginnings of words are found by bits, a capital or not; what may begin a form goes on to the table, many places side by side, so
//! that their waits for memory overlap. In ASCII all of it is bits; where other characters or seams are near, [`Edges`] finds the pieces.

use super::edges::Edges;
use super::filter::Filter;
use super::hash::{WORDS, add_piece, add_short_piece, bit_of_next, key};
use super::literal::skip_blank;
use super::masks::{self, BLOCK, Masks};
use super::table::Node;
use super::{FoldedText, Matcher, RawMatch};
use crate::character::class;
use crate::span::{FoldedSpan, offset};
use std::ops::Range;

/// So many blocks of a text are gone through at a time: what is found of them fits into the fastest cache.
const BLOCKS: usize = 256;

/// Places of a text, as many as `len` says; what stands behind these means nothing.
#[derive(Debug, Default)]
struct Starts {
    places: Vec<u32>,
    len: usize,
}

impl Starts {
    /// Takes those of some blocks that `choose` leaves of the beginnings of words.
    #[inline(always)]
    fn set(&mut self, masks: &Masks, blocks: Range<usize>, choose: impl Fn(usize, u64) -> u64) {
        self.len = 0;
        self.places.resize((BLOCKS + 1) * BLOCK, 0);
        let mut joined = blocks.start.checked_sub(1).map_or(0, |before| masks.joins[before] >> 63);
        for block in blocks {
            let joins = masks.joins[block];
            self.add(block, choose(block, joins & !(joins << 1 | joined)));
            joined = joins >> 63;
        }
    }

    fn places(&self) -> &[u32] {
        &self.places[..self.len]
    }

    /// Adds the places of the bits of a block.
    #[inline(always)]
    fn add(&mut self, block: usize, bits: u64) {
        let from = offset(block * BLOCK);
        let out = &mut self.places[self.len..self.len + BLOCK];
        let count = bits.count_ones() as usize;
        let mut rest = bits;
        // A few at a time, needed or not: where the bits end could not be foreseen.
        for fours in out.chunks_exact_mut(4).take(count.div_ceil(4)) {
            for place in fours {
                *place = from + rest.trailing_zeros();
                rest &= rest.wrapping_sub(1);
            }
        }
        self.len += count;
    }
}

/// A stretch of text whose hash may be that of the beginning of a form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) hash: u64,
}

/// The buffers of a scan.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    pub(super) masks: Masks,
    starts: Starts,
    firsts: Vec<u32>,
    steps: Vec<Step>,
    next: Vec<Step>,
    nodes: Vec<Node>,
    odd: Vec<Step>,
}

/// What follows a place where a form may go on.
enum Next {
    /// Nothing that a form could have there.
    Nothing,
    /// A piece of ASCII.
    Piece { blank: bool, start: usize, end: usize },
    /// Other characters, or a seam.
    Odd,
}

/// Adds every form of words in the text to `out`. The masks are those of the text.
#[inline(always)]
pub(super) fn scan(matcher: &Matcher<'_>, text: FoldedText<'_>, others: &[u32], buffers: &mut Buffers, out: &mut Vec<RawMatch>) {
    let scan = Scan { matcher, text, bytes: text.text.as_bytes() };
    let Buffers { masks, starts, firsts, steps, next, nodes, odd } = buffers;
    odd.clear();
    let blocks = masks.blocks();
    for from in (0..blocks).step_by(BLOCKS) {
        firsts.clear();
        scan.find_firsts(masks, from..blocks.min(from + BLOCKS), starts, firsts);
        steps.clear();
        for &first in firsts.iter() {
            scan.begin(masks, first, steps, odd);
        }
        while !steps.is_empty() {
            scan.follow(masks, steps, nodes, next, odd, out);
            std::mem::swap(steps, next);
            next.clear();
        }
    }
    let step = |start: u32| Step { start, end: start, hash: WORDS };
    odd.extend(others.iter().copied().map(step));
    odd.extend(scan.hidden_starts().map(step));
    for step in odd.drain(..) {
        scan.follow_odd(step, out);
    }
}

struct Scan<'s> {
    matcher: &'s Matcher<'s>,
    text: FoldedText<'s>,
    bytes: &'s [u8],
}

impl Scan<'_> {
    /// Finds the ASCII pieces in some blocks that may begin a form.
    #[inline(always)]
    fn find_firsts(&self, masks: &Masks, blocks: Range<usize>, starts: &mut Starts, out: &mut Vec<u32>) {
        let (any, small) = (self.matcher.first_pieces, self.matcher.first_small);
        starts.set(masks, blocks.clone(), |block, begins| begins & masks.capital[block]);
        self.filter_words(masks, starts, any, out);
        if !small.is_empty() || masks.is_odd() {
            starts.set(masks, blocks.clone(), |block, begins| begins & !masks.capital[block]);
            self.filter_words(masks, starts, small, out);
        }
        let signs = self.matcher.first_signs;
        if !signs.is_empty() {
            starts.set(masks, blocks, |block, _| masks.graphic[block] & !masks.joins[block]);
            // Each stands for itself: it joins with nothing.
            self.filter(starts.places(), signs, out, |_| (1, false));
        }
    }

    #[inline(always)]
    fn filter_words(&self, masks: &Masks, starts: &Starts, filter: Filter<'_>, out: &mut Vec<u32>) {
        if masks.is_odd() {
            self.filter(starts.places(), filter, out, |start| len_of_odd_word(masks, start));
        } else {
            self.filter(starts.places(), filter, out, |start| (len_of_word(masks, start), false));
        }
    }

    /// Passes on the places whose piece the filter may hold. `extent` says how long the piece is, and whether the filter need not be asked.
    #[inline(always)]
    fn filter(&self, places: &[u32], filter: Filter<'_>, out: &mut Vec<u32>, extent: impl Fn(usize) -> (usize, bool)) {
        let mut count = out.len();
        out.resize(count + places.len(), 0);
        for &start in places {
            let (len, is_certain) = extent(start as usize);
            out[count] = start;
            // Without a branch, which would go wrong as often as not.
            count += usize::from(filter.may_hold(key(self.bytes, start as usize, len)) | is_certain);
        }
        out.truncate(count);
    }

    #[inline(always)]
    fn begin(&self, masks: &Masks, start: u32, steps: &mut Vec<Step>, odd: &mut Vec<Step>) {
        let from = start as usize;
        let end = masks.end_of_word(from).max(from + 1);
        if masks.is_odd_within(from, end) {
            odd.push(Step { start, end: start, hash: WORDS });
            return;
        }
        steps.push(Step { start, end: offset(end), hash: add_ascii(WORDS, false, self.bytes, from, end) });
    }

    /// Looks all steps up, passes matches on, and finds the steps behind them.
    #[inline(always)]
    fn follow(
        &self,
        masks: &Masks,
        steps: &[Step],
        nodes: &mut Vec<Node>,
        next: &mut Vec<Step>,
        odd: &mut Vec<Step>,
        out: &mut Vec<RawMatch>,
    ) {
        let table = self.matcher.table;
        nodes.clear();
        nodes.extend(steps.iter().map(|step| table.at_place_of(step.hash)));
        for (step, node) in steps.iter().zip(nodes.iter()) {
            let Some(node) = table.get(step.hash, *node) else { continue };
            if let Some(pattern) = node.pattern() {
                out.push(RawMatch { pattern, at: FoldedSpan { start: step.start, end: step.end } });
            }
            if node.next() == 0 {
                continue;
            }
            match self.next(masks, step.end as usize) {
                Next::Nothing => {}
                Next::Odd => odd.push(*step),
                Next::Piece { blank, start, end } => {
                    let key = key(self.bytes, start, end - start);
                    if node.next() >> bit_of_next(blank, key) & 1 == 1 {
                        let hash = add_ascii(step.hash, blank, self.bytes, start, end);
                        next.push(Step { start: step.start, end: offset(end), hash });
                    }
                }
            }
        }
    }

    /// The piece behind a place.
    #[inline(always)]
    fn next(&self, masks: &Masks, from: usize) -> Next {
        let Some(start) = skip_blank(self.bytes, from) else { return Next::Nothing };
        let Some(&first) = self.bytes.get(start) else { return Next::Nothing };
        if !first.is_ascii() {
            return Next::Odd;
        }
        let end = masks.end_of_word(start).max(start + 1);
        if masks.is_odd_within(start, end) { Next::Odd } else { Next::Piece { blank: start > from, start, end } }
    }

    /// Follows a text of any characters from a step on.
    fn follow_odd(&self, step: Step, out: &mut Vec<RawMatch>) {
        let Step { start, mut end, mut hash } = step;
        for edge in Edges::new(self.text.text, self.text.seams, end as usize).filter(|edge| edge.ends) {
            let Some(from) = skip_blank(self.bytes, end as usize) else { return };
            let reached = add_piece(hash, from > end as usize, &self.bytes[from..edge.at as usize]);
            let node = self.matcher.table.find(reached);
            if let Some(pattern) = node.and_then(Node::pattern) {
                out.push(RawMatch { pattern, at: FoldedSpan { start, end: edge.at } });
            }
            if edge.is_seam {
                // A form may run over it without having a place of its own there.
                continue;
            }
            if node.is_none_or(|node| node.next() == 0) {
                return;
            }
            (hash, end) = (reached, edge.at);
        }
    }

    /// Seams within words, and behind the marks that follow them: a form may begin there, though the folded text shows no edge.
    fn hidden_starts(&self) -> impl Iterator<Item = u32> {
        let text = self.text.text;
        let mut last = None;
        let behind_marks = |seam: &u32| {
            let marks = text[*seam as usize..].chars().take_while(|&c| class(c).is_mark());
            seam + offset(marks.map(char::len_utf8).sum())
        };
        self.text.seams.iter().map(behind_marks).filter(move |&start| {
            let is_new = last.replace(start) != Some(start);
            let joins = |c: Option<char>| c.is_some_and(|c| class(c).joins());
            let (before, behind) = text.split_at(start as usize);
            let is_known = before.ends_with(|c: char| !c.is_ascii()) && behind.starts_with(|c: char| c.is_ascii());
            is_new && !is_known && joins(base(before)) && joins(behind.chars().next())
        })
    }
}

/// The length of a word of ASCII, 64 bytes or more being 64.
#[inline(always)]
fn len_of_word(masks: &Masks, start: usize) -> usize {
    (!masks::from(&masks.joins, start)).trailing_zeros() as usize
}

/// The same, and whether the word may go on beyond ASCII.
#[inline(always)]
fn len_of_odd_word(masks: &Masks, start: usize) -> (usize, bool) {
    let len = len_of_word(masks, start);
    (len, masks::from(&masks.odd, start) >> 1 << (BLOCK - len) != 0)
}

/// The hash of a beginning that is a piece longer; short pieces need no loop.
#[inline(always)]
fn add_ascii(hash: u64, blank: bool, text: &[u8], start: usize, end: usize) -> u64 {
    match end - start {
        len @ ..=8 => add_short_piece(hash, blank, len, key(text, start, len)),
        _ => add_piece(hash, blank, &text[start..end]),
    }
}

/// The last character that is no mark.
pub(super) fn base(text: &str) -> Option<char> {
    text.chars().rev().find(|&c| !class(c).is_mark())
}
