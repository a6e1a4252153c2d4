//! Web archives: WARC files and what is made of them, such as WET files with the text of pages; and ARC files, which were there before.
//!
//! The reading thread cuts records and passes over those without text; headers of servers, chunks, compressed bodies and pages are for the
//! workers ([`document`]). A record whose length is wrong, or a damaged gzip member, costs that record alone: reading goes on at the next one
//! that begins like a record.

mod arc;
mod content;
mod document;
mod fault;
mod head;
mod http;
mod member;
mod raw;
mod window;

pub(super) use document::document;
pub use fault::{ArchiveFault, ChunkProblem, WrongEnd};
pub(super) use member::Members;

use super::bad::Fault;
use super::batch::{Collector, Form};
use super::halt::Halt;
use super::walk::ArchiveRecords;
use content::Content;
use head::{Head, LONGEST_HEAD};
use member::{MAGIC, Next};
use std::path::Path;
use window::{End, Window};

/// Where in damaged bytes the next record of WARC is taken to begin: behind a line end.
const NEXT_RECORD: &[u8] = b"\nWARC/1.";

/// What archives begin with: ARC with a record that tells of the file itself.
pub(super) const BEGINNINGS: [&[u8]; 2] = [MAGIC, arc::OF_THE_FILE.as_bytes()];

/// In which format an archive has its records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Dialect {
    #[default]
    Warc,
    Arc,
}

/// So many bytes behind a record say whether it ends there: its two line ends and the first letter of the next.
const BEHIND: usize = 5;

/// Most headers end within so many bytes.
const SHORT_HEAD: usize = 4 << 10;

/// Records that are too long to be held, and damaged ones, are passed through in pieces of so many bytes.
const PIECE: usize = 64 << 10;

/// Cuts an archive into its records.
pub(super) fn split(members: Members<'_>, out: &mut Collector<'_>, passed: &mut ArchiveRecords) -> Result<(), Halt> {
    let mut cutter = Cutter { members, window: Window::default(), dialect: Dialect::default(), out, passed };
    while cutter.next_member()? {
        while cutter.skip_line_ends()? {
            cutter.record()?;
        }
    }
    Ok(())
}

/// The record that bytes are which were cut before, and may have been changed since; without what stands behind its block.
pub(super) fn whole(bytes: &[u8]) -> Result<&[u8], ArchiveFault> {
    let size = head::end(bytes).ok_or(ArchiveFault::HeadTooLong { limit: LONGEST_HEAD })?;
    let head = Head::parse(bytes, size)?;
    let end = usize::try_from(head.length).ok().and_then(|length| size.checked_add(length));
    match end.and_then(|end| bytes.split_at_checked(end)) {
        Some((record, behind)) if behind.iter().all(|byte| b"\r\n".contains(byte)) => Ok(record),
        Some(_) => Err(ArchiveFault::WrongLength { length: head.length, found: WrongEnd::More }),
        None => {
            let found = WrongEnd::Early { held: (bytes.len() - size) as u64 };
            Err(ArchiveFault::WrongLength { length: head.length, found })
        }
    }
}

struct Cutter<'c, 's, 'm> {
    members: Members<'m>,
    window: Window,
    /// That of the last record.
    dialect: Dialect,
    out: &'c mut Collector<'s>,
    passed: &'c mut ArchiveRecords,
}

