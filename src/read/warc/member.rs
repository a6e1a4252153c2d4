//! Where the bytes of records come from: members of a gzip file, each by itself, or one stretch of bytes.

use super::head;
use super::raw::Raw;
use crate::open::{self, Limits};
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};

const GZIP: &[u8] = &[0x1F, 0x8B, 8];

/// What every record of WARC begins with.
pub(in crate::read) const MAGIC: &[u8] = b"WARC/";

/// So much of a place is looked at to see whether a member of records begins there.
const MEMBER_LOOK: usize = 4 << 10;

/// What the next bytes belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A member.
    Member,
    /// A member, before which stands something that is none.
    BehindGarbage,
    /// Nothing: the input is at its end.
    End,
}

/// The bytes of records, member by member. A read that gives none is at the end of a member.
pub(in crate::read) struct Members<'m> {
    state: State<'m>,
    limits: Limits,
}

enum State<'m> {
    /// A gzip file between two members.
    Between(Raw<'m>),
    /// A gzip file within a member, of which so many bytes were read.
    Within { decoder: Box<GzDecoder<Raw<'m>>>, given: u64 },
    /// Bytes as they are, all of them one member, not yet opened.
    Whole(Box<dyn BufRead + Send + 'm>),
    /// The same, opened.
    Plain(Box<dyn BufRead + Send + 'm>),
    /// Nothing more.
    Done,
}

impl<'m> Members<'m> {
    /// The members of a file, whose first bytes tell whether it is a gzip file. Each member may grow as far as the limits say: an archive is large, and
    /// what it gives in all is bounded by what it takes.
    pub(in crate::read) fn of_file(input: Box<dyn Read + Send + 'm>, limits: Limits) -> io::Result<Self> {
        let mut raw = Raw::new(input);
        let beginning = raw.look(GZIP.len())?;
        if beginning.starts_with(&GZIP[..2]) {
            return Ok(Self { state: State::Between(raw), limits });
        }
        Ok(Self::whole(open::decompressed_within(raw, limits)?))
    }

    /// Bytes as they are, all of them one member.
    pub(in crate::read) fn whole(input: Box<dyn BufRead + Send + 'm>) -> Self {
        Self { state: State::Whole(input), limits: Limits::NONE }
    }

    /// Opens the next member.
    pub(super) fn open_next(&mut self) -> io::Result<Next> {
        let raw = match std::mem::replace(&mut self.state, State::Done) {
            State::Between(raw) => raw,
            State::Within { decoder, .. } => decoder.into_inner(),
            State::Whole(input) => {
                self.state = State::Plain(input);
                return Ok(Next::Member);
            }
            State::Plain(_) | State::Done => return Ok(Next::End),
        };
        self.open_at(raw)
    }

    /// After an error: looks for the next member of records, from behind the beginning of this one.
    pub(super) fn recover(&mut self) -> io::Result<Next> {
        let is_lost = self.is_lost();
        let State::Within { decoder, .. } = std::mem::replace(&mut self.state, State::Done) else {
            return Ok(Next::End);
        };
        let mut raw = decoder.into_inner();
        raw.back_behind_mark();
        match self.search(raw) {
            // The error was that no more can be read.
            Err(_) if is_lost => Ok(Next::End),
            next => next,
        }
    }

    /// Whether the input cannot be read on, as against a member that cannot be decompressed.
    pub(super) fn is_lost(&self) -> bool {
        match &self.state {
            State::Within { decoder, .. } => decoder.get_ref().is_lost(),
            State::Plain(_) => true,
            State::Between(_) | State::Whole(_) | State::Done => false,
        }
    }

    fn open_at(&mut self, mut raw: Raw<'m>) -> io::Result<Next> {
        skip_zeros(&mut raw)?;
        let beginning = raw.look(GZIP.len())?;
        if beginning.is_empty() {
            return Ok(Next::End);
        }
        if beginning.starts_with(GZIP) {
            self.enter(raw);
            return Ok(Next::Member);
        }
        self.search(raw).map(|_| Next::BehindGarbage)
    }

    fn search(&mut self, mut raw: Raw<'m>) -> io::Result<Next> {
        loop {
            let bytes = raw.look(MEMBER_LOOK)?;
            if bytes.is_empty() {
                return Ok(Next::End);
            }
            match memchr::memmem::find(bytes, GZIP) {
                Some(0) if holds_a_record(bytes) => break,
                Some(0) => raw.consume(1),
                Some(at) => raw.consume(at),
                None => {
                    let used = bytes.len();
                    raw.consume(used.saturating_sub(GZIP.len() - 1).max(1));
                }
            }
        }
        self.enter(raw);
        Ok(Next::Member)
    }

    fn enter(&mut self, mut raw: Raw<'m>) {
        raw.mark();
        self.state = State::Within { decoder: Box::new(GzDecoder::new(raw)), given: 0 };
    }
}

fn skip_zeros(raw: &mut Raw<'_>) -> io::Result<()> {
    loop {
        let bytes = raw.fill_buf()?;
        let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
        raw.consume(zeros);
        if zeros == 0 {
            return Ok(());
        }
    }
}

/// Whether a member that begins here holds a record; compressed bytes look like the beginning of a member now and then.
fn holds_a_record(bytes: &[u8]) -> bool {
    let mut beginning = [0; MAGIC.len()];
    GzDecoder::new(bytes).read_exact(&mut beginning).is_ok() && head::begins(&beginning)
}

impl Read for Members<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match &mut self.state {
            State::Within { decoder, given } => {
                self.limits.check(decoder.get_ref().taken(), *given)?;
                let read = decoder.read(into)?;
                *given += read as u64;
                Ok(read)
            }
            State::Plain(input) => input.read(into),
            State::Between(_) | State::Whole(_) | State::Done => Ok(0),
        }
    }
}
