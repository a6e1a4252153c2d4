//! A text made ready for the rivals, before the clock runs.

use newstag::matcher::edges;
use newstag::span::FoldedSpan;
use newstag::text::{FoldBuffer, Folded, boundary, fold_into};

/// A text folded and in lower case, with all that the conditions on a match ask for worked out.
pub(super) struct Prepared<'t> {
    /// The text as it was given.
    pub(super) source: &'t str,
    /// What it was folded into, with the way back.
    buffer: FoldBuffer,
    /// What is searched.
    pub(super) text: String,
    begins: Bits,
    ends: Bits,
}

impl<'t> Prepared<'t> {
    /// Folds a text and finds out where a name may begin and end in it.
    pub(super) fn new(source: &'t str) -> Self {
        let mut buffer = FoldBuffer::default();
        let folded = fold_into(source, &mut buffer);
        let text = folded.text().to_ascii_lowercase();
        let (mut begins, mut ends) = (Bits::new(text.len()), Bits::new(text.len()));
        // A span that reaches to an end of the text is whole if its other side is, as nothing joins outside.
        let is_whole = |start: usize, end: usize| {
            let at = FoldedSpan::new(start, end);
            start < end && boundary::is_whole(source, &folded, at, folded.source_span(at))
        };
        for edge in edges(folded.text(), folded.seams()) {
            let at = edge.at as usize;
            begins.set(at, edge.begins && is_whole(at, text.len()));
            ends.set(at, edge.ends && is_whole(0, at));
        }
        Self { source, buffer, text, begins, ends }
    }

    /// The folded text with the way back to the source.
    pub(super) fn folded(&self) -> Folded<'_> {
        self.buffer.folded(self.source)
    }

    /// Whether a name may begin and end there.
    pub(super) fn is_whole(&self, start: usize, end: usize) -> bool {
        self.begins.has(start) && self.ends.has(end)
    }
}

/// A set of places in a text.
struct Bits(Vec<u64>);

impl Bits {
    fn new(len: usize) -> Self {
        Self(vec![0; len / 64 + 1])
    }

    fn set(&mut self, place: usize, value: bool) {
        self.0[place / 64] |= u64::from(value) << (place % 64);
    }

    fn has(&self, place: usize) -> bool {
        self.0[place / 64] >> (place % 64) & 1 == 1
    }
}
