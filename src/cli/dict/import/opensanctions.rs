//! `newstag dict import opensanctions`.

use super::{CommonArgs, carry_out};
use crate::cli::Exit;
use crate::load::import::opensanctions::importer;
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  An export of OpenSanctions, or of anything else that speaks FollowTheMoney:
      newstag dict import opensanctions entities.ftm.json -o sanctions.jsonl
  As it is downloaded:
      curl -s https://data.opensanctions.org/datasets/latest/peps/entities.ftm.json | newstag dict import opensanctions - -o peps.jsonl";

/// FollowTheMoney entities, as OpenSanctions exports them (entities.ftm.json)
///
/// Persons, organizations, companies, public bodies, vessels and aircraft; weak aliases need context. Positions become offices with those who occupied
/// them; they are written last.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct OpenSanctionsArgs {
    #[command(flatten)]
    common: CommonArgs,
}

pub(super) fn run(args: &OpenSanctionsArgs) -> anyhow::Result<Exit> {
    carry_out(&args.common, importer())
}
