//! The way back from folded characters to those of the source, each of which became one: as many of the one are as many of the other.

use super::EIGHT;
use std::ops::Range;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// How many bytes the characters that a source begins with take, from which a part of a folded text is.
#[inline(always)]
pub(in crate::text) fn source_len(folded: &str, part: Range<usize>, source: &[u8]) -> usize {
    let len = part.len();
    // Letters take three bytes here as there. Most names are these.
    if is_beyond_ascii(folded.as_bytes(), &part) {
        return len;
    }
    #[cfg(target_arch = "x86_64")]
    if let Some(len) = super::avx512::source_len(&folded.as_bytes()[part.clone()], source) {
        return len;
    }
    behind(source, count(folded.as_bytes(), part))
}

/// Whether a short part of a text is certainly all beyond ASCII.
#[inline(always)]
fn is_beyond_ascii(text: &[u8], part: &Range<usize>) -> bool {
    let eight = |at: usize| text.get(at..).and_then(<[u8]>::first_chunk).map(|eight| u64::from_le_bytes(*eight) & HIGH);
    match part.len() {
        0 => true,
        len @ 1..=EIGHT => {
            eight(part.start).is_some_and(|bits| bits << (8 * (EIGHT - len)) == HIGH << (8 * (EIGHT - len)))
        }
        9..=16 => [part.start, part.end - EIGHT].map(eight) == [Some(HIGH); 2],
        _ => false,
    }
}

/// A bit for each byte that begins a character.
#[inline(always)]
fn beginnings(eight: [u8; EIGHT]) -> u64 {
    let bytes = u64::from_le_bytes(eight);
    (!bytes >> 7 | bytes >> 6) & ONES
}

/// How many bits are set that stand at the beginnings of bytes.
#[inline(always)]
fn sum(ones: u64) -> usize {
    usize::from(ones.wrapping_mul(ONES).to_le_bytes()[EIGHT - 1])
}

/// How many characters begin in a part of a text.
fn count(text: &[u8], part: Range<usize>) -> usize {
    let (eights, rest) = text[part].as_chunks::<EIGHT>();
    let all: usize = eights.iter().map(|eight| sum(beginnings(*eight))).sum();
    all + rest.iter().filter(|byte| begins(**byte)).count()
}

/// How many bytes so many characters take that a text begins with.
pub(super) fn behind(text: &[u8], mut count: usize) -> usize {
    let mut at = 0;
    while let Some(eight) = text[at..].first_chunk::<EIGHT>() {
        let mut ones = beginnings(*eight);
        let here = sum(ones);
        if here > count {
            for _ in 0..count {
                ones &= ones - 1;
            }
            return at + ones.trailing_zeros() as usize / EIGHT;
        }
        count -= here;
        at += EIGHT;
    }
    let mut rest = text[at..].iter().enumerate().filter(|(_, byte)| begins(**byte));
    rest.nth(count).map_or(text.len(), |(place, _)| at + place)
}

fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_characters_there_as_here() {
        let source = "劉鶴 said\u{3000}，G8、（中國外交部副部長）\n".repeat(6);
        let folded = source.replace(['，', '、'], ",").replace('\u{3000}', " ").replace(['（', '）'], "|");
        let places = |text: &str| -> Vec<usize> { text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() };
        let (there, here) = (places(&source), places(&folded));
        for from in 0..there.len() {
            for to in from..there.len() {
                let (part, rest) = (here[from]..here[to], &source.as_bytes()[there[from]..]);
                let expected = there[to] - there[from];
                assert_eq!(source_len(&folded, part.clone(), rest), expected, "{from}..{to}");
                assert_eq!(behind(rest, count(folded.as_bytes(), part)), expected, "{from}..{to}");
            }
        }
    }
}
