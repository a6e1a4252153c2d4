//! What `--quarantine` wrote: bad records, which may have been mended since. Each is read as what it was, and keeps its place in its source.

use super::bad::Fault;
use super::batch::{Again, Collector, Form, Origin};
use super::halt::{Halt, chunk};
use super::options::ReadOptions;
use super::table::{self, TableHeader};
use super::warc;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::{Encoding, UTF_8};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::io::BufRead;
use std::sync::Arc;

/// A record grows where it is put into a string; a line that is longer than this for each byte, and some more, is none.
const LINE_OF_RECORD: u64 = 2;
const LINE_BESIDE_RECORD: u64 = 1 << 20;

/// A line that is no bad record, or one that cannot be tagged again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuarantineFault {
    /// It is something else.
    #[error("not a line of a quarantine, as newstag tag --quarantine writes it: {message}")]
    NoLine {
        /// What is wrong with it.
        message: String,
    },
    /// The record is but the beginning of one.
    #[error(
        "only the beginning of this record was kept, since it is too long: take the record itself from its source, and tag that (--max-record-mib allows longer ones)"
    )]
    Truncated,
    /// It is no record, but something that ended the reading of an input.
    #[error("this is no record but what ended the reading of its input: mend the input, and tag that again")]
    NoRecord,
}

/// Takes each line as the record that it holds.
pub(super) fn split(input: &mut dyn BufRead, options: &ReadOptions, out: &mut Collector<'_>) -> Result<(), Halt> {
    let longest = out.limit().saturating_mul(LINE_OF_RECORD).saturating_add(LINE_BESIDE_RECORD);
    let mut lines = Lines { held: Vec::new(), longest, is_long: false, options };
    loop {
        let bytes = chunk(input)?;
        if bytes.is_empty() {
            return lines.end(out);
        }
        let end = memchr::memchr(b'\n', bytes);
        let (used, all) = (end.map_or(bytes.len(), |at| at + 1), bytes.len());
        lines.extend(&bytes[..end.unwrap_or(all)], out);
        if end.is_some() {
            lines.end(out)?;
            out.skip(1);
        }
        input.consume(used);
        if used == all {
            out.flush()?;
        }
    }
}

/// The line that bytes are being added to.
struct Lines<'o> {
    held: Vec<u8>,
    longest: u64,
    /// Whether it is longer than is held: then it went on as the open record, which its end will refuse.
    is_long: bool,
    options: &'o ReadOptions,
}

impl Lines<'_> {
    fn extend(&mut self, bytes: &[u8], out: &mut Collector<'_>) {
        if self.is_long {
            return out.extend(bytes);
        }
        self.held.extend_from_slice(bytes);
        if self.held.len() as u64 > self.longest {
            out.extend(&std::mem::take(&mut self.held));
            self.is_long = true;
        }
    }

    fn end(&mut self, out: &mut Collector<'_>) -> Result<(), Halt> {
        if std::mem::take(&mut self.is_long) {
            return Ok(out.finish(Form::Json)?);
        }
        let line = std::mem::take(&mut self.held);
        if line.trim_ascii().is_empty() {
            out.skip(line.len());
            return Ok(());
        }
        match read(&line, self.options) {
            Ok(again) => {
                out.add_again(again)?;
                out.skip(line.len());
            }
            Err(fault) => {
                out.extend(&line);
                out.finish(Form::Broken(fault.into()))?;
            }
        }
        Ok(())
    }
}

/// A line, as `write/quarantine.rs` writes it.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    source: Source<'a>,
    #[serde(borrow)]
    form: Option<Cow<'a, str>>,
    header: Option<Vec<String>>,
    delimiter: Option<char>,
    #[serde(borrow)]
    charset: Option<Cow<'a, str>>,
    #[serde(borrow)]
    record: Option<Text<'a>>,
    #[serde(borrow)]
    record_base64: Option<Text<'a>>,
    #[serde(default)]
    truncated: bool,
}

/// Where the record was read.
#[derive(Deserialize)]
struct Source<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    record: u64,
    offset: u64,
}

/// A string, borrowed where it holds no escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

fn read(line: &[u8], options: &ReadOptions) -> Result<Again, QuarantineFault> {
    let line: Line<'_> = serde_json::from_slice(line).map_err(|error| no_line(&error.to_string()))?;
    let Source { path, record, offset } = &line.source;
    let origin = Origin { path: Arc::from(&**path), number: *record, offset: *offset };
    let charset = line.charset()?;
    let bytes = line.bytes()?;
    let size = bytes.len() as u64 + u64::from(line.truncated);
    let broken = |fault: Fault| (Form::Broken(fault), bytes.clone());
    let (form, bytes) = match line.form(charset, options)? {
        _ if line.truncated => broken(QuarantineFault::Truncated.into()),
        None => broken(QuarantineFault::NoRecord.into()),
        Some(Err(fault)) => broken(fault),
        Some(Ok(form)) => match whole(&form, &bytes) {
            Ok(whole) => (form, whole.to_vec()),
            Err(fault) => {
                return Ok(Again { origin, form: Form::Broken(fault), meant: Some(form), charset, bytes, size });
            }
        },
    };
    Ok(Again { origin, form, meant: None, charset, bytes, size })
}

/// What of a record is read by the workers. Where they rely on how it was cut, that is checked here as it was then.
fn whole<'b>(form: &Form, bytes: &'b [u8]) -> Result<&'b [u8], Fault> {
    match form {
        Form::TableRow(header) => table::check_row(bytes, header).map(|()| bytes),
        Form::Warc => Ok(warc::whole(bytes)?),
        _ => Ok(bytes),
    }
}

