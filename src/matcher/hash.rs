//! Hashes of the beginnings of forms, which grow piece by piece, and the keys of the filters.
//!
//! Pieces are hashed as they stand in a text, ASCII capitals like small letters.

/// So many bytes are a number.
pub(super) const EIGHT: usize = size_of::<u64>();

pub(super) const A: u64 = 0x9E37_79B9_7F4A_7C15;
pub(super) const B: u64 = 0xD6E8_FEB8_6659_FD93;
pub(super) const C: u64 = 0xA076_1D64_78BD_642F;

/// What the hash of a form that is followed by words starts from.
pub(super) const WORDS: u64 = 0x2545_F491_4F6C_DD1D;

/// What the hash of a form that is followed by characters starts from.
pub(super) const CHARACTERS: u64 = 0x8BB8_4B93_962E_ACC9;

/// The hash of a beginning that is one piece longer: white space ahead of it or not, and the bytes behind that, which stand in a text.
///
/// Some other characters than capitals and small letters are the same here too, as in [`rough_key`]: what is found is compared with the form.
#[inline(always)]
pub(super) fn add_piece(hash: u64, blank: bool, text: &[u8], start: usize, len: usize) -> u64 {
    let head = (len as u64) << 1 | u64::from(blank);
    let first = rough_key(text, start, len);
    // Most pieces are this long at most: no branch goes wrong on their lengths.
    let second = rough_key(text, start + EIGHT, len.saturating_sub(EIGHT));
    let hash = mix(mix(mix(hash, head, A), first, B), second, C);
    if len <= 2 * EIGHT { hash } else { add_rest(hash, &text[start + 2 * EIGHT..start + len]) }
}

/// What a piece has beyond its first sixteen bytes.
fn add_rest(hash: u64, rest: &[u8]) -> u64 {
    rest.chunks(EIGHT).fold(hash, |hash, eight| mix(hash, rough_key(eight, 0, eight.len()), B))
}

/// The key of how a form opens: the [`rough_key`] of its first piece, and what follows it: [`ALONE`], [`MORE`] or a [`second_key`].
#[inline(always)]
pub(super) fn opening_key(first: u64, second: u64) -> u64 {
    let sum = first.wrapping_mul(A).wrapping_add(second.wrapping_mul(B));
    sum ^ sum >> 32
}

/// Nothing follows.
pub(super) const ALONE: u64 = 0;

/// Something follows.
pub(super) const MORE: u64 = 3;

/// What [`second_key`] says of white space ahead of a piece, and of none.
pub(super) const BLANK: u64 = 2;
pub(super) const NO_BLANK: u64 = 1;

/// The number of a piece that follows another: white space or not, and the first seven bytes of its [`rough_key`].
#[inline(always)]
pub(super) fn second_key(blank: bool, key: u64) -> u64 {
    key << 8 | if blank { BLANK } else { NO_BLANK }
}

/// The hash of a beginning that is one character longer.
#[inline(always)]
pub(super) fn add_character(hash: u64, code: u32) -> u64 {
    mix(hash, u64::from(code), C)
}

/// The first eight bytes of a piece as a number, missing ones 0. It makes no difference between capitals and small letters, nor between some other
/// characters.
#[inline(always)]
pub(super) fn rough_key(text: &[u8], start: usize, len: usize) -> u64 {
    (eight_from(text, start) | EITHER_CASE) & FIRST[len.min(EIGHT)]
}

/// Eight bytes of a text from a place on as a number; missing ones are 0.
#[inline(always)]
pub(super) fn eight_from(text: &[u8], start: usize) -> u64 {
    let rest = text.get(start..).unwrap_or_default();
    rest.first_chunk().map_or_else(|| short(rest), |eight| u64::from_le_bytes(*eight))
}

/// The bit by which ASCII capitals and small letters differ, in eight bytes.
const EITHER_CASE: u64 = 0x2020_2020_2020_2020;

/// The key of the first two characters of a form, three bytes each, or of a text that may begin one; none where its second character, an ASCII letter
/// for one, needs a closer look. The text is the first eight bytes.
#[inline(always)]
pub(super) fn key_of_pair(eight: [u8; 8]) -> Option<u64> {
    let (key, is_known) = key_of_any_pair(eight);
    is_known.then_some(key)
}

