//! Forms of words: followed from piece to piece.
//!
//! A piece is what lies between two places where a name may end: a word or a single other character, with the white space ahead of it.
//! The beginnings of words are found by bits, a capital or not; what may begin a form goes on to the table, many places side by side, so
//! that their waits for memory overlap. In ASCII all of it is bits; where other characters or seams are near, [`Edges`] finds the pieces.

use super::edges::Edges;
use super::hash::{WORDS, add_piece, add_short_piece, bit_of_next, key};
use super::literal::skip_blank;
use super::masks::{BLOCK, Masks};
use super::table::Node;
use super::{FoldedText, Matcher, RawMatch};
use crate::character::class;
use crate::span::{FoldedSpan, offset};

/// So many blocks of a text are gone through at a time: what is found of them fits into the fastest cache.
const BLOCKS: usize = 256;

/// A piece that may begin a form.
#[derive(Clone, Copy, Debug, Default)]
struct First {
    key: u64,
    start: u32,
    len: u32,
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
    firsts: Vec<First>,
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
pub(super) fn scan(matcher: &Matcher<'_>, text: FoldedText<'_>, others: &[u32], buffers: &mut Buffers, out: &mut Vec<RawMatch>) {
    let scan = Scan { matcher, text, bytes: text.text.as_bytes() };
    let Buffers { masks, firsts, steps, next, nodes, odd } = buffers;
    odd.clear();
    let blocks = masks.blocks().len();
    for from in (0..blocks).step_by(BLOCKS) {
        firsts.clear();
        scan.find_firsts(masks, from..blocks.min(from + BLOCKS), firsts);
        steps.clear();
        for first in firsts.iter() {
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
    fn find_firsts(&self, masks: &Masks, blocks: std::ops::Range<usize>, out: &mut Vec<First>) {
        let (any, small) = (self.matcher.first_pieces, self.matcher.first_small);
        let mut joined = blocks.start.checked_sub(1).map_or(0, |before| masks.blocks()[before].joins >> 63);
        for block in blocks {
            let mask = masks.blocks()[block];
            let begins = mask.joins & !(mask.joins << 1 | joined);
            joined = mask.joins >> 63;
            let following = masks.blocks().get(block + 1).copied().unwrap_or_default();
            let joins = [mask.joins, following.joins];
            let odd = [mask.odd, following.odd];
            self.filter(block, begins & mask.capital, joins, odd, any, out);
            if !small.is_empty() || odd != [0, 0] {
                self.filter(block, begins & !mask.capital, joins, odd, small, out);
            }
            if self.matcher.begins_with_other_ascii {
                // Each stands for itself: none of them joins.
                self.filter(block, mask.graphic & !mask.joins, [0, 0], [0, 0], small, out);
            }
        }
    }

    /// Passes on the pieces at some places of a block that the filter may hold. What stands before something odd may be longer than it seems.
    fn filter(
        &self,
        block: usize,
        places: u64,
        joins: [u64; 2],
        odd: [u64; 2],
        filter: super::filter::Filter<'_>,
        out: &mut Vec<First>,
    ) {
        let mut places = places;
        let mut found = [First::default(); BLOCK];
        let mut count = 0;
        while places != 0 {
            let place = places.trailing_zeros();
            places &= places - 1;
            let start = block * BLOCK + place as usize;
            let len = (!behind(joins, place)).trailing_zeros().max(1);
            let key = key(self.bytes, start, len as usize);
            found[count] = First { key, start: offset(start), len };
            let is_odd = behind(odd, place) >> 1 << (64 - len) != 0;
            // Without a branch, which would go wrong as often as not.
            count += usize::from(filter.may_hold(key) | is_odd);
        }
        out.extend_from_slice(&found[..count]);
    }

    fn begin(&self, masks: &Masks, first: &First, steps: &mut Vec<Step>, odd: &mut Vec<Step>) {
        let First { key, start, len } = *first;
        let from = start as usize;
        let end = if len < 64 { from + len as usize } else { masks.end_of_word(from) };
        if masks.is_odd_within(from, end) {
            odd.push(Step { start, end: start, hash: WORDS });
            return;
        }
        let hash = if len <= 8 {
            add_short_piece(WORDS, false, len as usize, key)
        } else {
            add_piece(WORDS, false, &self.bytes[from..end])
        };
        steps.push(Step { start, end: offset(end), hash });
    }

    /// Looks all steps up, passes matches on, and finds the steps behind them.
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
                        let hash = add_piece(step.hash, blank, &self.bytes[start..end]);
                        next.push(Step { start: step.start, end: offset(end), hash });
                    }
                }
            }
        }
    }

    /// The piece behind a place.
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
            let piece = &self.bytes[end as usize..edge.at as usize];
            let (blank, piece) = piece.strip_prefix(b" ").map_or((false, piece), |piece| (true, piece));
            if piece.starts_with(b"\n") {
                return;
            }
            let reached = add_piece(hash, blank, piece);
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

/// The 64 bits of two blocks from a place of the first on.
fn behind(bits: [u64; 2], place: u32) -> u64 {
    bits[0] >> place | bits[1] << 1 << (63 - place)
}

/// The last character that is no mark.
pub(super) fn base(text: &str) -> Option<char> {
    text.chars().rev().find(|&c| !class(c).is_mark())
}
