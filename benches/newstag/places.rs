//! Where things are: the data, the repository, and what a run writes.

use crate::definition::Place;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// The folders of a run.
pub(crate) struct Places {
    data: Option<PathBuf>,
    repository: PathBuf,
    work: PathBuf,
}

impl Places {
    /// The folders of this run, the one with the data among them where it is given.
    pub(crate) fn new(data: Option<&Path>) -> Result<Self> {
        if let Some(data) = data.filter(|data| !data.is_dir()) {
            bail!("--data names {}, which is not a folder.", data.display());
        }
        let work = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench");
        std::fs::create_dir_all(&work)?;
        Ok(Self { data: data.map(Path::to_owned), repository: env!("CARGO_MANIFEST_DIR").into(), work })
    }

    /// The folder of `--data`.
    pub(crate) fn data(&self) -> Option<&Path> {
        self.data.as_deref()
    }

    /// The folder with the definitions.
    pub(crate) fn definitions(&self) -> PathBuf {
        self.repository.join("benches/definitions")
    }

    /// A file that a run writes.
    pub(crate) fn work(&self, name: &str) -> PathBuf {
        self.work.join(name)
    }

    /// The path of a place.
    pub(crate) fn path(&self, place: &Place) -> PathBuf {
        match (place.in_data(), &self.data) {
            (Some(below), Some(data)) => data.join(below),
            _ => self.repository.join(&place.0),
        }
    }
}
