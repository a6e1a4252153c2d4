//! Folders, walked in name order.

use ignore::{DirEntry, Walk, WalkBuilder};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// What was passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassedOver {
    /// Files whose names stand for no format.
    pub other_names: Passed,
    /// Symbolic links, pipes, devices.
    pub no_files: Passed,
    /// Files that this run writes to.
    pub own_output: Passed,
    /// Records of web archives.
    pub archive_records: ArchiveRecords,
}

/// Records of web archives that were passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveRecords {
    /// Requests, metadata and whatever else holds no text.
    pub kinds: Passed,
    /// Images, scripts and whatever else is neither a page nor text.
    pub types: Passed,
    /// Errors, and ways to somewhere else.
    pub statuses: Passed,
}

/// How many things were passed over for one reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    /// How many.
    pub count: u64,
    /// The first of them.
    pub example: Option<PathBuf>,
}

impl Passed {
    pub(super) fn add(&mut self, path: &Path) {
        self.count += 1;
        self.example.get_or_insert_with(|| path.to_owned());
    }
}

/// Something in a folder.
#[derive(Debug)]
pub(super) enum Found {
    /// A regular file.
    File(PathBuf),
    /// Something else that is no folder.
    NoFile(PathBuf),
    /// Something that cannot be looked at.
    Unreadable(PathBuf, io::Error),
}

/// What is in a folder and the folders in it, each folder in name order; hidden things are left out.
///
/// Links are not followed, so that no file is read twice and no loop is entered; nothing but regular files may be opened,
/// since opening a pipe could wait for ever.
pub(super) fn walk(folder: &Path) -> impl Iterator<Item = Found> {
    let folder = folder.to_owned();
    tree(&folder).filter_map(move |entry| match entry {
        Ok(entry) => found(entry),
        Err(error) => Some(unreadable(error, &folder)),
    })
}

fn tree(folder: &Path) -> Walk {
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(false).hidden(true).follow_links(false).sort_by_file_name(Ord::cmp);
    builder.build()
}

fn found(entry: DirEntry) -> Option<Found> {
    let kind = entry.file_type();
    if entry.depth() == 0 || kind.is_some_and(|kind| kind.is_dir()) {
        return None;
    }
    let path = entry.into_path();
    Some(if kind.is_some_and(|kind| kind.is_file()) { Found::File(path) } else { Found::NoFile(path) })
}

fn unreadable(error: ignore::Error, folder: &Path) -> Found {
    let path = path_of(&error).unwrap_or(folder).to_owned();
    let text = error.to_string();
    Found::Unreadable(path, error.into_io_error().unwrap_or_else(|| io::Error::other(text)))
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => path_of(err),
        _ => None,
    }
}
