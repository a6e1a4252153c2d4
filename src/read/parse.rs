//! From a record's bytes to a document: what the workers do first.

use super::bad::Fault;
use super::batch::{Batch, Form, Record};
use super::language::language;
use super::object::{self, FieldNames};
use super::{charset, html, news, select, table, text, warc};
use crate::date::PartialDate;
use crate::document::{Document, Field};
use std::borrow::Cow;

/// How records become documents.
#[derive(Clone, Debug)]
pub struct ParseOptions {
    /// The fields of structured input.
    pub fields: FieldNames,
    /// The date of documents that carry none.
    pub date: Option<PartialDate>,
    /// A document with a longer text or title, in bytes of UTF-8, is bad.
    pub max_text_bytes: u64,
}

impl Default for ParseOptions {
    /// Fields as they are called by default, texts of any length.
    fn default() -> Self {
        Self { fields: FieldNames::default(), date: None, max_text_bytes: u64::MAX }
    }
}

/// The document that one of the batch's records holds; it borrows from the batch where it can.
///
/// # Errors
///
/// [`Fault`] where the record is broken or says nothing that can be tagged.
pub fn parse<'a>(batch: &'a Batch, record: &'a Record, options: &ParseOptions) -> Result<Document<'a>, Fault> {
    let bytes = batch.bytes(record);
    let document = match &record.form {
        Form::Broken(fault) => return Err(fault.clone()),
        Form::Text => text::document(&record.origin, utf8(bytes, record)?),
        Form::Json => object::document(&record.origin, utf8(bytes, record)?, &options.fields)?,
        Form::TableRow(header) => table::document(&record.origin, utf8(bytes, record)?, header, &options.fields)?,
        #[cfg(feature = "parquet")]
        Form::ParquetRow(row) => row.document(&record.origin)?,
        Form::Ninjs => news::ninjs_document(&record.origin, utf8(bytes, record)?)?,
        Form::Html => html::document(&record.origin, bytes, html::Known::default())?,
        Form::Warc => warc::document(&record.origin, bytes)?,
        Form::NewsXml { charset } => news::document(&record.origin, utf8(bytes, record)?, *charset)?,
    };
    check_length(&document, options.max_text_bytes)?;
    Ok(complete(document, record, options))
}

/// What is found in a record may be longer than the record: escapes and tags vanish, but texts can be put together.
fn check_length(document: &Document<'_>, limit: u64) -> Result<(), Fault> {
    for field in [Field::Title, Field::Text] {
        let size = document.field(field).len() as u64;
        if size > limit {
            return Err(Fault::TextTooLong { field: field.as_str(), size, limit });
        }
    }
    Ok(())
}

/// The bytes as text.
pub(super) fn utf8<'b>(bytes: &'b [u8], record: &Record) -> Result<&'b str, Fault> {
    str::from_utf8(bytes).map_err(|error| match (record.charset, bytes) {
        (Some(charset), _) => charset::undecodable(charset, &bytes[..error.valid_up_to()]),
        (None, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) => Fault::Utf16,
        (None, _) => Fault::NotUtf8 { at: error.valid_up_to() },
    })
}

fn complete<'a>(mut document: Document<'a>, record: &Record, options: &ParseOptions) -> Document<'a> {
    document.charset = document.charset.or(record.charset.map(Cow::Borrowed));
    document.meta = document.meta.or_else(|| select::nothing(&options.fields));
    document.date = document.date.or(options.date);
    if document.lang.is_none() {
        document.lang = language(&document.text).map(Cow::Borrowed);
    }
    document
}
