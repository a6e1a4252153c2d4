//! A folded text with the way back to the text it was folded from.

use super::letters::{self, LETTER};
use crate::character::class;
use crate::span::{FoldedSpan, SourceSpan, offset};
use std::ops::Range;

/// A folded text that knows where each of its parts stood in the source.
///
/// ASCII letters keep the case that they were written in, and a letter that folds to an ASCII letter is a capital unless it was a small one: what reads
/// the text makes no difference between the two.
///
/// A source that is all ASCII is not copied: the text is the source itself, its white space as it came. Else the way back is a list of
/// segments. A **linear** segment is folded byte for byte (`Ross`, `劉` to `刘`); in a **wide** one each character stands for three bytes (`劉鶴，` to `刘鹤,`);
/// a **unit** is a piece of the source that belongs together whole (`É` to `E`, `㈱` to `(株)`). Plain ASCII prose needs one segment a paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Folded<'t> {
    text: &'t str,
    /// None: the text is the source.
    segments: Option<&'t [Segment]>,
    seams: &'t [u32],
}

/// What a text is folded into, used again for the next.
#[derive(Clone, Debug, Default)]
pub struct FoldBuffer {
    text: String,
    segments: Vec<Segment>,
    seams: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Segment {
    /// Where it starts in the folded text, in bytes.
    folded: u32,
    /// Where it starts in the source, in bytes.
    source: u32,
    way: Way,
}

/// How the places of a segment are found in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Byte for byte.
    Linear,
    /// Each character is three bytes of the source, and as many here, or one. It is no longer than [`letters::PIECE`], so that signs are soon counted.
    Wide,
    /// All of it is so many bytes of the source.
    Unit(u32),
}

impl<'t> Folded<'t> {
    /// A text that folds to itself, as all ASCII does.
    pub fn in_place(source: &'t str) -> Self {
        Self { text: source, segments: None, seams: &[] }
    }

    /// Whether the text is the source.
    pub fn is_in_place(&self) -> bool {
        self.segments.is_none()
    }

    /// The text that is searched.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The source span that a folded span stands for: see [`WayBack::source_span`], which is made for many.
    pub fn source_span(&self, span: FoldedSpan) -> SourceSpan {
        self.way_back().source_span(span)
    }

    /// The way back, from the beginning of the text on.
    pub fn way_back(&self) -> WayBack<'t> {
        let first = self.segments.and_then(<[Segment]>::first);
        WayBack { folded: *self, number: 0, at: first.map_or(Place::default(), Segment::start), is_even: true }
    }

    /// How many bytes of the source a part of a segment is.
    #[inline(always)]
    fn source_len(&self, way: Way, part: Range<u32>) -> u32 {
        let len = part.end - part.start;
        match way {
            Way::Linear => len,
            Way::Unit(len) => len,
            // Of three bytes here as there, or of one here.
            Way::Wide => len + offset(LETTER - 1) * self.signs(part),
        }
    }

    /// How many bytes of a part of a wide segment are ASCII.
    #[inline(always)]
    fn signs(&self, part: Range<u32>) -> u32 {
        const EIGHT: usize = size_of::<u64>();
        const ONES: u64 = 0x0101_0101_0101_0101;
        // A byte has room for the count.
        const { assert!(letters::PIECE <= u8::MAX as usize) };
        let signs = |eight: [u8; EIGHT]| !u64::from_le_bytes(eight) >> 7 & ONES;
        let end = part.end as usize;
        let (eights, rest) = self.text.as_bytes()[part.start as usize..end].as_chunks::<EIGHT>();
        // Eight bytes are there but at the end of the text.
        let last = match self.text.as_bytes()[end - rest.len()..].first_chunk::<EIGHT>() {
            Some(eight) => signs(*eight) & ((1 << (8 * rest.len())) - 1),
            None => rest.iter().map(|byte| u64::from(byte.is_ascii())).sum(),
        };
        let all = eights.iter().fold(last, |all, eight| all + signs(*eight));
        u32::from(all.wrapping_mul(ONES).to_le_bytes()[EIGHT - 1])
    }

    /// Whether the place before the folded byte `at` lies within a unit: `(株)` at the second or third character.
    pub fn is_inside_unit(&self, at: u32) -> bool {
        let Some(segments) = self.segments.filter(|_| (at as usize) < self.text.len()) else { return false };
        let segment = segments[number_at(segments, at)];
        matches!(segment.way, Way::Unit(_)) && segment.folded < at
    }

    /// Where the source shows an edge that the folded text hides, in rising order: before and behind the `tm` that `™` becomes.
    pub fn seams(&self) -> &'t [u32] {
        self.seams
    }
}

/// The way back from a folded text to its source. It goes on from where it was: places that come nearly in order are found with a step or two.
#[derive(Clone, Copy, Debug)]
pub struct WayBack<'t> {
    folded: Folded<'t>,
    /// The segment that it is at, by its number.
    number: usize,
    /// The place that it is at: in a unit, where that begins.
    at: Place,
    /// What [`Self::is_even`] says.
    is_even: bool,
}

/// A place of both texts, in bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    folded: u32,
    source: u32,
}

