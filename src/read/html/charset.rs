//! The charset that a page declares itself.

use super::super::declared::of_label;
use encoding_rs::Encoding;

/// So much of a page is looked at: browsers look at 1 kB, but pages of 2003 say it later.
const BEGINNING: usize = 8 << 10;

/// The charset that the page's first `<meta>` with one, or its XML declaration, names.
pub(super) fn declared(page: &[u8]) -> Option<&'static Encoding> {
    let beginning = page[..page.len().min(BEGINNING)].to_ascii_lowercase();
    of_declaration(&beginning).or_else(|| of_meta(&beginning))
}

fn of_declaration(page: &[u8]) -> Option<&'static Encoding> {
    let declaration = page.trim_ascii_start().strip_prefix(b"<?xml")?;
    label(&declaration[..memchr::memchr(b'>', declaration)?], b"encoding")
}

fn of_meta(page: &[u8]) -> Option<&'static Encoding> {
    memchr::memmem::find_iter(page, b"<meta").find_map(|at| {
        let tag = &page[at..];
        label(&tag[..memchr::memchr(b'>', tag)?], b"charset")
    })
}

/// What stands behind `name`, `=` and perhaps a quote.
fn label(tag: &[u8], name: &[u8]) -> Option<&'static Encoding> {
    let behind = &tag[memchr::memmem::find(tag, name)? + name.len()..];
    let value = behind.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|byte| b"\"'; \t\r\n/".contains(byte)).unwrap_or(value.len());
    of_label(&value[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030, GBK, UTF_8};

    #[test]
    fn every_way_of_saying_it_is_read() {
        for (page, expected) in [
            ("<html><head><meta charset=big5>", Some(BIG5)),
            ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=GB2312'>", Some(GBK)),
            ("<meta name=viewport><meta charset = \"utf-8\" />", Some(UTF_8)),
            ("<meta charset=nonsense><meta charset=gb18030>", Some(GB18030)),
            ("<?xml version='1.0' encoding='Big5'?><html>", Some(BIG5)),
            ("<p>charset=big5", None),
            ("<meta charset", None),
        ] {
            assert_eq!(declared(page.as_bytes()), expected, "{page}");
        }
    }
}
