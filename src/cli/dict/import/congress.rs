//! `newstag dict import congress`.

use super::{CommonArgs, carry_out};
use crate::cli::Exit;
use crate::load::import::congress::importer;
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  Members of Congress, presidents and vice presidents, and their offices:
      newstag dict import congress legislators-current.yaml legislators-historical.yaml executive.yaml -o congress.jsonl";

/// congress-legislators YAML: members of Congress, presidents, vice presidents, and their offices
///
/// Persons come with their bioguide, Wikidata and GovTrack identifiers. Each seat is an office with the persons who held it: give all files in one
/// call, so that it is one. Offices are written last.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct CongressArgs {
    #[command(flatten)]
    common: CommonArgs,
}

pub(super) fn run(args: &CongressArgs) -> anyhow::Result<Exit> {
    carry_out(&args.common, importer())
}
