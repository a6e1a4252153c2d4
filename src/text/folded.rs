//! A folded text with the way back to the text it was folded from.

use super::plain::{self, PIECE, Space};
use crate::character::class;
use crate::span::{FoldedSpan, SourceSpan, offset};

/// A folded text that knows where each of its parts stood in the source.
///
/// ASCII letters keep the case that they were written in, and a letter that folds to an ASCII letter is a capital unless it was a small one: what reads
/// the text makes no difference between the two.
///
/// A source that is all ASCII is not copied: the text is the source itself, its white space as it came. Else the way back is a list of
/// segments. A **linear** segment is folded byte for byte (`Ross`, `劉` to `刘`); in one **of characters** each stands for one (`劉鶴，2018` to `刘鹤,2018`);
/// a **unit** is a piece of the source that belongs together whole (`É` to `E`, `㈱` to `(株)`). Plain ASCII prose needs one segment a paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Folded<'t> {
    source: &'t str,
    /// What it was folded into.
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
    /// Where in the source that ends which was added last.
    end: usize,
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
    /// Character for character. There are not many, so that they are soon counted.
    Characters,
    /// All of it is so many bytes of the source.
    Unit(u32),
}

impl<'t> Folded<'t> {
    /// A text that folds to itself, as all ASCII does.
    pub fn in_place(source: &'t str) -> Self {
        Self { source, text: source, segments: None, seams: &[] }
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

    /// Where in the source a part of a segment ends that begins at a place of it.
    #[inline(always)]
    fn source_end(&self, way: Way, from: Place, to: u32) -> u32 {
        match way {
            Way::Linear => from.source + (to - from.folded),
            Way::Unit(len) => from.source + len,
            Way::Characters => {
                let part = from.folded as usize..to as usize;
                let len = plain::source_len(self.text, part, &self.source.as_bytes()[from.source as usize..]);
                from.source + offset(len)
            }
        }
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
        let source = self.at.source;
        let rest = &segments[self.number + 1..];
        // Most spans lie within one segment.
        let is_in_first = rest.first().is_none_or(|next| next.folded >= span.end);
        self.is_even = is_in_first && !matches!(first.way, Way::Unit(_));
        let end = match first.way {
            way if self.is_even => self.folded.source_end(way, self.at, span.end),
            _ => {
                let last = if is_in_first { first } else { rest[number_at(rest, span.end - 1)] };
                self.folded.source_end(last.way, last.start(), span.end)
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
            self.at = Place { folded: at, source: self.folded.source_end(segment.way, self.at, at) };
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
    /// What was folded last; the source is that which was.
    pub fn folded<'f>(&'f self, source: &'f str) -> Folded<'f> {
        Folded { source, text: &self.text, segments: Some(&self.segments), seams: &self.seams }
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.segments.clear();
        self.seams.clear();
        self.end = 0;
    }

    #[inline(always)]
    pub(super) fn last(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    /// Adds ASCII text, in which line ends become spaces.
    pub(super) fn push_plain(&mut self, at: usize, run: &str) {
        self.linear(at, self.text.len());
        self.end = at + run.len();
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
        self.end = at + run.len();
        self.text.push_str(run);
    }

    /// Adds what the plain characters become that some text begins with, and returns how many bytes they are; see [`plain::push`].
    #[inline(always)]
    pub(super) fn push_plain_characters(&mut self, at: usize, source: &[u8], space: Space) -> usize {
        let start = self.text.len();
        let (len, folded_len) = plain::push(source, space, &mut self.text);
        if !self.goes_on_by_characters(at, start) {
            if len == folded_len {
                self.linear(at, start);
            } else {
                self.segment(at, start, Way::Characters);
            }
        }
        self.end = at + len;
        len
    }

    /// Adds what white space becomes.
    pub(super) fn push_space(&mut self, at: usize, space: &str, becomes: &str) {
        let start = self.text.len();
        let is_single = becomes.len() == 1 && space.chars().nth(1).is_none();
        if !is_single || !self.goes_on_by_characters(at, start) {
            if is_single && space.len() == 1 { self.linear(at, start) } else { self.unit(at, space.len()) }
        }
        self.text.push_str(becomes);
        self.end = at + space.len();
    }

    /// Whether the last segment goes on with a character that stands for one.
    fn goes_on_by_characters(&self, at: usize, folded: usize) -> bool {
        let goes_on = |last: &Segment| last.way == Way::Characters && folded - (last.folded as usize) < PIECE / 2;
        self.end == at && self.segments.last().is_some_and(goes_on)
    }

    /// Takes back a plain character that was added last, of so many bytes in the source.
    pub(super) fn drop_character(&mut self, len: usize) {
        self.text.pop();
        self.end -= len;
    }

    pub(super) fn push_char(&mut self, at: usize, source: char, folded: char) {
        if source.len_utf8() == folded.len_utf8() {
            self.linear(at, self.text.len());
        } else {
            self.unit(at, source.len_utf8());
        }
        self.end = at + source.len_utf8();
        if source == folded {
            self.text.push(folded);
        } else {
            self.with_seams(source, source, |text| text.push(as_written(source, folded)));
        }
    }

    /// Adds what the characters of `source` from `start` on become together.
    pub(super) fn push_unit(&mut self, start: usize, source: &str, folded: &str) {
        self.unit(start, source.len());
        self.end = start + source.len();
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
