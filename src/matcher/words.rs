//! Forms of words: followed from piece to piece.
//!
//! A piece is what lies between two places where a name may end: a word or a single other character, with the white space ahead of it.
//! The beginnings of words are found by bits, a capital or not; what may begin a form goes on to the table, many places side by side, so
//! that their waits for memory overlap. In ASCII all of it is bits; where other characters or seams are near, [`Edges`] finds the pieces.

use super::batch::Batch;
use super::compile::LONGEST_PIECE;
use super::edges::Edges;
use super::filter::Filter;
use super::hash::{ALONE, MORE, WORDS, add_piece, bit_of_next, opening_key, rough_key, second_key};
use super::literal::skip_blank;
use super::masks::{self, BLOCK, Masks};
use super::openings::Openings;
use super::processor::Processor;
use super::short::Begins;
use super::steps::{Reached, Step, look_up};
use super::table::Node;
use super::{FoldedText, Matcher, RawMatch};
use crate::character::class;
use crate::span::{FoldedSpan, offset};
use std::ops::Range;

/// So many blocks of a text are gone through at a time: what is found of them fits into the fastest cache.
const BLOCKS: usize = 256;

/// The buffers of a scan.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    pub(super) masks: Masks,
    starts: [Batch<u32>; 3],
    places: [Batch<u32>; 2],
    openings: Openings,
    steps: Vec<Step>,
    matched: Batch<RawMatch>,
    reached: Batch<Reached>,
    next: Batch<Following>,
    odd: Vec<Odd>,
}

/// The beginning of a form, and the piece that may follow it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Following {
    pub(super) step: Step,
    pub(super) piece: Piece,
}

/// What follows a place where a form may go on.
pub(super) enum Next {
    /// Nothing that a form could have there.
    Nothing,
    /// A piece of ASCII.
    Piece(Piece),
    /// Other characters, or a seam.
    Odd,
}

/// A piece of ASCII: white space ahead of it or not, and where the bytes behind that are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Piece {
    pub(super) blank: bool,
    pub(super) start: u32,
    pub(super) len: u32,
}

impl Piece {
    #[inline(always)]
    fn new(blank: bool, start: usize, end: usize) -> Self {
        Self { blank, start: offset(start), len: offset(end - start) }
    }

    #[inline(always)]
    pub(super) fn end(self) -> usize {
        (self.start + self.len) as usize
    }
}

/// Where a form goes on with what is not all ASCII.
#[derive(Clone, Copy, Debug)]
pub(super) struct Odd {
    pub(super) step: Step,
    pub(super) passed: Passed,
}

/// What of a form stands ahead of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passed {
    Nothing,
    /// The piece of this key.
    First(u64),
    More,
}

impl Odd {
    /// A form may begin here.
    pub(super) fn at(start: u32) -> Self {
        Self { step: Step { start, end: start, hash: WORDS }, passed: Passed::Nothing }
    }
}

/// Adds every form of words in the text to `out`. The masks are those of the text.
#[inline(always)]
pub(super) fn scan(
    matcher: &Matcher<'_>,
    processor: impl Processor,
    text: FoldedText<'_>,
    others: &[u32],
    buffers: &mut Buffers,
    out: &mut Vec<RawMatch>,
    maybe: &mut Vec<RawMatch>,
) {
    let Buffers { masks, starts, places, openings, steps, matched, reached, next, odd } = buffers;
    let scan = Scan { matcher, text, bytes: text.text.as_bytes() };
    odd.clear();
    let blocks = masks.blocks();
    for from in (0..blocks).step_by(BLOCKS) {
        scan.find_firsts(masks, from..blocks.min(from + BLOCKS), starts, processor, (places, odd));
        openings.clear(places.iter().map(|places| places.items().len()).sum());
        for (places, begins) in places.iter().zip([Begins::Capital, Begins::Small]) {
            scan.open(processor, masks, places.items(), begins, openings, odd);
            out.extend_from_slice(openings.forms.items());
        }
        steps.clear();
        steps.extend_from_slice(openings.steps.items());
        while !steps.is_empty() {
            look_up(matcher, processor, steps, reached, matched);
            maybe.extend_from_slice(matched.items());
            scan.find_next(masks, reached.items(), next, odd);
            steps.clear();
            steps.extend(next.items().iter().map(|following| scan.go_on(following)));
        }
    }
    odd.extend(others.iter().copied().map(Odd::at));
    odd.extend(scan.hidden_starts().map(Odd::at));
    odd.drain(..).for_each(|odd| scan.follow_odd(odd, maybe));
}

