//! Zip archives: each entry is an input of its own.

use super::bad::Fault;
use crate::open::{self, Guard, Limits, Meter, Steady};
use std::io::{self, BufRead, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zip::ZipArchive;
use zip::read::ZipFile;

/// What archives begin with: an entry, or the end of one without entries.
pub(super) const BEGINNINGS: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// What the file is called where it cannot be read.
pub(super) const FORMAT: &str = "a zip archive";

/// Whether a file's name says that it is one.
pub(super) fn is_name(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
}

/// An archive that is open.
pub(super) struct Archive<R> {
    entries: ZipArchive<Steady<R>>,
    /// All entries together may unpack to what the archive allows, since they may share their bytes.
    meter: Arc<Meter>,
    limits: Limits,
}

/// Something in an archive.
pub(super) enum Entry {
    /// A file.
    File(String),
    /// Something that is no file, by its name.
    NoFile(PathBuf),
    /// Nothing to read: a folder, or a hidden file.
    Nothing,
    /// A file that cannot be read, and why.
    Unreadable(String, Fault),
}

/// What an entry holds, decompressed.
pub(super) type Opened<'a> = io::Result<Box<dyn BufRead + Send + 'a>>;

impl<R: Read + Seek + Send> Archive<R> {
    /// Opens an archive of so many bytes.
    pub(super) fn open(file: R, bytes: u64, limits: Limits) -> Result<Self, Fault> {
        let entries = ZipArchive::new(Steady::new(file)).map_err(fault)?;
        Ok(Self { entries, meter: Arc::new(Meter::of_archive(bytes)), limits })
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// What an entry is; its path begins with that of the archive.
    pub(super) fn entry(&mut self, at: usize, archive: &str) -> Entry {
        let entry = match self.entries.by_index_raw(at) {
            Ok(entry) => entry,
            Err(error) => return Entry::Unreadable(format!("{archive}/entry {at}"), fault(error)),
        };
        let name = name(&entry);
        let path = format!("{archive}/{name}");
        if entry.encrypted() {
            let message = "it is encrypted".to_owned();
            return Entry::Unreadable(path, Fault::Container { format: FORMAT, message });
        }
        if entry.is_dir() || is_hidden(&name) {
            return Entry::Nothing;
        }
        if entry.is_symlink() { Entry::NoFile(path.into()) } else { Entry::File(path) }
    }

    /// What stands in an entry.
    pub(super) fn open_entry(&mut self, at: usize) -> Result<Opened<'_>, Fault> {
        let entry = self.entries.by_index(at).map_err(fault)?;
        let guarded = Guard::new(entry, Arc::clone(&self.meter), self.limits);
        Ok(open::decompressed_within(guarded, self.limits))
    }
}

/// An entry's name with `/` between its parts.
fn name<R: Read>(entry: &ZipFile<'_, R>) -> String {
    let name =
        entry.name().map_or_else(|_| String::from_utf8_lossy(entry.name_raw()).into_owned(), |name| name.into_owned());
    name.replace('\\', "/")
}

/// As in folders; and what macOS puts beside each file. A name that seems to lead out of the archive is but a name: nothing is unpacked.
fn is_hidden(name: &str) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') && !matches!(part, "." | "..");
    name.split('/').any(|part| is_hidden(part) || part == "__MACOSX")
}

fn fault(error: zip::result::ZipError) -> Fault {
    Fault::Container { format: FORMAT, message: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, SeekFrom, Write};

    /// An archive that comes a few bytes at a time, each read interrupted once, and that cannot be read at some place.
    struct Flaky {
        bytes: Cursor<Vec<u8>>,
        turn: usize,
        hole: Option<u64>,
    }

    impl Read for Flaky {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.turn += 1;
            if self.turn % 2 == 1 {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let len = buffer.len().min(7);
            let next = self.bytes.position()..self.bytes.position() + len as u64;
            if self.hole.is_some_and(|hole| next.contains(&hole)) {
                return Err(io::Error::from_raw_os_error(5));
            }
            self.bytes.read(&mut buffer[..len])
        }
    }

    impl Seek for Flaky {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.bytes.seek(to)
        }
    }

    /// More than is looked at to find the archive's end, and nothing that shrinks.
    fn entries() -> [(&'static str, String); 3] {
        let long =
            (1..3000_u64).map(|n| format!("{:x}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31))).collect();
        [("a.txt", "耿爽".to_owned()), ("b.txt", long), ("c.txt", String::new())]
    }

    fn packed() -> Vec<u8> {
        let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in entries() {
            writer.start_file(name, ::zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// What is in the archive, entry by entry, where a byte of it cannot be read.
    fn texts(hole: Option<u64>) -> Result<Vec<Result<String, String>>, String> {
        let bytes = packed();
        let size = bytes.len() as u64;
        let flaky = Flaky { bytes: Cursor::new(bytes), turn: 0, hole };
        let mut archive = Archive::open(flaky, size, Limits::default()).map_err(|fault| fault.to_string())?;
        Ok((0..archive.len()).map(|at| text(&mut archive, at)).collect())
    }

    fn text(archive: &mut Archive<Flaky>, at: usize) -> Result<String, String> {
        let mut text = String::new();
        let opened = archive.open_entry(at).map_err(|fault| fault.to_string())?;
        opened.and_then(|mut input| input.read_to_string(&mut text)).map_err(|error| error.to_string())?;
        Ok(text)
    }

    #[test]
    fn short_reads_that_are_interrupted_change_nothing() {
        assert_eq!(texts(None), Ok(entries().map(|(_, text)| Ok(text)).to_vec()));
    }

    /// A byte that cannot be read costs the entries that it belongs to, or the archive; no entry is read as another.
    #[test]
    fn a_hole_costs_what_stands_in_it() {
        let mut lost = 0;
        for hole in (0..packed().len() as u64).step_by(500) {
            let Ok(read) = texts(Some(hole)) else { continue };
            for (text, (name, whole)) in read.iter().zip(entries()) {
                assert!(text.is_err() || text.as_ref().is_ok_and(|text| *text == whole), "{name}, {hole}: {text:?}");
            }
            lost += read.iter().filter(|text| text.is_err()).count();
        }
        assert!(lost > 20, "{lost} entries");
    }
}
