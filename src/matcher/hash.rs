//! The hash of a stretch of text, which grows with it.

/// An odd number without pattern, so that its powers run through all residues that odd numbers have.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
const BASE_2: u64 = BASE.wrapping_mul(BASE);
const BASE_3: u64 = BASE_2.wrapping_mul(BASE);
const BASE_4: u64 = BASE_3.wrapping_mul(BASE);

/// The hash of a stretch that is `bytes` longer than one whose hash is `hash`; that of nothing is 0.
///
/// Of bytes b₁…bₙ it is Σ (bᵢ + 1) · BASEⁿ⁻ⁱ modulo 2⁶⁴, so that it does not matter in which pieces they come.
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
