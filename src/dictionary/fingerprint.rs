//! The content hash of a dictionary.

use crate::image::Fingerprint;
use xxhash_rust::xxh3::xxh3_128;

/// Hashes what the entities say, whatever the order in which they came.
pub(super) fn of<'b>(records: impl Iterator<Item = &'b [u8]>) -> Fingerprint {
    let mut hashes: Vec<u128> = records.map(xxh3_128).collect();
    hashes.sort_unstable();
    let all: Vec<u8> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    xxh3_128(&all).to_le_bytes()
}

/// How it stands in the output: `xxh3:` and 32 hexadecimal digits.
pub(super) fn in_words(fingerprint: Fingerprint) -> String {
    format!("xxh3:{:032x}", u128::from_le_bytes(fingerprint))
}
