//! The formats of documents, and how to tell which one an input has.

use super::markup;
use super::warc;
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
    /// ninjs, News in JSON: items in an array, or one behind the other.
    Ninjs,
    /// HTML: a file is a web page.
    Html,
    /// A web archive (WARC, WET): a captured page is a document.
    Warc,
    /// NewsML-G2 or NITF: an item is a document.
    NewsXml,
}

/// What the names of compressed files end in.
const COMPRESSED: [&str; 2] = ["gz", "zst"];

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
        let extension = |path: &Path| Some(path.extension()?.to_str()?.to_ascii_lowercase());
        let last = extension(path)?;
        let word = if COMPRESSED.contains(&last.as_str()) { extension(Path::new(path.file_stem()?))? } else { last };
        match word.as_str() {
            "txt" | "text" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "json" => Some(Self::Json),
            "ninjs" => Some(Self::Ninjs),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "warc" | "wet" => Some(Self::Warc),
            "xml" | "newsml" | "nitf" => Some(Self::NewsXml),
            _ => None,
        }
    }

    /// The format of an input that begins with `beginning`; `None` where more of it must be seen.
    pub(super) fn of_beginning(beginning: &[u8]) -> Option<Self> {
        let text = visible(beginning);
        match text.first()? {
            b'{' => memchr::memchr(b'\n', text).map(|end| Self::of_object_line(&text[..end])),
            b'[' => match visible(&text[1..]).first()? {
                b'{' | b']' => Some(Self::Json),
                _ => Some(Self::Text),
            },
            b'<' => markup::format(text),
            _ if text.starts_with(warc::MAGIC) => Some(Self::Warc),
            _ => Some(Self::Text),
        }
    }

    /// The format of an input that begins with `beginning`, of which no more can be seen.
    pub(super) fn of_all(beginning: &[u8], complete: bool) -> Self {
        let text = visible(beginning);
        match Self::of_beginning(beginning) {
            Some(format) => format,
            None if !text.starts_with(b"{") => Self::Text,
            None if complete => Self::of_object_line(text),
            None => Self::Json,
        }
    }

    fn of_object_line(line: &[u8]) -> Self {
        if serde_json::from_slice::<IgnoredAny>(line).is_ok() { Self::JsonLines } else { Self::Json }
    }
}

fn visible(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes).trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells_json_lines_from_json() {
        assert_eq!(Format::of_beginning(b"\n {\"a\": 1}\r\n{\"a\":"), Some(Format::JsonLines));
        assert_eq!(Format::of_beginning(b"{\n\"a\": 1}"), Some(Format::Json));
        assert_eq!(Format::of_beginning(b"{\"a\": 1}"), None);
        assert_eq!(Format::of_all(b"{\"a\": 1}", true), Format::JsonLines);
        assert_eq!(Format::of_all(b"{\"a\": 1}", false), Format::Json);
    }

    #[test]
    fn a_bracket_alone_makes_no_array() {
        assert_eq!(Format::of_beginning(b"\xEF\xBB\xBF[ {"), Some(Format::Json));
        assert_eq!(Format::of_beginning(b"[\n]"), Some(Format::Json));
        assert_eq!(Format::of_beginning(b"[Reuters] BEIJING"), Some(Format::Text));
        assert_eq!(Format::of_beginning(b"["), None);
        assert_eq!(Format::of_all(b"[", true), Format::Text);
        assert_eq!(Format::of_all(b"", true), Format::Text);
    }

    #[test]
    fn names_are_read_past_the_compression() {
        let of = |name: &str| Format::of_name(Path::new(name));
        assert_eq!(of("a.txt.zst"), Some(Format::Text));
        assert_eq!(of("a.ndjson"), Some(Format::JsonLines));
        assert_eq!(of("a.gz"), None);
        assert_eq!(of("txt"), None);
    }
}
