//! `newstag dict import paranames`.

use super::{CommonArgs, carry_out};
use crate::cli::Exit;
use crate::load::import::LanguageFilter;
use crate::load::import::paranames::{ParanamesOptions, importer};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  newstag dict import paranames paranames.tsv.gz --languages en,zh --types PER,ORG -o names.jsonl";

/// ParaNames: names of Wikidata's persons, places and organizations in hundreds of languages
///
/// An item that ParaNames gives two types becomes two entities. Rows of one entity that do not stand one behind the other give several lines, which
/// are one again when they are loaded.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct ParanamesArgs {
    #[command(flatten)]
    common: CommonArgs,

    /// LanguageFilter that names are taken in, as BCP 47 tags; zh includes zh-Hans and zh-Hant. Without it, all
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    languages: Vec<String>,

    /// Types that are taken: PER, LOC, ORG; without it, all
    #[arg(long, value_name = "TYPES", value_delimiter = ',')]
    types: Vec<String>,
}

pub(super) fn run(args: &ParanamesArgs) -> anyhow::Result<Exit> {
    let options =
        ParanamesOptions { languages: LanguageFilter::new(args.languages.clone()), types: args.types.clone() };
    carry_out(&args.common, importer(options))
}