impl Cutter<'_, '_, '_> {
    /// Opens the next member; says so where something else stands before it.
    fn next_member(&mut self) -> Result<bool, Halt> {
        let next = match self.window.end() {
            Some(End::Broken(_) | End::Told) => self.members.recover(),
            _ => self.members.open_next(),
        };
        self.window = Window::default();
        match next.map_err(Halt::Read)? {
            Next::End => Ok(false),
            Next::Member => Ok(true),
            Next::BehindGarbage => {
                self.out.finish(Form::Broken(ArchiveFault::NoMember.into()))?;
                Ok(true)
            }
        }
    }

    /// Passes over the line ends before a record; says whether there is one. A member that is damaged behind its last record is a bad record.
    fn skip_line_ends(&mut self) -> Result<bool, Halt> {
        loop {
            let bytes = self.window.look(&mut self.members, SHORT_HEAD);
            let (ends, all) = (line_ends(bytes), bytes.len());
            self.window.consume(ends);
            self.out.skip(ends);
            if ends < all {
                return Ok(true);
            }
            if self.window.end().is_some() {
                self.damage().map_or(Ok(()), |fault| self.bad(fault, 0))?;
                return Ok(false);
            }
        }
    }

    /// Cuts the record that begins here.
    fn record(&mut self) -> Result<(), Halt> {
        let head = match self.head() {
            Ok(head) => head,
            Err(fault) => return self.bad(fault, 0),
        };
        match usize::try_from(head.length) {
            Ok(length) if (head.size + length) as u64 <= self.out.limit() => self.whole(&head, head.size + length),
            _ => self.long(&head),
        }
    }

    fn head(&mut self) -> Result<Head, Fault> {
        for wanted in [SHORT_HEAD, LONGEST_HEAD] {
            let bytes = self.window.look(&mut self.members, wanted);
            if let Some(dialect) = Dialect::of(bytes) {
                self.dialect = dialect;
            }
            if let Err(fault) = head::check_beginning(bytes) {
                let is_cut = memchr::memchr(b'\n', bytes).is_none();
                return Err(self.damage().filter(|_| is_cut).unwrap_or(fault.into()));
            }
            if let Some(size) = head::end(&bytes[..bytes.len().min(LONGEST_HEAD)]) {
                return Ok(Head::parse(bytes, size)?);
            }
            if self.window.end().is_some() {
                return Err(self.damage().unwrap_or(Fault::CutShort));
            }
        }
        Err(ArchiveFault::HeadTooLong { limit: LONGEST_HEAD }.into())
    }

    /// Cuts a record that can be held: `size` bytes with its header, if that is true.
    fn whole(&mut self, head: &Head, size: usize) -> Result<(), Halt> {
        let bytes = self.window.look(&mut self.members, size + BEHIND);
        let ends = bytes.len() >= size && self.dialect.ends_here(&bytes[size..]);
        // What was read ahead of a failure is sound; what a decompressor gave ahead of an error need not be.
        if let Some(fault) = self.damage().filter(|_| !(ends && self.members.is_lost())) {
            return self.bad(fault, usize::MAX);
        }
        let bytes = self.window.bytes();
        if !ends {
            let fault = self.wrong_length(head, bytes, size);
            return self.bad(fault.into(), head.size - 1);
        }
        match content::of(head, &bytes[head.size..size]) {
            Content::Html | Content::Text => {
                self.out.extend(&bytes[..size]);
                self.out.finish(Form::Warc)?;
            }
            other => {
                self.out.skip(size);
                pass_over(self.passed, head, other);
            }
        }
        self.window.consume(size);
        Ok(())
    }

    fn wrong_length(&self, head: &Head, bytes: &[u8], size: usize) -> ArchiveFault {
        let found = match self.dialect.next_record(bytes, head.size - 1) {
            Search::Found(next) if next < size => WrongEnd::NextRecord { held: (next - head.size) as u64 },
            _ if bytes.len() < size => WrongEnd::Early { held: (bytes.len() - head.size) as u64 },
            _ => WrongEnd::More,
        };
        ArchiveFault::WrongLength { length: head.length, found }
    }

    /// Passes through a record that is longer than is held. Where another one begins in it, its length is wrong.
    fn long(&mut self, head: &Head) -> Result<(), Halt> {
        let bytes = self.window.look(&mut self.members, head.size + SHORT_HEAD);
        let content = content::of(head, &bytes[head.size..]);
        let total = (head.size as u64).saturating_add(head.length);
        let gone = self.pass_through(head.size - 1, total);
        let held = gone.saturating_sub(head.size as u64);
        let length = head.length;
        let found = match self.window.bytes() {
            _ if gone == total => None,
            next if head::begins(next) => {
                Some(ArchiveFault::WrongLength { length, found: WrongEnd::NextRecord { held } }.into())
            }
            _ => Some(
                self.damage().unwrap_or(ArchiveFault::WrongLength { length, found: WrongEnd::Early { held } }.into()),
            ),
        };
        match (found, content) {
            (Some(fault), _) => self.tell(fault)?,
            // It is too long, which finishing it says.
            (None, Content::Html | Content::Text) => self.out.finish(Form::Warc)?,
            (None, other) => {
                self.out.discard();
                pass_over(self.passed, head, other);
            }
        }
        Ok(())
    }

    /// Adds bytes to the open record until there are `most`, the next record begins behind `from`, or the member ends. Returns how many.
    fn pass_through(&mut self, mut from: usize, most: u64) -> u64 {
        let mut gone = 0;
        loop {
            let len = self.window.look(&mut self.members, from.saturating_add(PIECE)).len();
            let ended = self.window.end().is_some();
            let (next, safe) = match self.dialect.next_record(self.window.bytes(), from) {
                Search::Found(at) => (Some(at), at),
                _ if ended => (None, len),
                Search::Nothing { until } => (None, until),
            };
            let used = usize::try_from(most - gone).map_or(safe, |left| left.min(safe));
            self.out.extend(&self.window.bytes()[..used]);
            self.window.consume(used);
            gone += used as u64;
            if next.is_some() || ended || gone == most {
                return gone;
            }
            from = 0;
        }
    }

    /// The record that begins here is bad; it goes on to the next one that begins behind `from`, or to the end of the member.
    fn bad(&mut self, fault: Fault, from: usize) -> Result<(), Halt> {
        let from = from.min(self.window.bytes().len());
        self.pass_through(from, u64::MAX);
        self.tell(fault)
    }

    /// The open record is bad. Where that is since nothing more can be read, it is said once.
    fn tell(&mut self, fault: Fault) -> Result<(), Halt> {
        if self.window.bytes().is_empty() && self.damage().as_ref() == Some(&fault) {
            self.window.tell_end();
        }
        // What ends the reading is no record that could be mended.
        let is_nothing = self.out.held().is_empty();
        Ok(if is_nothing { self.out.finish(Form::Broken(fault)) } else { self.out.finish_broken(fault, Form::Warc) }?)
    }

    /// What the open member is bad for, where it cannot be read on.
    fn damage(&self) -> Option<Fault> {
        let Some(End::Broken(error)) = self.window.end() else { return None };
        let message = error.to_string();
        Some(if self.members.is_lost() { Fault::Read { message } } else { ArchiveFault::Member { message }.into() })
    }
}

