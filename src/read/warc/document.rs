//! The document that a record is.

use super::content::{self, Content};
use super::fault::ArchiveFault;
use super::head::{self, Head};
use super::http;
use crate::document::{Document, Source, TextOrigin};
use crate::read::Fault;
use crate::read::batch::Origin;
use crate::read::declared::{State, decode};
use crate::read::html::{self, Known};
use crate::tagger::dateline;
use encoding_rs::Encoding;
use std::borrow::Cow;

/// The document that a record, with its header, is.
pub(in crate::read) fn document<'a>(origin: &'a Origin, record: &[u8]) -> Result<Document<'a>, Fault> {
    let size = head::end(record).ok_or(ArchiveFault::HeadTooLong { limit: head::LONGEST_HEAD })?;
    let head = Head::parse(record, size)?;
    let block = &record[size..];
    let payload = payload(&head, block)?;
    let known = Known { uri: head.uri.as_deref(), charset: payload.charset, captured: head.date };
    let document = match payload.content {
        Content::Text => text(origin, &payload.bytes, known)?,
        _ => html::document(origin, &payload.bytes, known)?,
    };
    let id = head.uri.unwrap_or_else(|| format!("{}#{}", origin.path, origin.number));
    Ok(Document { id: Cow::Owned(id), ..document })
}

/// What a record holds, as it was before it was sent.
struct Payload<'a> {
    content: Content,
    charset: Option<&'static Encoding>,
    bytes: Cow<'a, [u8]>,
}

fn payload<'a>(head: &Head, block: &'a [u8]) -> Result<Payload<'a>, ArchiveFault> {
    if !content::is_answer(head, block) {
        let (content, charset) = (content::of_type(&head.content_type, block), content::charset(&head.content_type));
        return Ok(Payload { content, charset, bytes: Cow::Borrowed(block) });
    }
    let answer = http::answer(block)?;
    let charset = content::charset(&answer.content_type);
    Ok(Payload { content: content::of_answer(&answer), charset, bytes: answer.body()? })
}

/// The document that a plain text is. Its date is that of its first line or of its address, else that of the capture.
fn text<'a>(origin: &'a Origin, bytes: &[u8], known: Known<'_>) -> Result<Document<'a>, Fault> {
    let decoded = decode(bytes, known.charset);
    if decoded.state == State::Damaged {
        return Err(ArchiveFault::Damaged { charset: decoded.charset.unwrap_or("UTF-8") }.into());
    }
    let text = decoded.text.into_owned();
    let of_address = || html::date_of_uri(known.uri?);
    Ok(Document {
        source: Source { path: &origin.path, record: origin.number },
        date: dateline::date(&text).or_else(of_address).or(known.captured),
        charset: decoded.charset.map(Cow::Borrowed),
        text: Cow::Owned(text),
        text_origin: TextOrigin::Input,
        ..Document::default()
    })
}
