//! The texts of a compiled dictionary: each once, found by the place where it begins.

use super::codec::{Reader, put_text};
use super::slots::Slots;
use xxhash_rust::xxh3::xxh3_64;

/// The text that begins at a place; empty where none does.
pub(super) fn text(texts: &[u8], place: u32) -> &str {
    texts.get(place as usize..).map_or("", |rest| Reader::new(rest).text())
}

/// The same without asking whether it is UTF-8.
pub(super) fn bytes(texts: &[u8], place: u32) -> &[u8] {
    texts.get(place as usize..).map_or(&[], |rest| Reader::new(rest).bytes())
}

/// Gathers texts; equal ones are stored once.
#[derive(Debug, Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    places: Slots,
}

impl Texts {
    /// The place of a text.
    pub(super) fn place(&mut self, wanted: &str) -> u32 {
        let hash = xxh3_64(wanted.as_bytes());
        if let Some(known) = self.places.find(hash, |place| text(&self.bytes, place) == wanted) {
            return known;
        }
        let place = u32::try_from(self.bytes.len()).expect("a builder that is not full has less than 4 GiB of text");
        put_text(&mut self.bytes, wanted);
        self.places.insert(hash, place);
        place
    }

    /// All of them, as a section.
    pub(super) fn finish(self) -> Vec<u8> {
        self.bytes
    }
}
