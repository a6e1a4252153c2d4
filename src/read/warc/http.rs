//! What a server answered: status, kind of content, and the body as it was before it was sent.

use super::fault::{ArchiveFault, ChunkProblem};
use crate::read::html::LONGEST_PAGE;
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use httparse::{ParserConfig, Response, Status};
use std::borrow::Cow;
use std::io::{self, Read};

/// Answers have some twenty header fields.
const MOST_FIELDS: usize = 256;

/// What a server answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer<'a> {
    pub(super) status: u16,
    /// What the body is; empty where the server did not say it.
    pub(super) content_type: String,
    transfer: String,
    /// How the body is compressed, in the order in which it was.
    codings: Vec<String>,
    body: &'a [u8],
}

/// Reads an answer.
pub(super) fn answer(block: &[u8]) -> Result<Answer<'_>, ArchiveFault> {
    match parse(block) {
        Err(httparse::Error::Version) => answer_of_later_version(block),
        Err(error) => Err(ArchiveFault::Http { message: error.to_string() }),
        Ok(answer) => Ok(answer),
    }
}

/// Some tools write `HTTP/2 200` before fields that are otherwise those of version 1.
fn answer_of_later_version(block: &[u8]) -> Result<Answer<'_>, ArchiveFault> {
    let fault = || ArchiveFault::Http { message: "its first line has no status".to_owned() };
    let space = memchr::memchr(b' ', block).ok_or_else(fault)?;
    let head = super::head::behind_blank_line(block).ok_or_else(fault)?;
    let as_version_1 = [b"HTTP/1.1", block.get(space..head).ok_or_else(fault)?].concat();
    let parsed = parse(&as_version_1).map_err(|error| ArchiveFault::Http { message: error.to_string() })?;
    let Answer { status, content_type, transfer, codings, .. } = parsed;
    Ok(Answer { status, content_type, transfer, codings, body: &block[head..] })
}

fn parse(block: &[u8]) -> Result<Answer<'_>, httparse::Error> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut response = Response::new(&mut fields);
    let mut config = ParserConfig::default();
    config.allow_spaces_after_header_name_in_responses(true);
    config.allow_obsolete_multiline_headers_in_responses(true);
    config.ignore_invalid_headers_in_responses(true);
    let Status::Complete(size) = config.parse_response(&mut response, block)? else {
        return Err(httparse::Error::NewLine);
    };
    let field = |name: &str| {
        let value =
            response.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name)).map(|field| field.value);
        String::from_utf8_lossy(value.unwrap_or_default()).trim().to_ascii_lowercase()
    };
    let codings = field("content-encoding").split(',').map(|coding| coding.trim().to_owned()).collect();
    Ok(Answer {
        status: response.code.unwrap_or_default(),
        content_type: field("content-type"),
        transfer: field("transfer-encoding"),
        codings,
        body: &block[size..],
    })
}

impl<'a> Answer<'a> {
    /// The bytes of the body as they were sent.
    pub(super) fn sent(&self) -> &'a [u8] {
        self.body
    }

    /// The body, put together and decompressed, up to a little more than the longest page.
    pub(super) fn body(&self) -> Result<Cow<'a, [u8]>, ArchiveFault> {
        let mut body = if self.transfer.contains("chunked") { joined(self.body)? } else { Cow::Borrowed(self.body) };
        for coding in self.codings.iter().rev() {
            if let Some(plain) = decompressed(&body, coding)? {
                body = Cow::Owned(plain);
            }
        }
        Ok(body)
    }
}

/// The chunks of a body, joined. Archivers that join them often leave the field that says that there are chunks: a body that does not begin
/// with the length of one is taken as it is.
fn joined(body: &[u8]) -> Result<Cow<'_, [u8]>, ArchiveFault> {
    if chunk(body, 0).is_err_and(|problem| problem == ChunkProblem::Length) {
        return Ok(Cow::Borrowed(body));
    }
    let (mut joined, mut at) = (Vec::with_capacity(body.len()), 0);
    loop {
        let (start, len) = chunk(body, at).map_err(|problem| ArchiveFault::Chunks { problem, at })?;
        if len == 0 {
            return Ok(Cow::Owned(joined));
        }
        let cut = ArchiveFault::Chunks { problem: ChunkProblem::Cut, at: body.len() };
        joined.extend_from_slice(start.checked_add(len).and_then(|end| body.get(start..end)).ok_or(cut)?);
        at = start + len;
    }
}

/// Where the chunk behind `at` begins, and how long it is.
fn chunk(body: &[u8], at: usize) -> Result<(usize, usize), ChunkProblem> {
    let rest = &body[at..];
    let line_end = rest.iter().take_while(|byte| b"\r\n".contains(byte)).count();
    let line = &rest[line_end..];
    match httparse::parse_chunk_size(line) {
        Ok(Status::Complete((head, len))) => Ok((at + line_end + head, usize::try_from(len).unwrap_or(usize::MAX))),
        Ok(Status::Partial) => Err(ChunkProblem::Cut),
        Err(_) => Err(ChunkProblem::Length),
    }
}

