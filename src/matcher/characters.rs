//! Forms that begin with a letter of Han, kana or bopomofo: followed character by character.
//!
//! Nearly every place of such a text may begin a name. Filters of two and three characters say no to most; the node of the first three
//! knows how long the forms are that begin so, and only these lengths are looked up.

use super::hash::{CHARACTERS, add_character, key_of_characters};
use super::literal::skip_blank;
use super::table::Node;
use super::words::{Step, base};
use super::{FoldedText, Matcher, RawMatch};
use crate::character::class;
use crate::span::{FoldedSpan, offset};

/// The longest form that the table holds, in characters: three, and as many more as a node has bits.
pub(super) const LONGEST: usize = 3 + 64;

/// A blank line, which no form holds.
const WALL: char = '\n';

/// Behind the last character, so that every character is followed by two.
const END: [u32; 2] = [0; 2];

/// The buffers of a scan.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    /// The characters of the text, ASCII letters small.
    codes: Vec<u32>,
    /// Where each stands in the text, in bytes, and the end of the text.
    places: Vec<u32>,
    starts: Vec<u32>,
    steps: Vec<Step>,
    long: Vec<Step>,
    nodes: Vec<Node>,
    /// Where forms of words may begin beyond ASCII.
    pub(super) others: Vec<u32>,
}

/// Adds every form of characters in the text to `out`, and notes where forms of words may begin beyond ASCII.
pub(super) fn scan(matcher: &Matcher<'_>, text: FoldedText<'_>, buffers: &mut Buffers, out: &mut Vec<RawMatch>) {
    buffers.decode(text.text);
    buffers.find_others(matcher, text.text);
    buffers.find_starts(matcher);
    buffers.begin(matcher);
    let Buffers { codes, places, steps, long, nodes, .. } = buffers;
    let table = matcher.table;
    let found = |step: &Step, node: Node, out: &mut Vec<RawMatch>| {
        if let Some(pattern) = node.pattern() {
            let at = FoldedSpan { start: places[step.start as usize], end: places[step.end as usize] };
            out.push(RawMatch { pattern, at });
        }
    };
    nodes.clear();
    nodes.extend(steps.iter().map(|step| table.at_place_of(step.hash)));
    for (step, node) in steps.iter().zip(nodes.iter()) {
        let Some(node) = table.get(step.hash, *node) else { continue };
        found(step, node, out);
        go_on(matcher, codes, step, node.next(), long);
    }
    nodes.clear();
    nodes.extend(long.iter().map(|step| table.at_place_of(step.hash)));
    for (step, node) in long.iter().zip(nodes.iter()) {
        if let Some(node) = table.get(step.hash, *node) {
            found(step, node, out);
        }
    }
}

/// Adds the longer stretches that begin as `step` and may be forms; their lengths are the bits of `next`.
fn go_on(matcher: &Matcher<'_>, codes: &[u32], step: &Step, next: u64, out: &mut Vec<Step>) {
    let mut lengths = next;
    let Step { start, mut end, mut hash } = *step;
    while lengths != 0 {
        for _ in 0..=lengths.trailing_zeros() {
            let Some(&code) = codes.get(end as usize).filter(|&&code| code != 0) else { return };
            hash = add_character(hash, code);
            end += 1;
        }
        lengths = lengths >> lengths.trailing_zeros() >> 1;
        if matcher.long.may_hold(hash) {
            out.push(Step { start, end, hash });
        }
    }
}

impl Buffers {
    fn decode(&mut self, text: &str) {
        self.codes.clear();
        self.places.clear();
        self.codes.reserve(text.len() + END.len());
        self.places.reserve(text.len() + 1);
        let mut blank_until = 0;
        for (place, c) in text.char_indices() {
            let code = match c {
                ' ' | '\t'..='\r' if place < blank_until => continue,
                ' ' | '\t'..='\r' => {
                    let behind = skip_blank(text.as_bytes(), place);
                    blank_until = behind.unwrap_or(place + 1);
                    behind.map_or(WALL, |_| ' ')
                }
                _ => c.to_ascii_lowercase(),
            };
            self.codes.push(u32::from(code));
            self.places.push(offset(place));
        }
        self.codes.extend(END);
        self.places.push(offset(text.len()));
    }

    fn find_others(&mut self, matcher: &Matcher<'_>, text: &str) {
        self.others.clear();
        if matcher.first_others.is_empty() {
            return;
        }
        for (&code, &place) in self.codes.iter().zip(&self.places) {
            if code >= 0x80 && matcher.first_others.may_hold(u64::from(code)) {
                let joins = |c: char| class(c).joins();
                let is_joined = char::from_u32(code).is_some_and(joins) && base(&text[..place as usize]).is_some_and(joins);
                if !is_joined {
                    self.others.push(place);
                }
            }
        }
    }

    /// Finds the characters that may begin a form.
    fn find_starts(&mut self, matcher: &Matcher<'_>) {
        let len = self.codes.len() - END.len();
        self.starts.clear();
        self.starts.resize(len, 0);
        let mut count = 0;
        for (start, pair) in (0..).zip(self.codes[..len + 1].windows(2)) {
            // Without a branch, which would go wrong as often as not.
            self.starts[count] = start;
            count += usize::from(matcher.pairs.may_hold(key_of_characters(pair[0], pair[1], 0)));
        }
        self.starts.truncate(count);
    }

    /// Makes steps of the starts, and of characters that are forms by themselves.
    fn begin(&mut self, matcher: &Matcher<'_>) {
        self.steps.clear();
        self.long.clear();
        if !matcher.ones.is_empty() {
            for (start, &code) in (0..).zip(&self.codes) {
                if code >= 0x80 && matcher.ones.may_hold(key_of_characters(code, 0, 0)) {
                    self.steps.push(Step { start, end: start + 1, hash: add_character(CHARACTERS, code) });
                }
            }
        }
        for &start in &self.starts {
            let [first, second, third] = [0, 1, 2].map(|more| self.codes[start as usize + more]);
            let hash = add_character(add_character(CHARACTERS, first), second);
            if matcher.twos.may_hold(key_of_characters(first, second, 0)) {
                self.steps.push(Step { start, end: start + 2, hash });
            }
            if third != 0 && matcher.triples.may_hold(key_of_characters(first, second, third)) {
                self.steps.push(Step { start, end: start + 3, hash: add_character(hash, third) });
            }
        }
    }
}
