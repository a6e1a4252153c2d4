//! The formats of documents, and how to tell which one an input has.

use super::markup;
use super::quarantine;
use super::table;
use super::warc;
use crate::open::without_ending;
use serde::de::IgnoredAny;
use std::path::Path;

/// A format of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text: a file is a document.
    Text,
    /// JSON Lines: an object a line.
    JsonLines,
    /// JSON: an array of objects, or objects one behind the other.
    Json,
    /// A table whose cells stand between commas, or what else its header has.
    Csv,
    /// A table whose cells stand between tabs.
    Tsv,
    /// Parquet: a table, its columns one behind the other.
    Parquet,
    /// ninjs, News in JSON: items in an array, or one behind the other.
    Ninjs,
    /// HTML: a file is a web page.
    Html,
    /// A web archive (WARC, WET, ARC): a captured page is a document.
    Warc,
    /// NewsML-G2 or NITF: an item is a document.
    NewsXml,
    /// Bad records of another run, as its quarantine has them: each is what it was there.
    Quarantine,
}

/// The byte order mark in UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

impl Format {
    /// The format that a file's name stands for.
    ///
    /// # Examples
    ///
    /// ```
    /// use newstag::read::Format;
    /// use std::path::Path;
    ///
    /// assert_eq!(Format::of_name(Path::new("a/2019.JSONL.gz")), Some(Format::JsonLines));
    /// assert_eq!(Format::of_name(Path::new("README.md")), None);
    /// ```
    pub fn of_name(path: &Path) -> Option<Self> {
        // A name need not be UTF-8; what stands ahead of its ending does not matter.
        let name = path.file_name()?.to_string_lossy();
        let name = without_ending(&name);
        match Path::new(name).extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "parquet" => Some(Self::Parquet),
            "ninjs" => Some(Self::Ninjs),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "warc" | "wet" | "arc" => Some(Self::Warc),
            "xml" | "newsml" | "nitf" => Some(Self::NewsXml),
            _ => None,
        }
    }

    /// The format of an input that begins with `beginning`; `None` where more of it must be seen. `text_field` names the column of the text
    /// in a table.
    pub(super) fn of_beginning(beginning: &[u8], text_field: &str) -> Option<Self> {
        let text = visible(beginning);
        match text.first()? {
            b'{' => memchr::memchr(b'\n', text).map(|end| Self::of_object_line(&text[..end])),
            b'[' => match visible(&text[1..]).first()? {
                b'{' | b']' => Some(Self::Json),
                _ => Some(Self::Text),
            },
            b'<' => markup::format(text),
            _ if warc::BEGINNINGS.iter().any(|beginning| text.starts_with(beginning)) => Some(Self::Warc),
            _ => memchr::memchr(b'\n', text).map(|end| Self::of_text_line(&text[..end], text_field)),
        }
    }

    /// The format of an input that begins with `beginning`, of which no more can be seen.
    pub(super) fn of_all(beginning: &[u8], complete: bool, text_field: &str) -> Self {
        let text = visible(beginning);
        match Self::of_beginning(beginning, text_field) {
            Some(format) => format,
            None if !text.starts_with(b"{") => Self::of_text_line(text, text_field),
            None if complete => Self::of_object_line(text),
            None => Self::Json,
        }
    }

    fn of_text_line(line: &[u8], text_field: &str) -> Self {
        match table::is_header(line, text_field) {
            Some(b'\t') => Self::Tsv,
            Some(_) => Self::Csv,
            None => Self::Text,
        }
    }

    /// What JSON Lines are that begin so: a quarantine has lines of its own.
    pub(super) fn of_lines(beginning: &[u8]) -> Self {
        let line = visible(beginning).split(|byte| *byte == b'\n').next().unwrap_or_default();
        if quarantine::is_line(line) { Self::Quarantine } else { Self::JsonLines }
    }

    fn of_object_line(line: &[u8]) -> Self {
        match serde_json::from_slice::<IgnoredAny>(line) {
            Ok(_) => Self::of_lines(line),
            Err(_) => Self::Json,
        }
    }
}

fn visible(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes).trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beginning(bytes: &[u8]) -> Option<Format> {
        Format::of_beginning(bytes, "text")
    }

    fn all(bytes: &[u8], complete: bool) -> Format {
        Format::of_all(bytes, complete, "text")
    }

    #[test]
    fn the_first_line_tells_json_lines_from_json() {
        assert_eq!(beginning(b"\n {\"a\": 1}\r\n{\"a\":"), Some(Format::JsonLines));
        assert_eq!(beginning(b"{\n\"a\": 1}"), Some(Format::Json));
        assert_eq!(beginning(b"{\"a\": 1}"), None);
        assert_eq!(all(b"{\"a\": 1}", true), Format::JsonLines);
        assert_eq!(all(b"{\"a\": 1}", false), Format::Json);
    }

    #[test]
    fn a_bracket_alone_makes_no_array() {
        assert_eq!(beginning(b"\xEF\xBB\xBF[ {"), Some(Format::Json));
        assert_eq!(beginning(b"[\n]"), Some(Format::Json));
        assert_eq!(beginning(b"[Reuters] BEIJING"), Some(Format::Text));
        assert_eq!(beginning(b"["), None);
        assert_eq!(all(b"[", true), Format::Text);
        assert_eq!(all(b"", true), Format::Text);
    }

    #[test]
    fn a_header_with_a_column_for_the_text_makes_a_table() {
        assert_eq!(beginning(b"\xEF\xBB\xBFid;text\n1;"), Some(Format::Csv));
        assert_eq!(beginning(b"text\tid\r\n"), Some(Format::Tsv));
        assert_eq!(beginning(b"id,text"), None);
        assert_eq!(beginning(b"BEIJING, text\n"), Some(Format::Csv), "nobody begins a text so");
        assert_eq!(beginning(b"BEIJING, China\n"), Some(Format::Text));
        assert_eq!(all(b"id,text", true), Format::Csv);
    }

    #[test]
    fn names_are_read_past_the_compression() {
        let of = |name: &str| Format::of_name(Path::new(name));
        assert_eq!(of("a.txt.zst"), Some(Format::Text));
        assert_eq!(of("a.ndjson"), Some(Format::JsonLines));
        assert_eq!(
            (of("a.csv.xz"), of("a.tsv.bz2"), of("A.PARQUET")),
            (Some(Format::Csv), Some(Format::Tsv), Some(Format::Parquet))
        );
        assert_eq!(of("a.gz"), None);
        assert_eq!(of("txt"), None);
    }
}
