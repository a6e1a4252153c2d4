//! Any text, folded: as the oracle folds it, the same when it is folded again, and with a way back that leads to whole characters, one behind the other.

use crate::oracle::fold;
use crate::oracle::matching::normal;
use newstag::span::FoldedSpan;
use newstag::text::{FoldBuffer, Folded, WALL, fold_into, fold_text};
use unicode_normalization::UnicodeNormalization;

pub(crate) fn check(data: &[u8]) {
    let source = String::from_utf8_lossy(data);
    let (mut copied, mut placed) = (FoldBuffer::default(), FoldBuffer::default());
    check_way_back(&source, fold_into(&source, &mut copied));
    check_way_back(&source, fold_text(&source, &mut placed));
    let once = newstag::text::fold(&source);
    assert_eq!(once, normal(&source).replace(fold::WALL, WALL), "as the oracle folds {source:?}");
    // Where a mark between two characters is dropped, as in `Ё` with a breve, these may compose when they are folded again.
    if once.nfc().eq(once.chars()) {
        assert_eq!(newstag::text::fold(&once), once, "{source:?}, folded twice");
    }
}

fn check_way_back(source: &str, folded: Folded<'_>) {
    let mut before = 0..0;
    for (at, c) in folded.text().char_indices() {
        let span = folded.source_span(FoldedSpan::new(at, at + c.len_utf8())).range();
        assert!(source.is_char_boundary(span.start) && source.is_char_boundary(span.end), "{source:?}, {at}: {span:?}");
        assert!(span.start < span.end, "{source:?}, {at}: {span:?} is empty");
        assert!(before.start <= span.start && before.end <= span.end, "{source:?}, {at}: {span:?} behind {before:?}");
        before = span;
    }
}
