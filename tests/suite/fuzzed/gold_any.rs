//! Any bytes as annotated documents: what is taken fits the text that it is about.

use crate::scratch;
use newstag::gold::{self, Format};

/// What the first byte chooses from.
const FORMATS: [(Format, &str); 6] = [
    (Format::Newstag, "in.jsonl"),
    (Format::Entities, "in.jsonl"),
    (Format::Elevant, "in.jsonl"),
    (Format::Marked, "in.gold"),
    (Format::Columns, "in.conll"),
    (Format::Brat, "in.ann"),
];

/// brat's annotations stand behind a text and a byte of zero.
pub(crate) fn check(data: &[u8]) {
    let [format, bytes @ ..] = data else { return };
    let (format, name) = FORMATS[usize::from(*format) % FORMATS.len()];
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let path = match format {
        Format::Brat => {
            scratch::file("in.txt", first);
            scratch::file(name, second)
        }
        _ => scratch::file(name, bytes),
    };
    let Ok(documents) = gold::open(&path, Some(format)) else { return };
    for document in documents.take(1000).flatten() {
        assert!(document.misfit_of(&document.marks).is_none(), "{document:?}");
    }
}
