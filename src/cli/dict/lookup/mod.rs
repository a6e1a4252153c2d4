//! `newstag dict lookup`: which entities a written form may mean, and why.

mod find;
mod probe;
mod record;
mod show;

use super::json;
use crate::cli::args::VariantArgs;
use crate::cli::{Exit, dictionary};
use clap::Args;
use record::Record;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  In the dictionary that comes with the program:
      newstag dict lookup 'U.S.'
  In your own:
      newstag dict lookup Ross -d people.jsonl -d offices.jsonl
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

    /// Write one JSON object
    #[arg(long)]
    json: bool,
}

/// Looks a written form up.
pub(super) fn run(args: &LookupArgs) -> anyhow::Result<Exit> {
    let dictionary = dictionary::load(&args.dictionaries, args.variants)?;
    let found = find::find(&dictionary, &args.name)?;
    let mut out = anstream::stdout().lock();
    if args.json {
        json::write_line(&mut out, &Record::of(&args.name, &found))?;
    } else {
        show::show(&args.name, &found, &mut out)?;
    }
    Ok(Exit::Done)
}
