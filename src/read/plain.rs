//! Plain objects, as archives are full of them: fields with strings, whole numbers, `null`, `true` and `false`, read in one pass.
//!
//! A long text with escapes costs serde_json a call for each piece between two of them, and a copy of the whole. What is not plain here,
//! and above all whatever is wrong, is left to serde_json: it alone decides what is JSON, and what is read here it reads the same.

use super::object::{FieldNames, Fields, Loose, Value};
use crate::json::escaped_byte;
use std::borrow::Cow;

/// A string with escapes gets so much room at first, if the record is that long.
const ROOM: usize = 64 << 10;

/// The parts of a document as they stand in a plain object; of a field that is there twice, the last. None if the object is not plain.
pub(super) fn fields<'a>(json: &'a str, names: &FieldNames) -> Option<Fields<'a>> {
    let mut plain = Plain { json, at: 0 };
    let mut fields = Fields::default();
    plain.take(b'{')?;
    loop {
        plain.field(names, &mut fields)?;
        if plain.take(b',').is_none() {
            break;
        }
    }
    plain.take(b'}')?;
    plain.skip_space();
    (plain.at == json.len()).then_some(fields)
}

/// Where in the object reading stands.
struct Plain<'a> {
    json: &'a str,
    at: usize,
}

impl<'a> Plain<'a> {
    fn next(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.next(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Passes over a sign and the white space before it.
    fn take(&mut self, sign: u8) -> Option<()> {
        self.skip_space();
        (self.next()? == sign).then(|| self.at += 1)
    }

    fn field(&mut self, names: &FieldNames, fields: &mut Fields<'a>) -> Option<()> {
        let key = self.string()?;
        self.take(b':')?;
        let value = self.value()?;
        if key == names.text {
            fields.text = Some(string_or_null(value)?);
        } else if key == names.title {
            fields.title = Some(string_or_null(value)?);
        } else if key == names.lang {
            fields.lang = Some(string_or_null(value)?);
        } else if key == names.id {
            fields.id = loose(value)?;
        } else if key == names.date {
            fields.date = loose(value)?;
        }
        Some(())
    }

    fn value(&mut self) -> Option<Value<'a>> {
        self.skip_space();
        match self.next()? {
            b'"' => self.string().map(Value::Text),
            b'1'..=b'9' => Some(Value::Number(self.digits())),
            b'n' => self.word("null", Value::Null),
            b't' => self.word("true", Value::Bool),
            b'f' => self.word("false", Value::Bool),
            _ => None,
        }
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Option<Value<'a>> {
        self.json.as_bytes()[self.at..].starts_with(word.as_bytes()).then(|| {
            self.at += word.len();
            value
        })
    }

    /// The digits from here on; what is no whole number then fails at what follows them.
    fn digits(&mut self) -> &'a str {
        let start = self.at;
        while self.next().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        &self.json[start..self.at]
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.take(b'"')?;
        let (piece, end) = self.piece()?;
        if end == b'"' {
            return Some(Cow::Borrowed(piece));
        }
        let mut text = String::with_capacity(ROOM.min(piece.len() + self.json.len() - self.at));
        text.push_str(piece);
        loop {
            text.push(self.escape()?);
            let (piece, end) = self.piece()?;
            text.push_str(piece);
            if end == b'"' {
                return Some(Cow::Owned(text));
            }
        }
    }

    /// What stands before the next quote or backslash, which is passed over, and which of them it is.
    fn piece(&mut self) -> Option<(&'a str, u8)> {
        let rest = &self.json[self.at..];
        let len = escaped_byte(rest.as_bytes())?;
        let end = rest.as_bytes()[len];
        self.at += len + 1;
        matches!(end, b'"' | b'\\').then(|| (&rest[..len], end))
    }

    /// The character of a short escape, whose backslash is passed over.
    fn escape(&mut self) -> Option<char> {
        let character = match self.next()? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            sign @ (b'"' | b'\\' | b'/') => char::from(sign),
            _ => return None,
        };
        self.at += 1;
        Some(character)
    }
}

/// The value of a field that takes text; another is for serde_json to complain of.
fn string_or_null(value: Value<'_>) -> Option<Value<'_>> {
    matches!(value, Value::Text(_) | Value::Null).then_some(value)
}

/// The value of a field that also takes numbers; `null` is as if the field was not there.
fn loose(value: Value<'_>) -> Option<Option<Loose<'_>>> {
    match value {
        Value::Text(text) => Some(Some(Loose::Text(text))),
        Value::Number(digits) => Some(Some(Loose::Json(digits))),
        Value::Null => Some(None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::object;
    use super::*;
    use proptest::prelude::*;

    /// Whether the object is read here; if it is, then as serde_json reads it.
    fn is_plain(json: &str) -> bool {
        let names = FieldNames::default();
        let Some(plain) = fields(json, &names) else { return false };
        let any = object::any_fields(json, &names).unwrap_or_else(|fault| panic!("{json}: {fault}"));
        let value = |loose| object::loose(loose, "").unwrap();
        assert_eq!((plain.text, plain.title, plain.lang), (any.text, any.title, any.lang), "{json}");
        assert_eq!([value(plain.id), value(plain.date)], [value(any.id), value(any.date)], "{json}");
        true
    }

    #[test]
    fn plain_objects_are_read() {
        for json in [
            r#"{"id": "a", "date": "2019-10-09", "title": null, "lang": "en", "text": "One\nand \"two\", \\ 三 \/\b\f\r\t."}"#,
            r#" { "text" : "" , "id" : 17 , "date" : 20191009 , "x" : true , "y" : false , "z" : null } "#,
            r#"{"text": "a", "te\bxt": "b", "text": "c", "id": "d", "id": null}"#,
            r#"{"text": null}"#,
            r#"{"id": 1234567890123456789012345678901234567890}"#,
        ] {
            assert!(is_plain(json), "{json}");
        }
    }

    #[test]
    fn all_else_is_left_to_serde_json() {
        for json in [
            "",
            "{",
            "{}",
            "[]",
            r#"{"text": "a"}}"#,
            r#"{"text": "a",}"#,
            r#"{"text": "a" "id": "b"}"#,
            r#"{"text": "a"#,
            r#"{"text": "a\"#,
            r#"{"text": "\u0041"}"#,
            r#"{"text": "\x"}"#,
            "{\"text\": \"a\nb\"}",
            r#"{"text": 1}"#,
            r#"{"text": true}"#,
            r#"{"text": "", "id": 01}"#,
            r#"{"text": "", "id": 1.5}"#,
            r#"{"text": "", "x": [1]}"#,
            r#"{"text": "", "x": {}}"#,
            r#"{"text": "", "x": nul}"#,
        ] {
            assert!(!is_plain(json), "{json}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_read_as_serde_json_does(
            json in r#"\{ ?("(text|id|date|x)": ?("([a-cé"\\ntu0\n ]|\\n|三){0,12}"|null|true|1[0-9]{0,3}|0|-1|\[1\]),? ?){1,4}\}? ?"#
        ) {
            is_plain(&json);
        }
    }
}
