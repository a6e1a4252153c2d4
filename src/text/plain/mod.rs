//! Characters that are folded without a look at what stands beside them: letters of Han, kana and bopomofo, the signs between them, ASCII, and white space that
//! stays as it is. Nearly all of a Chinese text is of these, so they are folded many at a time, and without a look at room for each.
#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
mod avx512;
mod count;

pub(super) use count::source_len;

use crate::character::plain;

/// The bytes of a letter of Han, kana or bopomofo, but for a few rare ones.
pub(super) const LETTER: usize = 3;

/// Characters that begin among so many bytes are folded at once.
pub(super) const PIECE: usize = 64 * LETTER;

const EIGHT: usize = size_of::<u64>();

/// What becomes of white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// It is left.
    IsLeft,
    /// It stays as it is behind signs and ASCII; behind others it may vanish, and is left.
    Stays {
        /// Whether what stands before the source is certainly no letter of Han, kana or bopomofo.
        at_start: bool,
    },
}

/// Adds what the characters that `source` begins with become, up to whatever else there is or to the end of a piece: each becomes one character. Returns how
/// many bytes they are there, and how many here.
///
/// Much ASCII is left: it need not be looked at one by one.
#[inline(always)]
pub(super) fn push(source: &[u8], space: Space, out: &mut String) -> (usize, usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(lens) = avx512::push(source, space, out) {
        return lens;
    }
    push_one_by_one(source, space, out)
}

/// The same for any processor.
fn push_one_by_one(source: &[u8], space: Space, out: &mut String) -> (usize, usize) {
    // SAFETY: what is added to the bytes is whole characters: see below.
    let out = unsafe { out.as_mut_vec() };
    out.reserve(PIECE + 2 * EIGHT);
    let room = out.spare_capacity_mut().as_mut_ptr();
    let (mut len, mut folded_len) = (0, 0);
    while len < PIECE {
        let most = (PIECE - len).div_ceil(LETTER);
        for character in source[len..].as_chunks::<LETTER>().0.iter().take(most) {
            let folded = plain(*character);
            if folded.is_none() {
                break;
            }
            // SAFETY: no character takes more bytes here than there, so these begin in the piece, and behind it there is room for two more numbers: the fourth
            // byte is that of the next character, or of nobody. They ask for no alignment.
            unsafe { room.add(folded_len).cast::<[u8; 4]>().write(folded.bytes()) };
            len += LETTER;
            // Not a branch: the processor could not foresee which it is.
            folded_len += folded.len();
        }
        if len >= PIECE {
            break;
        }
        let (eight, there, here) =
            few_of_ascii(&source[len..]).or_else(|| staying(source, len, space)).unwrap_or_default();
        // SAFETY: as above: they begin in the piece.
        unsafe { room.add(folded_len).cast::<[u8; EIGHT]>().write(eight) };
        if there == 0 {
            break;
        }
        len += there;
        folded_len += here;
    }
    let all = out.len() + folded_len;
    // SAFETY: the `folded_len` bytes behind the old ones were written by the loop, character by character (a test goes through the table that they are from).
    unsafe { out.set_len(all) };
    (len, folded_len)
}

/// The letters, digits and signs of ASCII that some text begins with, if they are few and something else follows: their bytes and whatever follows, and
/// how many they are there and here.
#[inline(always)]
fn few_of_ascii(source: &[u8]) -> Option<([u8; EIGHT], usize, usize)> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let eight = *source.first_chunk()?;
    let bytes = u64::from_le_bytes(eight);
    // Those beyond ASCII, white space and control characters. Nothing is carried or borrowed below the first of them.
    let others = (bytes | bytes.wrapping_sub(u64::from(b'!') * ONES) | bytes.wrapping_add(ONES)) & HIGH;
    let count = others.trailing_zeros() as usize / EIGHT;
    (1..EIGHT).contains(&count).then_some((eight, count, count))
}

/// White space at a place that stays as it is: what it becomes, and how many bytes it has there and here.
fn staying(source: &[u8], at: usize, space: Space) -> Option<([u8; EIGHT], usize, usize)> {
    let Space::Stays { at_start } = space else { return None };
    let (becomes, len) = match source[at..] {
        [first @ (b' ' | b'\n'), ..] => (first, 1),
        [0xE3, 0x80, 0x80, ..] => (b' ', LETTER),
        _ => return None,
    };
    let stays = match source[..at] {
        [] => at_start,
        [.., last] if last.is_ascii() => true,
        [.., first, second, third] => is_sign([first, second, third]),
        _ => false,
    };
    stays.then(|| (u64::from(becomes).to_le_bytes(), len, 1))
}

