//! Charsets: which one an input is in.

use super::bad::Fault;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8};
use std::cell::Cell;
use std::rc::Rc;
use std::str::FromStr;

/// How the charset of plain text, tables and JSON is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// By the bytes of each input: what is UTF-8 is UTF-8; else by a byte order mark; else by what its letters look like.
    #[default]
    Auto,
    /// It is this one, unless a byte order mark says otherwise.
    Named(&'static Encoding),
}

/// A word that is no name of a charset.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no charset: expected auto or a name such as utf-8, gb18030, big5, shift_jis, euc-kr, windows-1252, utf-16le"
)]
pub struct UnknownCharset(String);

impl FromStr for Charset {
    type Err = UnknownCharset;

    /// `auto`, or a name as the WHATWG lists them, in upper or lower case.
    fn from_str(name: &str) -> Result<Self, UnknownCharset> {
        if name.eq_ignore_ascii_case("auto") {
            return Ok(Self::Auto);
        }
        Encoding::for_label_no_replacement(name.as_bytes())
            .map(Self::Named)
            .ok_or_else(|| UnknownCharset(name.to_owned()))
    }
}

/// The charset of an input, as soon as it is known; all clones say the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Found(Rc<Cell<Option<&'static str>>>);

impl Found {
    /// Its name; none where it is UTF-8, or nothing beyond ASCII was seen yet.
    pub(super) fn get(&self) -> Option<&'static str> {
        self.0.get()
    }

    pub(super) fn set(&self, encoding: &'static Encoding) {
        self.0.set(Some(encoding.name()).filter(|_| encoding != UTF_8));
    }
}

/// So many sound characters of several bytes for each byte that is not UTF-8 make a text UTF-8 with errors.
const SOUND_FOR_BROKEN: usize = 4;

/// So many characters of two bytes, one behind the other, are UTF-8; fewer may be something else by chance.
const NO_CHANCE: usize = 6;

/// What can be said of bytes that begin with one beyond ASCII. It does not change when more of them come, unless it is unclear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glance {
    /// They are UTF-8.
    Utf8,
    /// They are something else, or UTF-8 with errors.
    Other,
    /// More of them must be seen.
    Unclear,
}

/// Looks at the first characters beyond ASCII alone, so that a slow input is not waited for.
///
/// One of three bytes or more, or one of two between ASCII, hardly ever stands at the beginning of a text in another charset.
pub(super) fn glance(bytes: &[u8]) -> Glance {
    let (sound, rest) = match str::from_utf8(bytes) {
        Ok(text) => (text, Glance::Unclear),
        Err(error) => {
            let rest = error.error_len().map_or(Glance::Unclear, |_| Glance::Other);
            (str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(), rest)
        }
    };
    let mut others = sound.char_indices().filter(|(_, c)| !c.is_ascii()).take(NO_CHANCE).enumerate();
    let is_certain = |(nth, (at, c)): (usize, (usize, char))| {
        c.len_utf8() > 2
            || nth + 1 == NO_CHANCE
            || (is_ascii_at(bytes, at.wrapping_sub(1), true) && is_ascii_at(bytes, at + 2, false))
    };
    if others.any(is_certain) { Glance::Utf8 } else { rest }
}

fn is_ascii_at(bytes: &[u8], at: usize, outside: bool) -> bool {
    bytes.get(at).map_or(outside, u8::is_ascii)
}

/// Fewer places that are not UTF-8 say nothing of an input that goes on: it may be UTF-8 with errors.
const ENOUGH_BROKEN: usize = 4;

/// The charset that bytes are most likely in; UTF-8 also where no charset fits. `is_all` says that the input ends with them.
pub(super) fn detect(bytes: &[u8], is_all: bool) -> &'static Encoding {
    let (sound, broken) = utf8_places(bytes);
    if sound >= SOUND_FOR_BROKEN * broken || (broken < ENOUGH_BROKEN && !is_all) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, false);
    // The detector calls all of GB 18030 by the name of its older part.
    let guess = match detector.guess(None, Utf8Detection::Deny) {
        guess if guess == GBK => GB18030,
        guess => guess,
    };
    if is_text(bytes, guess) { guess } else { UTF_8 }
}

