//! `newstag diff`: what changed between two annotated outputs.

mod record;
mod show;

use super::dict::{is_closed_pipe, json};
use super::eval::FormatArg;
use super::exit::Exit;
use super::tell;
use crate::annotated::AnnotatedDocument;
use crate::diff::{Comparison, Joined, Joiner, OneSided, Options, TooFarApart};
use crate::gold::{self, ReadError};
use anyhow::bail;
use clap::Args;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  What a change of the dictionary does, before it is made for good:
      newstag tag articles/ -d names.jsonl --include-text -o before.jsonl
      newstag tag articles/ -d changed.jsonl --include-text -o after.jsonl
      newstag diff before.jsonl after.jsonl
  Mentions and entities only, whatever becomes of the scores; one JSON object:
      newstag diff before.jsonl after.jsonl --score 1 --json";

/// Tell what changed between two annotated outputs
///
/// Mentions that were added, removed or changed, gathered by what changed and for whom, most frequent first, with examples. Both are outputs
/// of newstag tag over the same documents in the same order, in the same unit of offsets; they are read side by side, so that their size
/// does not matter. Exit status: 0 the same; 1 there are differences; 2 the call cannot be carried out.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct DiffArgs {
    /// The output as it was; - for standard input
    #[arg(value_name = "A")]
    before: PathBuf,

    /// The output as it is
    #[arg(value_name = "B")]
    after: PathBuf,

    /// The format of both; without it, told from names and from how they begin
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<FormatArg>,

    /// A score that moved by more is a change; 1 leaves scores out
    #[arg(long, value_name = "X", default_value_t = 0.05, value_parser = score)]
    score: f64,

    /// So many groups of each kind of change; --json has all of them
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,

    /// So many examples of each group
    #[arg(long, value_name = "N", default_value_t = 2)]
    examples: usize,

    /// So many documents of each side wait for the other side, where the two do not come in one order
    #[arg(long, value_name = "N", default_value = "1000")]
    window: NonZeroUsize,

    /// Write one JSON object
    #[arg(long)]
    json: bool,
}

fn score(text: &str) -> Result<f64, &'static str> {
    let score = text.parse().ok().filter(|score| (0.0..=1.0).contains(score));
    score.ok_or("expected a number from 0 to 1")
}

/// What a document of either side cannot be, and what joining them can run into.
#[derive(Debug, thiserror::Error)]
enum DiffError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Join(#[from] TooFarApart),
}

/// Compares two outputs.
pub(super) fn run(args: &DiffArgs) -> anyhow::Result<Exit> {
    if args.before == Path::new("-") && args.after == Path::new("-") {
        bail!("standard input can be one of the two only");
    }
    let compared = compare(args)?;
    notes(&compared, args).iter().for_each(tell);
    let mut out = anstream::stdout().lock();
    let written = if args.json {
        json::write_line(&mut out, &record::Record::of(&compared))
    } else {
        show::show(&compared, args.top, &mut out)
    };
    let exit = if compared.comparison.is_same() { Exit::Done } else { Exit::Skipped };
    match written.map_err(anyhow::Error::from) {
        Err(error) if !is_closed_pipe(&error) => Err(error),
        _ => Ok(exit),
    }
}

/// What came of a comparison.
struct Compared {
    comparison: Comparison,
    /// The hashes of the dictionaries, as far as they are known.
    dictionaries: [Option<String>; 2],
    out_of_step: bool,
}

fn compare(args: &DiffArgs) -> Result<Compared, DiffError> {
    let open = |path: &Path| -> Result<_, DiffError> {
        let documents = gold::open(path, args.format.map(Into::into))?;
        Ok(documents.map(|document| document.map_err(DiffError::from)))
    };
    let mut joiner = Joiner::new(open(&args.before)?, open(&args.after)?, args.window.get());
    let mut comparison = Comparison::new(Options { score: args.score, examples: args.examples });
    let mut dictionaries = [None, None];
    for joined in joiner.by_ref() {
        let joined = joined?;
        note_dictionaries(&joined, &mut dictionaries);
        comparison.add(&joined);
    }
    Ok(Compared { comparison, dictionaries, out_of_step: joiner.is_out_of_step() })
}

fn note_dictionaries(joined: &Joined, dictionaries: &mut [Option<String>; 2]) {
    let (before, after): (Option<&AnnotatedDocument>, Option<&AnnotatedDocument>) = match joined {
        Joined::Both(before, after) => (Some(before), Some(after)),
        Joined::Before(before) => (Some(before), None),
        Joined::After(after) => (None, Some(after)),
    };
    for (noted, document) in dictionaries.iter_mut().zip([before, after]) {
        if noted.is_none() {
            *noted = document.and_then(|document| document.dictionary.clone());
        }
    }
}

fn notes(compared: &Compared, args: &DiffArgs) -> Vec<String> {
    let Compared { comparison, out_of_step, .. } = compared;
    let (before, after) = (args.before.display(), args.after.display());
    let alone = |path, side: &OneSided| {
        let first = side.first.as_ref()?;
        Some(format!("note: documents in {path} alone: {}; for example {first}", side.count))
    };
    let other_texts = comparison.other_texts.first.as_ref().map(|first| {
        format!(
            "note: documents whose texts, or units of offsets, differ, so that their mentions are not compared: {}; for example {first}",
            comparison.other_texts.count
        )
    });
    let order = "note: the two do not come in one order; documents were joined by their ids".to_owned();
    let order = out_of_step.then_some(order);
    let alone = [alone(&before, &comparison.only_before), alone(&after, &comparison.only_after)];
    order.into_iter().chain(alone.into_iter().flatten()).chain(other_texts).collect()
}