/// Whether a character of three bytes is certainly none of Han, kana or bopomofo: a sign of Chinese, a full-width one, or white space.
fn is_sign(character: [u8; LETTER]) -> bool {
    matches!(character, [0xE3, 0x80, 0x80..=0x83 | 0x88..=0xA0] | [0xEF, 0xBC, _])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::character::class;
    use proptest::prelude::*;

    type Way = fn(&[u8], Space, &mut String) -> (usize, usize);

    /// A text as one way folds what it takes, other characters as they are; with the source place of each that was taken.
    fn folded(text: &str, way: Way) -> (String, Vec<usize>) {
        let (mut out, mut at, mut places) = (String::new(), 0, Vec::new());
        let mut at_start = false;
        while at < text.len() {
            let start = out.len();
            let (len, folded_len) = way(&text.as_bytes()[at..], Space::Stays { at_start }, &mut out);
            assert_eq!(out.len(), start + folded_len);
            assert!(str::from_utf8(out.as_bytes()).is_ok() && text.is_char_boundary(at + len) && len < PIECE + EIGHT);
            assert_eq!(text[at..at + len].chars().count(), out[start..].chars().count(), "each becomes one: {text:?}");
            places.extend(text[at..at + len].char_indices().map(|(place, _)| at + place));
            at += len;
            if len > 0 {
                let last = text[..at].chars().next_back().expect("one was taken");
                let mut bytes = [0; 4];
                let bytes = last.encode_utf8(&mut bytes).as_bytes();
                at_start = last.is_ascii() || bytes.try_into().is_ok_and(is_sign);
            } else if let Some(c) = text[at..].chars().next() {
                // Much ASCII is left, and taken where there is little.
                let is_plain = c.is_ascii_graphic() || at_start && matches!(c, ' ' | '\n');
                places.extend(is_plain.then_some(at));
                out.push(c);
                at += c.len_utf8();
                at_start = is_plain;
            }
        }
        (out, places)
    }

    fn check(text: &str) {
        let plainly = folded(text, push_one_by_one);
        assert_eq!(folded(text, push), plainly, "{text:?}");
        let by_itself = |c: char| {
            let mut bytes = [0; 4];
            let bytes = c.encode_utf8(&mut bytes).as_bytes();
            bytes.try_into().ok().and_then(|three| plain(three).character()).unwrap_or(if c == '\u{3000}' {
                ' '
            } else {
                c
            })
        };
        let expected: String =
            text.char_indices().map(|(at, c)| if plainly.1.contains(&at) { by_itself(c) } else { c }).collect();
        assert_eq!(plainly.0, expected);
    }

    #[test]
    fn every_character_between_letters() {
        for c in '\0'..=char::MAX {
            let text = format!("劉鶴{c}說");
            assert_eq!(folded(&text, push), folded(&text, push_one_by_one), "{text}");
        }
    }

    #[test]
    fn runs_of_every_length() {
        let text = "國務院副總理 Liu\u{3000}劉鶴說了，\n \u{3000}什麼、在哪裏「\u{3000}";
        for (end, _) in text.char_indices() {
            check(&text[..end]);
            check(&format!("{}，{}", &text[..end], &text[end..]));
            check(&format!("{}a", &text[..end]));
            check(&format!("{}{}", text.repeat(4), &text[..end]));
            check(&format!("{}{}", &text[end..], text.repeat(5)));
        }
    }

    proptest! {
        #[test]
        fn texts_of_any_sort(text in "([劉鶴說々〇ぁー㿨]{1,30}|[，。、「」（！…—％]|[a-zA-Z0-9.,]{1,40}|[ \n\u{3000}\r\t]{1,3}|[é한🙂\u{302A}\u{200B}\u{4DC0}]){0,40}") {
            check(&text);
        }
    }

    #[test]
    fn white_space_stays_behind_signs_and_ascii() {
        for (text, expected, taken) in [
            ("，\n\u{3000}中", ",\n 中", 4),
            ("中\n中", "中\n中", 2),
            ("中 A \n中", "中 A \n中", 5),
            ("（\r\n中", "(\r\n中", 2),
        ] {
            let (out, places) = folded(text, push);
            assert_eq!((out.as_str(), places.len()), (expected, taken), "{text}");
        }
    }

    #[test]
    fn white_space_is_left() {
        for way in [push as Way, push_one_by_one] {
            for text in ["G8、 G8、中國外交部副部長", "，\n", "，\u{3000}"] {
                let (len, _) = way(text.as_bytes(), Space::IsLeft, &mut String::new());
                assert!(text[len..].starts_with(char::is_whitespace), "{text}");
            }
        }
    }

    #[test]
    fn signs_are_no_letters() {
        for c in ('\u{800}'..='\u{FFFF}').filter(|c| {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes);
            is_sign([bytes[0], bytes[1], bytes[2]])
        }) {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes);
            let folded = plain([bytes[0], bytes[1], bytes[2]]).character();
            assert!(!class(c).is_cjk() && folded.is_none_or(|folded| !class(folded).is_cjk()), "{c}");
        }
    }

    #[test]
    fn the_table_holds_whole_characters() {
        for c in ('\u{800}'..='\u{FFFF}').map(String::from) {
            let folded = plain(c.as_bytes().try_into().expect("three bytes"));
            if let Some(character) = folded.character() {
                assert_eq!(&folded.bytes()[..folded.len()], character.to_string().as_bytes(), "{c}");
                assert!(folded.len() == LETTER || character.is_ascii_graphic(), "{c}");
            } else {
                assert!(folded.is_none() && folded.len() == crate::character::Plain::LEN_OF_NOTHING, "{c}");
            }
        }
    }
}
