//! `newstag dict import`: the arguments of each kind in a file of its own, and what all have in common.

mod cedict;
mod congress;
mod csv;
mod gate;
mod geonames;
mod jrc_names;
mod opensanctions;
mod paranames;
mod skos;
mod solr;
mod spacy;
mod values;
mod wikidata;

use crate::cli::args::ProgressArg;
use crate::cli::progress::Progress;
use crate::cli::report::grouped;
use crate::cli::{Exit, tell};
use crate::load::LoadError;
use crate::load::import::{Importer, Receiver, Summary};
use crate::write::{Output, OutputError, Target};
use anyhow::bail;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// So many bad records are told one by one.
const BAD_RECORDS_TOLD: u64 = 10;

const EXAMPLES: &str = "\
Examples:
  newstag dict import csv companies.csv --name Company --type-value organization -o companies.jsonl
  newstag dict import wikidata latest-all.json.bz2 --min-sitelinks 10 -o people.jsonl
  newstag dict import congress legislators-current.yaml executive.yaml -o congress.jsonl
  newstag dict import gate lists.def --major-types location,organization -o gazetteer.jsonl
  newstag dict import csv --help";

/// Turn somebody else's data into a dictionary (JSON Lines)
///
/// Sources are files, plain or packed as .gz, .zst, .bz2 or .xz, or - for standard input. They are read record by record, so that memory does not grow
/// with them (but for cedict and skos, which say so). A bad record is reported, counted and passed over; a file of another format is refused with the name of the right one. Exit
/// status: 0 all done; 1 done, but some records were bad; 2 the call cannot be carried out.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct ImportArgs {
    #[command(subcommand)]
    kind: KindArgs,
}

#[derive(Debug, Subcommand)]
enum KindArgs {
    Csv(Box<csv::CsvArgs>),
    Wikidata(wikidata::WikidataArgs),
    #[command(name = "opensanctions")]
    OpenSanctions(opensanctions::OpenSanctionsArgs),
    Congress(congress::CongressArgs),
    Geonames(geonames::GeonamesArgs),
    JrcNames(jrc_names::JrcNamesArgs),
    Paranames(paranames::ParanamesArgs),
    Cedict(cedict::CedictArgs),
    Spacy(spacy::SpacyArgs),
    Gate(gate::GateArgs),
    Skos(skos::SkosArgs),
    Solr(solr::SolrArgs),
}

/// What every import is told.
#[derive(Args, Debug)]
struct CommonArgs {
    /// Files, also .gz, .zst, .bz2 or .xz, or - for standard input
    #[arg(value_name = "SRC", required = true)]
    sources: Vec<PathBuf>,

    /// The dictionary, instead of standard output; it is there only once it is complete
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// What stands in every entity's source, instead of the name of where the data is from
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,

    /// Whether progress is shown on standard error; auto: where that is a terminal
    #[arg(long, value_enum, default_value_t = ProgressArg::Auto, value_name = "WHEN", env = "NEWSTAG_PROGRESS")]
    progress: ProgressArg,
}

/// Imports.
pub(super) fn run(args: &ImportArgs) -> anyhow::Result<Exit> {
    match &args.kind {
        KindArgs::Csv(args) => csv::run(args),
        KindArgs::Wikidata(args) => wikidata::run(args),
        KindArgs::OpenSanctions(args) => opensanctions::run(args),
        KindArgs::Congress(args) => congress::run(args),
        KindArgs::Geonames(args) => geonames::run(args),
        KindArgs::JrcNames(args) => jrc_names::run(args),
        KindArgs::Paranames(args) => paranames::run(args),
        KindArgs::Cedict(args) => cedict::run(args),
        KindArgs::Spacy(args) => spacy::run(args),
        KindArgs::Gate(args) => gate::run(args),
        KindArgs::Skos(args) => skos::run(args),
        KindArgs::Solr(args) => solr::run(args),
    }
}

