//! JSON, known by the keys of its first object.

use super::{Beginning, Recognised};
use crate::load::import::Kind;

/// Wikidata, OpenSanctions, spaCy, and dictionaries of our own.
pub(super) fn test(beginning: &Beginning<'_>) -> Option<Recognised> {
    let mut lines = beginning.text.split_inclusive('\n');
    let ahead: usize = lines.by_ref().take_while(|line| is_passed_over(line)).map(str::len).sum();
    let object = beginning.text.get(ahead..)?.trim_start_matches(|c: char| c.is_whitespace() || c == '[');
    let keys = keys(object.strip_prefix('{')?);
    let has = |key: &str| keys.contains(&key);
    if has("schema") && has("properties") {
        Some(Recognised::Surely(Kind::OpenSanctions))
    } else if has("label") && has("pattern") {
        Some(Recognised::Surely(Kind::Spacy))
    } else if has("id") && has("type") && has("names") {
        Some(Recognised::Dictionary)
    } else if has("id") && ["labels", "aliases", "descriptions", "claims", "sitelinks"].into_iter().any(has) {
        Some(Recognised::Surely(Kind::Wikidata))
    } else if has("@context") || has("@graph") {
        Some(Recognised::Surely(Kind::Skos))
    } else {
        None
    }
}

/// Blank lines, and the comments of our own dictionaries.
fn is_passed_over(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// The keys of an object whose brace has been read, as far as it goes. What is no JSON gives some keys or none.
fn keys(object: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    let mut depth = 1;
    let mut at = 0;
    while depth > 0 && at < object.len() {
        match object.as_bytes()[at] {
            b'"' => {
                let Some(length) = string_length(&object[at + 1..]) else { break };
                let end = at + 1 + length;
                if depth == 1 && object[end + 1..].trim_start().starts_with(':') {
                    keys.push(&object[at + 1..end]);
                }
                at = end;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    keys
}

/// The length of a string up to the quote that closes it; none where it is cut.
fn string_length(string: &str) -> Option<usize> {
    let mut escaped = false;
    string.bytes().position(|byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    })
}
