//! Runs that are gone on with: what they must have in common, and what the user is told.

use super::exit::Exit;
use super::report::{grouped, summary};
use super::tell;
use crate::pipeline::{Checkpoint, Journal, Left, RunError, RunIdentity};
use crate::read::InputState;
use anyhow::{Error, anyhow};
use clap::{ArgMatches, Command};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What results do not depend on, or what stands elsewhere in a [`RunIdentity`].
const APART: &[&str] = &["threads", "on_error", "progress", "resume", "checkpoint_seconds", "dictionaries", "output"];

/// The options of a command that results depend on, with their values.
pub(super) fn options(command: &Command, matches: &ArgMatches) -> BTreeMap<String, String> {
    let options = command.get_arguments().filter(|argument| !APART.contains(&argument.get_id().as_str()));
    let named = options.filter_map(|argument| {
        let values = matches.try_get_raw(argument.get_id().as_str()).ok().flatten()?;
        let values: Vec<_> = values.map(|value| value.to_string_lossy()).collect();
        Some((format!("--{}", argument.get_long()?), values.join(",")))
    });
    named.collect()
}

/// In what a run differs from the one that was interrupted, as a sentence.
pub(super) fn compare(before: &RunIdentity, now: &RunIdentity) -> Result<(), String> {
    if before.newstag != now.newstag {
        return Err(format!("it was begun by newstag {}, and this is newstag {}", before.newstag, now.newstag));
    }
    if let Some(what) = other_option(&before.options, &now.options) {
        return Err(what);
    }
    if before.dictionary != now.dictionary {
        return Err("the dictionary holds something else than it did".to_owned());
    }
    other_input(&before.inputs, &now.inputs).map_or(Ok(()), Err)
}

fn other_option(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Option<String> {
    let names: BTreeSet<_> = before.keys().chain(now.keys()).collect();
    let name = names.into_iter().find(|name| before.get(*name) != now.get(*name))?;
    let said = |options: &BTreeMap<String, String>| match options.get(name) {
        Some(value) => format!("\"{value}\""),
        None => "not given".to_owned(),
    };
    Some(format!("{name} was {}, and is {} now", said(before), said(now)))
}

fn other_input(before: &[InputState], now: &[InputState]) -> Option<String> {
    let paths = |inputs: &[InputState]| inputs.iter().map(|input| input.path.clone()).collect::<Vec<_>>();
    if paths(before) != paths(now) {
        return Some(format!("the inputs were {}, and are {} now", paths(before).join(" "), paths(now).join(" ")));
    }
    let (before, now) = before.iter().zip(now).find(|(before, now)| before != now)?;
    let size = |input: &InputState| match input.files {
        1 => format!("{} bytes", grouped(input.bytes)),
        files => format!("{} files of {} bytes together", grouped(files), grouped(input.bytes)),
    };
    let same_size = (before.files, before.bytes) == (now.files, now.bytes);
    Some(if same_size {
        format!("the input {} was written anew since", now.path)
    } else {
        format!("the input {} had {}, and has {} now", now.path, size(before), size(now))
    })
}

/// A run that cannot be gone on with, and why.
pub(super) fn refusal(results: &Path, what: &str, left: &[PathBuf]) -> Error {
    anyhow!(
        "cannot go on with {}: {what}. Put that back as it was, or delete {} and begin anew",
        results.display(),
        listed(left)
    )
}

/// What another run has left, and this one does not touch.
pub(super) fn leftover(results: &Path, left: &Left, files: &[PathBuf]) -> Error {
    let documents = left.checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.counts.documents);
    anyhow!(
        "a run to {} was interrupted after {} documents: the same command with --resume goes on with it; to begin anew, delete {}",
        results.display(),
        grouped(documents),
        listed(files)
    )
}

/// A run that another has done all of.
pub(super) fn was_complete(results: &Path, left: &Left) -> Exit {
    let checkpoint = left.checkpoint.clone().unwrap_or_default();
    tell(format_args!("{} is complete: the run that was interrupted had done all", results.display()));
    tell(summary(&checkpoint.summary(), Duration::ZERO));
    if checkpoint.counts.skipped == 0 { Exit::Done } else { Exit::Skipped }
}

/// What is told where a run goes on.
pub(super) fn going_on(results: &Path, checkpoint: &Checkpoint) -> String {
    let documents = grouped(checkpoint.counts.documents);
    format!("going on with {}: {documents} documents were done", results.display())
}

/// What is told where a run ended early and can be gone on with.
const GO_ON: &str = "what is done is safe: the same command with --resume goes on from there";

/// What is told where a run has failed, and results are left that are safe.
pub(super) fn after(error: &RunError) -> &'static str {
    match error {
        RunError::BadRecord(_) => "what is done is safe: --resume with --on-error skip goes on from there",
        _ => GO_ON,
    }
}

/// What is told where a signal has ended a run.
pub(super) fn interrupted(journal: Option<&Journal>) -> String {
    match journal {
        Some(journal) if journal.stays() => format!("interrupted; {GO_ON}"),
        _ => "interrupted before there was anything to go on with; nothing is left of it".to_owned(),
    }
}

fn listed(files: &[PathBuf]) -> String {
    files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(" and ")
}