/// Lets an importer do its work.
fn carry_out(args: &CommonArgs, importer: Importer<'_>) -> anyhow::Result<Exit> {
    let start = Instant::now();
    let target = Target::from_argument(args.output.as_deref());
    check(&args.sources, target.regular_file()?.as_deref())?;
    let mut receiver = Import { output: Output::open(&target)?, progress: Progress::new(args.progress), bad: 0 };
    let done = importer.run(&args.sources, args.source.as_deref(), &mut receiver);
    let done = done.and_then(|summary| {
        let Import { output, .. } = receiver;
        output.finish()?;
        Ok(summary)
    });
    match done {
        Err(error) if error.is_closed_pipe() => Ok(Exit::Done),
        Err(error) => Err(error.into()),
        Ok(summary) => {
            closing_lines(&summary, start.elapsed()).iter().for_each(tell);
            Ok(if summary.bad == 0 { Exit::Done } else { Exit::Skipped })
        }
    }
}

/// Standard input can be read but once, and nothing that is read may be overwritten.
fn check(sources: &[PathBuf], output: Option<&Path>) -> anyhow::Result<()> {
    if sources.iter().filter(|source| *source == Path::new("-")).count() > 1 {
        bail!("the source - (standard input) is named twice");
    }
    let overwritten =
        sources.iter().find(|source| source.canonicalize().is_ok_and(|source| Some(source.as_path()) == output));
    if let Some(source) = overwritten {
        bail!("{} is read and would be overwritten: write the dictionary to another file", source.display());
    }
    Ok(())
}

/// Writes entities, and tells of bad records and of progress while an import goes on.
struct Import {
    output: Output,
    progress: Progress,
    bad: u64,
}

impl Receiver for Import {
    fn line(&mut self, line: &[u8]) -> Result<(), OutputError> {
        self.output.write(line)
    }

    fn bad_record(&mut self, bad: &LoadError) {
        self.bad += 1;
        if self.bad <= BAD_RECORDS_TOLD {
            self.progress.tell(bad);
        }
    }

    fn note(&mut self, note: &str) {
        self.progress.tell(format_args!("note: {note}"));
    }

    fn progress(&mut self, summary: &Summary) {
        self.progress.update_with(|time| progress_line(summary, time));
    }
}

/// A collection, and where identifiers in it stand.
fn reference(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').filter(|(collection, place)| !collection.is_empty() && !place.is_empty());
    let (collection, place) =
        parts.ok_or("expected what to call a collection, and where its identifiers stand: COLLECTION=PLACE")?;
    Ok((collection.to_owned(), place.to_owned()))
}

fn progress_line(summary: &Summary, time: Duration) -> String {
    let (records, entities) = (grouped(summary.records), grouped(summary.entities));
    let a_second = u128::from(summary.bytes) / time.as_micros().max(1);
    let megabytes = grouped(summary.bytes / 1_000_000);
    format!("{records} records, {entities} entities, {megabytes} MB, {a_second} MB a second")
}

/// What is told at the end, line by line; the summary comes last.
fn closing_lines(summary: &Summary, time: Duration) -> Vec<String> {
    let more = summary.bad.checked_sub(BAD_RECORDS_TOLD).filter(|more| *more > 0);
    let untold =
        more.map(|more| format!("{} more {} bad", grouped(more), if more == 1 { "record is" } else { "records are" }));
    untold.into_iter().chain([summary_line(summary, time)]).collect()
}

fn summary_line(summary: &Summary, time: Duration) -> String {
    format!(
        "{} records, {} bad, {} passed over, {} entities, {} names, {} bytes, {:.2} seconds",
        grouped(summary.records),
        grouped(summary.bad),
        grouped(summary.passed_over),
        grouped(summary.entities),
        grouped(summary.names),
        grouped(summary.bytes),
        time.as_secs_f64(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_is_the_last_line() {
        let summary =
            Summary { records: 12_345, entities: 12_000, names: 30_000, bad: 11, passed_over: 334, bytes: 84_000_000 };
        let time = Duration::from_secs(4);
        let expected = [
            "1 more record is bad",
            "12,345 records, 11 bad, 334 passed over, 12,000 entities, 30,000 names, 84,000,000 bytes, 4.00 seconds",
        ];
        assert_eq!(closing_lines(&summary, time), expected);
        assert_eq!(progress_line(&summary, time), "12,345 records, 12,000 entities, 84 MB, 21 MB a second");
    }
}
