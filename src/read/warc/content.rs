//! What a record holds, by what it says of itself.

use super::head::{Head, Kind};
use super::http::{self, Answer};
use crate::read::declared::of_label;
use encoding_rs::Encoding;

/// What can be done with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A web page.
    Html,
    /// Plain text.
    Text,
    /// Something that is not read: an image, a script, another format.
    OtherType,
    /// Not what was asked for but an error or the way to somewhere else.
    OtherStatus,
    /// A record of a kind that holds no text.
    OtherKind,
}

/// What a record is: by its kind, then by the server's status, then by the type of its content.
pub(super) fn of(head: &Head, block: &[u8]) -> Content {
    match head.kind {
        Kind::Other => Content::OtherKind,
        // Logs and lists that wget leaves in its archives.
        Kind::Resource if head.uri.as_deref().is_some_and(|uri| uri.starts_with("metadata:")) => Content::OtherKind,
        _ if is_answer(head, block) => match http::answer(block) {
            Ok(answer) => of_answer(&answer),
            // Whoever parses it says what is wrong with it.
            Err(_) => Content::Html,
        },
        _ => of_type(&head.content_type, block),
    }
}

/// What an answer holds.
pub(super) fn of_answer(answer: &Answer<'_>) -> Content {
    if (200..300).contains(&answer.status) {
        of_type(&answer.content_type, answer.sent())
    } else {
        Content::OtherStatus
    }
}

/// Whether a block is what a server answered, with its header.
pub(super) fn is_answer(head: &Head, block: &[u8]) -> bool {
    match head.kind {
        Kind::Response => essence(&head.content_type) == "application/http",
        Kind::Captured => block.starts_with(b"HTTP/"),
        Kind::Conversion | Kind::Resource | Kind::Other => false,
    }
}

/// What a type stands for; where there is none, what bytes that begin with `<` are likely to be.
pub(super) fn of_type(content_type: &str, bytes: &[u8]) -> Content {
    match essence(content_type).as_str() {
        "text/html" | "application/xhtml+xml" => Content::Html,
        "text/plain" => Content::Text,
        "" if bytes.trim_ascii_start().starts_with(b"<") => Content::Html,
        _ => Content::OtherType,
    }
}

/// The charset that a type names.
pub(super) fn charset(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let (_, value) = lower.split_once("charset=")?;
    of_label(value.split(';').next()?.trim().trim_matches(['"', '\'']).as_bytes())
}

fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
