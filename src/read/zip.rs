//! Zip archives: each entry is an input of its own.

use super::bad::Fault;
use crate::open::{self, Guard, Limits, Meter};
use std::fs::File;
use std::io::{self, BufRead};
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
pub(super) struct Archive {
    entries: ZipArchive<File>,
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

impl Archive {
    /// Opens an archive.
    pub(super) fn open(file: File, limits: Limits) -> Result<Self, Fault> {
        let bytes = file.metadata().map(|about| about.len()).unwrap_or_default();
        let entries = ZipArchive::new(file).map_err(fault)?;
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
fn name(entry: &ZipFile<'_, File>) -> String {
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
