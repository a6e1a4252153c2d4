//! Characters of three bytes that become letters of three bytes or ASCII signs: nearly all of a Chinese text, so that they are folded without a look at room for each.
#![allow(unsafe_code)]

use crate::character::plain;

/// The bytes of a letter of Han, kana or bopomofo, but for a few rare ones.
pub(super) const LETTER: usize = 3;

/// So many bytes are folded at once.
pub(super) const PIECE: usize = 64 * LETTER;

/// Adds what the characters that `source` begins with become, up to whatever else there is or to the end of a piece. Returns how many bytes they are there,
/// and how many here: as many, but for the signs.
pub(super) fn push_letters(source: &[u8], out: &mut String) -> (usize, usize) {
    // SAFETY: what is added to the bytes is whole characters: see below.
    let out = unsafe { out.as_mut_vec() };
    out.reserve(PIECE + 1);
    let room = out.spare_capacity_mut().as_mut_ptr();
    let (mut len, mut folded_len) = (0, 0);
    for character in source[..source.len().min(PIECE)].as_chunks::<LETTER>().0 {
        let folded = plain(*character);
        if folded.is_none() {
            break;
        }
        // SAFETY: no character takes more bytes here than there, so these begin in the piece, and behind it there is room for one byte more: the fourth is that
        // of the next character, or of nobody. They ask for no alignment.
        unsafe { room.add(folded_len).cast::<[u8; 4]>().write(folded.bytes()) };
        len += LETTER;
        // Not a branch: the processor could not foresee which it is.
        folded_len += folded.len();
    }
    let all = out.len() + folded_len;
    // SAFETY: the `folded_len` bytes behind the old ones were written by the loop, character by character (a test goes through the table that they are from).
    unsafe { out.set_len(all) };
    (len, folded_len)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain way, to compare with: all pieces, or one.
    fn push_plainly(source: &[u8], out: &mut String) -> (usize, usize) {
        let text = str::from_utf8(source).expect("it was a text");
        let from = out.len();
        let mut len = 0;
        for c in text.chars() {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes);
            let folded = if c.len_utf8() == 3 { plain([bytes[0], bytes[1], bytes[2]]).character() } else { None };
            let Some(folded) = folded.filter(|_| len < PIECE) else { break };
            out.push(folded);
            len += LETTER;
        }
        (len, out.len() - from)
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
            check(&format!("{}{}", text.repeat(4), &text[..end]));
        }
    }

    #[test]
    fn the_table_holds_whole_characters() {
        for c in ('\u{800}'..='\u{FFFF}').map(String::from) {
            let folded = plain(c.as_bytes().try_into().expect("three bytes"));
            if let Some(character) = folded.character() {
                let all = folded.bytes();
                let (bytes, nothing) = all.split_at(folded.len());
                assert_eq!((bytes, nothing.iter().max()), (character.to_string().as_bytes(), Some(&0)), "{c}");
                assert!(bytes.len() == LETTER || character.is_ascii_graphic(), "{c}");
            } else {
                assert!(folded.is_none(), "{c}");
            }
        }
    }
}
