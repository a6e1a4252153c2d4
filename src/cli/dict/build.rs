//! `newstag dict build`: dictionaries into one file that opens at once.

use crate::cli::args::VariantArgs;
use crate::cli::report::grouped;
use crate::cli::{Exit, dictionary, tell};
use crate::tagger;
use crate::write::{Output, Target};
use anyhow::bail;
use clap::Args;
use std::path::PathBuf;
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  Compile once:
      newstag dict build people.jsonl places.csv -o names.dict
  With further written forms of all names, such as companies without Inc. and persons without middle names:
      newstag dict build people.jsonl companies.csv --variants all -o names.dict
  Use as often as you like:
      newstag tag articles/ -d names.dict -o tagged.jsonl";

/// Compile dictionaries into one file that opens at once
///
/// The file holds all that the dictionaries say, and is used like one of them (-d). It is mapped into memory, so that a list of millions of
/// names opens in milliseconds and processes share it. The same dictionaries give the same bytes. Exit status: 0, or 2 where a dictionary has
/// an error or the file cannot be written.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct BuildArgs {
    /// Dictionaries, read together; compiled ones too
    #[arg(value_name = "SRC", required = true)]
    sources: Vec<PathBuf>,

    #[command(flatten)]
    variants: VariantArgs,

    /// The compiled file; it is there only once it is complete
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// Compiles dictionaries.
pub(super) fn run(args: &BuildArgs) -> anyhow::Result<Exit> {
    let start = Instant::now();
    let target = Target::from_argument(Some(&args.output));
    if target.is_compressed() {
        let name = args.output.display();
        bail!(
            "{name}: a compiled dictionary is used as it stands on the disk, not compressed: name it without .gz or .zst"
        );
    }
    let file = target.regular_file()?;
    let overwritten =
        args.sources.iter().find(|source| source.canonicalize().ok().is_some_and(|source| Some(source) == file));
    if let Some(source) = overwritten {
        bail!("{} is read and would be overwritten: write the compiled dictionary to another file", source.display());
    }
    let mut output = Output::open(&target)?;
    let dictionary = dictionary::load(&args.sources, args.variants)?;
    let image = tagger::compile(&dictionary)?;
    output.write(image.bytes())?;
    output.finish()?;
    tell(format_args!(
        "{} entities, {} names, {} bytes, {:.2} seconds",
        grouped(dictionary.len() as u64),
        grouped(dictionary.names() as u64),
        grouped(image.bytes().len() as u64),
        start.elapsed().as_secs_f64(),
    ));
    Ok(Exit::Done)
}
