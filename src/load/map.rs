//! Mapping a file into memory: the one place of the program with `unsafe`.
#![allow(unsafe_code)]

use memmap2::{Mmap, MmapOptions};
use std::fs::File;
use std::io;

/// The file's bytes, read in by the system as one stretch: all of them are looked at at once, for their checksums.
pub(super) fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the bytes must not change while they are borrowed. This program never writes into a compiled dictionary: it writes a new
    // file and renames it, which leaves a map of the old one as it was. Nothing can keep another program from writing into the file in
    // place, as with every map; docs/dictionary-format.md asks users not to. Everything that is read is checked where it is read, so
    // that a byte that changes all the same gives another value, not a place outside the map.
    unsafe { MmapOptions::new().populate().map(file) }
}