/// How many characters of several bytes are UTF-8, and how many places are not.
fn utf8_places(bytes: &[u8]) -> (usize, usize) {
    // Halves of a pair of UTF-16, written as if they were characters, are errors of UTF-8 and of nothing else.
    let halves = bytes.windows(3).filter(|three| matches!(three, [0xED, 0xA0..=0xBF, 0x80..=0xBF])).count();
    let (mut sound, mut broken) = (halves * SOUND_FOR_BROKEN, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // Each byte of such a half was a place of its own.
    (sound, broken.saturating_sub(2 * halves))
}

/// Whether bytes are text in a charset: without control characters that no text has, nor `ÿ`, which is what broken bytes look like. Any
/// bytes at all are something in windows-1252.
fn is_text(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let is_odd = |c: char| matches!(c, '\0'..='\u{8}' | '\u{E}'..='\u{1A}' | '\u{7F}'..='\u{9F}' | 'ÿ');
    !text.contains(is_odd)
}

/// So many characters are shown of what stands ahead of a place.
const SHOWN: usize = 20;

/// A record that could not be decoded behind `sound`.
pub(super) fn undecodable(charset: &'static str, sound: &[u8]) -> Fault {
    let sound = String::from_utf8_lossy(sound);
    let start = sound.char_indices().rev().nth(SHOWN - 1).map_or(0, |(at, _)| at);
    Fault::Undecodable { charset, behind: format!("{:?}", &sound[start..]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, EUC_KR, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

    const CHINESE: &str = "外交部发言人耿爽10月9日主持例行记者会。有记者问：美国商务部把海康威视等二十八家中国机构列入实体清单，中方对此有何评论？";
    const TRADITIONAL: &str = "外交部發言人耿爽在例行記者會上表示，中方對此堅決反對，並要求美方立即糾正錯誤做法。";
    const JAPANESE: &str = "外務省の耿爽報道官は9日の記者会見で、アメリカの決定に強く反対すると述べました。";
    const KOREAN: &str = "외교부 대변인 겅솽은 9일 정례 브리핑에서 미국의 결정에 반대한다고 밝혔다.";
    const RUSSIAN: &str =
        "Официальный представитель МИД Китая Гэн Шуан заявил, что Пекин выступает против решения США.";
    const FRENCH: &str =
        "Le porte-parole du ministère des Affaires étrangères a déclaré que la Chine s’y opposait fermement, à Pékin.";

    #[test]
    fn each_charset_is_told_by_its_text() {
        let cases = [
            (CHINESE, GB18030),
            (TRADITIONAL, BIG5),
            (JAPANESE, SHIFT_JIS),
            (KOREAN, EUC_KR),
            (RUSSIAN, WINDOWS_1251),
            (FRENCH, WINDOWS_1252),
        ];
        for (text, encoding) in cases {
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy, "{text}");
            assert_eq!(detect(&bytes, false), encoding, "{text}");
            let start = Encoding::ascii_valid_up_to(&bytes);
            assert_eq!(glance(&bytes[start..]), Glance::Other, "{text}");
            assert_eq!(glance(&text.as_bytes()[start..]), Glance::Utf8, "{text}");
            assert_eq!(detect(text.as_bytes(), true), UTF_8);
        }
    }

    #[test]
    fn a_few_broken_bytes_make_utf8_nothing_else() {
        let mut bytes = CHINESE.as_bytes().to_vec();
        bytes[90] = 0xFF;
        assert_eq!(detect(&bytes, false), UTF_8);
        assert_eq!(glance(&bytes), Glance::Utf8);
    }

    #[test]
    fn what_is_no_text_is_in_no_charset() {
        assert_eq!(detect(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\xFF", true), UTF_8);
        assert_eq!(detect(b"\xFF\xD8\xFF\xE0\0\x10JFIF", true), UTF_8);
    }

    #[test]
    fn little_is_enough_where_there_is_no_more() {
        assert_eq!((detect(b"caf\xE9", true), detect(b"caf\xE9 ...", false)), (WINDOWS_1252, UTF_8));
        assert_eq!(detect(b"\"\xED\xA0\x80\"", true), UTF_8, "half a pair of UTF-16");
        assert_eq!(detect(b"ab\xFF", true), UTF_8);
    }

    #[test]
    fn a_cut_character_asks_for_more() {
        assert_eq!(glance("耿".as_bytes()), Glance::Utf8);
        assert_eq!(glance(&"耿".as_bytes()[..2]), Glance::Unclear);
        assert_eq!(
            (glance("é".as_bytes()), glance("é ".as_bytes()), glance(b"\xE9 ")),
            (Glance::Unclear, Glance::Utf8, Glance::Other)
        );
        assert_eq!(
            (glance("Китай".as_bytes()), glance("Пекин,".as_bytes()), glance("Официальный".as_bytes())),
            (Glance::Unclear, Glance::Unclear, Glance::Utf8)
        );
    }

    #[test]
    fn names_are_those_of_the_web() {
        assert_eq!("GB2312".parse(), Ok(Charset::Named(GBK)));
        assert_eq!("auto".parse(), Ok(Charset::Auto));
        assert!(
            "klingon"
                .parse::<Charset>()
                .unwrap_err()
                .to_string()
                .starts_with("\"klingon\" is no charset: expected auto")
        );
    }
}