fn no_line(message: &str) -> QuarantineFault {
    QuarantineFault::NoLine { message: message.to_owned() }
}

impl Line<'_> {
    fn bytes(&self) -> Result<Vec<u8>, QuarantineFault> {
        match (&self.record, &self.record_base64) {
            (Some(Text(text)), None) => Ok(text.as_bytes().to_vec()),
            (None, Some(Text(text))) => STANDARD
                .decode(text.as_bytes())
                .map_err(|error| no_line(&format!("\"record_base64\" is not Base64: {error}"))),
            (Some(_), Some(_)) => {
                Err(no_line("it has both a \"record\" and a \"record_base64\": leave the one that counts"))
            }
            (None, None) => Err(no_line("it has neither a \"record\" nor a \"record_base64\"")),
        }
    }

    fn charset(&self) -> Result<Option<&'static str>, QuarantineFault> {
        let Some(name) = &self.charset else { return Ok(None) };
        let encoding = Encoding::for_label(name.as_bytes());
        let encoding = encoding.ok_or_else(|| no_line(&format!("\"{name}\" is no charset")))?;
        Ok(Some(encoding.name()).filter(|_| encoding != UTF_8))
    }

    /// How the record is to be read; none where it is none.
    fn form(
        &self,
        charset: Option<&'static str>,
        options: &ReadOptions,
    ) -> Result<Option<Result<Form, Fault>>, QuarantineFault> {
        let Some(name) = self.form.as_deref() else { return Ok(None) };
        let form = match name {
            "text" => Form::Text,
            // A row of a Parquet file was written as a JSON object.
            "json" | "parquet" => Form::Json,
            "ninjs" => Form::Ninjs,
            "html" => Form::Html,
            "warc" => Form::Warc,
            "news" => Form::NewsXml { charset },
            "row" => return Ok(Some(self.header(options)?.map(|header| Form::TableRow(Arc::new(header))))),
            _ => return Err(no_line(&format!("the form \"{name}\" is none that this newstag knows"))),
        };
        Ok(Some(Ok(form)))
    }

    fn header(&self, options: &ReadOptions) -> Result<Result<TableHeader, Fault>, QuarantineFault> {
        let delimiter = self.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()).filter(u8::is_ascii);
        match (&self.header, delimiter) {
            (Some(columns), Some(delimiter)) => {
                Ok(TableHeader::of_columns(columns.clone(), delimiter, &options.fields))
            }
            _ => {
                Err(no_line("a row needs its \"header\", a list of names, and its \"delimiter\", one ASCII character"))
            }
        }
    }
}

/// Whether a first line, or the beginning of one, is a line of a quarantine.
pub(super) fn is_line(line: &[u8]) -> bool {
    // Most first lines are told from it without being read.
    if !line.trim_ascii_start().starts_with(b"{") || memchr::memmem::find(line, b"\"reason\"").is_none() {
        return false;
    }
    let mut keys = Keys::default();
    // Of a beginning what stands in it counts.
    let _ = serde_json::Deserializer::from_slice(line).deserialize_map(&mut keys);
    keys.source && keys.reason && keys.record
}

/// Which keys a line has.
#[derive(Default)]
struct Keys {
    source: bool,
    reason: bool,
    record: bool,
}

impl<'de> Visitor<'de> for &mut Keys {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            self.source |= key == "source";
            self.reason |= key == "reason";
            self.record |= key == "record" || key == "record_base64";
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str =
        r#"{"source":{"path":"in.jsonl","record":2,"offset":15},"reason":"why","form":"json","record":"{}"}"#;

    #[test]
    fn a_quarantine_is_known_by_its_first_line() {
        assert!(is_line(LINE.as_bytes()));
        assert!(is_line(LINE.replace(':', ": ").as_bytes()));
        assert!(is_line(&LINE.as_bytes()[..LINE.len() - 5]), "its beginning is enough");
        assert!(is_line(LINE.replace("record\":\"", "record_base64\":\"").as_bytes()));
        for other in [
            r#"{"text": "the \"reason\" and the \"source\"", "record": 1}"#,
            r#"{"source": {}, "reason": 1, "text": ""}"#,
            "reason",
            "",
        ] {
            assert!(!is_line(other.as_bytes()), "{other}");
        }
    }

    #[track_caller]
    fn refused(from: &str, to: &str, expected: &str) {
        let line = LINE.replace(from, to);
        assert_ne!(line, LINE);
        let error = read(line.as_bytes(), &ReadOptions::default()).err().map(|error| error.to_string());
        let told = format!("not a line of a quarantine, as newstag tag --quarantine writes it: {expected}");
        assert_eq!(error.as_deref(), Some(&*told), "{line}");
    }

    #[test]
    fn lines_that_are_none_are_refused_with_the_reason() {
        refused(
            r#""record":"{}""#,
            r#""record_base64":"%""#,
            "\"record_base64\" is not Base64: Invalid symbol 37, offset 0.",
        );
        refused(
            r#""record":"{}""#,
            r#""record":"","record_base64":"""#,
            "it has both a \"record\" and a \"record_base64\": leave the one that counts",
        );
        refused(r#","record":"{}""#, "", "it has neither a \"record\" nor a \"record_base64\"");
        refused("json\"", "csv\"", "the form \"csv\" is none that this newstag knows");
        refused(
            "\"json\"",
            "\"row\"",
            "a row needs its \"header\", a list of names, and its \"delimiter\", one ASCII character",
        );
        refused("\"form\":", "\"charset\":\"x\",\"form\":", "\"x\" is no charset");
        refused("\"{}\"", "{}", "invalid type: map, expected a string at line 1 column 91");
    }
}
