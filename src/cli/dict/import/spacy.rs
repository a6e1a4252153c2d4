//! `newstag dict import spacy`.

use super::values::{pair, word};
use super::{CommonArgs, carry_out};
use crate::cli::Exit;
use crate::dictionary::CasePolicy;
use crate::load::import::spacy::{SpacyOptions, importer};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  newstag dict import spacy patterns.jsonl -o names.jsonl
  A label of one's own, and texts that match in any case:
      newstag dict import spacy patterns.jsonl --type PARTY=organization --case any -o names.jsonl";

/// Patterns of spaCy's EntityRuler (JSON Lines with label and pattern)
///
/// Patterns that are a text, and those whose tokens are plain words (ORTH, TEXT, LOWER). Any other is refused with the reason. Patterns with one
/// id are names of one entity.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct SpacyArgs {
    #[command(flatten)]
    common: CommonArgs,

    /// The type that a label becomes; repeatable. PERSON, ORG, GPE, LOC, FAC and NORP are known, any other is taken in small letters
    #[arg(long = "type", value_name = "LABEL=TYPE", value_parser = pair)]
    types: Vec<(String, String)>,

    /// How the case of patterns that are a text counts: exact as in spaCy, auto or any
    #[arg(long, value_name = "CASE", default_value = "exact", value_parser = word::<CasePolicy>)]
    case: CasePolicy,
}

pub(super) fn run(args: &SpacyArgs) -> anyhow::Result<Exit> {
    carry_out(&args.common, importer(SpacyOptions { types: args.types.clone(), case: args.case }))
}
