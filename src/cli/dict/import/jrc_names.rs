//! `newstag dict import jrc-names`.

use super::{CommonArgs, carry_out};
use crate::cli::Exit;
use crate::load::import::LanguageFilter;
use crate::load::import::jrc_names::importer;
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  newstag dict import jrc-names entities.gz -o jrc.jsonl
  newstag dict import jrc-names entities.gz --languages en,de,zh -o jrc.jsonl";

/// JRC-Names: persons and organizations of the news with the ways in which their names are written
///
/// The lines of one entity stand one behind the other. Its first name is what it is called, the others are aliases.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct JrcNamesArgs {
    #[command(flatten)]
    common: CommonArgs,

    /// LanguageFilter that names are taken in; those that are written so everywhere (u) always are. Without it, all
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    languages: Vec<String>,
}

pub(super) fn run(args: &JrcNamesArgs) -> anyhow::Result<Exit> {
    carry_out(&args.common, importer(LanguageFilter::new(args.languages.clone())))
}
