//! `newstag tag`.

use super::args::{InputArgs, TagArgs, TaggingArgs};
use super::dictionary;
use super::exit::Exit;
use super::files::{Form, Targets};
use super::job::{Call, cores, identity};
use crate::dictionary::Dictionary;
use crate::load;
use crate::pipeline::{Job, Stop, Work};
use crate::read::{FieldNames, InputState, Inputs, Links, ParseOptions, ReadOptions};
use crate::tagger::Tagger;
use crate::write::RecordOptions;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

/// Tags documents; `options` are those of the command line, by their names.
pub(super) fn run(args: TagArgs, options: BTreeMap<String, String>) -> anyhow::Result<Exit> {
    let start = Instant::now();
    let inputs = Inputs::from_arguments(&args.inputs)?;
    let record = RecordOptions { offsets: args.output.offsets.into(), include_text: args.output.include_text };
    let (format, settings) = (args.format.format, args.format.options.settings(record));
    let threads = args.run.threads.unwrap_or_else(cores);
    let targets = Targets::of(args.output.output.as_deref(), args.output.quarantine.as_deref(), format)?;
    let named = inputs.files().chain(args.tagging.dictionaries.iter().map(PathBuf::as_path));
    targets.check(named)?;
    let (mut read, mut parse) = reading(args.input, targets.regular.clone())?;
    read.shard = args.shard;
    read.own_scratch = targets.scratch();
    read.decoders = decoders(threads);
    parse.max_text_bytes = args.limits.max_text_bytes(read.max_record_bytes);
    let form = Form { format, settings: &settings, threads };
    let begun = targets.start(form, args.run.resume(), args.run.checkpoint_interval())?;
    let dictionary = Arc::new(dictionary::load(&args.tagging.dictionaries, args.tagging.variants)?);
    let mut identity = identity(Some(dictionary.fingerprint()), options, &inputs, &read);
    identity.inputs.extend(args.tagging.co_mentions.iter().map(|path| InputState::of_file(path)));
    let tagger = tagger(dictionary, &args.tagging)?;
    let work = Work::Tag { tagger: &tagger, parse, limits: args.limits.into() };
    let (on_error, stop) = (args.run.on_error.into(), Stop::default());
    let job = Job { work, read, format, settings: settings.clone(), threads, on_error, from: None, stop };
    Call { inputs, targets, identity, progress: args.run.progress, start }.carry_out(begun, job)
}

fn tagger(dictionary: Arc<Dictionary>, args: &TaggingArgs) -> anyhow::Result<Tagger> {
    let seen = args.co_mentions.as_ref().map(|path| load::co_mentions(path, &dictionary)).transpose()?;
    let builder = Tagger::builder(dictionary).overlap(args.overlap.into()).co_mentions(seen);
    Ok(builder.explain(args.explain()).min_score(args.min_score).build()?)
}

/// One thread decodes Parquet as fast as several tag, save with small dictionaries; with two threads that tag, the one that reads does it.
fn decoders(threads: NonZeroUsize) -> NonZeroUsize {
    const MOST: usize = 8;
    NonZeroUsize::new((threads.get() / 2).min(MOST)).unwrap_or(NonZeroUsize::MIN)
}

/// How inputs are read and parsed; `own_output` are the files that this run writes to.
pub(super) fn reading(args: InputArgs, own_output: Vec<PathBuf>) -> anyhow::Result<(ReadOptions, ParseOptions)> {
    let fields = FieldNames::from(args.fields);
    fields.check()?;
    let read = ReadOptions {
        format: args.input_format.into(),
        max_record_bytes: args.limits.max_record_mib << 20,
        own_output,
        own_scratch: Vec::new(),
        fields: fields.clone(),
        charset: args.charset,
        delimiter: args.delimiter,
        limits: args.limits.into(),
        links: if args.follow_links { Links::Follow } else { Links::PassOver },
        from: None,
        shard: None,
        decoders: NonZeroUsize::MIN,
    };
    Ok((read, ParseOptions { fields, date: args.date, ..ParseOptions::default() }))
}