impl WayBack<'_> {
    /// So many segments are passed one by one; what is further off is searched for.
    const NEAR: usize = 8;

    /// The source span that a folded span stands for; a unit that the span touches belongs to it whole.
    ///
    /// # Panics
    ///
    /// If the span is empty or does not lie in the folded text.
    #[inline(always)]
    pub fn source_span(&mut self, span: FoldedSpan) -> SourceSpan {
        let Some(segments) = self.folded.segments else { return SourceSpan { start: span.start, end: span.end } };
        let first = self.go_to(segments, span.start);
        let Place { folded, source } = self.at;
        let rest = &segments[self.number + 1..];
        // Most spans lie within one segment.
        let is_in_first = rest.first().is_none_or(|next| next.folded >= span.end);
        self.is_even = is_in_first && !matches!(first.way, Way::Unit(_));
        let end = match first.way {
            way if self.is_even => source + self.folded.source_len(way, folded..span.end),
            _ => {
                let last = if is_in_first { first } else { rest[number_at(rest, span.end - 1)] };
                last.source + self.folded.source_len(last.way, last.folded..span.end)
            }
        };
        SourceSpan { start: source, end }
    }

    /// Whether the span that was asked for last neither begins nor ends within a unit, as far as is known without a further look.
    #[inline(always)]
    pub fn is_even(&self) -> bool {
        self.is_even
    }

    /// Goes to a place of the folded text, and says in which segment it is.
    #[inline(always)]
    fn go_to(&mut self, segments: &[Segment], at: u32) -> Segment {
        let known = self.number;
        if at < self.at.folded {
            self.number = number_at(&segments[..=known], at);
            self.at = segments[self.number].start();
        } else {
            let rest = &segments[known + 1..];
            let passed = rest.iter().take(Self::NEAR).take_while(|segment| segment.folded <= at).count();
            self.number += if passed < Self::NEAR { passed } else { number_at(rest, at) + 1 };
            if self.number != known {
                self.at = segments[self.number].start();
            }
        }
        let segment = segments[self.number];
        if !matches!(segment.way, Way::Unit(_)) {
            self.at.source += self.folded.source_len(segment.way, self.at.folded..at);
            self.at.folded = at;
        }
        segment
    }
}

/// The number of the segment that a place of the folded text is in.
fn number_at(segments: &[Segment], at: u32) -> usize {
    segments.partition_point(|segment| segment.folded <= at) - 1
}

impl Segment {
    fn start(&self) -> Place {
        Place { folded: self.folded, source: self.source }
    }
}

impl FoldBuffer {
    /// What was folded last.
    pub fn folded(&self) -> Folded<'_> {
        Folded { text: &self.text, segments: Some(&self.segments), seams: &self.seams }
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.segments.clear();
        self.seams.clear();
    }

    #[inline(always)]
    pub(super) fn last(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    /// Adds ASCII text, in which line ends become spaces.
    pub(super) fn push_plain(&mut self, at: usize, run: &str) {
        self.linear(at, self.text.len());
        for (number, line) in run.split('\n').enumerate() {
            if number > 0 {
                self.text.push(' ');
            }
            self.text.push_str(line);
        }
    }

    /// Adds ASCII text as it is.
    #[inline(always)]
    pub(super) fn push_ascii(&mut self, at: usize, run: &str) {
        self.linear(at, self.text.len());
        self.text.push_str(run);
    }

    /// Adds what the plain characters become that some text begins with, and returns how many bytes they are; see [`letters::push_letters`].
    pub(super) fn push_letters(&mut self, at: usize, source: &[u8]) -> usize {
        let start = self.text.len();
        let (len, folded_len) = letters::push_letters(source, &mut self.text);
        if len == folded_len {
            self.linear(at, start);
        } else {
            self.segment(at, start, Way::Wide);
        }
        len
    }

    /// Takes back a plain character that was added last.
    pub(super) fn drop_letter(&mut self) {
        self.text.pop();
    }

    pub(super) fn push_char(&mut self, at: usize, source: char, folded: char) {
        if source.len_utf8() == folded.len_utf8() {
            self.linear(at, self.text.len());
        } else {
            self.unit(at, source.len_utf8());
        }
        if source == folded {
            self.text.push(folded);
        } else {
            self.with_seams(source, source, |text| text.push(as_written(source, folded)));
        }
    }

    /// Adds what the characters of `source` from `start` on become together.
    pub(super) fn push_unit(&mut self, start: usize, source: &str, folded: &str) {
        self.unit(start, source.len());
        let mut bases = source.chars().filter(|&c| !class(c).is_mark());
        let first = bases.next().unwrap_or(' ');
        let written = source.chars().next().unwrap_or(' ');
        self.with_seams(first, bases.next_back().unwrap_or(first), |text| {
            text.extend(folded.chars().map(|c| as_written(written, c)));
        });
    }

    /// Adds to the text, and notes a seam on both sides where the source joins otherwise than what it becomes.
    fn with_seams(&mut self, first: char, last: char, add: impl FnOnce(&mut String)) {
        let start = self.text.len();
        add(&mut self.text);
        let joins_alike =
            |source: char, folded: Option<char>| folded.is_some_and(|folded| class(source).joins_like(class(folded)));
        let added = &self.text[start..];
        if !joins_alike(first, added.chars().next()) || !joins_alike(last, added.chars().next_back()) {
            self.seams.extend([offset(start), offset(self.text.len())]);
        }
    }

    /// Goes on with the last segment if what stands at `at` in the source, and at `folded` here, continues it byte for byte.
    fn linear(&mut self, at: usize, folded: usize) {
        let continues = self
            .segments
            .last()
            .is_some_and(|last| last.way == Way::Linear && at - last.source as usize == folded - last.folded as usize);
        if !continues {
            self.segment(at, folded, Way::Linear);
        }
    }

    /// Begins a unit of so many bytes of the source.
    fn unit(&mut self, at: usize, len: usize) {
        self.segment(at, self.text.len(), Way::Unit(offset(len)));
    }

    fn segment(&mut self, at: usize, folded: usize, way: Way) {
        self.segments.push(Segment { folded: offset(folded), source: offset(at), way });
    }
}

/// An ASCII letter as a capital, unless what it comes from is a small letter.
fn as_written(source: char, folded: char) -> char {
    if source.is_lowercase() { folded } else { folded.to_ascii_uppercase() }
}