pub(super) struct Scan<'s> {
    pub(super) matcher: &'s Matcher<'s>,
    text: FoldedText<'s>,
    pub(super) bytes: &'s [u8],
}

impl Scan<'_> {
    /// Finds the ASCII pieces in some blocks that may begin a form.
    #[inline(always)]
    fn find_firsts<P: Processor>(
        &self,
        masks: &Masks,
        blocks: Range<usize>,
        starts: &mut [Batch<u32>; 3],
        processor: P,
        (out, odd): (&mut [Batch<u32>; 2], &mut Vec<Odd>),
    ) {
        let Matcher { first_pieces, first_small, first_signs, small_beginnings, .. } = *self.matcher;
        let [capitals, small, signs] = starts;
        let (has_small, has_signs) = (!first_small.is_empty() || masks.is_odd(), !first_signs.is_empty());
        let room = (blocks.len() + 1) * BLOCK;
        [&mut *capitals, small, signs].into_iter().for_each(|places| places.clear(room));
        let [firsts, small_firsts] = out;
        firsts.clear(2 * room);
        small_firsts.clear(room);
        let mut joined = blocks.start.checked_sub(1).map_or(0, |before| masks.joins[before] >> 63);
        for block in blocks {
            let (joins, capital) = (masks.joins[block], masks.capital[block]);
            let begins = joins & !(joins << 1 | joined);
            joined = joins >> 63;
            processor.add_places::<8>(capitals, offset(block * BLOCK), begins & capital);
            let beginning = if has_small { begins & !capital & masks.small[block] } else { 0 };
            if masks.is_small_rare() {
                processor.add_places::<4>(small, offset(block * BLOCK), beginning);
            } else {
                processor.add_places::<16>(small, offset(block * BLOCK), beginning);
            }
            if has_signs {
                let signs_here = masks.graphic[block] & !joins & masks.small[block];
                processor.add_places::<4>(signs, offset(block * BLOCK), signs_here);
            }
        }
        self.filter_words(processor, masks, capitals.items(), first_pieces, (firsts, odd));
        if !P::ASKS_MANY_WORDS {
            let may_go_on = |start: u32| masks.is_odd() && masks.is_odd_near(start);
            small.keep(|start| small_beginnings.may_begin(self.bytes, start as usize) || may_go_on(start));
        }
        self.filter_words(processor, masks, small.items(), first_small, (small_firsts, odd));
        for &start in signs.items() {
            // Each stands for itself: it joins with nothing.
            firsts.offer(start, first_signs.may_hold(rough_key(self.bytes, start as usize, 1)));
        }
    }

    /// Passes on the places of words that the filter may hold. Others that go on beyond ASCII may begin forms too.
    #[inline(always)]
    fn filter_words(
        &self,
        processor: impl Processor,
        masks: &Masks,
        places: &[u32],
        filter: Filter<'_>,
        (out, odd): (&mut Batch<u32>, &mut Vec<Odd>),
    ) {
        processor.filter_words(self.bytes, masks, places, filter, out);
        if !masks.is_odd() {
            return;
        }
        for start in places.iter().copied().filter(|&start| masks.is_odd_near(start)) {
            let len = masks.len_of_word(start as usize);
            let may_go_on = masks::from(&masks.odd, start as usize) >> 1 << (BLOCK - len) != 0;
            if may_go_on && !filter.may_hold(rough_key(self.bytes, start as usize, len)) {
                odd.push(Odd::at(start));
            }
        }
    }

    /// The whole of a piece of which no more than a block is known. None where it may go on beyond ASCII.
    #[inline(always)]
    pub(super) fn whole(&self, masks: &Masks, mut piece: Piece) -> Option<Piece> {
        if piece.len as usize == BLOCK {
            piece = Piece::new(piece.blank, piece.start as usize, masks.end_of_word(piece.start as usize));
        }
        (!masks.is_odd_within(piece.start as usize, piece.end())).then_some(piece)
    }

    /// Finds the pieces that may follow what was reached.
    #[inline(always)]
    fn find_next(&self, masks: &Masks, reached: &[Reached], next: &mut Batch<Following>, odd: &mut Vec<Odd>) {
        next.clear(reached.len() + 1);
        for &Reached { step, next: bits } in reached {
            let piece = match self.next(masks, step.end as usize) {
                Next::Piece(piece) => piece,
                Next::Nothing => continue,
                Next::Odd => {
                    odd.push(Odd { step, passed: Passed::More });
                    continue;
                }
            };
            let key = rough_key(self.bytes, piece.start as usize, piece.len as usize);
            next.offer(Following { step, piece }, bits >> bit_of_next(piece.blank, key) & 1 == 1);
        }
    }

    /// The step over a piece.
    #[inline(always)]
    pub(super) fn go_on(&self, following: &Following) -> Step {
        let Following { step, piece } = following;
        let hash = add_piece(step.hash, piece.blank, self.bytes, piece.start as usize, piece.len as usize);
        Step { start: step.start, end: piece.start + piece.len, hash }
    }

    /// The piece behind a place.
    #[inline(always)]
    pub(super) fn next(&self, masks: &Masks, from: usize) -> Next {
        let start = from + usize::from(self.bytes.get(from) == Some(&b' '));
        let len = masks.len_of_word(start);
        let is_usual = masks::from(&masks.graphic, start) & 1 == 1 && len < BLOCK;
        // A sign stands for itself.
        let end = start + len.max(1);
        if is_usual && !masks.is_odd_within(start, end) {
            return Next::Piece(Piece::new(start > from, start, end));
        }
        self.next_of_any_sort(masks, from)
    }

    /// The piece behind a place, whatever white space and signs there are.
    fn next_of_any_sort(&self, masks: &Masks, from: usize) -> Next {
        let Some(start) = skip_blank(self.bytes, from) else { return Next::Nothing };
        let Some(&first) = self.bytes.get(start) else { return Next::Nothing };
        if !first.is_ascii() {
            return Next::Odd;
        }
        let end = masks.end_of_word(start).max(start + 1);
        if masks.is_odd_within(start, end) { Next::Odd } else { Next::Piece(Piece::new(start > from, start, end)) }
    }

    /// Follows a text of any characters from a place on.
    fn follow_odd(&self, Odd { step, mut passed }: Odd, out: &mut Vec<RawMatch>) {
        let opens = |first: u64, second: u64| self.matcher.openings.may_hold(opening_key(first, second));
        let Step { start, mut end, mut hash } = step;
        for edge in Edges::new(self.text.text, self.text.seams, end as usize).filter(|edge| edge.ends) {
            let Some(from) = skip_blank(self.bytes, end as usize) else { return };
            if edge.at as usize - from > LONGEST_PIECE {
                return;
            }
            let (blank, len) = (from > end as usize, edge.at as usize - from);
            let key = rough_key(self.bytes, from, len);
            // The table is large: what begins no form is mostly known without it.
            let may_be_there = match passed {
                Passed::Nothing => opens(key, ALONE),
                Passed::First(first) => opens(first, second_key(blank, key)),
                Passed::More => true,
            };
            let reached = add_piece(hash, blank, self.bytes, from, len);
            let node = if may_be_there { self.matcher.table.find(reached) } else { Node::default() };
            if node.is_whole() {
                out.push(RawMatch { pattern: node.pattern(), at: FoldedSpan { start, end: edge.at } });
            }
            if edge.is_seam {
                // A form may run over it without having a place of its own there.
                continue;
            }
            let goes_on = node.next != 0 || passed == Passed::Nothing && opens(key, MORE);
            if !goes_on {
                return;
            }
            passed = if passed == Passed::Nothing { Passed::First(key) } else { Passed::More };
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

/// The last character that is no mark.
pub(super) fn base(text: &str) -> Option<char> {
    text.chars().rev().find(|&c| !class(c).is_mark())
}
