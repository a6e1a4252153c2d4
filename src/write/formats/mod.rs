//! One format of results a file. `super::format::FORMATS` lists them.

pub(super) mod brat;
pub(super) mod cas;
pub(super) mod conll;
pub(super) mod cooccurrence;
pub(super) mod csv;
pub(super) mod displacy;
pub(super) mod doccano;
pub(super) mod entities;
pub(super) mod html;
pub(super) mod jsonl;
pub(super) mod label_studio;
pub(super) mod nif;
#[cfg(feature = "parquet")]
pub(super) mod parquet;
pub(super) mod prodigy;
pub(super) mod spacy;
pub(super) mod webanno;

use super::format::{Render, Unwritable};
use super::piece::Piece;
use super::tagged::Tagged;
use serde::Serialize;

/// A format that writes a document into a file of documents.
trait Lines: Send + std::fmt::Debug {
    /// Adds the document to the piece's bytes.
    fn line(&self, document: &Tagged<'_>, piece: &mut Piece);
}

/// A format of which no document can be refused.
#[derive(Debug)]
struct Each<L>(L);

impl<L: Lines> Render for Each<L> {
    fn document(&mut self, document: &Tagged<'_>, piece: &mut Piece) -> Result<(), Unwritable> {
        self.0.line(document, piece);
        Ok(())
    }
}

/// Adds a value as JSON, without a line end.
fn json(value: &impl Serialize, out: &mut Vec<u8>) {
    serde_json::to_writer(out, value).expect("a vector takes all bytes, and all keys are strings");
}

/// Adds a value as a line of JSON.
fn json_line(value: &impl Serialize, out: &mut Vec<u8>) {
    json(value, out);
    out.push(b'\n');
}

/// The date of a document in words.
fn date(document: &Tagged<'_>) -> Option<String> {
    document.date.map(|date| date.to_string())
}

/// An IRI that ends in an id: an id that is an IRI is one already.
fn iri(ahead: &str, id: &str) -> String {
    let is_iri = id.starts_with("http://") || id.starts_with("https://") || id.starts_with("urn:");
    let mut iri = if is_iri { String::new() } else { ahead.to_owned() };
    for byte in id.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'@' => {
                iri.push(char::from(byte));
            }
            // What has a meaning in an IRI stays where the id is one.
            b'?' | b'#' | b'=' | b'&' | b'%' | b'+' if is_iri => iri.push(char::from(byte)),
            _ => iri.push_str(&format!("%{byte:02X}")),
        }
    }
    iri
}

#[cfg(test)]
mod tests {
    use super::iri;

    #[test]
    fn an_id_becomes_an_iri() {
        let of = |id| iri("urn:x:", id);
        assert_eq!(of("person/耿 爽"), "urn:x:person/%E8%80%BF%20%E7%88%BD");
        assert_eq!(of("a#b?<c>\"%41"), "urn:x:a%23b%3F%3Cc%3E%22%2541");
        assert_eq!(of("https://e.org/a?b=c#d%20"), "https://e.org/a?b=c#d%20");
        assert_eq!(of("https://e.org/<x> y"), "https://e.org/%3Cx%3E%20y");
    }
}
