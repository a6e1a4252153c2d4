//! The checksums of what stands behind the head.

use super::ImageError;
use super::head::{CHUNK, Head};
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

/// The checksums of all chunks.
pub(super) fn checksums(body: &[u8]) -> Vec<u64> {
    body.par_chunks(CHUNK).map(xxh3_64).collect()
}

/// Whether every chunk has the checksum that stands in the head.
///
/// # Errors
///
/// [`ImageError::Body`] with the first that has not.
pub(super) fn check(bytes: &[u8], head: &Head<'_>) -> Result<(), ImageError> {
    let body = bytes.get(head.end..).unwrap_or_default();
    let differs = |(at, chunk): (usize, &[u8])| {
        let start = (head.end + at * CHUNK) as u64;
        let expected = head.chunks.get(at).map(|checksum| checksum.get());
        (expected != Some(xxh3_64(chunk))).then_some(ImageError::Body { start, end: start + chunk.len() as u64 })
    };
    // A thread pool costs more than a small dictionary.
    let found = if body.len() <= CHUNK {
        body.chunks(CHUNK).enumerate().find_map(differs)
    } else {
        body.par_chunks(CHUNK).enumerate().find_map_first(differs)
    };
    found.map_or(Ok(()), Err)
}
