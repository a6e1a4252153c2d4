//! `newstag convert`.

use super::args::{OffsetsArg, RunArgs};
use super::exit::Exit;
use super::files::{Form, Targets};
use super::format_args::{FormatOptions, format};
use super::job::{Call, cores, identity};
use crate::pipeline::{Job, Stop, Textless, Work};
use crate::read::{self, Inputs, ReadOptions};
use crate::write::{Format, RecordOptions};
use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  A table for pandas, R or a spreadsheet, a row a mention:
      newstag convert tagged.jsonl --to csv -o mentions.csv
  Parquet, a row a document, as Spark and DuckDB take it:
      newstag convert tagged.jsonl --to parquet -o tagged.parquet
  A folder for brat; formats with text need records that carry it:
      newstag tag articles/ --include-text | newstag convert --to brat -o brat/
  Who is named together with whom, for Gephi:
      newstag convert tagged.jsonl --to gexf --min-documents 3 -o graph.gexf";

/// Write annotated JSON Lines in another format
///
/// Reads what newstag tag wrote and writes what tag --format would have written. docs/output-formats.md describes the formats, and what is lost
/// in each. Exit status: 0 all done; 1 done, but some records were skipped; 2 the call cannot be carried out.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct ConvertArgs {
    /// Records of newstag tag: files, folders (walked in name order), or - for standard input; none: standard input
    #[arg(value_name = "A")]
    inputs: Vec<PathBuf>,

    /// The format of results
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    to: &'static Format,

    /// Where results go, instead of standard output; the file, or the folder of some formats, is there only once it is complete. Compressed where the name
    /// ends in .gz or .zst
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// What start, end and length count in jsonl, parquet, csv and tsv; char where records carry their text, else as it was. Other formats count
    /// as is usual there
    #[arg(long, value_enum, value_name = "UNIT")]
    offsets: Option<OffsetsArg>,

    /// Carry the document's text in jsonl and parquet
    #[arg(long)]
    include_text: bool,

    /// Where bad records go, as JSON Lines: where they came from, why they are bad, and the records themselves
    #[arg(long, value_name = "FILE")]
    quarantine: Option<PathBuf>,

    /// A longer record is bad
    #[arg(long, value_name = "N", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(1..=4096))]
    max_record_mib: u64,

    #[command(flatten)]
    format: FormatOptions,

    #[command(flatten)]
    run: RunArgs,
}

/// Writes annotated records in another format.
pub(super) fn run(args: ConvertArgs, options: BTreeMap<String, String>) -> anyhow::Result<Exit> {
    let start = Instant::now();
    let inputs = Inputs::from_arguments(&args.inputs)?;
    let offsets = args.offsets.map(Into::into);
    let record = RecordOptions { offsets: offsets.unwrap_or_default(), include_text: args.include_text };
    let settings = args.format.settings(record);
    let threads = args.run.threads.unwrap_or_else(cores);
    let targets = Targets::of(args.output.as_deref(), args.quarantine.as_deref(), args.to)?;
    targets.check(inputs.files())?;
    let read = ReadOptions {
        format: Some(read::Format::JsonLines),
        max_record_bytes: args.max_record_mib << 20,
        own_output: targets.regular.clone(),
        own_scratch: targets.scratch(),
        ..ReadOptions::default()
    };
    let form = Form { format: args.to, settings: &settings, threads };
    let begun = targets.start(form, args.run.resume(), args.run.checkpoint_interval())?;
    let identity = identity(None, options, &inputs, &read);
    let textless = if offsets.is_some() { Textless::Refuse } else { Textless::Keep };
    let (work, on_error, stop) = (Work::Convert { textless }, args.run.on_error.into(), Stop::default());
    let job = Job { work, read, format: args.to, settings: settings.clone(), threads, on_error, from: None, stop };
    Call { inputs, targets, identity, progress: args.run.progress, start }.carry_out(begun, job)
}
