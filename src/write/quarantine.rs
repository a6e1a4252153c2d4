//! Bad records as JSON Lines: where they came from, why they were refused, and the records themselves.

use crate::read::{BadRecord, Form};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

/// Adds a bad record to `out`, as one line.
pub fn write_bad_record(bad: &BadRecord, out: &mut Vec<u8>) {
    serde_json::to_writer(&mut *out, &Quarantined::new(bad))
        .expect("a vector takes all bytes, and all keys are strings");
    out.push(b'\n');
}

/// A bad record.
#[derive(Debug, Serialize)]
struct Quarantined<'a> {
    /// Where it was read.
    source: SourceWire<'a>,
    /// Why it was refused.
    reason: String,
    /// What it is: `text`, `json` …; only where it is a record, and not what ended the reading of an input.
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'static str>,
    /// The header of the table; only for a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<&'a [String]>,
    /// What stands between the cells; only for a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    delimiter: Option<char>,
    /// The charset of the input; only where it is not UTF-8. The record is decoded all the same, save that of a web page or archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    charset: Option<&'static str>,
    /// The record as text; only where it is UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a str>,
    /// The record in Base64; only where it is no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    record_base64: Option<String>,
    /// True where only the beginning of the record is given; else left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    truncated: bool,
}

/// Where a bad record was read.
#[derive(Debug, Serialize)]
struct SourceWire<'a> {
    /// The path as given, with `/` between its parts; `-` for standard input.
    path: &'a str,
    /// The number of the record in it, counting from 1.
    record: u64,
    /// The first byte of the record in the input (decompressed, where it is compressed), counting from 0.
    offset: u64,
}

impl<'a> Quarantined<'a> {
    fn new(bad: &'a BadRecord) -> Self {
        let origin = &bad.origin;
        let record = text(&bad.bytes, bad.truncated);
        let header = match &bad.form {
            Some(Form::TableRow(header)) => Some(header),
            _ => None,
        };
        Self {
            source: SourceWire { path: &origin.path, record: origin.number, offset: origin.offset },
            reason: bad.fault.to_string(),
            form: bad.form.as_ref().and_then(Form::name),
            header: header.map(|header| header.columns()),
            delimiter: header.map(|header| char::from(header.delimiter())),
            charset: charset(bad),
            record,
            record_base64: record.is_none().then(|| STANDARD.encode(&bad.bytes)),
            truncated: bad.truncated,
        }
    }
}

fn charset(bad: &BadRecord) -> Option<&'static str> {
    match &bad.form {
        Some(Form::NewsXml { charset }) => *charset,
        _ => bad.charset,
    }
}

/// The bytes as text; where they were cut, less a character that the cut went through.
fn text(bytes: &[u8], truncated: bool) -> Option<&str> {
    match str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if truncated && error.error_len().is_none() => str::from_utf8(&bytes[..error.valid_up_to()]).ok(),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Fault, Origin};
    use std::sync::Arc;

    fn line(bytes: &[u8], truncated: bool) -> String {
        let origin = Origin { path: Arc::from("in.jsonl"), number: 3, offset: 42 };
        let form = Some(Form::Json);
        let bad = BadRecord { origin, fault: Fault::CutShort, form, charset: None, bytes: bytes.to_vec(), truncated };
        let mut out = Vec::new();
        write_bad_record(&bad, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_stays_text() {
        let expected = concat!(
            r#"{"source":{"path":"in.jsonl","record":3,"offset":42},"#,
            r#""reason":"the input ends in the middle of this record: was the file cut off?","form":"json","record":"{\"a\": \"é"}"#,
            "\n"
        );
        assert_eq!(line("{\"a\": \"é".as_bytes(), false), expected);
    }

    #[test]
    fn other_bytes_become_base64() {
        assert!(line(b"\xFFab", false).ends_with(",\"record_base64\":\"/2Fi\"}\n"));
        assert!(line(b"ab\xC3", false).ends_with(",\"record_base64\":\"YWLD\"}\n"));
    }

    #[test]
    fn a_cut_through_a_character_leaves_text() {
        assert!(line(b"ab\xC3", true).ends_with(",\"record\":\"ab\",\"truncated\":true}\n"));
    }
}
