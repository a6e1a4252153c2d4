//! `newstag dict lookup`: which entities a written form may mean, and why.

mod find;
mod probe;
mod reasons;
mod record;
mod show;

use super::json;
use crate::cli::args::VariantArgs;
use crate::cli::{Exit, dictionary};
use clap::Args;
use reasons::Reasons;
use record::Record;
use std::path::PathBuf;
use std::sync::Arc;

const EXAMPLES: &str = "\
Examples:
  In the dictionary that comes with the program:
      newstag dict lookup 'U.S.'
  In your own:
      newstag dict lookup Ross -d people.jsonl -d offices.jsonl
  With what makes the score of each:
      newstag dict lookup Washington --explain
  As one JSON object:
      newstag dict lookup 刘鹤 --json";

/// Tell which entities a written form may mean, and why
///
/// Finds the names that are the same once folded (case, accents, width, traditional and simplified characters), those that are the same
/// but for the dots of an acronym, and the family names of persons. Says for each how it must be written and when it counts. Exit
/// status: 0, also where nothing is found, or 2 where a dictionary cannot be read.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct LookupArgs {
    /// The written form
    #[arg(value_name = "NAME")]
    name: String,

    /// A dictionary; may be given several times. Without it: the one that comes with the program
    #[arg(short, long = "dict", value_name = "FILE", env = "NEWSTAG_DICT")]
    dictionaries: Vec<PathBuf>,

    #[command(flatten)]
    variants: VariantArgs,

    /// Also tell how sure each entity is where a document holds nothing but the form, and what makes the score
    #[arg(long)]
    explain: bool,

    /// Write one JSON object
    #[arg(long)]
    json: bool,
}

/// Looks a written form up.
pub(super) fn run(args: &LookupArgs) -> anyhow::Result<Exit> {
    let dictionary = Arc::new(dictionary::load(&args.dictionaries, args.variants)?);
    let found = find::find(&dictionary, &args.name)?;
    let reasons = args.explain.then(|| Reasons::of(Arc::clone(&dictionary), &args.name)).transpose()?;
    let mut out = anstream::stdout().lock();
    if args.json {
        json::write_line(&mut out, &Record::of(&args.name, &found, reasons.as_ref()))?;
    } else {
        show::show(&args.name, &found, reasons.as_ref(), &mut out)?;
    }
    Ok(Exit::Done)
}
