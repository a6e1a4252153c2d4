//! Where the bytes of records come from: members of a gzip file, each by itself, or one stretch of bytes.

use super::raw::Raw;
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};

const GZIP: &[u8] = &[0x1F, 0x8B, 8];

/// What every record begins with.
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
pub(in crate::read) enum Members<'m> {
    /// A gzip file between two members.
    Between(Raw<'m>),
    /// A gzip file within a member.
    Within(Box<GzDecoder<Raw<'m>>>),
    /// Bytes as they are, all of them one member, not yet opened.
    Whole(Box<dyn BufRead + Send + 'm>),
    /// The same, opened.
    Plain(Box<dyn BufRead + Send + 'm>),
    /// Nothing more.
    Done,
}

impl<'m> Members<'m> {
    /// The members of a file, whose first bytes tell whether it is a gzip file.
    pub(in crate::read) fn of_file(input: Box<dyn Read + Send + 'm>) -> io::Result<Self> {
        let mut raw = Raw::new(input);
        let beginning = raw.look(GZIP.len())?;
        if beginning.starts_with(&GZIP[..2]) {
            return Ok(Self::Between(raw));
        }
        Ok(Self::Whole(crate::open::decompressed(raw)?))
    }

    /// Opens the next member.
    pub(super) fn open_next(&mut self) -> io::Result<Next> {
        let raw = match std::mem::replace(self, Self::Done) {
            Self::Between(raw) => raw,
            Self::Within(decoder) => decoder.into_inner(),
            Self::Whole(input) => {
                *self = Self::Plain(input);
                return Ok(Next::Member);
            }
            Self::Plain(_) | Self::Done => return Ok(Next::End),
        };
        self.open_at(raw)
    }

    /// After an error: looks for the next member of records, from behind the beginning of this one.
    pub(super) fn recover(&mut self) -> io::Result<Next> {
        let is_lost = self.is_lost();
        let Self::Within(decoder) = std::mem::replace(self, Self::Done) else { return Ok(Next::End) };
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
        match self {
            Self::Within(decoder) => decoder.get_ref().is_lost(),
            Self::Plain(_) => true,
            Self::Between(_) | Self::Whole(_) | Self::Done => false,
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
        *self = Self::Within(Box::new(GzDecoder::new(raw)));
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
    GzDecoder::new(bytes).read_exact(&mut beginning).is_ok() && beginning == MAGIC
}

impl Read for Members<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Within(decoder) => decoder.read(into),
            Self::Plain(input) => input.read(into),
            Self::Between(_) | Self::Whole(_) | Self::Done => Ok(0),
        }
    }
}