/// The same without a branch: a number in any case, and whether it is the key.
#[inline(always)]
pub(super) fn key_of_any_pair(eight: [u8; 8]) -> (u64, bool) {
    let mask = BYTES_OF_PAIRS[usize::from(eight[3] >> 4)];
    (u64::from_le_bytes(eight) & mask, mask != 0)
}

/// Which bytes are those of a pair, by the first half of the second character's first byte.
pub(super) const BYTES_OF_PAIRS: [u64; 16] = {
    let mut masks = [0; 16];
    // The space, digits and ASCII signs: the same in capitals and in small letters.
    masks[0x2] = FIRST[4];
    masks[0x3] = FIRST[4];
    masks[0xC] = FIRST[5];
    masks[0xD] = FIRST[5];
    masks[0xE] = FIRST[6];
    masks[0xF] = FIRST[7];
    masks
};

/// The key of two or three characters.
#[inline(always)]
pub(super) fn key_of_characters(first: u32, second: u32, third: u32) -> u64 {
    u64::from(first) | u64::from(second) << 21 | u64::from(third) << 42
}

/// What the halves of a key are multiplied by to be spread.
pub(super) const SPREAD: u64 = A;

/// Spreads a key over the high bits of a number: the sum of its halves, each multiplied. Processors can do eight or sixteen at a time.
#[inline(always)]
pub(super) fn spread(key: u64) -> u32 {
    let ([first, second], [by_first, by_second]) = (halves_of(key), halves_of(SPREAD));
    first.wrapping_mul(by_first).wrapping_add(second.wrapping_mul(by_second))
}

/// The lower half of a number and the upper one.
#[inline(always)]
pub(super) const fn halves_of(number: u64) -> [u32; 2] {
    let [a, b, c, d, e, f, g, h] = number.to_le_bytes();
    [u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h])]
}

/// One bit of 64, by the piece that follows: white space or not, and the [`rough_key`] of what is behind that.
#[inline(always)]
pub(super) fn bit_of_next(blank: bool, key: u64) -> u8 {
    let bit = (key.wrapping_add(u64::from(blank)).wrapping_mul(C)) >> 58;
    u8::try_from(bit).expect("six bits")
}

/// A hash with a number added to it: different numbers give different hashes. Processors can do eight at a time.
#[inline(always)]
fn mix(hash: u64, number: u64, by: u64) -> u64 {
    let product = (hash ^ number).wrapping_mul(by);
    product ^ product >> 32
}

/// Masks of the first 0 to 8 bytes.
const FIRST: [u64; 9] =
    [0, 0xFF, 0xFFFF, 0xFF_FFFF, 0xFFFF_FFFF, 0xFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF, 0xFF_FFFF_FFFF_FFFF, u64::MAX];

fn short(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).rev().fold(0, |value, &byte| value << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(hash: u64, blank: bool, bytes: &[u8]) -> u64 {
        add_piece(hash, blank, bytes, 0, bytes.len())
    }

    #[test]
    fn capitals_and_small_letters_are_the_same() {
        for text in ["Us", "McDonald", "Hikvision", "Bundesverfassungsgericht"] {
            let small = text.to_ascii_lowercase();
            assert_eq!(piece(WORDS, true, text.as_bytes()), piece(WORDS, true, small.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_piece_has_one_hash_wherever_it_stands() {
        let text = "in Hangzhou, Bundesverfassungsgericht";
        for word in ["Hangzhou", "in", "Bundesverfassungsgericht", ","] {
            let start = text.find(word).expect("it is in the text");
            let found = add_piece(WORDS, false, text.as_bytes(), start, word.len());
            assert_eq!(found, piece(WORDS, false, word.as_bytes()), "{word}");
        }
    }

    #[test]
    fn pieces_are_told_apart() {
        let whole = piece(WORDS, false, b"new york");
        assert_ne!(whole, piece(piece(WORDS, false, b"new"), true, b"york"));
        assert_ne!(piece(WORDS, false, b"a"), piece(WORDS, false, b"a\0"));
        assert_ne!(piece(WORDS, false, b"a"), piece(WORDS, true, b"a"));
        assert_ne!(piece(WORDS, false, b"abcdefgh"), piece(WORDS, false, b"abcdefghi"));
        assert_ne!(piece(WORDS, false, b"abcdefghabcdefghk"), piece(WORDS, false, b"abcdefghabcdefghl"));
    }
}
