//! A folded text with the way back to the text it was folded from.

use super::characters::class;
use crate::span::{FoldedSpan, SourceSpan, offset};

/// A folded text that knows where each of its parts stood in the source.
///
/// The way back is a list of segments. A **linear** segment is folded byte for byte (`Ross` to `ross`, `劉` to `刘`); a **unit**
/// is a piece of the source that belongs together whole (`É` to `e`, `㈱` to `(株)`). Plain ASCII prose needs one segment a paragraph.
#[derive(Clone, Debug, Default)]
pub struct Folded {
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
    /// The bytes that a unit takes in the source; 0 for a linear segment.
    unit: u32,
}

impl Folded {
    /// The text that is searched.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source span that a folded span stands for; a unit that the span touches belongs to it whole.
    ///
    /// # Panics
    ///
    /// If the span is empty or does not lie in the folded text.
    pub fn source_span(&self, span: FoldedSpan) -> SourceSpan {
        let first = self.segment_at(span.start);
        let start = if first.unit > 0 { first.source } else { first.source + (span.start - first.folded) };
        let last = self.segment_at(span.end - 1);
        let end = if last.unit > 0 { last.source + last.unit } else { last.source + (span.end - last.folded) };
        SourceSpan { start, end }
    }

    /// Whether the place before the folded byte `at` lies within a unit: `(株)` at the second or third character.
    pub fn is_inside_unit(&self, at: u32) -> bool {
        if at as usize >= self.text.len() {
            return false;
        }
        let segment = self.segment_at(at);
        segment.unit > 0 && segment.folded < at
    }

    /// Where the source shows an edge that the folded text hides, in rising order: before and behind the `tm` that `™` becomes.
    pub fn seams(&self) -> &[u32] {
        &self.seams
    }

    fn segment_at(&self, at: u32) -> Segment {
        let after = self.segments.partition_point(|segment| segment.folded <= at);
        self.segments[after - 1]
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.segments.clear();
        self.seams.clear();
    }

    pub(super) fn last(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    /// Adds ASCII text, in which line ends become spaces.
    pub(super) fn push_plain(&mut self, at: usize, run: &str) {
        self.linear(at);
        let from = self.text.len();
        for (number, line) in run.split('\n').enumerate() {
            if number > 0 {
                self.text.push(' ');
            }
            self.text.push_str(line);
        }
        self.text[from..].make_ascii_lowercase();
    }

    /// Adds a letter that takes as many bytes as the one at `at` in the source, and joins alike.
    pub(super) fn push_linear(&mut self, at: usize, folded: char) {
        self.linear(at);
        self.text.push(folded);
    }

    pub(super) fn push_char(&mut self, at: usize, source: char, folded: char) {
        if source.len_utf8() == folded.len_utf8() {
            self.linear(at);
        } else {
            self.segment(at, source.len_utf8());
        }
        if source == folded {
            self.text.push(folded);
        } else {
            self.with_seams(source, source, |text| text.push(folded));
        }
    }

    /// Adds what the characters of `source` from `start` on become together.
    pub(super) fn push_unit(&mut self, start: usize, source: &str, folded: &str) {
        self.segment(start, source.len());
        let mut bases = source.chars().filter(|&c| !class(c).is_mark());
        let first = bases.next().unwrap_or(' ');
        self.with_seams(first, bases.next_back().unwrap_or(first), |text| text.push_str(folded));
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

    /// Goes on with the last segment if what stands at `at` in the source continues it byte for byte.
    fn linear(&mut self, at: usize) {
        let continues = self
            .segments
            .last()
            .is_some_and(|last| last.unit == 0 && at - last.source as usize == self.text.len() - last.folded as usize);
        if !continues {
            self.segment(at, 0);
        }
    }

    fn segment(&mut self, at: usize, unit: usize) {
        self.segments.push(Segment { folded: offset(self.text.len()), source: offset(at), unit: offset(unit) });
    }
}
