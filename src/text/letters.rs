//! Letters of three bytes that become letters of three bytes: nearly all of a Chinese text, so that they are folded without a look at room for each.
#![allow(unsafe_code)]

use super::folded::LETTER;
use crate::character::plain;

/// What letters are followed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    /// A sign that becomes this ASCII sign.
    Sign(u8),
    /// Something else, or nothing.
    Other,
}

/// Adds what the letters that `source` begins with become, up to whatever else there is. Returns how many bytes they are, here and there, and what is
/// behind them.
pub(super) fn push_letters(source: &[u8], out: &mut String) -> (usize, Behind) {
    // SAFETY: what is added to the bytes is whole characters: see below.
    let out = unsafe { out.as_mut_vec() };
    out.reserve(source.len() + 1);
    let room = out.spare_capacity_mut();
    let mut behind = Behind::Other;
    let mut len = 0;
    for letter in source.as_chunks::<LETTER>().0 {
        let folded = plain(*letter);
        let (Some(bytes), Some(place)) = (folded.letter(), room.get_mut(len..).and_then(<[_]>::first_chunk_mut::<4>))
        else {
            behind = folded.sign().map_or(Behind::Other, Behind::Sign);
            break;
        };
        // The fourth byte is that of the next, or of nobody.
        for (place, byte) in place.iter_mut().zip(bytes) {
            place.write(byte);
        }
        len += LETTER;
    }
    let all = out.len() + len;
    // SAFETY: the `len` bytes behind the old ones were written by the loop, character by character (a test goes through the table that they are from).
    unsafe { out.set_len(all) };
    (len, behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain way, to compare with.
    fn push_plainly(source: &[u8], out: &mut String) -> (usize, Behind) {
        let text = str::from_utf8(source).expect("it was a text");
        let from = out.len();
        for c in text.chars() {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes);
            let folded = if c.len_utf8() == 3 { plain([bytes[0], bytes[1], bytes[2]]).character() } else { None };
            match folded {
                Some(folded) if folded.len_utf8() == 3 => out.push(folded),
                Some(sign) => return (out.len() - from, Behind::Sign(u8::try_from(sign).expect("an ASCII sign"))),
                None => return (out.len() - from, Behind::Other),
            }
        }
        (out.len() - from, Behind::Other)
    }

    fn check(text: &str) {
        let (mut fast, mut plainly) = (String::from("a"), String::from("a"));
        let results = (push_letters(text.as_bytes(), &mut fast), push_plainly(text.as_bytes(), &mut plainly));
        assert_eq!(results.0, results.1, "{text:?}");
        assert_eq!(fast, plainly);
        assert!(str::from_utf8(fast.as_bytes()).is_ok());
    }

    #[test]
    fn every_character_between_letters() {
        for c in '\0'..=char::MAX {
            check(&format!("劉鶴{c}說"));
        }
    }

    #[test]
    fn runs_of_every_length() {
        let text = "國務院副總理劉鶴說了什麼、在哪裏";
        for (end, _) in text.char_indices() {
            check(&text[..end]);
            check(&format!("{}，{}", &text[..end], &text[end..]));
            check(&format!("{}a", &text[..end]));
        }
    }

    #[test]
    fn the_table_holds_whole_characters() {
        for c in ('\u{800}'..='\u{FFFF}').map(String::from) {
            let folded = plain(c.as_bytes().try_into().expect("three bytes"));
            if let Some([three @ .., zero]) = folded.letter() {
                assert_eq!(str::from_utf8(&three).expect("a character").chars().count(), 1);
                assert_eq!(zero, 0);
            } else {
                assert!(folded.is_none() || folded.sign().is_some_and(|sign| sign.is_ascii()), "{c}");
            }
        }
    }
}
