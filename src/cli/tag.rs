//! `newstag tag`.

use super::args::{InputArgs, OutputArgs, TagArgs, TaggingArgs};
use super::dictionary;
use super::exit::Exit;
use super::progress::Progress;
use super::report::{Reporter, closing_lines};
use super::tell;
use crate::dictionary::Dictionary;
use crate::load;
use crate::pipeline::{self, Job, Report, RunError, Sinks};
use crate::read::{FieldNames, Inputs, ParseOptions, ReadOptions};
use crate::tagger::Tagger;
use crate::write::{Output, RecordOptions, Target};
use anyhow::bail;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

/// Tags documents.
pub(super) fn run(args: TagArgs) -> anyhow::Result<Exit> {
    let start = Instant::now();
    let inputs = Inputs::from_arguments(&args.inputs)?;
    let files = Files::open(&args.output)?;
    let named = inputs.files().chain(args.tagging.dictionaries.iter().map(PathBuf::as_path));
    files.check(named)?;
    let (read, parse) = reading(args.input, files.regular.clone())?;
    let dictionary = Arc::new(dictionary::load(&args.tagging.dictionaries, args.tagging.variants)?);
    let job = Job {
        tagger: &tagger(dictionary, &args.tagging)?,
        read,
        parse,
        record: RecordOptions { offsets: args.output.offsets.into(), include_text: args.output.include_text },
        threads: args.run.threads.unwrap_or_else(cores),
        on_error: args.run.on_error.into(),
    };
    let reporter = Reporter::new(Progress::new(args.run.progress));
    let quarantine = files.quarantine.is_some();
    match tag(inputs, &job, files, reporter) {
        Err(RunError::Output(error)) if error.is_closed_pipe() => Ok(Exit::Done),
        Err(error) => Err(error.into()),
        Ok(report) => {
            closing_lines(&report, quarantine, start.elapsed()).iter().for_each(tell);
            Ok(if report.summary.skipped == 0 { Exit::Done } else { Exit::Skipped })
        }
    }
}

fn tagger(dictionary: Arc<Dictionary>, args: &TaggingArgs) -> anyhow::Result<Tagger> {
    let seen = args.co_mentions.as_ref().map(|path| load::co_mentions(path, &dictionary)).transpose()?;
    let builder = Tagger::builder(dictionary).overlap(args.overlap.into()).co_mentions(seen);
    Ok(builder.explain(args.explain()).min_score(args.min_score).build()?)
}

pub(super) fn cores() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

fn tag(inputs: Inputs, job: &Job<'_>, files: Files, mut reporter: Reporter) -> Result<Report, RunError> {
    let Files { mut output, mut quarantine, .. } = files;
    let mut sinks = Sinks { output: &mut output, quarantine: quarantine.as_mut() };
    let report = pipeline::run(inputs, job, &mut sinks, &mut reporter)?;
    // The output comes last: where it has its name, the quarantine is complete too.
    quarantine.map_or(Ok(()), Output::finish)?;
    output.finish()?;
    Ok(report)
}

/// How inputs are read and parsed; `own_output` are the files that this run writes to.
pub(super) fn reading(args: InputArgs, own_output: Vec<PathBuf>) -> anyhow::Result<(ReadOptions, ParseOptions)> {
    let fields = FieldNames::from(args.fields);
    fields.check()?;
    let read = ReadOptions {
        format: args.input_format.into(),
        max_record_bytes: args.max_record_mib << 20,
        own_output,
        fields: fields.clone(),
        charset: args.charset,
        delimiter: args.delimiter,
        limits: args.unpacking.into(),
    };
    Ok((read, ParseOptions { fields, date: args.date }))
}

/// The files that are written.
struct Files {
    output: Output,
    quarantine: Option<Output>,
    /// Those of them that are regular files.
    regular: Vec<PathBuf>,
}

impl Files {
    fn open(args: &OutputArgs) -> anyhow::Result<Self> {
        let output = Target::from_argument(args.output.as_deref());
        let quarantine = args.quarantine.as_deref().map(|path| Target::from_argument(Some(path)));
        if quarantine == Some(Target::Stdout) {
            bail!("--quarantine takes a file: standard output is for results");
        }
        let mut regular = Vec::from_iter(output.regular_file()?);
        if let Some(file) = quarantine.as_ref().map(Target::regular_file).transpose()?.flatten() {
            if regular.contains(&file) {
                bail!("-o and --quarantine both name {}: give them a file each", file.display());
            }
            regular.push(file);
        }
        let quarantine = quarantine.as_ref().map(Output::open).transpose()?;
        Ok(Self { output: Output::open(&output)?, quarantine, regular })
    }

    /// Nothing that is read may be overwritten.
    fn check<'p>(&self, mut read: impl Iterator<Item = &'p Path>) -> anyhow::Result<()> {
        match read.find(|path| path.canonicalize().is_ok_and(|file| self.regular.contains(&file))) {
            Some(path) => {
                bail!("{} is read and would be overwritten: write the results to another file", path.display())
            }
            None => Ok(()),
        }
    }
}
