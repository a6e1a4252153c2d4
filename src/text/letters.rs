//! Letters of three bytes that become letters of three bytes: nearly all of a Chinese text, so that they are folded without a look at room for each.
#![allow(unsafe_code)]

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
    out.reserve(source.len());
    let room = out.spare_capacity_mut();
    let mut behind = Behind::Other;
    let mut len = 0;
    for (letter, place) in source.as_chunks::<3>().0.iter().zip(room.as_chunks_mut::<3>().0) {
        let folded = plain(*letter);
        let Some(bytes) = three_bytes(folded) else {
            behind = u8::try_from(folded).ok().filter(|&sign| sign != 0).map_or(Behind::Other, Behind::Sign);
            break;
        };
        for (place, byte) in place.iter_mut().zip(bytes) {
            place.write(byte);
        }
        len += bytes.len();
    }
    let all = out.len() + len;
    // SAFETY: the `len` bytes behind the old ones were written by the loop, character by character, and there is room for more.
    unsafe { out.set_len(all) };
    (len, behind)
}

/// The three bytes of a character that has so many.
#[inline(always)]
fn three_bytes(code: u16) -> Option<[u8; 3]> {
    let [high, low] = code.to_be_bytes();
    let is_character = code >= 0x800 && !(0xD800..0xE000).contains(&code);
    is_character.then_some([0xE0 | high >> 4, 0x80 | (high & 0x0F) << 2 | low >> 6, 0x80 | low & 0x3F])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain way, to compare with.
    fn push_plainly(source: &[u8], out: &mut String) -> (usize, Behind) {
        let text = str::from_utf8(source).unwrap();
        let from = out.len();
        for c in text.chars() {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes);
            let folded = if c.len_utf8() == 3 { plain([bytes[0], bytes[1], bytes[2]]) } else { 0 };
            match char::from_u32(u32::from(folded)) {
                Some(folded) if folded.len_utf8() == 3 => out.push(folded),
                Some('\0') | None => return (out.len() - from, Behind::Other),
                Some(sign) => return (out.len() - from, Behind::Sign(u8::try_from(sign).unwrap())),
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
    fn every_code_is_three_bytes_or_none() {
        for code in 0..=u16::MAX {
            let expected = char::from_u32(u32::from(code)).filter(|c| c.len_utf8() == 3).map(String::from);
            assert_eq!(three_bytes(code).map(Vec::from), expected.map(String::into_bytes));
        }
    }
}
