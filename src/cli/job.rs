//! What `tag` and `convert` have in common: a job is done, and told of.

use super::args::ProgressArg;
use super::exit::Exit;
use super::files::{Files, Form, Start, TakenUp, Targets};
use super::progress::Progress;
use super::report::{Reporter, closing_lines, summary, summary_of_conversion};
use super::resume;
use super::signals::Signals;
use super::tell;
use crate::pipeline::{
    self, Checkpoints, Ending, Job, Journal, Report, RunError, RunIdentity, ShardManifest, Sinks, Work,
};
use crate::read::{InputState, Inputs, ReadOptions};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::thread;
use std::time::Instant;

/// What the user has called for, beside the job itself.
pub(super) struct Call {
    pub(super) inputs: Inputs,
    pub(super) targets: Targets,
    pub(super) identity: RunIdentity,
    pub(super) progress: ProgressArg,
    pub(super) start: Instant,
}

/// One a core.
pub(super) fn cores() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// What a run is, so that another can tell whether it is the same; `options` are those of the command line, by their names.
pub(super) fn identity(
    dictionary: Option<&str>,
    options: BTreeMap<String, String>,
    inputs: &Inputs,
    read: &ReadOptions,
) -> RunIdentity {
    RunIdentity {
        newstag: env!("CARGO_PKG_VERSION").to_owned(),
        dictionary: dictionary.map(str::to_owned),
        options,
        inputs: InputState::of_all(inputs, read),
    }
}

impl Call {
    /// Does a job, and tells of it.
    pub(super) fn carry_out(self, begun: Start, mut job: Job<'_>) -> anyhow::Result<Exit> {
        let (mut journal, files) = match self.begin(begun, &mut job)? {
            Begun::Open(journal, files) => (journal, *files),
            Begun::Complete(exit) => return Ok(exit),
        };
        let signals = if journal.is_some() { Signals::heed()? } else { Signals::default() };
        job.stop = signals.stop();
        let quarantine = files.quarantine.is_some();
        match self.run(&job, files, &mut journal) {
            Err(RunError::Output(error)) if error.is_closed_pipe() => Ok(Exit::Done),
            Err(RunError::Changed(changed)) => Err(self.targets.refusal(&changed.to_string())),
            Err(error) if journal.as_ref().is_some_and(|journal| journal.stays()) => {
                tell(&error);
                tell(resume::after(&error));
                Ok(Exit::Failed)
            }
            Err(error) => Err(error.into()),
            Ok(report) => {
                if report.ending == Ending::Stopped {
                    tell(resume::interrupted(journal.as_deref()));
                }
                let time = self.start.elapsed();
                let summary = match job.work {
                    Work::Tag { .. } => summary(&report.written.summary, time),
                    Work::Convert { .. } => summary_of_conversion(&report.written.summary, time),
                };
                closing_lines(&report, summary, quarantine).iter().for_each(tell);
                Ok(exit(&report, &signals))
            }
        }
    }

    /// Opens what is still to be opened, and tells the job where it begins.
    fn begin(&self, begun: Start, job: &mut Job<'_>) -> anyhow::Result<Begun> {
        match begun {
            Start::Fresh(mut journal, files) => {
                journal.as_mut().map_or(Ok(()), |journal| journal.begin(self.identity.clone()))?;
                Ok(Begun::Open(journal, Box::new(files)))
            }
            Start::GoOn(mut journal, left) => {
                let form = Form { format: job.format, settings: &job.settings, threads: job.threads };
                match self.targets.take_up(form, &mut journal, &left, &self.identity)? {
                    TakenUp::Open(open) => {
                        let (files, written) = *open;
                        job.read.from = left.checkpoint.map(|checkpoint| checkpoint.position);
                        job.from = Some(written);
                        Ok(Begun::Open(Some(journal), Box::new(files)))
                    }
                    TakenUp::Complete(exit) => {
                        journal.discard();
                        Ok(Begun::Complete(exit))
                    }
                }
            }
        }
    }

    fn run(&self, job: &Job<'_>, mut files: Files, journal: &mut Option<Box<Journal>>) -> Result<Report, RunError> {
        let mut reporter = Reporter::new(Progress::new(self.progress));
        let mut sinks = Sinks {
            output: &mut files.output,
            quarantine: files.quarantine.as_mut(),
            checkpoints: journal.as_deref_mut().map(|journal| journal as &mut dyn Checkpoints),
        };
        let report = pipeline::run(self.inputs.clone(), job, &mut sinks, &mut reporter)?;
        if report.ending == Ending::Complete {
            if let Some(shard) = job.read.shard {
                self.targets.write_manifest(&ShardManifest::of(shard, &report, self.identity.clone()))?;
            }
            files.finish(journal)?;
        }
        Ok(report)
    }
}

/// What a job begins with.
enum Begun {
    /// Its files, and what says how far they are.
    Open(Option<Box<Journal>>, Box<Files>),
    /// Another has done all of it.
    Complete(Exit),
}

fn exit(report: &Report, signals: &Signals) -> Exit {
    match report.ending {
        Ending::Stopped => Exit::Interrupted(signals.number()),
        Ending::Complete if report.written.summary.skipped == 0 => Exit::Done,
        Ending::Complete => Exit::Skipped,
    }
}