/// The decompressed bytes; none where they are not compressed after all, as when an archiver decompressed them and left the field.
fn decompressed(body: &[u8], coding: &str) -> Result<Option<Vec<u8>>, ArchiveFault> {
    let plain = match coding {
        "gzip" | "x-gzip" if body.starts_with(&[0x1F, 0x8B]) => all(GzDecoder::new(body)),
        "deflate" => all(ZlibDecoder::new(body)).or_else(|_| all(DeflateDecoder::new(body))),
        "br" => all(brotli_decompressor::Decompressor::new(body, 4 << 10)),
        "zstd" if body.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) => zstd::Decoder::with_buffer(body).and_then(all),
        _ => return Ok(None),
    };
    match plain {
        Ok(plain) => Ok(Some(plain)),
        Err(_) if body.trim_ascii_start().starts_with(b"<") => Ok(None),
        Err(error) => Err(ArchiveFault::Coding { coding: coding.to_owned(), message: error.to_string() }),
    }
}

fn all(from: impl Read) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    from.take(LONGEST_PAGE as u64 + 1).read_to_end(&mut plain)?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn body(fields: &str, body: &[u8]) -> Result<Vec<u8>, String> {
        let block = [format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").as_bytes(), body].concat();
        answer(&block).and_then(|answer| answer.body().map(Cow::into_owned)).map_err(|fault| fault.to_string())
    }

    #[test]
    fn chunks_are_joined() {
        let chunked = |bytes: &[u8]| body("Transfer-Encoding: Chunked", bytes);
        assert_eq!(chunked(b"4\r\nGeng\r\n7;x=y\r\n Shuang\r\n0\r\n\r\n").unwrap(), b"Geng Shuang");
        assert_eq!(chunked(b"<p>joined by the archiver").unwrap(), b"<p>joined by the archiver");
        assert_eq!(
            chunked(b"4\r\nGe").unwrap_err(),
            "the body, which came in chunks, is cut off at byte 5 (counting from 0)"
        );
        assert_eq!(
            chunked(b"4\r\nGeng\r\n").unwrap_err(),
            "the body, which came in chunks, is cut off at byte 7 (counting from 0)"
        );
        let told = chunked(b"4\r\nGeng\r\nzz\r\n").unwrap_err();
        assert_eq!(told, "the body, which came in chunks, has no length of a chunk at byte 7 (counting from 0)");
        assert!(chunked(b"fffffffffffffffe\r\nGeng").unwrap_err().contains("is cut off"));
    }

    #[test]
    fn bodies_are_decompressed() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(b"Geng Shuang").unwrap();
        let gzip = gzip.finish().unwrap();
        assert_eq!(body("Content-Encoding: gzip", &gzip).unwrap(), b"Geng Shuang");
        assert_eq!(body("Content-Encoding: gzip", b"<p>plain").unwrap(), b"<p>plain");
        let told = body("Content-Encoding: gzip", &gzip[..gzip.len() - 12]).unwrap_err();
        assert!(told.starts_with("the body cannot be decompressed as gzip: "), "{told}");
        // What the reference encoder makes of it.
        let brotli = b"\x0b\x05\x80Geng Shuang\x03";
        assert_eq!(body("Content-Encoding: br", brotli).unwrap(), b"Geng Shuang");
        let zstd = zstd::encode_all(&b"Geng Shuang"[..], 1).unwrap();
        assert_eq!(body("Content-Encoding: zstd", &zstd).unwrap(), b"Geng Shuang");
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(b"Geng Shuang").unwrap();
        assert_eq!(body("Content-Encoding: deflate", &zlib.finish().unwrap()).unwrap(), b"Geng Shuang");
    }

    #[test]
    fn a_bomb_is_cut_where_no_page_is_longer() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&vec![b' '; 4 * LONGEST_PAGE]).unwrap();
        assert_eq!(body("Content-Encoding: gzip", &gzip.finish().unwrap()).unwrap().len(), LONGEST_PAGE + 1);
    }

    #[test]
    fn odd_heads_are_read() {
        let answered = answer(b"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n<p>").unwrap();
        assert_eq!((answered.status, answered.content_type.as_str(), answered.sent()), (200, "text/html", &b"<p>"[..]));
        let answered = answer(b"HTTP/1.0 404 Not Found\r\nno field\r\nContent-Type : Text/HTML\r\n\r\n").unwrap();
        assert_eq!((answered.status, answered.content_type.as_str()), (404, "text/html"));
        assert!(
            answer(b"HTTP/1.1 200 OK\r\nContent-Type")
                .unwrap_err()
                .to_string()
                .starts_with("the server's answer is no HTTP: ")
        );
        assert!(answer(b"<html>").is_err());
    }
}
