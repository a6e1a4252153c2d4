//! The pieces of JSON that records are made of: strings and numbers, as serde_json writes them.

use crate::json::escaped_byte;

/// Adds a string in its quotes.
pub(super) fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(at) = escaped_byte(rest) {
        out.extend_from_slice(&rest[..at]);
        escape(rest[at], out);
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Adds a string, or `null`.
pub(super) fn string_or_null(text: Option<&str>, out: &mut Vec<u8>) {
    match text {
        Some(text) => string(text, out),
        None => out.extend_from_slice(b"null"),
    }
}

/// Adds a whole number.
pub(super) fn number(number: impl itoa::Integer, out: &mut Vec<u8>) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Adds things with a comma between any two.
pub(super) fn listed<T>(things: impl IntoIterator<Item = T>, out: &mut Vec<u8>, mut add: impl FnMut(T, &mut Vec<u8>)) {
    for (at, thing) in things.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        add(thing, out);
    }
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    let letter = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        other => return escape_by_number(other, out),
    };
    out.extend_from_slice(&[b'\\', letter]);
}

fn escape_by_number(byte: u8, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |four_bits: u8| DIGITS[usize::from(four_bits)];
    out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 0xF)]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        string(text, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_character_is_escaped_as_serde_json_does() {
        for c in ('\0'..'\u{200}').chain(['耿', '\u{2028}', '🙂']) {
            for text in [format!("{c}"), format!("1234567{c}"), format!("12345678901{c}{c}")] {
                assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
            }
        }
    }

    #[test]
    fn numbers_and_lists() {
        let mut out = Vec::new();
        listed([0_u64, 17, u64::MAX], &mut out, number);
        assert_eq!(out, format!("0,17,{}", u64::MAX).as_bytes());
    }

    proptest! {
        #[test]
        fn any_text_is_escaped_as_serde_json_does(text in "[\\x00-\\x22\\\\a-c\u{E9}\u{1F}é耿]{0,40}") {
            prop_assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
        }
    }
}
