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
    /// Each character is three bytes of the source. It is no longer than [`letters::PIECE`], so that they are soon counted.
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

    /// The source span that a folded span stands for; a unit that the span touches belongs to it whole.
    ///
    /// # Panics
    ///
    /// If the span is empty or does not lie in the folded text.
    pub fn source_span(&self, span: FoldedSpan) -> SourceSpan {
        let Some(segments) = self.segments else { return SourceSpan { start: span.start, end: span.end } };
        let behind = segments.partition_point(|segment| segment.folded <= span.start);
        let (first, rest) = (segments[behind - 1], &segments[behind..]);
        // Most spans lie within one segment.
        let is_in_first = rest.first().is_none_or(|next| next.folded >= span.end);
        let last = if is_in_first { first } else { segment_at(rest, span.end - 1) };
        let start = match first.way {
            Way::Unit(_) => first.source,
            way => first.source + self.source_len(way, first.folded..span.start),
        };
        let end = match first.way {
            way @ (Way::Linear | Way::Wide) if is_in_first => start + self.source_len(way, span.start..span.end),
            _ => last.source + self.source_len(last.way, last.folded..span.end),
        };
        SourceSpan { start, end }
    }

    /// How many bytes of the source a part of a segment is.
    fn source_len(&self, way: Way, part: Range<u32>) -> u32 {
        match way {
            Way::Linear => part.end - part.start,
            Way::Unit(len) => len,
            Way::Wide => {
                let bytes = &self.text.as_bytes()[part.start as usize..part.end as usize];
                // A byte has room for the count, so that the compiler takes many bytes at a time.
                const { assert!(letters::PIECE <= u8::MAX as usize) };
                let later = bytes.iter().fold(0, |count: u8, byte| count.wrapping_add(u8::from(byte & 0xC0 == 0x80)));
                offset(LETTER * (bytes.len() - usize::from(later)))
            }
        }
    }

    /// Whether the place before the folded byte `at` lies within a unit: `(株)` at the second or third character.
    pub fn is_inside_unit(&self, at: u32) -> bool {
        let Some(segments) = self.segments.filter(|_| (at as usize) < self.text.len()) else { return false };
        let segment = segment_at(segments, at);
        matches!(segment.way, Way::Unit(_)) && segment.folded < at
    }

    /// Where the source shows an edge that the folded text hides, in rising order: before and behind the `tm` that `™` becomes.
    pub fn seams(&self) -> &'t [u32] {
        self.seams
    }
}

fn segment_at(segments: &[Segment], at: u32) -> Segment {
    let after = segments.partition_point(|segment| segment.folded <= at);
    segments[after - 1]
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
