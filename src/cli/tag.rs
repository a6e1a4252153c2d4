//! `newstag tag`.

use super::args::{InputArgs, ProgressArg, TagArgs, TaggingArgs};
use super::dictionary;
use super::exit::Exit;
use super::files::Files;
use super::progress::Progress;
use super::report::{Reporter, closing_lines, summary, summary_of_conversion};
use super::tell;
use crate::dictionary::Dictionary;
use crate::load;
use crate::pipeline::{self, Job, Report, RunError, Sinks, Work};
use crate::read::{FieldNames, Inputs, Links, ParseOptions, ReadOptions};
use crate::tagger::Tagger;
use crate::write::{Output, RecordOptions};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

/// Tags documents.
pub(super) fn run(args: TagArgs) -> anyhow::Result<Exit> {
    let start = Instant::now();
    let inputs = Inputs::from_arguments(&args.inputs)?;
    let record = RecordOptions { offsets: args.output.offsets.into(), include_text: args.output.include_text };
    let (format, settings) = (args.format.format, args.format.options.settings(record));
    let threads = args.run.threads.unwrap_or_else(cores);
    let files = Files::open(&args.output, format, &settings, threads)?;
    let named = inputs.files().chain(args.tagging.dictionaries.iter().map(PathBuf::as_path));
    files.check(named)?;
    let (read, mut parse) = reading(args.input, files.regular.clone())?;
    parse.max_text_bytes = args.limits.max_text_bytes(read.max_record_bytes);
    let dictionary = Arc::new(dictionary::load(&args.tagging.dictionaries, args.tagging.variants)?);
    let tagger = tagger(dictionary, &args.tagging)?;
    let work = Work::Tag { tagger: &tagger, parse, limits: args.limits.into() };
    let job = Job { work, read, format, settings, threads, on_error: args.run.on_error.into() };
    carry_out(inputs, &job, files, args.run.progress, start)
}

/// Does a job, and tells of it.
pub(super) fn carry_out(
    inputs: Inputs,
    job: &Job<'_>,
    files: Files,
    progress: ProgressArg,
    start: Instant,
) -> anyhow::Result<Exit> {
    let reporter = Reporter::new(Progress::new(progress));
    let quarantine = files.quarantine.is_some();
    match run_job(inputs, job, files, reporter) {
        Err(RunError::Output(error)) if error.is_closed_pipe() => Ok(Exit::Done),
        Err(error) => Err(error.into()),
        Ok(report) => {
            let time = start.elapsed();
            let summary = match job.work {
                Work::Tag { .. } => summary(&report.summary, time),
                Work::Convert { .. } => summary_of_conversion(&report.summary, time),
            };
            closing_lines(&report, summary, quarantine).iter().for_each(tell);
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

fn run_job(inputs: Inputs, job: &Job<'_>, files: Files, mut reporter: Reporter) -> Result<Report, RunError> {
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
        max_record_bytes: args.limits.max_record_mib << 20,
        own_output,
        fields: fields.clone(),
        charset: args.charset,
        delimiter: args.delimiter,
        limits: args.limits.into(),
        links: if args.follow_links { Links::Follow } else { Links::PassOver },
    };
    Ok((read, ParseOptions { fields, date: args.date, ..ParseOptions::default() }))
}
