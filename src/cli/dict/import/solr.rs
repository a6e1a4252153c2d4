//! `newstag dict import solr`.

use super::{CommonArgs, carry_out};
use crate::cli::Exit;
use crate::load::import::solr::{SolrOptions, importer};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  newstag dict import solr synonyms.txt --type organization --lang en -o names.jsonl";

/// Synonyms of Solr, Lucene or Elasticsearch (synonyms.txt)
///
/// Forms that mean the same (a, b, c) are names of one entity, called by the first. Of an explicit rule (a, b => c, d) each form on the right is an
/// entity, and those on the left are aliases of it.
#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct SolrArgs {
    #[command(flatten)]
    common: CommonArgs,

    /// The type of all entities, which the format does not tell: person, organization, place, office or any word
    #[arg(long = "type", value_name = "TYPE", default_value = "name")]
    kind: String,

    /// The language of all names, as a BCP 47 tag
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
}

pub(super) fn run(args: &SolrArgs) -> anyhow::Result<Exit> {
    carry_out(&args.common, importer(SolrOptions { kind: args.kind.clone(), lang: args.lang.clone() }))
}
