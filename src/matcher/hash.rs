//! Hashes of stretches of a text as differences of running hashes.
//!
//! The hash of bytes b₁…bₙ is Σ (bᵢ + 1) · BASEⁿ⁻ⁱ modulo 2⁶⁴. With H(i) for the text up to i, the stretch from i to j has
//! H(j) − H(i) · BASEʲ⁻ⁱ.

use crate::span::Edge;

/// An odd number without pattern, so that its powers run through all residues that odd numbers have.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
const BASE_2: u64 = BASE.wrapping_mul(BASE);
const BASE_3: u64 = BASE_2.wrapping_mul(BASE);
const BASE_4: u64 = BASE_3.wrapping_mul(BASE);

/// The hash of `bytes` behind something whose hash is `hash`.
pub(super) fn extend(hash: u64, bytes: &[u8]) -> u64 {
    let value = |byte: u8| u64::from(byte) + 1;
    let (fours, rest) = bytes.as_chunks::<4>();
    // Four at a time, so that only one multiplication in four waits for the one before it.
    let hash = fours.iter().fold(hash, |hash, [a, b, c, d]| {
        let four = value(*a)
            .wrapping_mul(BASE_3)
            .wrapping_add(value(*b).wrapping_mul(BASE_2))
            .wrapping_add(value(*c).wrapping_mul(BASE))
            .wrapping_add(value(*d));
        hash.wrapping_mul(BASE_4).wrapping_add(four)
    });
    rest.iter().fold(hash, |hash, &byte| hash.wrapping_mul(BASE).wrapping_add(value(byte)))
}

/// The hash of the text up to each edge, into `out`.
pub(super) fn running(text: &[u8], edges: &[Edge], out: &mut Vec<u64>) {
    out.clear();
    let (mut hash, mut from) = (0, 0);
    out.extend(edges.iter().map(|edge| {
        hash = extend(hash, &text[from..edge.at as usize]);
        from = edge.at as usize;
        hash
    }));
}

/// The powers of the base, up to that of the longest form.
#[derive(Debug)]
pub(super) struct Powers(Vec<u64>);

impl Powers {
    pub(super) fn up_to(longest: usize) -> Self {
        Self(std::iter::successors(Some(1), |power: &u64| Some(power.wrapping_mul(BASE))).take(longest + 1).collect())
    }

    /// The hash of the `len` bytes between two places, from the running hashes at both; none where no form is that long.
    pub(super) fn difference(&self, before: u64, behind: u64, len: usize) -> Option<u64> {
        self.0.get(len).map(|power| behind.wrapping_sub(before.wrapping_mul(*power)))
    }
}
