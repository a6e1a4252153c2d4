//! Mapping a file into memory, which takes `unsafe`.
#![allow(unsafe_code)]

use memmap2::{Mmap, MmapOptions};
use std::fs::File;
use std::io;

/// The file's bytes, in place.
pub(super) fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the bytes must not change while they are borrowed. This program never writes into a compiled dictionary: it writes a new
    // file and renames it, which leaves a map of the old one as it was. Nothing can keep another program from writing into the file in
    // place, as with every map; docs/dictionary-format.md asks users not to. Everything that is read is checked where it is read, so
    // that a byte that changes all the same gives another value, not a place outside the map.
    let map = unsafe { MmapOptions::new().map(file)? };
    tie(&map);
    Ok(map)
}

/// Ties the file's pages to the map, pieces side by side. All bytes are looked at at once, for their checksums; page by page the system
/// would be asked thousands of times, and asked for the whole map it does the work on one core. Of 220 MB this is more than half the time of
/// opening. Where the system cannot do it, pages come one by one.
#[cfg(target_os = "linux")]
fn tie(map: &Mmap) {
    use memmap2::Advice;
    use rayon::prelude::*;

    const PIECE: usize = 4 << 20;
    if map.len() <= PIECE {
        return;
    }
    let starts: Vec<usize> = (0..map.len()).step_by(PIECE).collect();
    starts.into_par_iter().for_each(|start| {
        let _ = map.advise_range(Advice::PopulateRead, start, PIECE.min(map.len() - start));
    });
}

#[cfg(not(target_os = "linux"))]
fn tie(_: &Mmap) {}
