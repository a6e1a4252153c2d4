//! Putting sections together.

use super::head::{self, ALIGNMENT, Entry};
use super::{Bytes, Fingerprint, Image, Section};

/// Gathers sections, then makes an [`Image`] of them.
#[derive(Debug, Default)]
pub struct ImageBuilder {
    fingerprint: Fingerprint,
    sections: Vec<(Section, Vec<u8>)>,
}

impl ImageBuilder {
    /// A builder for a dictionary of this content hash.
    pub fn new(fingerprint: Fingerprint) -> Self {
        Self { fingerprint, sections: Vec::new() }
    }

    /// Adds a section; of two of one number the later counts.
    pub fn add(&mut self, section: Section, bytes: Vec<u8>) {
        self.sections.retain(|(known, _)| *known != section);
        self.sections.push((section, bytes));
    }

    /// Puts head and sections together, these in the order of their numbers.
    pub fn build(mut self) -> Image {
        self.sections.sort_by_key(|(section, _)| section.number());
        let padded = |bytes: &Vec<u8>| bytes.len().next_multiple_of(ALIGNMENT);
        let body = self.sections.iter().map(|(_, bytes)| padded(bytes)).sum();
        let end = head::end(self.sections.len(), body);
        let mut file = Vec::with_capacity(end + body);
        file.resize(end, 0);
        let mut entries = Vec::new();
        let mut ranges = Vec::new();
        for (section, bytes) in self.sections {
            let range = file.len()..file.len() + bytes.len();
            file.extend_from_slice(&bytes);
            file.resize(file.len().next_multiple_of(ALIGNMENT), 0);
            entries.push(Entry::new(section, &range));
            ranges.push((section, range));
        }
        head::write(&mut file, &entries, self.fingerprint, end);
        Image::assemble(Bytes::Memory(file), self.fingerprint, ranges)
    }
}
