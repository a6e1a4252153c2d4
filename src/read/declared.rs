//! Charsets of pages and archives: from bytes to text, by what the input says of itself and by what the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// One wrong character in so many that are no ASCII is damage; more of them, and it is another charset. UTF-8 is so built that hardly anything
/// else looks like it.
const DAMAGE_IN_UTF_8: usize = 10;

/// The same for other charsets, in which nearly any bytes mean something.
const DAMAGE_IN_OTHERS: usize = 50;

/// So much is looked at to guess a charset: the beginning of a page is often nothing but ASCII.
const GUESSED_FROM: usize = 256 << 10;

/// A text and what its bytes were in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    /// The text; U+FFFD stands for what is no text in the charset.
    pub(super) text: Cow<'a, str>,
    /// The charset by its name on the web; none for UTF-8.
    pub(super) charset: Option<&'static str>,
    /// Whether all bytes were text.
    pub(super) state: State,
}

/// Whether all bytes were text in the charset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// All of them.
    Whole,
    /// Some were not; U+FFFD stands in their place.
    Damaged,
}

/// Decodes bytes that say to be in `declared`.
///
/// A byte order mark wins. What is UTF-8 is UTF-8, whatever it says: other charsets hardly ever look like it. Then what is declared counts,
/// unless too much is wrong in it, and at last what the bytes look like.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Decoded<'a> {
    if let Some((marked, len)) = Encoding::for_bom(bytes) {
        return decoded(&bytes[len..], marked).0;
    }
    if declared != Some(ISO_2022_JP)
        && let Ok(text) = str::from_utf8(bytes)
    {
        return Decoded { text: Cow::Borrowed(text), charset: None, state: State::Whole };
    }
    let said = [declared.unwrap_or(UTF_8), UTF_8].map(|encoding| decoded(bytes, encoding));
    let fitting = said.into_iter().find_map(|(decoded, fits)| (fits == Fit::Good).then_some(decoded));
    fitting.unwrap_or_else(|| guessed(bytes, declared))
}

/// What the bytes look like. Any bytes mean something where a character is a byte: that says nothing against a charset of several bytes a character.
fn guessed<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Decoded<'a> {
    let guess = guess(bytes);
    match declared.filter(|declared| *declared != UTF_8 && !declared.is_single_byte()) {
        Some(declared) if guess.is_single_byte() => decoded(bytes, declared).0,
        _ => decoded(bytes, guess).0,
    }
}

/// The charset that a label stands for; those of two bytes a character cannot be named in the text itself and are none.
pub(super) fn of_label(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label)?;
    Some(if [UTF_16BE, UTF_16LE].contains(&encoding) { UTF_8 } else { encoding })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Good,
    Bad,
}

fn decoded<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> (Decoded<'a>, Fit) {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let charset = (encoding != UTF_8).then(|| encoding.name());
    if !damaged {
        return (Decoded { text, charset, state: State::Whole }, Fit::Good);
    }
    let wrong = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    let foreign = text.chars().filter(|c| !c.is_ascii()).count();
    let damage_in = if encoding == UTF_8 { DAMAGE_IN_UTF_8 } else { DAMAGE_IN_OTHERS };
    let fit = if wrong * damage_in <= foreign { Fit::Good } else { Fit::Bad };
    (Decoded { text, charset, state: State::Damaged }, fit)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
    let end = bytes.len().min(first.saturating_add(GUESSED_FROM));
    detector.feed(&bytes[first..end], end == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, EUC_KR, GBK, SHIFT_JIS, WINDOWS_1252};

    const CHINESE: &str =
        "外交部发言人耿爽九日在北京主持例行记者会。有记者问，中方对此有何评论？耿爽说，我们注意到有关报道。";
    const TRADITIONAL: &str =
        "外交部發言人耿爽九日在北京主持例行記者會。有記者問，中方對此有何評論？耿爽說，我們注意到有關報導。";
    const JAPANESE: &str = "外務省の報道官は九日、北京で定例の記者会見を開いた。カタカナもある。";
    const KOREAN: &str = "외교부 대변인은 9일 베이징에서 정례 브리핑을 열었다. 기자들이 질문했다.";

    fn check(text: &str, encoding: &'static Encoding, declared: Option<&'static Encoding>) {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost, "{text}");
        let expected = Decoded { text: text.into(), charset: Some(encoding.name()), state: State::Whole };
        assert_eq!(decode(&bytes, declared), expected);
    }

    #[test]
    fn what_is_declared_counts_else_what_the_bytes_look_like() {
        for (text, encoding) in [
            (CHINESE, GBK),
            (TRADITIONAL, BIG5),
            (JAPANESE, SHIFT_JIS),
            (KOREAN, EUC_KR),
            ("Peña said no.", WINDOWS_1252),
        ] {
            check(text, encoding, Some(encoding));
            check(text, encoding, None);
        }
    }

    #[test]
    fn a_wrong_declaration_is_seen() {
        check(CHINESE, GBK, Some(UTF_8));
        check(TRADITIONAL, BIG5, Some(SHIFT_JIS));
        check("Peña said no.", WINDOWS_1252, Some(UTF_8));
        assert_eq!(decode("Peña".as_bytes(), Some(WINDOWS_1252)).charset, None);
    }

    #[test]
    fn damage_stays_visible() {
        let mut bytes = "外交部发言人耿爽九日在北京主持例行记者会。".as_bytes().to_vec();
        bytes[4] = b'?';
        let decoded = decode(&bytes, None);
        assert_eq!((decoded.charset, decoded.state), (None, State::Damaged));
        assert!(decoded.text.starts_with("外\u{FFFD}"), "{}", decoded.text);
    }

    #[test]
    fn a_byte_order_mark_wins() {
        let bytes: Vec<u8> = "\u{FEFF}耿爽".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let decoded = decode(&bytes, Some(BIG5));
        assert_eq!((&*decoded.text, decoded.charset), ("耿爽", Some("UTF-16LE")));
        assert_eq!(of_label(b"utf-16"), Some(UTF_8));
        assert_eq!(of_label(b" BIG5\n"), Some(BIG5));
        assert_eq!(of_label(b"none"), None);
    }
}
