//! A source that is being read: decompressed, its bytes counted, its beginning known.

use super::recognise::{Recognised, recognise};
use super::{ImportError, Kind};
use crate::load::format::plain_name;
use crate::open;
use std::cell::Cell;
use std::io::{self, BufRead, Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// So much is looked at to tell the format; the first line of a dump may be long.
const BEGINNING: u64 = 64 << 10;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF_16: [&[u8]; 2] = [b"\xFF\xFE", b"\xFE\xFF"];

/// How many bytes have been read of all sources, decompressed.
pub(super) type ByteCount = Rc<Cell<u64>>;

/// An open source.
pub(super) struct Input {
    path: PathBuf,
    head: Vec<u8>,
    rest: Box<dyn BufRead>,
}

impl Input {
    /// Opens a file, or standard input where the path is `-`.
    pub(super) fn open(path: &Path) -> Result<Self, ImportError> {
        let opened = if path == Path::new("-") { open::decompressed(io::stdin()) } else { open_file(path) };
        let read = opened.and_then(|mut rest| {
            let mut head = Vec::new();
            rest.by_ref().take(BEGINNING).read_to_end(&mut head)?;
            Ok((head, rest))
        });
        let (mut head, rest) = read.map_err(|reason| ImportError::Open { path: path.to_owned(), reason })?;
        if UTF_16.iter().any(|mark| head.starts_with(mark)) {
            return Err(ImportError::Utf16 { path: path.to_owned() });
        }
        if head.starts_with(BYTE_ORDER_MARK) {
            head.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(Self { path: path.to_owned(), head, rest })
    }

    /// The path as it was given.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// How the source begins.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Refuses a source that is of another format than the importer reads.
    pub(super) fn expect(&self, expected: Kind) -> Result<(), ImportError> {
        let path = || self.path.clone();
        if self.head.trim_ascii().is_empty() {
            // A gazetteer keeps lists that nothing stands in yet.
            let may_be_empty = expected == Kind::Gate && plain_name(&self.path).to_ascii_lowercase().ends_with(".lst");
            return if may_be_empty { Ok(()) } else { Err(ImportError::Empty { path: path(), expected }) };
        }
        match recognise(&self.path, &self.head) {
            Some(Recognised::Dictionary) => Err(ImportError::Dictionary { path: path(), expected }),
            Some(Recognised::Surely(found) | Recognised::Likely(found) | Recognised::Perhaps(found))
                if found == expected =>
            {
                Ok(())
            }
            Some(Recognised::Perhaps(_)) | None if expected.is_without_a_mark() => Ok(()),
            Some(Recognised::Surely(found) | Recognised::Likely(found) | Recognised::Perhaps(found)) => {
                Err(ImportError::OtherKind { path: path(), found, expected })
            }
            None => Err(ImportError::Unknown { path: path(), expected }),
        }
    }

    /// The bytes, counted as they are read.
    pub(super) fn counted(self, count: &ByteCount) -> impl BufRead + use<> {
        Counted { input: Cursor::new(self.head).chain(self.rest), count: count.clone() }
    }
}

fn open_file(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    if path.is_dir() {
        Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder: name the files in it"))
    } else {
        open::open(path)
    }
}

struct Counted<R> {
    input: R,
    count: ByteCount,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count.set(self.count.get() + amount as u64);
        self.input.consume(amount);
    }
}
