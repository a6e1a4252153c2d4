//! A file on its way to being complete, which outlives an interruption.
//!
//! `F.partial` stands beside `F` and gets its name once all is there. Of it, [`PartialFile::sync`] tells how much is safe on the disk; another run
//! takes it up behind that. It is locked while a process writes it.

use super::lock::locked;
use super::write_back::WriteBack;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::Xxh3;

/// Small writes are gathered up to so many bytes.
const BUFFER: usize = 64 << 10;

/// What is put behind the name of a file until it is complete.
const PARTIAL: &str = ".partial";

/// The part of a file that is safe on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafeFile {
    /// So many bytes.
    pub length: u64,
    /// Their hash, in hexadecimal digits: 128 bits of XXH3.
    pub hash: String,
}

/// What stands where a new file is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::write) enum There {
    /// Nobody knows: it is not touched.
    Unknown,
    /// What a run has left that did not come far.
    Ours,
}

/// A file on its way to being complete. Without a call of [`keep`](Self::keep), nothing of it stays where the run ends early.
#[derive(Debug)]
pub(in crate::write) struct PartialFile {
    /// What it will be called.
    path: PathBuf,
    file: OnDisk,
    write_back: WriteBack,
    length: u64,
    hasher: Box<Hasher>,
}

/// Removes the file when it is dropped, where it is not to stay.
#[derive(Debug)]
struct OnDisk {
    file: BufWriter<File>,
    partial: PathBuf,
    stays: bool,
}

struct Hasher(Xxh3);

impl std::fmt::Debug for Hasher {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Hasher({:x})", self.0.digest128())
    }
}

/// Where a file stands until it is complete.
pub fn partial_path(path: &Path) -> PathBuf {
    with_ending(path, PARTIAL)
}

/// A path with something behind its name.
pub fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

impl PartialFile {
    /// A new one; `partial` is where it stands until it is complete.
    pub(in crate::write) fn create(path: &Path, partial: PathBuf, there: There) -> io::Result<Self> {
        let file = locked(&partial)?;
        match there {
            There::Ours => file.set_len(0)?,
            There::Unknown if file.metadata()?.len() > 0 => return Err(leftover(&partial)),
            There::Unknown => {}
        }
        if let Ok(kind) = fs::metadata(path) {
            file.set_permissions(kind.permissions())?;
        }
        let file = OnDisk { file: BufWriter::with_capacity(BUFFER, file), partial, stays: false };
        Ok(Self::over(path, file, 0, Xxh3::new()))
    }

    /// One that another run has begun; what is not safe of it is cut off. Where it has got its name meanwhile, it loses it again.
    pub(in crate::write) fn take_up(path: &Path, safe: &SafeFile) -> io::Result<Self> {
        let partial = partial_path(path);
        if !partial.exists() && path.exists() {
            // It was complete, and the run ended before it could say so.
            hash_of(&mut File::open(path)?, safe).map_err(|_| gone(&partial))?;
            fs::rename(path, &partial)?;
        }
        Self::take_up_at(path, partial, safe)
    }

    /// The same, where it cannot have got another name.
    pub(in crate::write) fn take_up_at(path: &Path, partial: PathBuf, safe: &SafeFile) -> io::Result<Self> {
        if !partial.exists() {
            return Err(gone(&partial));
        }
        let mut file = locked(&partial)?;
        let hasher = hash_of(&mut file, safe).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => altered(&partial, safe.length),
            _ => error,
        })?;
        file.set_len(safe.length)?;
        file.seek(SeekFrom::Start(safe.length))?;
        let file = OnDisk { file: BufWriter::with_capacity(BUFFER, file), partial, stays: true };
        Ok(Self::over(path, file, safe.length, hasher))
    }

    fn over(path: &Path, file: OnDisk, length: u64, hasher: Xxh3) -> Self {
        Self { path: path.to_owned(), file, write_back: WriteBack::default(), length, hasher: Box::new(Hasher(hasher)) }
    }

    pub(in crate::write) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hasher.0.update(bytes);
        self.length += bytes.len() as u64;
        self.file.file.write_all(bytes)?;
        self.write_back.wrote(self.file.file.get_ref(), bytes.len())
    }

    pub(in crate::write) fn flush(&mut self) -> io::Result<()> {
        self.file.file.flush()
    }

    /// Brings what was written to the disk.
    pub(in crate::write) fn sync(&mut self) -> io::Result<SafeFile> {
        self.flush()?;
        self.write_back.end()?;
        self.file.file.get_ref().sync_data()?;
        Ok(SafeFile { length: self.length, hash: format!("{:032x}", self.hasher.0.digest128()) })
    }

    /// From now on the file stays where the run ends early.
    pub(in crate::write) fn keep(&mut self) {
        self.file.stays = true;
    }

    /// All is there: the file gets its name.
    pub(in crate::write) fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.write_back.end()?;
        self.file.file.get_ref().sync_all()?;
        fs::rename(&self.file.partial, &self.path)?;
        self.file.stays = true;
        Ok(())
    }

    /// Nothing of it is wanted any more.
    pub(in crate::write) fn discard(mut self) {
        self.file.stays = false;
    }

    /// What was written, from the beginning.
    pub(in crate::write) fn reader(&mut self) -> io::Result<File> {
        self.flush()?;
        File::open(&self.file.partial)
    }
}

impl Drop for OnDisk {
    fn drop(&mut self) {
        if !self.stays {
            // Nobody can be told; the next run names it as a leftover.
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// Hashes the safe part; other bytes, or fewer, are [`io::ErrorKind::InvalidData`].
fn hash_of(file: &mut File, safe: &SafeFile) -> io::Result<Xxh3> {
    let mut hasher = Xxh3::new();
    let mut bytes = vec![0; BUFFER];
    let mut left = safe.length;
    let mut file = file.take(safe.length);
    while left > 0 {
        match file.read(&mut bytes) {
            Ok(0) => break,
            Ok(read) => {
                hasher.update(&bytes[..read]);
                left -= read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    if left > 0 || format!("{:032x}", hasher.digest128()) != safe.hash {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(hasher)
}

fn leftover(partial: &Path) -> io::Error {
    let message = format!(
        "{} is there already, and nothing says how far it is: it is not touched; delete it to begin anew",
        partial.display()
    );
    io::Error::new(io::ErrorKind::AlreadyExists, message)
}

fn gone(partial: &Path) -> io::Error {
    let message = format!("{} is not there any more", partial.display());
    io::Error::new(io::ErrorKind::NotFound, message)
}

fn altered(partial: &Path, length: u64) -> io::Error {
    let message = format!("the first {length} bytes of {} are not those that were written", partial.display());
    io::Error::new(io::ErrorKind::InvalidData, message)
}
