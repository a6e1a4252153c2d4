//! What markup is, by how it begins.

use super::format::Format;

/// Elements that news begins with.
const NEWS: &[&str] = &[
    "newsMessage",
    "newsItem",
    "packageItem",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "catalogItem",
    "nitf",
    "contentSet",
];

/// The format of markup that begins with `text`, whose first byte is `<`: web pages and news are known, all else is text. `None` where more of
/// it must be seen.
pub(super) fn format(text: &[u8]) -> Option<Format> {
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        let Some(tag) = rest.strip_prefix(b"<") else { return if rest.is_empty() { None } else { Some(Format::Text) } };
        match tag {
            [b'!', b'-', b'-', ..] => rest = behind(tag, b"-->")?,
            [b'?', ..] => rest = behind(tag, b"?>")?,
            [b'!', ..] if is(&tag[1..], b"doctype") => {
                if is(tag[8..].trim_ascii_start(), b"html") {
                    return Some(Format::Html);
                }
                rest = behind(tag, b">")?;
            }
            _ => return of_element(tag),
        }
    }
}

fn of_element(tag: &[u8]) -> Option<Format> {
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte))?;
    let name = str::from_utf8(&tag[..end]).unwrap_or_default();
    let local = name.rsplit(':').next().unwrap_or_default();
    Some(match local.to_ascii_lowercase().as_str() {
        "html" | "head" | "body" => Format::Html,
        _ if NEWS.contains(&local) => Format::NewsXml,
        _ => Format::Text,
    })
}

fn behind<'a>(tag: &'a [u8], end: &[u8]) -> Option<&'a [u8]> {
    Some(&tag[memchr::memmem::find(tag, end)? + end.len()..])
}

fn is(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_news_are_told_by_their_first_element() {
        for (text, expected) in [
            ("<!doctype HTML>", Some(Format::Html)),
            ("<!-- x -->\n<HTML lang=en>", Some(Format::Html)),
            ("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C'>", Some(Format::Html)),
            ("<?xml version='1.0'?><newsMessage xmlns='x'>", Some(Format::NewsXml)),
            ("<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf>", Some(Format::NewsXml)),
            ("<x:newsItem/>", Some(Format::NewsXml)),
            ("<rss version='2.0'>", Some(Format::Text)),
            ("<Geng Shuang>", Some(Format::Text)),
            ("<!-- x", None),
            ("<?xml version='1.0'?>", None),
            ("<htm", None),
        ] {
            assert_eq!(format(text.as_bytes()), expected, "{text}");
        }
    }
}
