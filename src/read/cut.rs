//! An input by its format: which it is, and whose business it is to cut it into records.

use super::bad::Fault;
use super::batch::{Collector, Form};
use super::decode::Decoded;
use super::format::{BYTE_ORDER_MARK, Format};
use super::halt::{Halt, peek};
use super::options::ReadOptions;
use super::walk::ArchiveRecords;
use super::warc::{self, Members};
use super::{json, jsonl, news, quarantine, table, text, zip};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;
use std::io::{BufRead, Cursor, Read};

/// So much of an input is looked at to find its format.
const BEGINNING: usize = 1 << 20;

/// What Parquet begins with.
pub(super) const PARQUET: &[u8] = b"PAR1";

/// Cuts an input into records, by its format.
pub(super) fn split(
    mut input: Box<dyn BufRead + Send + '_>,
    format: Option<Format>,
    options: &ReadOptions,
    out: &mut Collector<'_>,
    passed: &mut ArchiveRecords,
) -> Result<(), Halt> {
    let beginning = peek(&mut input, |seen| seen.len() >= PARQUET.len());
    needs_no_file(&beginning)?;
    let mut input = Cursor::new(beginning).chain(input);
    let (format, beginning) = match format {
        Some(Format::JsonLines) if options.format.is_none() => lines(&mut input),
        Some(format) => (format, peek(&mut input, |seen| seen.len() >= BYTE_ORDER_MARK.len())),
        None => guess(&mut input, options),
    };
    match format {
        Format::Parquet => Err(Halt::Broken(Fault::NeedsFile { format: "Parquet" })),
        Format::Html | Format::Warc | Format::NewsXml => split_declared(beginning, input, format, out, passed),
        Format::Text
        | Format::JsonLines
        | Format::Json
        | Format::Ninjs
        | Format::Csv
        | Format::Tsv
        | Format::Quarantine => {
            let mut input = Decoded::new(beginning, input, options.charset, out.charset());
            split_decoded(&mut input, format, options, out)
        }
    }
}

/// Cuts what says itself in which charset it is.
fn split_declared<'i>(
    beginning: Vec<u8>,
    input: impl BufRead + Send + 'i,
    format: Format,
    out: &mut Collector<'_>,
    passed: &mut ArchiveRecords,
) -> Result<(), Halt> {
    let mark = if format != Format::Html && beginning.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    out.skip(mark);
    let mut input = Cursor::new(beginning[mark..].to_vec()).chain(input);
    match format {
        Format::Html => text::split(&mut input, Form::Html, out),
        Format::Warc => warc::split(Members::whole(Box::new(input)), out, passed),
        _ => news::split(&mut input, out),
    }
}

/// Archives and Parquet are read from their ends.
fn needs_no_file(beginning: &[u8]) -> Result<(), Halt> {
    let begins = |start: &&[u8]| beginning.starts_with(start);
    let archive = zip::BEGINNINGS.iter().any(begins).then_some(zip::FORMAT);
    match archive.or_else(|| begins(&PARQUET).then_some("Parquet")) {
        Some(format) => Err(Halt::Broken(Fault::NeedsFile { format })),
        None => Ok(()),
    }
}

fn split_decoded(
    input: &mut dyn BufRead,
    format: Format,
    options: &ReadOptions,
    out: &mut Collector<'_>,
) -> Result<(), Halt> {
    if format == Format::Text {
        return text::split(input, Form::Text, out);
    }
    let mut beginning = peek(input, |seen| seen.len() >= BYTE_ORDER_MARK.len());
    if beginning.starts_with(BYTE_ORDER_MARK) {
        beginning.drain(..BYTE_ORDER_MARK.len());
        out.skip(BYTE_ORDER_MARK.len());
    }
    let mut input = Cursor::new(beginning).chain(input);
    match format {
        Format::Quarantine => quarantine::split(&mut input, options, out),
        Format::Json => json::split(&mut input, &Form::Json, out),
        Format::Ninjs => json::split(&mut input, &Form::Ninjs, out),
        Format::Csv => table::split(&mut input, options.delimiter, &options.fields, out),
        Format::Tsv => table::split(&mut input, options.delimiter.or(Some(b'\t')), &options.fields, out),
        _ => jsonl::split(&mut input, out),
    }
}

/// A name says JSON Lines; the first line says whether they are those of a quarantine.
fn lines(input: &mut dyn BufRead) -> (Format, Vec<u8>) {
    let beginning = peek(input, |seen| seen.len() >= BEGINNING || memchr::memchr(b'\n', seen).is_some());
    (Format::of_lines(&legible(&beginning)), beginning)
}

fn guess(input: &mut dyn BufRead, options: &ReadOptions) -> (Format, Vec<u8>) {
    let text_field = &options.fields.text;
    let is_known = |seen: &[u8]| Format::of_beginning(&legible(seen), text_field).is_some();
    let beginning = peek(input, |seen| seen.len() >= BEGINNING || is_known(seen));
    (Format::of_all(&legible(&beginning), beginning.len() < BEGINNING, text_field), beginning)
}

/// Bytes in which ASCII is ASCII: those of UTF-16 are not.
fn legible(bytes: &[u8]) -> Cow<'_, [u8]> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding != UTF_8 => {
            Cow::Owned(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned().into_bytes())
        }
        _ => Cow::Borrowed(bytes),
    }
}
