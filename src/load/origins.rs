//! Where each entity was first seen.

use super::error::Origin;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// Remembers the file and line in which each id stood first.
///
/// The key is a hash of the id: this table would otherwise hold all ids a second time. Two ids of one hash (a chance of one
/// in ten million for two million ids) would mix up two places in a message, nothing else.
#[derive(Debug, Default)]
pub struct Origins {
    files: Vec<Arc<Path>>,
    first: HashMap<u64, FirstSeen>,
}

#[derive(Clone, Copy, Debug)]
struct FirstSeen {
    file: usize,
    /// 0 in a source without lines.
    line: u64,
}

impl Origins {
    /// The file and line in which the id stood first.
    pub fn of(&self, id: &str) -> Option<Origin> {
        let seen = self.first.get(&xxh3_64(id.as_bytes()))?;
        Some(Origin { path: self.files.get(seen.file)?.clone(), line: Some(seen.line).filter(|line| *line > 0) })
    }

    /// From here on a new file is read.
    pub(super) fn begin(&mut self, path: Arc<Path>) {
        self.files.push(path);
    }

    /// Notes that an entity of this id stands in a line of the file that is being read, or somewhere in it.
    pub(super) fn note(&mut self, id: &str, line: Option<u64>) {
        let file = self.files.len().saturating_sub(1);
        self.first.entry(xxh3_64(id.as_bytes())).or_insert(FirstSeen { file, line: line.unwrap_or_default() });
    }
}
