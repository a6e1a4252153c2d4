//! Files that one process writes at a time.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

/// Opens a file to read and write, which is made where there is none, so that no other process opens it in this way.
///
/// # Errors
///
/// What the system says, and [`io::ErrorKind::ResourceBusy`] where another process has it.
pub fn locked(path: &Path) -> io::Result<File> {
    loop {
        let file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(in_use(path)),
            // A file system without locks: two processes are then kept apart by nothing but the leftover that the second one sees.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // The process that held the lock may have given the file its name meanwhile: then this one is not `path` any more.
        if is_same(&file, path)? {
            return Ok(file);
        }
    }
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let opened = file.metadata()?;
    match fs::metadata(path) {
        Ok(named) => Ok((opened.dev(), opened.ino()) == (named.dev(), named.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_same(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

fn in_use(path: &Path) -> io::Error {
    let message = format!("another newstag is writing {} at this moment", path.display());
    io::Error::new(io::ErrorKind::ResourceBusy, message)
}
