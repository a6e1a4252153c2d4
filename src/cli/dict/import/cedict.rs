//! `newstag dict import cedict`.

use super::{CommonArgs, carry_out};
use crate::cli::Exit;
use crate::load::import::cedict::importer;
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  newstag dict import cedict cedict_1_0_ts_utf-8_mdbg.txt.gz -o cedict.jsonl
  newstag dict check cedict.jsonl";

/// The proper names of CC-CEDICT, the Chinese-English dictionary
///
/// Entries whose pinyin has a capital, in both scripts, with an English name where the meaning plainly is one. Family and given names, sayings and
/// single characters are left out. The type is person, place or organization where the meaning tells it for certain, else name.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct CedictArgs {
    #[command(flatten)]
    common: CommonArgs,
}

pub(super) fn run(args: &CedictArgs) -> anyhow::Result<Exit> {
    carry_out(&args.common, importer())
}
