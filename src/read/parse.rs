//! From a record's bytes to a document: what the workers do first.

use super::bad::Fault;
use super::batch::{Batch, Form, Record};
use super::language::language;
use super::object::{self, FieldNames};
use super::text;
use crate::date::PartialDate;
use crate::document::Document;
use std::borrow::Cow;

/// How records become documents.
#[derive(Clone, Debug, Default)]
pub struct ParseOptions {
    /// The fields of structured input.
    pub fields: FieldNames,
    /// The date of documents that carry none.
    pub date: Option<PartialDate>,
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
        Form::Text => text::document(&record.origin, utf8(bytes)?),
        Form::Json => object::document(&record.origin, utf8(bytes)?, &options.fields)?,
    };
    Ok(complete(document, options))
}

/// The bytes as text.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, Fault> {
    str::from_utf8(bytes).map_err(|error| match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Fault::Utf16,
        _ => Fault::NotUtf8 { at: error.valid_up_to() },
    })
}

fn complete<'a>(mut document: Document<'a>, options: &ParseOptions) -> Document<'a> {
    document.date = document.date.or(options.date);
    if document.lang.is_none() {
        document.lang = language(&document.text).map(Cow::Borrowed);
    }
    document
}
