//! Cuts a file of NewsML-G2 or NITF into its items: it may be one, a package of them, or a message that carries several.

use super::NewsFault;
use super::xml::{check_doctype, ill_formed};
use crate::read::batch::{Collector, Form};
use crate::read::declared::{Decoded, State, decode, of_label};
use crate::read::halt::{Halt, chunk};
use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;
use std::ops::Range;

/// The elements that are items; those that hold no news are told, not passed over.
pub(super) const ITEMS: &[&str] =
    &["newsItem", "packageItem", "nitf", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"];

/// Takes the input's items as records. The input is held whole; one that is longer than a record may be is bad.
pub(in crate::read) fn split(input: &mut dyn BufRead, out: &mut Collector<'_>) -> Result<(), Halt> {
    let Some((mut bytes, failure)) = held(input, out)? else {
        return Ok(out.finish(Form::NewsXml { charset: None })?);
    };
    if failure.is_some() {
        bytes.truncate(memchr::memrchr(b'>', &bytes).map_or(0, |at| at + 1));
    }
    let Decoded { text, charset, state } = decode(&bytes, declared(&bytes));
    if state == State::Damaged {
        out.extend(&bytes);
        failure.map_or(Ok(()), Err)?;
        let fault = NewsFault::Damaged { charset: charset.unwrap_or("UTF-8") };
        return Ok(out.finish(Form::Broken(fault.into()))?);
    }
    let (items, fault) = items(&text);
    let mut done = 0;
    for item in items {
        out.skip(item.start - done);
        done = item.end;
        out.extend(text[item].as_bytes());
        out.finish(Form::NewsXml { charset })?;
    }
    match (failure, fault) {
        (Some(failure), _) => {
            out.extend(text[done..].as_bytes());
            Err(failure)
        }
        (None, Some(fault)) => {
            out.extend(text[done..].as_bytes());
            Ok(out.finish(Form::Broken(fault.into()))?)
        }
        (None, None) => {
            out.skip(text.len() - done);
            Ok(())
        }
    }
}

/// What was read of an input, and why there is no more of it.
type Held = (Vec<u8>, Option<Halt>);

/// The whole input, or what comes ahead of a failure; none where it is too long, and then it went on as the open record.
fn held(input: &mut dyn BufRead, out: &mut Collector<'_>) -> Result<Option<Held>, Halt> {
    let mut held = Vec::new();
    loop {
        let bytes = match chunk(input) {
            Ok([]) => return Ok(Some((held, None))),
            Ok(bytes) => bytes,
            Err(halt) => return Ok(Some((held, Some(halt)))),
        };
        held.extend_from_slice(bytes);
        let used = bytes.len();
        input.consume(used);
        if held.len() as u64 > out.limit() {
            break;
        }
    }
    out.extend(&held);
    drop(held);
    loop {
        let bytes = chunk(input)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        out.extend(bytes);
        let used = bytes.len();
        input.consume(used);
    }
}

/// The charset of the XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let declaration = bytes.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr::memmem::find(declaration, b"?>")?];
    let value = &declaration[memchr::memmem::find(declaration, b"encoding")?..];
    let value = value.split(|byte| b"'\"".contains(byte)).nth(1)?;
    of_label(value)
}

/// Where the outermost items stand, and what is wrong behind the last of them.
fn items(text: &str) -> (Vec<Range<usize>>, Option<NewsFault>) {
    let mut cutter = Cutter::default();
    let fault = cutter.read(text).err();
    let fault = fault.or_else(|| {
        let root = cutter.root.take().unwrap_or_default();
        cutter.items.is_empty().then_some(NewsFault::NoNews { root })
    });
    (cutter.items, fault)
}

#[derive(Default)]
struct Cutter {
    items: Vec<Range<usize>>,
    /// Where the open item begins, and the elements that are open in it.
    open: Option<(usize, usize)>,
    root: Option<String>,
}

impl Cutter {
    fn read(&mut self, text: &str) -> Result<(), NewsFault> {
        let mut reader = Reader::from_str(text);
        loop {
            let start = place(reader.buffer_position());
            let event = reader.read_event().map_err(|error| ill_formed(text, reader.error_position(), &error))?;
            let end = place(reader.buffer_position());
            match event {
                Event::Start(tag) => self.start(&tag, start),
                Event::Empty(tag) if self.open.is_none() && is_item(&tag) => self.items.push(start..end),
                Event::Empty(tag) => self.see(&tag),
                Event::End(_) => self.end(end),
                Event::DocType(declared) => check_doctype(&declared)?,
                Event::Eof => return self.complete(text),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, start: usize) {
        self.see(tag);
        self.open = match self.open {
            Some((from, depth)) => Some((from, depth + 1)),
            None => is_item(tag).then_some((start, 1)),
        };
    }

    fn end(&mut self, end: usize) {
        match self.open {
            Some((from, 1)) => {
                self.items.push(from..end);
                self.open = None;
            }
            Some((from, depth)) => self.open = Some((from, depth - 1)),
            None => {}
        }
    }

    fn see(&mut self, tag: &BytesStart<'_>) {
        self.root.get_or_insert_with(|| tag.local_name().into_inner().chars().take(40).collect());
    }

    fn complete(&self, text: &str) -> Result<(), NewsFault> {
        let Some((from, _)) = self.open else { return Ok(()) };
        let name: String =
            text[from..].chars().skip(1).take_while(|c| !c.is_whitespace() && *c != '>').take(40).collect();
        let message = format!("the element <{name}> is not closed: was the file cut off?");
        Err(NewsFault::Xml { line: super::xml::line(text, text.len() as u64), message })
    }
}

fn is_item(tag: &BytesStart<'_>) -> bool {
    ITEMS.contains(&tag.local_name().into_inner())
}

fn place(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
