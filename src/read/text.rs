//! Plain text: the whole input is one document.

use super::batch::{Collector, Form, Origin};
use super::halt::{Halt, chunk};
use crate::date::PartialDate;
use crate::document::{Document, Source};
use crate::tagger::dateline;
use std::borrow::Cow;
use std::io::BufRead;

/// Takes the whole input as one record.
pub(super) fn split(input: &mut dyn BufRead, form: Form, out: &mut Collector<'_>) -> Result<(), Halt> {
    loop {
        let bytes = chunk(input)?;
        if bytes.is_empty() {
            return Ok(out.finish(form)?);
        }
        let used = bytes.len();
        out.extend(bytes);
        input.consume(used);
    }
}

/// The document that a text is: its id is the path, its date that of the first line, else that of the file's name.
pub(super) fn document<'a>(origin: &'a Origin, text: &'a str) -> Document<'a> {
    Document {
        id: Cow::Borrowed(&origin.path),
        source: Source { path: &origin.path, record: origin.number },
        date: dateline::date(text).or_else(|| date_of_name(&origin.path)),
        text: Cow::Borrowed(text),
        ..Document::default()
    }
}

fn date_of_name(path: &str) -> Option<PartialDate> {
    path.rsplit('/').next().and_then(dateline::iso_day)
}