fn line_ends(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| b"\r\n".contains(byte)).count()
}

/// What a search for the next record found.
enum Search {
    Found(usize),
    /// None begins ahead of this place; behind it more bytes must be seen.
    Nothing {
        until: usize,
    },
}

impl Dialect {
    /// That of a record that begins so.
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            _ if bytes.starts_with(MAGIC) => Some(Self::Warc),
            _ if head::begins(bytes) => Some(Self::Arc),
            _ => None,
        }
    }

    /// Whether a record ends here, as far as the bytes go: with the line ends that it should have, or with fewer before the next record or before nothing.
    fn ends_here(self, bytes: &[u8]) -> bool {
        let rest = &bytes[line_ends(bytes)..];
        match self {
            Self::Warc => bytes.starts_with(b"\r\n\r\n") || rest.starts_with(MAGIC) || MAGIC.starts_with(rest),
            Self::Arc => arc::may_begin(rest),
        }
    }

    /// Looks for the next record behind `from`. At the end of the bytes may stand the beginning of one.
    fn next_record(self, bytes: &[u8], from: usize) -> Search {
        let found = |wanted: &[u8], from: usize| Some(from + memchr::memmem::find(bytes.get(from..)?, wanted)? + 1);
        match self {
            Self::Warc => match found(NEXT_RECORD, from) {
                Some(at) => Search::Found(at),
                None => Search::Nothing { until: bytes.len().saturating_sub(NEXT_RECORD.len()) },
            },
            Self::Arc => {
                let mut from = from;
                while let Some(at) = found(arc::NEXT_RECORD, from) {
                    match arc::begins(&bytes[at..]) {
                        Some(true) => return Search::Found(at),
                        None if bytes.len() - at < LONGEST_HEAD => return Search::Nothing { until: at - 1 },
                        _ => from = at,
                    }
                }
                Search::Nothing { until: bytes.len().saturating_sub(arc::NEXT_RECORD.len()) }
            }
        }
    }
}

fn pass_over(passed: &mut ArchiveRecords, head: &Head, content: Content) {
    let list = match content {
        Content::OtherType => &mut passed.types,
        Content::OtherStatus => &mut passed.statuses,
        Content::OtherKind | Content::Html | Content::Text => &mut passed.kinds,
    };
    list.add(Path::new(head.uri.as_deref().unwrap_or("a record without an address")));
}
