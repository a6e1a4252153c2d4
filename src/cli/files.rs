//! The files that a run writes: results and bad records.

use super::args::OutputArgs;
use crate::write::{Format, Output, Settings, Sink, Target};
use anyhow::bail;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// The files that are written.
pub(super) struct Files {
    pub(super) output: Sink,
    pub(super) quarantine: Option<Output>,
    /// Those of them that are regular files, or the folder of results.
    pub(super) regular: Vec<PathBuf>,
}

impl Files {
    /// Opens what results and bad records go to.
    pub(super) fn open(
        args: &OutputArgs,
        format: &Format,
        settings: &Settings,
        threads: NonZeroUsize,
    ) -> anyhow::Result<Self> {
        Self::of(args.output.as_deref(), args.quarantine.as_deref(), format, settings, threads)
    }

    /// The same, by the paths.
    pub(super) fn of(
        output: Option<&Path>,
        quarantine: Option<&Path>,
        format: &Format,
        settings: &Settings,
        threads: NonZeroUsize,
    ) -> anyhow::Result<Self> {
        let output = Target::from_argument(output);
        let quarantine = quarantine.map(|path| Target::from_argument(Some(path)));
        if quarantine == Some(Target::Stdout) {
            bail!("--quarantine takes a file: standard output is for results");
        }
        let mut regular = Vec::from_iter(Sink::regular(format, &output)?);
        if let Some(file) = quarantine.as_ref().map(Target::regular_file).transpose()?.flatten() {
            if regular.contains(&file) {
                bail!("-o and --quarantine both name {}: give them a file each", file.display());
            }
            regular.push(file);
        }
        let quarantine = quarantine.as_ref().map(Output::open).transpose()?;
        Ok(Self { output: Sink::open(format, settings, &output, threads)?, quarantine, regular })
    }

    /// Nothing that is read may be overwritten.
    pub(super) fn check<'p>(&self, mut read: impl Iterator<Item = &'p Path>) -> anyhow::Result<()> {
        match read.find(|path| path.canonicalize().is_ok_and(|file| self.regular.contains(&file))) {
            Some(path) => {
                bail!("{} is read and would be overwritten: write the results to another file", path.display())
            }
            None => Ok(()),
        }
    }
}
