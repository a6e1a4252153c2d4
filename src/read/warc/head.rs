//! The header of a record.

use super::arc;
use super::fault::ArchiveFault;
use super::member::MAGIC;
use crate::date::PartialDate;
use crate::read::document_date;

/// A longer header is none; those of captures have some hundred bytes.
pub(super) const LONGEST_HEAD: usize = 64 << 10;

/// The header of a record.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) kind: Kind,
    /// The address that was captured.
    pub(super) uri: Option<String>,
    /// The day of the capture.
    pub(super) date: Option<PartialDate>,
    /// What the block is; empty where the record does not say it.
    pub(super) content_type: String,
    /// The length of the block.
    pub(super) length: u64,
    /// The length of the header, with the blank line behind it.
    pub(super) size: usize,
}

/// The kinds of records that may hold text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What a server answered.
    Response,
    /// What was made of an answer, as the text of a page.
    Conversion,
    /// Something that no server answered.
    Resource,
    /// What ARC holds: a server's answer where it begins like one, else what its type says.
    Captured,
    /// Another: a request, metadata, what was seen before.
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        let is = |kind: &str| name.eq_ignore_ascii_case(kind);
        match () {
            () if is("response") => Self::Response,
            () if is("conversion") => Self::Conversion,
            () if is("resource") => Self::Resource,
            () => Self::Other,
        }
    }
}

/// Where the header of a record ends.
pub(super) fn end(bytes: &[u8]) -> Option<usize> {
    if bytes.starts_with(MAGIC) { behind_blank_line(bytes) } else { Some(memchr::memchr(b'\n', bytes)? + 1) }
}

/// The place behind the first blank line.
pub(super) fn behind_blank_line(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let line = from + memchr::memchr(b'\n', &bytes[from..])? + 1;
        match &bytes[line..] {
            [b'\r', b'\n', ..] => return Some(line + 2),
            [b'\n', ..] => return Some(line + 1),
            _ => from = line,
        }
    }
}

impl Head {
    /// The header that `bytes` begins with and that is `size` bytes long.
    pub(super) fn parse(bytes: &[u8], size: usize) -> Result<Self, ArchiveFault> {
        check_beginning(bytes)?;
        if !bytes.starts_with(MAGIC) {
            return arc::parse(&bytes[..size]);
        }
        let text = String::from_utf8_lossy(&bytes[..size]);
        let field = |name: &str| text.lines().skip(1).find_map(|line| value(line, name));
        let length = field("content-length").ok_or(ArchiveFault::NoLength)?;
        let length =
            length.parse().map_err(|_| ArchiveFault::BadLength { value: length.chars().take(40).collect() })?;
        Ok(Self {
            kind: Kind::of(field("warc-type").ok_or(ArchiveFault::NoKind)?),
            uri: field("warc-target-uri").map(bare).filter(|uri| !uri.is_empty()).map(String::from),
            date: field("warc-date").and_then(|date| document_date(date).ok().flatten()),
            content_type: field("content-type").unwrap_or_default().to_owned(),
            length,
            size,
        })
    }
}

/// Whether a record begins like one of either format.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC) || (!bytes.is_empty() && arc::may_begin(bytes))
}

/// The same, and what is wrong where it does not.
pub(super) fn check_beginning(bytes: &[u8]) -> Result<(), ArchiveFault> {
    if begins(bytes) {
        return Ok(());
    }
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).chars().take(20).map(visible).collect();
    Err(ArchiveFault::NoRecord { beginning })
}

fn value<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (key, value) = line.split_once(':')?;
    key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
}

/// wget writes addresses between `<` and `>`.
fn bare(uri: &str) -> &str {
    uri.strip_prefix('<').and_then(|uri| uri.strip_suffix('>')).unwrap_or(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Head, ArchiveFault> {
        Head::parse(text.as_bytes(), end(text.as_bytes()).expect("an end"))
    }

    #[test]
    fn headers_are_read_as_they_are_written() {
        let head = parse("WARC/1.0\r\nwarc-type : RESPONSE\r\nWARC-Target-URI: <http://example.com/a b>\r\nWARC-Date: 2019-10-09T08:30:00Z\r\nContent-Length: 7\r\n\r\nrest").unwrap();
        assert_eq!(
            (head.kind, head.uri.as_deref(), head.length, head.size),
            (Kind::Response, Some("http://example.com/a b"), 7, 129)
        );
        assert_eq!(head.date.unwrap().to_string(), "2019-10-09");
        let bare = parse("WARC/1.1\nWARC-Type: revisit\nContent-Length: 0\n\n").unwrap();
        assert_eq!((bare.kind, bare.uri, bare.content_type.as_str()), (Kind::Other, None, ""));
    }

    #[test]
    fn faults_name_what_is_wrong() {
        for (text, expected) in [
            ("WARC/1.0\r\nWARC-Type: response\r\n\r\n", "has no Content-Length"),
            ("WARC/1.0\r\nContent-Length: 7\r\n\r\n", "has no WARC-Type"),
            ("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -7\r\n\r\n", "is \"-7\", which is no number of bytes"),
            ("GET / HTTP/1.0\r\n\r\n", "it begins with \"GET / HTTP/1.0    \""),
            ("filedesc://x.arc 127.0.0.1\n\n", "is \"filedesc://x.arc 127.0.0.1\": expected an address"),
        ] {
            let told = parse(text).unwrap_err().to_string();
            assert!(told.contains(expected), "{told}");
        }
    }
}
