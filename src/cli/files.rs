//! The files that a run writes: results and bad records.

use super::exit::Exit;
use super::resume;
use super::tell;
use crate::pipeline::{
    Found, Journal, JournalError, Left, RunIdentity, ShardManifest, Written, journal_path, manifest_path,
};
use crate::write::{
    Format, Kept, Leftover, Opening, Output, OutputError, Settings, Sink, Target, partial_path, spool_path,
};
use anyhow::bail;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where results and bad records are to go.
pub(super) struct Targets {
    output: Target,
    quarantine: Option<Target>,
    /// The file or folder of results, where it is one.
    results: Option<PathBuf>,
    /// All that is written: regular files, and the folder of results.
    pub(super) regular: Vec<PathBuf>,
}

/// Whether a run goes on with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resume {
    /// It does, where there is one.
    IfLeft,
    /// It does not.
    No,
}

/// How a run begins.
pub(super) enum Start {
    /// With nothing.
    Fresh(Option<Box<Journal>>, Files),
    /// With what another has left.
    GoOn(Box<Journal>, Box<Left>),
}

/// What another run has left, taken up.
pub(super) enum TakenUp {
    /// There is more to do.
    Open(Box<(Files, Written)>),
    /// All was done.
    Complete(Exit),
}

/// The files, open.
pub(super) struct Files {
    pub(super) output: Sink,
    pub(super) quarantine: Option<Output>,
}

/// What a run writes, and how.
#[derive(Clone, Copy)]
pub(super) struct Form<'f> {
    pub(super) format: &'f Format,
    pub(super) settings: &'f Settings,
    pub(super) threads: NonZeroUsize,
}

impl Targets {
    /// Finds out what is to be written.
    pub(super) fn of(output: Option<&Path>, quarantine: Option<&Path>, format: &Format) -> anyhow::Result<Self> {
        let output = Target::from_argument(output);
        let quarantine = quarantine.map(|path| Target::from_argument(Some(path)));
        if quarantine == Some(Target::Stdout) {
            bail!("--quarantine takes a file: standard output is for results");
        }
        let results = Sink::regular(format, &output)?;
        let mut regular = Vec::from_iter(results.clone());
        if let Some(file) = quarantine.as_ref().map(Target::regular_file).transpose()?.flatten() {
            if regular.contains(&file) {
                bail!("-o and --quarantine both name {}: give them a file each", file.display());
            }
            regular.push(file);
        }
        Ok(Self { output, quarantine, results, regular })
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

    /// Where what is written stands until it is complete, and what stands beside it.
    pub(super) fn scratch(&self) -> Vec<PathBuf> {
        let results = self.results.iter().flat_map(|path| [journal_path(path), spool_path(path), manifest_path(path)]);
        self.regular.iter().map(|path| partial_path(path)).chain(results).collect()
    }

    /// Opens what a run begins with.
    pub(super) fn start(&self, form: Form<'_>, resume: Resume, every: Duration) -> anyhow::Result<Start> {
        let Some(results) = &self.results else {
            if resume == Resume::IfLeft {
                bail!("--resume needs -o with a file: nothing is left of what was written elsewhere");
            }
            return Ok(Start::Fresh(None, self.open(form, Opening::Temporary, Opening::Temporary)?));
        };
        let (journal, found) = Journal::open(results, every).map_err(|error| self.as_named(error))?;
        match found {
            Found::Left(left) if resume == Resume::IfLeft => Ok(Start::GoOn(Box::new(journal), left)),
            Found::Left(left) if !left.complete => Err(resume::leftover(results, &left, &self.left())),
            Found::Nothing => self.fresh(journal, form, Opening::Partial),
            // Of a run that was interrupted when all was done, nothing is lost by another.
            Found::Left(_) | Found::Begun => self.fresh(journal, form, Opening::Anew),
        }
    }

    fn fresh(&self, journal: Journal, form: Form<'_>, opening: Opening<'_>) -> anyhow::Result<Start> {
        Ok(Start::Fresh(Some(Box::new(journal)), self.open(form, opening, opening)?))
    }

    /// The same error with the output as the user has named it.
    fn as_named(&self, error: JournalError) -> anyhow::Error {
        match (error, &self.output) {
            (JournalError::Open { reason, .. }, Target::Path(path)) => {
                OutputError::Open { path: path.clone(), reason }.into()
            }
            (error, _) => error.into(),
        }
    }

    /// Takes up what another run has left, if that was this run.
    pub(super) fn take_up(
        &self,
        form: Form<'_>,
        journal: &mut Journal,
        left: &Left,
        now: &RunIdentity,
    ) -> anyhow::Result<TakenUp> {
        let results = self.results.as_deref().expect("only what is a file or a folder can be gone on with");
        resume::compare(&left.identity, now).map_err(|what| self.refusal(&what))?;
        if left.complete {
            Leftover::clear_behind(results)?;
            return Ok(TakenUp::Complete(resume::was_complete(results, left)));
        }
        let checkpoint = left.checkpoint.clone().unwrap_or_default();
        let nothing = Kept::default();
        let bad = checkpoint.quarantine.as_ref();
        let opened = self.open(
            form,
            Opening::TakeUp(&checkpoint.output),
            bad.map_or(Opening::TakeUp(&nothing), Opening::TakeUp),
        );
        let files = opened.map_err(|error| self.refusal(&format!("{error:#}")))?;
        journal.take_up(left)?;
        tell(resume::going_on(results, &checkpoint));
        Ok(TakenUp::Open(Box::new((files, checkpoint.written()))))
    }

    /// Writes what tells which part of the records the results have.
    pub(super) fn write_manifest(&self, manifest: &ShardManifest) -> Result<(), OutputError> {
        let Some(results) = &self.results else { return Ok(()) };
        let mut output = Output::open(&Target::Path(manifest_path(results)))?;
        let json = serde_json::to_vec(manifest).map_err(|reason| OutputError::Write {
            target: manifest_path(results).display().to_string(),
            reason: reason.into(),
        })?;
        output.write(&json)?;
        output.write(b"\n")?;
        output.finish()
    }

    /// What an interrupted run has left on the disk.
    fn left(&self) -> Vec<PathBuf> {
        self.scratch().into_iter().filter(|path| path.exists()).collect()
    }

    /// A run that cannot be gone on with, and why.
    pub(super) fn refusal(&self, what: &str) -> anyhow::Error {
        resume::refusal(self.results.as_deref().unwrap_or(Path::new("-")), what, &self.left())
    }

    fn open(&self, form: Form<'_>, output: Opening<'_>, quarantine: Opening<'_>) -> anyhow::Result<Files> {
        let bad = self.quarantine.as_ref().map(|target| Output::open_as(target, quarantine)).transpose()?;
        let output = Sink::open(form.format, form.settings, &self.output, output, form.threads)?;
        Ok(Files { output, quarantine: bad })
    }
}

impl Files {
    /// All is there: files and folders get their names. The output comes last: where it has its name, the quarantine is complete too.
    pub(super) fn finish(self, journal: &mut Option<Box<Journal>>) -> Result<(), OutputError> {
        self.quarantine.map_or(Ok(()), Output::finish)?;
        let leftover = self.output.finish()?;
        if let Some(open) = journal {
            open.complete()?;
        }
        leftover.clear();
        if let Some(done) = journal.take() {
            done.discard();
        }
        Ok(())
    }
}
